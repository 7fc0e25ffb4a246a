"""Beginning a jam: who may, where, with which words."""

from dataclasses import replace

import discord
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.jams.board.view import board_view
from bot.jams.commands.beginning import NAMELESS, NOT_HERE, SWITCHED_OFF, lacking_here
from bot.jams.commands.planning import WRONG_LAYERS
from bot.jams.entering import NEEDS_MODERATORS
from bot.judging.admitting import NOT_PRIVATE
from bot.modals.jam_start import USUAL
from bot.records.jam import Jam, JamRules
from bot.records.oversight import Filter
from bot.records.statements import Choice
from bot.words import SAID_BACK
from tests.bot.cases.docket import Docket
from tests.bot.jams.sessions import Session
from tests.bot.stage import Stage, filled_in, sentence


async def begun(stage: Stage, who: MemberActor | None = None, /, **options: object) -> InteractionResult:
    return await (who or stage.ana).slash(stage.channel, "jam start", **{"name": "Friday", **options})


async def only(stage: Stage) -> Jam:
    (jam,) = await stage.services.records.open_jams(str(stage.guild.id))
    return jam


async def none_on(stage: Stage) -> bool:
    return await stage.services.records.open_jams(str(stage.guild.id)) == []


async def choose(stage: Stage, key: str, value: str) -> None:
    server = str(stage.guild.id)
    await stage.services.records.choose(Choice("server", server, key, value, server), by="1", now_s=0)


async def test_a_jam_begins_with_its_lobby_and_its_host_plays(stage: Stage) -> None:
    said = sentence(await begun(stage, theme="rain"))
    jam = await only(stage)
    assert (jam.phase, jam.host, jam.name, jam.theme) == ("lobby", str(stage.ana.id), "Friday", "rain")
    assert [one.user for one in jam.players] == [str(stage.ana.id)]
    assert f"**Friday** (`{jam.id}`) begins" in said
    assert (jam.server, jam.channel) == (str(stage.guild.id), str(stage.channel.id))


async def test_all_options_become_its_rules(stage: Stage) -> None:
    await begun(
        stage, mode="layers", length=10, turn=45, vote=30, bpm=120, tonic="F#", scale="major", players=5, private=True
    )
    rules = JamRules("layers", 4, 45, 30, 10, 120, "F#", "major", 5, is_private=True)
    assert (await only(stage)).rules == rules


async def test_without_a_name_everything_is_asked_in_a_modal(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "jam start", bpm=120)
    assert filled_in(shown) == {"mode": "relay", "rounds": USUAL}
    await stage.ana.submit_modal(
        shown,
        {"name": "Friday", "mode": "battle", "theme": "rain", "rounds": ["3"], "options": ["longer", "private"]},
    )
    rules = (await only(stage)).rules
    assert (rules.mode, rules.rounds, rules.length_s, rules.bpm) == ("battle", 3, 10, 120)
    assert (rules.is_private, rules.pre_moderated) == (True, False)


async def test_whoever_is_refused_gets_back_what_they_typed(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "jam start")
    result = await stage.ana.submit_modal(shown, {"name": "Friday", "mode": "layers", "rounds": ["9"], "theme": "rain"})
    said = sentence(result)
    assert WRONG_LAYERS.format(asked=9) in said
    assert SAID_BACK in said
    assert "rain" in said
    assert await none_on(stage)


async def test_words_that_are_refused_begin_nothing(stage: Stage) -> None:
    server = str(stage.guild.id)
    await stage.services.records.add_filter(server, Filter("no kazoos", "block", ("kazoo",)), by="1", now_s=0)
    for words in ({"name": "kazoo solo"}, {"theme": "kazoo solo"}):
        assert "has a rule against these words" in sentence(await begun(stage, **words))
    assert await none_on(stage)


async def test_where_jams_are_off_none_begins_nor_anywhere_without_a_name(stage: Stage) -> None:
    await choose(stage, "jams", "off")
    assert sentence(await begun(stage)) == SWITCHED_OFF
    for unseen in ("\u200b ", "\u200d"):
        assert sentence(await begun(stage, name=unseen, theme=unseen)) == NAMELESS


async def test_whoever_is_blocked_begins_none(stage: Stage) -> None:
    await choose(stage, "private", "off")
    assert sentence(await begun(stage, private=True)) == NOT_PRIVATE
    assert await none_on(stage)


async def test_pre_moderation_needs_moderators(stage: Stage) -> None:
    assert sentence(await begun(stage, pre_moderated=True)) == NEEDS_MODERATORS


async def test_with_moderators_it_is_moderated(stage: Stage, docket: Docket) -> None:
    del docket
    await begun(stage, pre_moderated=True)
    assert (await only(stage)).rules.pre_moderated


async def test_nobody_leads_two(stage: Stage) -> None:
    await begun(stage)
    said = sentence(await begun(stage, name="Saturday"))
    assert "You lead a jam already" in said
    assert str(stage.channel.id) in said
    await only(stage)


async def test_nobody_plans_two_and_one_that_is_on_hinders_nobody(stage: Stage) -> None:
    await begun(stage)
    await stage.ana.slash(stage.channel, "jam schedule", when="in 3 hours", name="Later")
    said = sentence(await stage.ana.slash(stage.channel, "jam schedule", when="in 5 hours", name="Latest"))
    assert "You have planned a jam already" in said
    assert len(await stage.services.records.open_jams(str(stage.guild.id))) == 2


async def test_there_are_only_as_many_as_the_server_wants(stage: Stage) -> None:
    await choose(stage, "jams_at_once", "1")
    await begun(stage)
    assert "there is one at a time" in sentence(await begun(stage, stage.ben))
    await stage.ben.slash(stage.channel, "jam schedule", when="in 3 hours", name="Later")
    assert len(await stage.services.records.open_jams(str(stage.guild.id))) == 2


async def test_the_server_bounds_how_many_play(stage: Stage) -> None:
    await choose(stage, "jam_players", "4")
    await begun(stage, players=12)
    assert (await only(stage)).rules.players_most == 4


async def test_a_thread_is_no_place_to_begin_one(session: Session) -> None:
    await session.begin()
    assert sentence(await session.stage.ben.slash(session.thread, "jam start", name="Inside")) == NOT_HERE


async def test_it_is_scheduled_for_a_time(stage: Stage) -> None:
    said = sentence(await stage.ana.slash(stage.channel, "jam schedule", when="in 3 hours", name="Later"))
    jam = await only(stage)
    assert (jam.phase, jam.opens_s) == ("scheduled", stage.clock() + 3 * 3600)
    assert f"<t:{round(stage.clock()) + 3 * 3600}:R>" in said
    assert "📅" in board_view(replace(jam, thread="1")).content


def test_what_a_jam_cant_do_without_is_named() -> None:
    assert lacking_here(discord.Permissions.all(), is_private=True) == []
    granted = discord.Permissions(view_channel=True, create_public_threads=True)
    assert lacking_here(granted, is_private=False) == ["Send Messages in Threads"]
    assert lacking_here(granted, is_private=True) == ["Create Private Threads", "Send Messages in Threads"]
