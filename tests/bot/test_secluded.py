"""What is made where not everybody may look is found there, and nowhere else."""

from dataclasses import replace

import discord
import pytest
from simcord.builders import ChannelHandle
from simcord.results import InteractionResult

from bot.card import Button
from bot.family.promoting import promote
from bot.gallery.families import SECLUDED
from bot.gallery.finding import NOT_FOR_YOU
from bot.gallery.sharing import choice
from bot.origins import card_of
from bot.records.values import ClipRecord
from bot.secluded import is_secluded, is_secluded_at
from core.request import Origin
from tests.bot.family.kin import Kin
from tests.bot.family.test_spots import thread_in
from tests.bot.gallery.reading import answer, words
from tests.bot.stage import Stage, sentence


@pytest.fixture
def staff(stage: Stage) -> ChannelHandle:
    """A channel that ana, ben and the bot see, but not everybody."""
    shown, hidden = discord.PermissionOverwrite(view_channel=True), discord.PermissionOverwrite(view_channel=False)
    guild, me = stage.bot.get_guild(stage.guild.id), stage.bot.user
    assert guild is not None
    assert me is not None
    return stage.guild.create_text_channel(
        "staff", overwrites={guild.default_role: hidden, stage.ana: shown, stage.ben: shown, me: shown}
    )


@pytest.fixture
async def kin(stage: Stage, staff: ChannelHandle) -> Kin:
    """A family there."""
    await stage.env.settle()
    stage.channel = staff
    return Kin(stage)


async def listed_for(stage: Stage, who: str | None) -> list[str]:
    """All that somebody in the server finds, in whichever way."""
    records, server = stage.services.records, str(stage.guild.id)
    pages = [await records.latest(who, server), await records.search("lo-fi", who, server)]
    offers = await records.find("", who or "0", server)
    return [one.clip.id for one in (*pages[0].items, *pages[1].items, *offers)]


async def now(stage: Stage, clip: ClipRecord) -> ClipRecord:
    found = await stage.services.records.clip(clip.id)
    assert found is not None
    return found


async def details(kin: Kin, message: discord.Message) -> InteractionResult:
    return await kin.stage.ben.context_menu(kin.stage.channel, "Riff details", message)


async def test_a_place_is_secluded_if_not_everybody_may_look(stage: Stage, staff: ChannelHandle) -> None:
    talks = [thread_in(stage, one) for one in (stage.channel, staff)]
    secret = thread_in(stage, stage.channel, private=True)
    await stage.env.settle()
    places = [stage.bot.get_channel(one.id) for one in (stage.channel, staff, *talks, secret)]
    assert [is_secluded(one) for one in places] == [False, True, False, True, True]


async def test_what_nobody_knows_is_secluded_but_direct_messages_are_not(stage: Stage) -> None:
    origin = Origin(server=str(stage.guild.id), channel="1", author="2")
    assert is_secluded(None)
    assert is_secluded_at(stage.bot, origin)
    assert not is_secluded_at(stage.bot, origin.model_copy(update={"server": None}))


async def test_a_card_knows_whether_everybody_sees_where_it_was_asked_for(stage: Stage, staff: ChannelHandle) -> None:
    arrived, talk = stage.watch(), thread_in(stage, stage.channel)
    await stage.env.settle()
    for channel in (stage.channel, staff, talk):
        await stage.ana.slash(channel, "help")
    await stage.ana.user.slash("help")
    assert [card_of(one, private=False).secluded for one in arrived] == [False, True, False, False]


async def test_a_thread_that_was_archived_is_as_secluded_as_its_channel(stage: Stage, staff: ChannelHandle) -> None:
    """discord.py has forgotten it, but Discord sends it along."""
    arrived, guild = stage.watch(), stage.bot.get_guild(stage.guild.id)
    assert guild is not None
    talks = [thread_in(stage, one) for one in (stage.channel, staff)]
    await stage.env.settle()
    for talk in talks:
        await stage.ana.slash(talk, "help")
        guild._threads.pop(talk.id)
    assert [card_of(one, private=False).secluded for one in arrived] == [False, True]


async def test_only_its_author_finds_it_in_lists(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    assert clip.secluded
    for who in (str(kin.stage.ben.id), str(kin.stage.mod.id), None):
        assert await listed_for(kin.stage, who) == []
        assert await kin.stage.services.records.same(clip.recipe, who, clip.server) is None
    assert await listed_for(kin.stage, clip.author) == [clip.id] * 3


async def test_whoever_sees_its_card_uses_its_buttons(kin: Kin) -> None:
    root = await kin.root()
    assert (await kin.stage.press("Remix", root, kin.stage.ben)).modal is not None
    await kin.stage.press("Star", root, kin.stage.ben)
    clip = await kin.clip_of(root)
    assert (await kin.stage.services.records.stars_of([clip.id]))[clip.id] == 1


async def test_whoever_sees_its_card_sees_all_about_it_but_its_family(kin: Kin) -> None:
    panel = await details(kin, await kin.root())
    assert "🚪 Whoever sees its channel may find it there, and make others of it." in words(answer(panel))
    family = await kin.stage.ben.click(answer(panel), label="Family")
    assert sentence(family) == SECLUDED


async def test_elsewhere_its_buttons_open_nothing(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    kin.stage.channel = kin.stage.guild.create_text_channel("elsewhere")
    await kin.stage.env.settle()
    assert sentence(await kin.stage.press_on(Button("details", clip.id, "🔎", "Look"), kin.stage.ben)) == NOT_FOR_YOU


async def test_what_comes_of_it_there_is_secluded_too_and_stays_there(kin: Kin) -> None:
    await kin.stage.fill("Remix", await kin.root(), kin.stage.ben)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    card = kin.thread_messages()[-1]
    clip = await kin.clip_of(card)
    assert clip.secluded
    assert (await kin.stage.press("Remix", card, kin.stage.ana)).modal is not None
    assert await promote(kin.stage.services, kin.stage.bot, clip, stars=9)
    assert kin.stage.messages()[-1].content.startswith("⭐")
    assert await listed_for(kin.stage, None) == []


async def test_what_a_reply_makes_of_it_is_secluded_too(kin: Kin) -> None:
    root, me = await kin.root(), kin.stage.bot.user
    assert me is not None
    await kin.stage.ben.send(kin.stage.channel, f"<@{me.id}> darker", reply_to=root)
    assert (await kin.stage.only_card()).card.secluded


async def test_what_its_author_allows_is_secluded_too(kin: Kin) -> None:
    await kin.stage.fill("Remix", await kin.root(remixes="ask"), kin.stage.ben)
    await kin.stage.press("Allow", kin.thread_messages()[-1], kin.stage.ana)
    assert (await kin.stage.only_card()).card.secluded


async def test_its_author_may_share_it_all_the_same(kin: Kin) -> None:
    clip = await kin.clip_of(await kin.root())
    assert [one.label for one in choice(clip).buttons[0]] == ["Everybody", "This server", "Only me"]
    await kin.stage.ana.slash(kin.stage.channel, "riffs visibility", riff=clip.id, seen_by="server")
    shared = await now(kin.stage, clip)
    assert shared == replace(clip, secluded=False)
    assert "This server ✓" in [one.label for one in choice(shared).buttons[0]]
    assert await listed_for(kin.stage, None) == [clip.id] * 3
