"""The call at the beginning of a round."""

from dataclasses import replace

from bot.jams.machine.acts import Enter, Join, Skip, Start
from bot.jams.showing import turns
from bot.records.jam import JamRules
from tests.bot.jams.conducting.concert import concert
from tests.bot.jams.machine.game import BEN, CAM, HOST, Game, planned
from tests.bot.jams.showing.scenes import in_thread, lines, post, shown
from tests.bot.stage import Stage


def game_of(mode: str, **rules: object) -> Game:
    game = Game(planned(JamRules(mode, 4, **rules)))  # type: ignore[arg-type]
    return game.do(Join(BEN), Start(HOST))


def called(game: Game) -> list[str]:
    assert game.jam.now is not None
    return lines(turns.call(in_thread(game.jam, reveal_1=post("55")), game.jam.now))


def test_a_relay_calls_the_one_whose_turn_it_is_and_nobody_else() -> None:
    game = game_of("relay")
    assert game.jam.now is not None
    saying = turns.call(in_thread(game.jam), game.jam.now)
    assert saying.to == (game.jam.now.player,)
    assert lines(saying)[0] == f"🎤 **Round 1** · section 1 of 4 · <@{game.jam.now.player}>, it is your turn."
    assert lines(saying)[1:] == ["Say in a few words how it begins. You have 90 s."]


def test_later_it_leads_to_the_section_that_is_gone_on_from() -> None:
    game = game_of("relay").turn()
    assert "goes on from https://discord.com/channels/100/300/55." in called(game)[-1]


def test_a_turn_that_was_skipped_is_not_put_down_to_whose_it_was() -> None:
    game = game_of("relay")
    assert game.jam.now is not None
    first = game.jam.now.player
    assert called(game.do(Skip(HOST, 1, "collecting")))[1] == f"⏭️ Nothing came of <@{first}>'s turn."


def test_whoever_said_nothing_is_named_in_the_next_call() -> None:
    game = game_of("relay")
    assert game.jam.now is not None
    first = game.jam.now.player
    assert called(game.ring())[1] == f"⏭️ Nothing came of <@{first}>'s turn."


def test_whoever_said_nothing_twice_is_told_how_to_come_back() -> None:
    game = game_of("relay")
    assert game.jam.now is not None
    first = game.jam.now.player
    game.ring().do(Enter(str(game.jam.now.player), "words")).paint().reveal().ring()
    assert called(game)[1].startswith(f"⏭️ <@{first}> said nothing in time again")


def test_a_battle_calls_all_as_it_begins() -> None:
    game = game_of("battle")
    assert game.jam.now is not None
    saying = turns.call(in_thread(game.jam), game.jam.now)
    assert saying.to == (HOST, BEN)
    assert "everybody enters" in lines(saying)[0]
    assert lines(saying)[-2:] == [turns.EARLY, "📣 You play now: <@1>, <@2>"]


def test_later_it_calls_those_alone_who_came_since() -> None:
    game = game_of("battle").enter(HOST).do(Join(CAM)).ring().paint().reveal()
    assert game.jam.now is not None
    assert game.player(BEN).missed == 1
    assert turns.call(in_thread(game.jam), game.jam.now).to == (CAM,)


def test_once_all_know_of_it_nobody_is_called() -> None:
    game = game_of("battle").enter(HOST).ring().paint().reveal()
    assert called(game)[-1] == turns.EARLY


def test_layers_say_which_part_in_which_key() -> None:
    game = game_of("layers")
    assert "🥁 Drums, in A minor at 96 BPM" in called(game)[0]
    game.enter(HOST, BEN).paint().vote(ben=HOST).ring().reveal()
    assert "🎸 A bass line" in called(game)[0]
    assert "it is played over https://discord.com/channels/100/300/55." in called(game)[1]


async def test_a_player_who_says_nothing_is_called_once_more_before_the_bell(stage: Stage) -> None:
    playing = await concert(stage, "relay")
    await playing.begin(stage.ben)
    await playing.later(60)
    assert "bell-1" not in (await playing.jam()).posts
    await playing.later(15)
    await playing.later(5)
    message = await shown(playing, "bell-1")
    assert message.content.startswith("⏰ **Round 1**")
    (post_,) = [one for one in stage.env.http_requests if "⏰" in str(one.json)]
    assert isinstance(post_.json, dict)
    assert len(post_.json["allowed_mentions"]["users"]) == 1


async def test_whoever_has_entered_is_left_alone(stage: Stage) -> None:
    playing = await concert(stage, "relay")
    jam = await playing.begin(stage.ben)
    assert jam.now is not None
    await playing.enter(str(jam.now.player), "rain")
    await playing.later(80)
    assert not [what for what in (await playing.jam()).posts if what.startswith("bell-")]


async def test_a_frozen_jam_calls_nobody(stage: Stage) -> None:
    playing = await concert(stage, "relay")
    jam = await playing.begin(stage.ben)
    await turns.tend(stage.services, stage.bot, replace(jam, halts=frozenset({"frozen"})))
    assert "call-1" not in (await playing.jam()).posts


async def test_the_call_is_one_message_however_often_it_is_tended(stage: Stage) -> None:
    playing = await concert(stage, "relay")
    jam = await playing.begin(stage.ben)
    for _ in range(3):
        await turns.tend(stage.services, stage.bot, jam)
    (thread,) = stage.channel.threads
    called = [one for one in thread.history() if one.content.startswith("🎤")]
    assert len(called) == 1
