"""A round is painted: its entries wait together, and what came of each is noted."""

from dataclasses import replace

import pytest

from bot.delivery.reconciling import NEW_S, Reconciler
from bot.freezing import freeze, thaw
from bot.jams.commands.leading import DRAFTED
from bot.jams.conducting.clearing import Clearer
from bot.jams.conducting.drafting import ANSWER_S, LATE, name_of, require_unbegun
from bot.jams.machine.acts import JAMGRAM, RemoveEntry, Skip
from bot.records.jam import Jam, Mode
from bot.records.oversight import Freeze
from core.contract import Layer, Section
from core.errors import UserError
from core.events import Events
from core.lanes import Lanes
from core.lanes.values import Limits
from core.lease import Lease
from core.recipes import STEPS
from tests.bot.delivery.away import NOWHERE
from tests.bot.jams.conducting.concert import PAINTING, Concert, concert
from tests.bot.stage import SORRY, Stage, sentence


async def rung(stage: Stage, mode: Mode = "battle") -> Concert:
    """A round in which both entered, and nothing is asked for yet."""
    playing = await concert(stage, mode, rounds=2, taking=PAINTING)
    await playing.begin(stage.ben)
    await playing.enter(stage.ana, "drums in the rain")
    await playing.enter(stage.ben, "a bass that walks")
    assert (await playing.jam()).phase == "rendering"
    return playing


async def second_round(stage: Stage, mode: Mode = "battle") -> Concert:
    """The same of a second round."""
    playing = await rung(stage, mode)
    await playing.painted()
    await playing.until("collecting")
    await playing.enter(stage.ana, "more rain")
    await playing.enter(stage.ben, "more bass")
    return playing


def states(jam: Jam) -> list[str]:
    return [one.state for one in jam.entries if one.round == jam.round]


async def test_all_entries_of_a_round_are_asked_for_at_once_and_one_pass_may_paint_them(stage: Stage) -> None:
    playing = await rung(stage)
    await playing.look()
    batch = await playing.take()
    assert batch is not None
    assert [one.origin.author for one in batch.requests] == [str(stage.ana.id), str(stage.ben.id)]
    assert {one.origin.jam for one in batch.requests} == {playing.id}


async def test_an_entrys_clip_is_its_authors_and_known_to_the_jam(stage: Stage) -> None:
    playing = await rung(stage)
    jam = await playing.painted()
    (entry, _) = jam.entries
    clip = await stage.services.records.clip(entry.clip or "")
    assert clip is not None
    assert (clip.author, clip.ancestry.operation, clip.private) == (str(stage.ana.id), "jam", False)
    assert (entry.state, jam.phase) == ("painted", "voting")


@pytest.mark.parametrize(("mode", "kind"), [("battle", Section), ("layers", Layer)])
async def test_the_second_round_goes_on_from_the_section_of_the_first(
    stage: Stage, mode: Mode, kind: type[Section | Layer]
) -> None:
    playing = await second_round(stage, mode)
    await playing.look()
    (section,) = (await playing.jam()).sections
    before = await stage.services.records.clip(section.clip or "")
    batch = await playing.take()
    assert batch is not None
    assert before is not None
    recipe = batch.requests[0].recipe
    assert isinstance(recipe, kind)
    assert recipe.source == before.png
    record = await stage.services.records.card((await playing.jam()).entries[-1].id)
    assert record is not None
    assert record.requests[0].ancestry.parent == before.id


async def test_nothing_goes_on_from_a_section_that_was_reported(stage: Stage) -> None:
    playing = await second_round(stage)
    (section,) = (await playing.jam()).sections
    assert section.clip is not None
    await stage.services.records.hide_clip(section.clip, stage.clock())
    await playing.look()
    batch = await playing.take()
    assert batch is not None
    assert batch.requests[0].recipe.source is None  # type: ignore[union-attr]


async def test_an_entry_that_fails_counts_as_none_and_the_other_one_wins(stage: Stage) -> None:
    playing = await rung(stage)
    await playing.look()
    lost = (await playing.jam()).entries[0]
    await playing.paint({f"{lost.id}-0": SORRY})
    jam = await playing.look()
    assert states(jam) == ["failed", "painted"]
    assert jam.phase == "reveal"


async def test_a_card_that_is_taken_away_counts_as_failed(stage: Stage) -> None:
    playing = await rung(stage)
    await playing.look()
    await stage.services.records.remove_card((await playing.jam()).entries[0].id, stage.clock())
    assert states(await playing.look())[0] == "failed"


async def test_without_redis_a_round_waits_and_goes_on_when_it_is_back(stage: Stage) -> None:
    playing = await rung(stage)
    playing.change(lanes=Lanes(NOWHERE))
    assert states(await playing.look(2)) == ["ready", "ready"]
    playing.change(lanes=Lanes(stage.services.redis))
    assert states(await playing.painted()) == ["painted", "painted"]


async def test_where_there_is_no_room_the_thread_says_so_once_and_it_is_asked_for_again(stage: Stage) -> None:
    playing = await rung(stage)
    playing.change(lanes=Lanes(stage.services.redis, limits=Limits(jam_waiting=1)))
    jam = await playing.look(3)
    assert "room-1" in jam.posts
    assert await playing.take() is None
    playing.change(lanes=Lanes(stage.services.redis))
    assert states(await playing.painted()) == ["painted", "painted"]


