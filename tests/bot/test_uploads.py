"""What people attach, on its way into the artefact store; the commands' tests have the ordinary ways."""

from hashlib import sha256

import discord
import pytest

from bot.fetching import FILE_MAX, TOO_BIG
from bot.uploads import attachments_of, first_of, keep
from core.artefacts import ArtefactGoneError
from core.errors import UserError
from tests.bot.stage import Stage, attached, png


async def post(stage: Stage, *names: str) -> discord.Message:
    return await stage.ben.send(stage.channel, "listen", attachments=[(name, png()) for name in names])


async def test_a_file_is_kept_under_its_key(stage: Stage) -> None:
    stage.change(fetch=attached(stage))
    (attachment,) = (await post(stage, "riff.png")).attachments
    key, beginning = await keep(stage.bot.services, attachment, author="1")
    assert png().startswith(beginning)
    assert stage.services.artefacts.get(key) == png()


async def test_what_discord_says_of_a_size_is_believed_first(stage: Stage) -> None:
    (attachment,) = (await post(stage, "riff.png")).attachments
    attachment.size = FILE_MAX + 1
    with pytest.raises(UserError, match=TOO_BIG):
        await keep(stage.bot.services, attachment, author="1")


@pytest.mark.parametrize("content", [b"GIF89a", b"BM", b"II*\0", b"hello"])
async def test_what_nobody_can_read_is_refused_at_once_and_not_kept(stage: Stage, content: bytes) -> None:
    stage.change(fetch=attached(stage))
    message = await stage.ben.send(stage.channel, "listen", attachments=[("riff.png", content)])
    with pytest.raises(UserError, match=r"neither a picture nor a sound .* PNG, JPEG or WebP"):
        await keep(stage.bot.services, message.attachments[0], author="1")
    with pytest.raises(ArtefactGoneError):
        stage.services.artefacts.get(sha256(content).hexdigest())


async def test_the_first_file_of_a_kind_is_found(stage: Stage) -> None:
    message = await post(stage, "notes.txt", "one.mp3", "two.png", "three.png")
    pictures, sounds = first_of(message, "image"), first_of(message, "audio")
    assert pictures is not None
    assert sounds is not None
    assert (pictures.filename, sounds.filename) == ("two.png", "one.mp3")


async def test_a_file_that_claims_nothing_may_be_anything(stage: Stage) -> None:
    message = await post(stage, "riff.bin")
    message.attachments[0].content_type = None
    for kind in ("image", "audio"):
        assert first_of(message, kind) is message.attachments[0]


async def test_a_message_may_hold_nothing(stage: Stage) -> None:
    message = await stage.ben.send(stage.channel, "words")
    assert list(attachments_of(message)) == []
    assert first_of(message, "image") is None
