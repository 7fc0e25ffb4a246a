"""The menus Remix this, Riff from this audio and Riff details."""

import discord
import pytest

from bot.commands.menus import NO_CLIP, NO_SOUND, NOTHING, WHICH
from bot.fetching import FILE_MAX, TOO_BIG
from bot.tree import found
from core.contract import Remix
from tests.bot.stage import Stage, attached, custom_ids, filled_in, png, sentence

REMIX, RIFF, DETAILS = "Remix this", "Riff from this audio", "Riff details"
SOUND = b"ID3\x04" + bytes(64)
MENUS_MOST = 5


@pytest.fixture(autouse=True)
def _cdn(stage: Stage) -> None:
    stage.change(fetch=attached(stage))


async def post(stage: Stage, *files: tuple[str, bytes]) -> discord.Message:
    return await stage.ben.send(stage.channel, "listen", attachments=files)


async def source(stage: Stage) -> bytes:
    recipe = await stage.recipe()
    assert isinstance(recipe, Remix)
    return stage.services.artefacts.get(recipe.source)


async def test_a_card_is_remixed(stage: Stage) -> None:
    message = await stage.made(prompt="rain")
    shown = await stage.ben.context_menu(stage.channel, REMIX, message)
    await stage.ben.submit_modal(shown, {**filled_in(shown), "keep": "mood"})
    recipe = await stage.recipe()
    assert isinstance(recipe, Remix)
    assert (recipe.prompt, recipe.source) == ("rain", (await stage.clip(message)).png)


async def test_of_several_clips_it_is_asked_which(stage: Stage) -> None:
    message = await stage.made(variations=2)
    result = await stage.ben.context_menu(stage.channel, REMIX, message)
    assert sentence(result) == WHICH
    assert result.response is not None
    which = stage.message(result.response.id, stage.ben)
    assert list(custom_ids(which)) == ["Remix A", "Remix B"]
    await stage.fill("Remix B", which, stage.ben)
    assert await source(stage) == stage.services.artefacts.get((await stage.clip(message, "B")).png or "")


MIXED = [("notes.txt", b"la"), ("riff.png", png(9)), ("a.mp3", SOUND)]


@pytest.mark.parametrize("files", [[("hum.mp3", SOUND)], MIXED])
async def test_somebody_elses_sound_is_painted_over(stage: Stage, files: list[tuple[str, bytes]]) -> None:
    shown = await stage.ana.context_menu(stage.channel, REMIX, await post(stage, *files))
    await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    assert await source(stage) == SOUND


async def test_somebody_elses_picture_is_painted_over_where_there_is_no_sound(stage: Stage) -> None:
    shown = await stage.ana.context_menu(stage.channel, REMIX, await post(stage, ("riff.png", png(9))))
    await stage.ana.submit_modal(shown, {**filled_in(shown), "prompt": "snow"})
    assert await source(stage) == png(9)


@pytest.mark.parametrize(("menu", "told"), [(REMIX, NOTHING), (RIFF, NO_SOUND), (DETAILS, NO_CLIP)])
async def test_a_message_without_any_is_told(stage: Stage, menu: str, told: str) -> None:
    message = await post(stage, ("notes.txt", b"la la la"))
    assert sentence(await stage.ana.context_menu(stage.channel, menu, message)) == told


async def test_a_picture_is_no_sound(stage: Stage) -> None:
    message = await post(stage, ("riff.png", png()))
    assert sentence(await stage.ana.context_menu(stage.channel, RIFF, message)) == NO_SOUND


@pytest.mark.parametrize("menu", [REMIX, RIFF])
async def test_a_file_that_is_too_big_is_told_before_anything_is_asked(stage: Stage, menu: str) -> None:
    message = await post(stage, ("hum.mp3", bytes(FILE_MAX + 1)))
    assert sentence(await stage.ana.context_menu(stage.channel, menu, message)) == TOO_BIG


async def test_a_card_that_is_still_worked_on_has_no_clip(stage: Stage) -> None:
    result = await stage.riff()
    assert result.response is not None
    message = stage.message(result.response.id)
    assert sentence(await stage.ana.context_menu(stage.channel, DETAILS, message)) == NO_CLIP
    assert sentence(await stage.ana.context_menu(stage.channel, REMIX, message)) == NOTHING


async def test_somebody_elses_button_is_no_clip(stage: Stage) -> None:
    """Whoever writes a bot can give its buttons any id."""
    message = await stage.made()
    stage.env.backend.get_message(stage.channel.id, message.id).author_id = stage.ben.id
    assert sentence(await stage.ana.context_menu(stage.channel, DETAILS, message)) == NO_CLIP


async def test_details_of_a_clip_are_shown(stage: Stage) -> None:
    message = await stage.made(prompt="rain")
    result = await stage.ben.context_menu(stage.channel, DETAILS, message)
    assert result.ephemeral
    assert result.response is not None
    assert result.response.flags.components_v2


async def test_of_several_clips_it_is_asked_whose_details(stage: Stage) -> None:
    result = await stage.ben.context_menu(stage.channel, DETAILS, await stage.made(variations=2))
    assert result.response is not None
    assert list(custom_ids(stage.message(result.response.id, stage.ben))) == ["Details A", "Details B"]


@pytest.mark.parametrize("kind", [discord.AppCommandType.message, discord.AppCommandType.user])
def test_there_are_no_more_menus_than_discord_py_takes(kind: discord.AppCommandType) -> None:
    menus = [one for one in found() if isinstance(one, discord.app_commands.ContextMenu)]
    assert sum(one.type is kind for one in menus) <= MENUS_MOST
