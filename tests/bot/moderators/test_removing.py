"""Riffs that moderators take away, with what came of them."""

import pytest

from bot.moderators.removing import Removal, purge, remove
from bot.records.values import Ancestry, ClipRecord
from core.errors import UserError
from tests.bot.gallery.clips import put
from tests.bot.jams.sessions import Session, of
from tests.bot.stage import Stage

MOD = "123456789012345678"


def removal(stage: Stage, **more: object) -> Removal:
    return Removal(str(stage.guild.id), MOD, "too loud", **more)  # type: ignore[arg-type]


async def family(stage: Stage) -> tuple[ClipRecord, ClipRecord, ClipRecord]:
    """Ana's clip, Ben's remix of it, and a clip that has nothing to do with it."""
    root = await stage.clip(await stage.made(prompt="root"))
    other = await stage.clip(await stage.made(prompt="other"))
    return root, await put(stage, "child", author=stage.ben, ancestry=Ancestry("remix", root.id)), other


async def is_there(stage: Stage, clip: ClipRecord) -> bool:
    found = await stage.services.records.clip(clip.id)
    return found is not None and found.deleted_s is None


async def test_what_came_of_a_riff_stays_unless_a_cascade_is_asked_for(stage: Stage) -> None:
    root, child, _ = await family(stage)
    await remove(stage.services, stage.bot, root, removal(stage), cascade=False)
    assert [await is_there(stage, one) for one in (root, child)] == [False, True]


async def test_a_cascade_takes_all_that_came_of_it_and_nothing_else(stage: Stage) -> None:
    root, child, other = await family(stage)
    said = await remove(stage.services, stage.bot, root, removal(stage), cascade=True)
    assert said == f"🗑️ `{root.recipe.recipe_id}` is removed, and 1 riff that came of it here."
    assert [await is_there(stage, one) for one in (root, child, other)] == [False, False, True]


async def test_each_author_is_told_of_theirs_and_each_riff_is_in_the_log(stage: Stage) -> None:
    root, *_ = await family(stage)
    await remove(stage.services, stage.bot, root, removal(stage), cascade=True)
    for author in (stage.ana, stage.ben):
        (told,) = [one.content for one in author.user.dm_channel.history() if "too loud" in one.content]
        assert "1 riff of yours" in told
    log = (await stage.services.records.audit(str(stage.guild.id))).entries
    assert {(entry.target, entry.after) for entry in log if entry.action == "remove"} == {
        (str(stage.ana.id), "too loud"),
        (str(stage.ben.id), "too loud"),
    }


async def test_what_others_made_of_it_elsewhere_is_not_for_these_moderators(stage: Stage) -> None:
    root, child, _ = await family(stage)
    elsewhere = Removal("999999999999999999", MOD)
    await remove(stage.services, stage.bot, root, elsewhere, cascade=True)
    assert await is_there(stage, child)


async def test_a_purge_takes_what_waits_and_what_is_painted(stage: Stage) -> None:
    await stage.riff()
    stage.worker.take()
    await stage.riff(prompt="another")
    said = await purge(stage.services, stage.bot, str(stage.ana.id), removal(stage), most=10)
    assert said.startswith("🧹 Removed: 2 riffs of")
    stage.worker.finish()
    await stage.deliver()
    assert all(message.attachments == [] for message in stage.messages())
    assert await stage.services.records.cards_by(str(stage.ana.id), str(stage.guild.id), 10) == []


async def test_a_purge_takes_the_newest_first(stage: Stage) -> None:
    first, second = await stage.made(prompt="one"), await stage.made(prompt="two")
    await purge(stage.services, stage.bot, str(stage.ana.id), removal(stage, tells=False), most=1)
    assert [len(stage.message(one.id).attachments) for one in (first, second)] == [2, 0]


async def test_a_purge_of_nothing_is_a_sentence(stage: Stage) -> None:
    with pytest.raises(UserError, match="nothing here that could be removed"):
        await purge(stage.services, stage.bot, str(stage.ana.id), removal(stage), most=1)


async def test_a_purge_takes_what_was_entered_in_jams_and_waits_there(stage: Stage) -> None:
    session = Session(stage)
    await session.begin()
    await session.enter(stage.ben)
    said = await purge(stage.services, stage.bot, str(stage.ben.id), removal(stage), most=10)
    assert said.startswith("🧹 Removed: 1 riff of")
    assert of(await session.now(), stage.ben).state == "removed"
