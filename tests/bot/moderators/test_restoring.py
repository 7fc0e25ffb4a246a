"""Riffs that moderators hid, shown again."""

from dataclasses import replace

import pytest
from simcord.results import InteractionResult

from bot.jams.machine.acts import Join, Start, Stop
from bot.jams.machine.votes import tally
from bot.moderators.naming import GONE
from bot.moderators.people import NOT_YOUR_OWN
from bot.moderators.restoring import IN_JAM, IN_VOTE, NOT_JOINED
from bot.placing import place
from bot.records.oversight import NewCase
from bot.records.values import Ancestry, ClipRecord
from core.contract import Riff
from core.request import Origin, Request
from tests.bot import samples
from tests.bot.gallery.clips import put
from tests.bot.jams.sessions import Session, of
from tests.bot.records.jamming import BEGUN
from tests.bot.stage import Stage, sentence


async def mod(stage: Stage, command: str, **options: object) -> InteractionResult:
    return await stage.mod.slash(stage.channel, f"riff-mod {command}", **options)


async def hidden(stage: Stage) -> ClipRecord:
    clip = await stage.clip(await stage.made())
    await stage.services.records.hide_clip(clip.id, stage.clock(), by=str(stage.mod.id))
    await stage.services.records.redeliver(clip.card_id)
    await stage.deliver()
    return clip


async def test_a_hidden_riff_is_shown_again_its_author_hears_so_and_it_is_written_down(stage: Stage) -> None:
    clip = await hidden(stage)
    (card,) = stage.messages()
    assert card.attachments == []
    said = sentence(await mod(stage, "restore", riff=clip.recipe.recipe_id, reason="a mistake"))
    await stage.deliver()
    assert said == f"👀 `{clip.recipe.recipe_id}` is shown again."
    assert len(stage.message(card.id).attachments) == 2
    assert "a mistake" in stage.ana.user.dm_channel.history()[0].content
    log = (await stage.services.records.audit(str(stage.guild.id))).entries
    assert {one.after for one in log if one.action == "approve"} == {clip.id, "a mistake"}
    assert "is not hidden" in sentence(await mod(stage, "restore", riff=clip.recipe.recipe_id))


async def test_what_was_removed_is_gone_for_good(stage: Stage) -> None:
    clip = await hidden(stage)
    await mod(stage, "remove", riff=clip.recipe.recipe_id)
    assert GONE in sentence(await mod(stage, "restore", riff=clip.recipe.recipe_id))


async def test_what_waits_for_a_decision_is_not_decided_on_the_way(stage: Stage) -> None:
    clip = await hidden(stage)
    new = NewCase("report", str(stage.guild.id), clip.author, clip.card_id, clip.id)
    number = (await stage.services.records.open_case(new, stage.clock())).number
    assert f"#{number}" in sentence(await mod(stage, "restore", riff=clip.id))


async def test_nobody_shows_their_own_again(stage: Stage) -> None:
    clip = await put(stage, "own", author=stage.mod)
    await stage.services.records.hide_clip(clip.id, stage.clock())
    assert NOT_YOUR_OWN in sentence(await mod(stage, "restore", riff=clip.id))


@pytest.fixture
async def session(stage: Stage) -> Session:
    session = Session(stage)
    await session.begin()
    await session.paint(await session.enter(stage.ana), await session.enter(stage.ben, "harp solo"))
    await mod(stage, "jam remove-entry", user=stage.ben, jam=session.id)
    return session


async def name_of(session: Session) -> str:
    entry = of(await session.now(), session.stage.ben)
    clip = await session.stage.services.records.clip(entry.clip or "")
    assert clip is not None
    return clip.recipe.recipe_id


async def test_an_entry_that_was_taken_out_is_played_again(stage: Stage, session: Session) -> None:
    said = sentence(await mod(stage, "restore", riff=await name_of(session)))
    assert IN_JAM in said
    assert of(await session.now(), stage.ben).state == "painted"


async def test_where_its_vote_is_on_it_can_be_voted_for_again(stage: Stage) -> None:
    session = Session(stage)
    await session.begin(starts=False)
    await session.do(Join(str(stage.mod.id)), Start(str(stage.ana.id)))
    entries = [await session.enter(one, f"harp {one.id}") for one in (stage.ana, stage.ben, stage.mod)]
    await session.paint(*entries)
    await mod(stage, "jam remove-entry", user=stage.ben, jam=session.id)
    assert entries[1].id not in tally(await session.now())
    assert IN_VOTE in sentence(await mod(stage, "restore", riff=await name_of(session)))
    assert entries[1].id in tally(await session.now())


async def test_a_track_that_is_there_stays_as_it_was_made(stage: Stage, session: Session) -> None:
    now = await session.now()
    over = replace(now, phase="archived", track="J7F3K9Q-track-0")
    assert await stage.services.records.save_jam(now, over, BEGUN)
    assert NOT_JOINED in sentence(await mod(stage, "restore", riff=await name_of(session), tell=False))


async def test_a_track_that_was_hidden_itself_is_heard_again(stage: Stage, session: Session) -> None:
    records, track = stage.services.records, f"{session.id}-track"
    origin = Origin(
        server=str(stage.guild.id), channel=str(session.thread.id), author=str(stage.ana.id), jam=session.id
    )
    card = samples.card(id=track, origin=origin, jam=session.id, created_s=stage.clock())
    request = Request(id=f"{track}-0", recipe=Riff(prompt="rain", seed=7), origin=origin)
    assert await records.open_card(card, [request], ancestries=[Ancestry("jam")])
    await place(stage.services, await stage.record(card.id))
    stage.worker.finish()
    await stage.hear()
    now = await session.now()
    assert await records.save_jam(now, replace(now, phase="archived", track=request.id), BEGUN)
    assert await records.hide_clip(request.id, stage.clock(), by=str(stage.mod.id))
    said = sentence(await mod(stage, "restore", riff=request.recipe.recipe_id, tell=False))
    assert IN_JAM in said
    assert NOT_JOINED not in said


async def test_once_its_jam_is_over_it_is_put_back_all_the_same(stage: Stage, session: Session) -> None:
    await session.do(Stop(str(stage.mod.id), as_moderator=True))
    assert IN_JAM in sentence(await mod(stage, "restore", riff=await name_of(session), tell=False))
    assert of(await session.now(), stage.ben).state == "painted"
