"""Files lose their tags, and nothing else."""

import io
from dataclasses import replace

import pytest
from PIL import Image, PngImagePlugin

from bot.privacy.untagging import untag, untagged
from tests.bot.gallery.clips import put
from tests.bot.stage import Stage

SOUND = b"\xff\xfb\x90\x00 frames of sound"
SECRET = b"ana: a secret"


def tagged(sound: bytes = SOUND, *, footer: bool = False) -> bytes:
    """An MP3 with an ID3 tag of over 127 bytes, whose size is thus written in two."""
    body = SECRET + bytes(200)
    size = bytes((0, 0, len(body) >> 7, len(body) & 0x7F))
    head = b"\x04\x00" + bytes([0x10 if footer else 0]) + size
    return b"ID3" + head + body + (b"3DI" + head if footer else b"") + sound


def picture() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_itxt("Comment", SECRET.decode())
    text.add_text("Title", SECRET.decode(), zip=True)
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "a format"
    Image.new("L", (8, 8), 7).save(file, "PNG", pnginfo=text, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("content", [tagged(), tagged(footer=True), tagged(tagged())])
def test_a_sound_keeps_all_but_its_tags(content: bytes) -> None:
    assert untagged(content) == SOUND


def test_a_picture_keeps_all_but_its_texts() -> None:
    with Image.open(io.BytesIO(untagged(picture()))) as kept:
        assert isinstance(kept, PngImagePlugin.PngImageFile)
        kept.load()
        assert (kept.text, kept.getexif()[0x010E], kept.getpixel((0, 0))) == ({}, "a format", 7)


@pytest.mark.parametrize("content", [b"", SOUND, b"ID", b"RIFF"])
def test_what_has_none_stays_as_it_is(content: bytes) -> None:
    assert untagged(content) == content


async def test_a_clip_is_kept_without_and_what_it_had_is_gone(stage: Stage) -> None:
    artefacts, records = stage.services.artefacts, stage.services.records
    clip = await put(stage)
    png, mp3 = artefacts.put(picture()), artefacts.put(tagged())
    await records.change_files(clip.id, png=png, mp3=mp3)
    for _ in range(2):
        await untag(stage.services, replace(clip, png=png, mp3=mp3))
    kept = await records.clip(clip.id)
    assert kept is not None
    assert artefacts.get(kept.mp3 or "") == SOUND
    assert SECRET not in artefacts.get(kept.png or "")
    with pytest.raises(LookupError):
        artefacts.get(mp3)
