"""The bytes of clips on their way out; deleting and sweeping have the rest."""

import pytest

from bot.clearing import clear
from bot.records.values import ClipRecord, Leftover
from core.artefacts import ArtefactGoneError
from core.contract import Remix
from tests.bot.stage import SORRY, Stage, attached, custom_ids, png


def is_kept(stage: Stage, key: str | None) -> bool:
    assert key is not None
    try:
        return bool(stage.services.artefacts.get(key))
    except ArtefactGoneError:
        return False


def leftover(clip: ClipRecord) -> Leftover:
    return Leftover(clip.id, frozenset(filter(None, (clip.png, clip.mp3))))


async def test_an_old_clips_bytes_go_and_its_recipe_stays(stage: Stage) -> None:
    message = await stage.made()
    clip_id = custom_ids(message)["Export"].rpartition(":")[2]
    clip = await stage.services.records.clip(clip_id)
    assert clip is not None
    await clear(stage.services, leftover(clip))
    left = await stage.services.records.clip(clip_id)
    assert left is not None
    assert (left.png, left.mp3, left.recipe) == (None, None, clip.recipe)
    assert not is_kept(stage, clip.png)
    assert not is_kept(stage, clip.mp3)


async def test_what_a_deleted_clip_was_made_from_goes_with_it(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    message = await stage.made(source=("sound.png", png(7)))
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    assert isinstance(clip.recipe, Remix)
    assert is_kept(stage, clip.recipe.source)
    await stage.press("Delete", message)
    assert not is_kept(stage, clip.recipe.source)


async def test_what_another_clip_is_made_from_stays(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    await stage.fill("Remix", message, stage.ben)
    await stage.press("Delete", message)
    assert is_kept(stage, clip.png)


async def test_a_deleted_picture_goes_once_what_was_asked_of_it_is_made(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    await stage.fill("Remix", message, stage.ben)
    await stage.press("Delete", message)
    assert is_kept(stage, clip.png)
    assert not is_kept(stage, clip.mp3)
    stage.worker.finish()
    await stage.deliver()
    (left,) = await stage.services.records.sweepable(0.0, 9)
    await clear(stage.services, left)
    assert not is_kept(stage, clip.png)
    assert await stage.services.records.sweepable(0.0, 9) == []


async def test_what_another_clip_was_to_be_made_from_goes_once_that_has_failed(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    await stage.fill("Remix", message, stage.ben)
    stage.worker.finish({stage.worker.take().requests[0].id: SORRY})
    await stage.deliver()
    await stage.press("Delete", message)
    assert not is_kept(stage, clip.png)


async def test_bytes_that_a_worker_is_about_to_tell_of_stay(stage: Stage) -> None:
    """Equal recipes make equal bytes: those of the second clip are in the store before the records hear of it."""
    first = await stage.made(seed=1)
    clip = await stage.services.records.clip(custom_ids(first)["Export"].rpartition(":")[2])
    assert clip is not None
    await stage.riff(stage.ben, seed=1)
    await stage.press("Delete", first)
    assert is_kept(stage, clip.png)


@pytest.mark.parametrize("times", [1, 2])
async def test_to_clear_again_changes_nothing(stage: Stage, times: int) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    for _ in range(times):
        await clear(stage.services, leftover(clip))
    assert not is_kept(stage, clip.png)
