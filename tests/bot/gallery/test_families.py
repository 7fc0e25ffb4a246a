"""A clip's family tree as a message."""

import io

import discord
from PIL import Image

from bot.gallery.families import family_view
from bot.records.values import Ancestry, ClipRecord
from tests.bot.gallery.clips import put, star
from tests.bot.gallery.reading import answer, labels, pictures, require_sendable, words
from tests.bot.lineage.kin import family, of_any
from tests.bot.samples import clip, riff
from tests.bot.stage import Stage


async def shown_to_ben(stage: Stage, one: ClipRecord) -> str:
    shown = answer(await stage.ben.slash(stage.channel, "riffs lineage", riff=one.id))
    require_sendable(shown)
    return words(shown)


async def test_parents_operations_authors_and_stars_are_told(stage: Stage) -> None:
    rain, sun = await put(stage, "rain"), await put(stage, "sun", author=stage.ben)
    morph = await put(stage, "both", author=stage.mod, ancestry=Ancestry("morph", rain.id, sun.id))
    await star(stage, morph, stage.ana, stage.ben)
    said = await shown_to_ben(stage, morph)
    names = [one.recipe.recipe_id for one in (rain, morph)]
    assert said.split("\n")[1:] == [
        f"`{names[0]}` riff · by <@{stage.ana.id}>",
        f"↳ **`{names[1]}`** morph · by <@{stage.mod.id}> · ★ 2 · with one of another family",
    ]


async def test_the_picture_can_be_opened_and_is_described(stage: Stage) -> None:
    parent = await put(stage)
    child = await put(stage, "darker", ancestry=Ancestry("remix", parent.id))
    result = await stage.ben.slash(stage.channel, "riffs lineage", riff=child.id)
    (item,) = pictures(answer(result))
    assert item["description"].startswith(f"Family tree of {parent.recipe.recipe_id}: 2 clips in 2 generations.")
    (attachment,) = answer(result).attachments
    picture = Image.open(io.BytesIO(await attachment.read()))
    assert picture.format == "PNG"


async def test_a_private_child_is_not_told_of(stage: Stage) -> None:
    parent = await put(stage)
    child = await put(stage, "secret", ancestry=Ancestry("remix", parent.id), private=True)
    said = await shown_to_ben(stage, parent)
    assert child.recipe.recipe_id not in said
    assert "1 clip in 1 generation" in said


async def test_a_private_parent_keeps_its_place_alone(stage: Stage) -> None:
    parent = await put(stage, "secret", private=True)
    child = await put(stage, "darker", author=stage.ben, ancestry=Ancestry("remix", parent.id))
    said = await shown_to_ben(stage, child)
    assert parent.recipe.recipe_id not in said
    assert "[private] riff" in said


async def test_files_that_are_gone_leave_an_empty_frame(stage: Stage) -> None:
    one = await put(stage)
    assert one.png is not None
    stage.services.artefacts.delete(one.png)
    assert "1 clip" in await shown_to_ben(stage, one)


async def test_a_family_of_500_fits_a_message() -> None:
    members = family(500, of_any, morphs=0.3)
    file = discord.File(io.BytesIO(b""), filename="family.png")
    view = family_view(members, clip(riff()), file, left_out=7)
    assert view.content_length() <= 4000
    assert labels_of(view)[0].startswith("🌳")


def labels_of(view: discord.ui.LayoutView) -> list[str]:
    return [one.content for one in view.walk_children() if isinstance(one, discord.ui.TextDisplay)]


async def test_it_leads_to_the_riffs_panel(stage: Stage) -> None:
    one = await put(stage)
    shown = answer(await stage.ben.slash(stage.channel, "riffs lineage", riff=one.id))
    assert labels(shown) == [one.recipe.recipe_id]
