"""/play and its message menu."""

import discord
import pytest

from bot.commands.play import NOTHING
from bot.fetching import FILE_MAX, TOO_BIG
from core.contract import Play, Recipe, See
from tests.bot.stage import Stage, attached, png, sentence

SOUND = b"ID3\x04" + bytes(64)
PLAY = "Play this spectrogram"


@pytest.fixture(autouse=True)
def _cdn(stage: Stage) -> None:
    stage.change(fetch=attached(stage))


async def recipe(stage: Stage) -> Recipe:
    (one,) = (await stage.only_card()).requests
    return one.request.recipe


async def post(stage: Stage, *files: tuple[str, bytes]) -> discord.Message:
    return await stage.ben.send(stage.channel, "listen", attachments=files)


async def test_a_picture_is_played(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    played = await recipe(stage)
    assert isinstance(played, Play)
    assert stage.services.artefacts.get(played.source) == png()


async def test_a_sound_is_seen(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "play", file=("riff.mp3", SOUND))
    assert isinstance(await recipe(stage), See)


async def test_what_a_file_is_decides_and_not_its_name(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "play", file=("riff.mp3", png()))
    assert isinstance(await recipe(stage), Play)


async def test_a_conversion_becomes_a_clip(stage: Stage) -> None:
    result = await stage.ana.slash(stage.channel, "play", file=("riff.png", png()))
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    message = stage.message(result.response.id)
    assert "**The sound of a picture**" in message.content
    assert len(message.attachments) == 2


async def test_a_private_conversion_is_private(stage: Stage) -> None:
    result = await stage.ana.slash(stage.channel, "play", file=("riff.png", png()), private=True)
    assert result.ephemeral
    assert stage.messages(stage.ben) == []


async def test_a_file_that_is_too_big_is_refused(stage: Stage) -> None:
    result = await stage.ana.slash(stage.channel, "play", file=("riff.png", bytes(FILE_MAX + 1)))
    assert sentence(result) == TOO_BIG
    assert stage.messages() == []


async def test_a_menu_plays_a_messages_picture(stage: Stage) -> None:
    message = await post(stage, ("sound.mp3", SOUND), ("riff.png", png(9)))
    await stage.ana.context_menu(stage.channel, PLAY, message)
    played = await recipe(stage)
    assert isinstance(played, Play)
    assert stage.services.artefacts.get(played.source) == png(9)


async def test_a_menu_shows_the_sound_of_a_message_without_a_picture(stage: Stage) -> None:
    message = await post(stage, ("notes.txt", b"la la la"), ("sound.mp3", SOUND))
    await stage.ana.context_menu(stage.channel, PLAY, message)
    seen = await recipe(stage)
    assert isinstance(seen, See)
    assert stage.services.artefacts.get(seen.source) == SOUND


async def test_a_menu_works_on_the_bots_own_clips(stage: Stage) -> None:
    message = await stage.made()
    await stage.ben.context_menu(stage.channel, PLAY, message)
    assert isinstance(await recipe(stage), Play)


async def test_the_card_is_of_whoever_used_the_menu(stage: Stage) -> None:
    await stage.ana.context_menu(stage.channel, PLAY, await post(stage, ("riff.png", png())))
    assert (await stage.only_card()).card.origin.author == str(stage.ana.id)


async def test_a_message_without_such_a_file_is_told(stage: Stage) -> None:
    message = await post(stage, ("notes.txt", b"la la la"))
    assert sentence(await stage.ana.context_menu(stage.channel, PLAY, message)) == NOTHING


async def test_the_file_of_a_forwarded_message_is_found(stage: Stage) -> None:
    other = stage.guild.create_text_channel("other")
    original = await stage.ben.send(other, "listen", attachments=[("riff.png", png(9))])
    forwarded = await stage.ben.forward(original, stage.channel)
    await stage.ana.context_menu(stage.channel, PLAY, forwarded)
    assert isinstance(await recipe(stage), Play)