async def test_where_the_day_is_used_up_the_jam_comes_to_its_finale_at_once(stage: Stage) -> None:
    playing = await second_round(stage)
    playing.change(lanes=Lanes(stage.services.redis, limits=Limits(server_jam_s_a_day=1)))
    jam = await playing.look()
    assert (jam.phase, jam.ended_by, "room-2" in jam.posts) == ("finale", JAMGRAM, True)
    await playing.look()
    batch = await playing.take()
    assert batch is not None
    assert [one.recipe.kind for one in batch.requests] == ["join"]


async def test_a_process_that_died_between_any_two_steps_is_followed(stage: Stage) -> None:
    playing = await rung(stage)
    playing.change(lanes=Lanes(NOWHERE))
    await playing.look()
    assert len(await playing.cards()) == 2
    playing.change(lanes=Lanes(stage.services.redis))
    await playing.look()
    assert len(await playing.paint()) == 2
    playing.follow(holder="bot-2")
    assert states(await playing.look()) == ["painted", "painted"]


async def test_what_redis_lost_is_asked_for_again(stage: Stage) -> None:
    playing = await rung(stage)
    await playing.look()
    stage.services.redis.flushall()
    stage.clock.move(NEW_S + 1)
    lease = Lease(stage.services.redis, "reconciling", holder="bot-1", ttl_s=5)
    await Reconciler(stage.services, lease, Events(stage.services.redis, consumer="bot-1")).look()
    await playing.look()
    assert len(await playing.paint()) == 2
    assert states(await playing.look()) == ["painted", "painted"]


async def test_while_moderators_stop_it_nothing_more_is_asked_for(stage: Stage) -> None:
    playing = await rung(stage)
    server, mod = str(stage.guild.id), str(stage.mod.id)
    await freeze(stage.services, Freeze(server, "channel", str(stage.channel.id), mod, "look", stage.clock()))
    stage.clock.move(1)
    jam = await playing.look()
    assert "frozen" in jam.halts
    assert await playing.cards() == []
    await thaw(stage.services, server, "channel", str(stage.channel.id), by=mod)
    stage.clock.move(1)
    assert states(await playing.painted()) == ["painted", "painted"]


async def test_what_a_skip_made_useless_is_called_off(stage: Stage) -> None:
    playing = await rung(stage)
    jam = await playing.look()
    await playing.do(Skip(jam.host, jam.round, jam.phase))
    await playing.look()
    assert await playing.paint() == []
    records = await stage.services.records.jam_cards(playing.id)
    assert {one.card.state for one in records} == {"ended"}


async def test_what_moderators_take_out_is_painted_no_more(stage: Stage) -> None:
    playing = await rung(stage)
    jam = await playing.look()
    await playing.do(RemoveEntry(str(stage.mod.id), jam.entries[0].id, as_moderator=True))
    await playing.look()
    assert await playing.paint() == [f"{jam.entries[1].id}-0"]


async def test_without_redis_what_is_useless_is_called_off_later(stage: Stage) -> None:
    playing = await rung(stage)
    jam = await playing.look()
    jam = await playing.do(Skip(jam.host, jam.round, jam.phase))
    clearer = Clearer()
    await clearer.tend(replace(stage.services, lanes=Lanes(NOWHERE)), stage.bot, jam)
    await clearer.tend(stage.services, stage.bot, jam)
    assert await playing.paint() == []
    records = await stage.services.records.jam_cards(playing.id)
    assert {one.card.state for one in records} == {"ended"}


async def test_of_however_many_jams_only_so_much_is_remembered(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jams.conducting.clearing.REMEMBERED", 2)
    jam, clearer = await (await rung(stage)).jam(), Clearer()
    for number in range(5):
        await clearer.tend(stage.services, stage.bot, replace(jam, id=f"J00000{number}"))
    assert list(clearer._cleared) == ["J000003", "J000004"]


@pytest.fixture
async def slow(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Concert:
    """A round that takes longer than it should."""
    monkeypatch.setattr("bot.jams.conducting.drafting.LONG_S", 5.0)
    playing = await rung(stage)
    assert await playing.take() is None, "now the lanes know of a worker"
    return playing


async def test_a_round_that_takes_long_is_offered_as_a_draft_and_begins_all_the_same(
    stage: Stage, slow: Concert
) -> None:
    jam = await slow.look(2)
    assert name_of(1) in jam.posts
    await require_unbegun(stage.services, jam)
    stage.clock.move(ANSWER_S)
    assert await slow.take() is None
    await slow.look()
    batch = await slow.take()
    assert batch is not None
    assert batch.requests[0].recipe.steps == STEPS["standard"]  # type: ignore[union-attr]
    with pytest.raises(UserError, match=LATE):
        await require_unbegun(stage.services, jam)


async def test_the_host_presses_that_a_draft_will_do_but_not_when_it_is_late(stage: Stage, slow: Concert) -> None:
    offer = (await slow.look()).posts[name_of(1)]
    message = stage.message(int(offer.message))
    assert DRAFTED in sentence(await stage.press("Draft", message))
    await slow.look()
    batch = await slow.take()
    assert batch is not None
    assert {one.recipe.steps for one in batch.requests} == {STEPS["draft"]}  # type: ignore[union-attr]
    assert LATE in sentence(await stage.press("Draft", message))


async def test_where_the_offer_cant_be_said_it_begins_at_once(stage: Stage, slow: Concert) -> None:
    stage.refuse("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await slow.look()
    assert await slow.take() is not None
