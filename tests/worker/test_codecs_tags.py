from collections.abc import Callable
from io import BytesIO

import pytest
import soundfile

from core.errors import UserError
from tests.worker.sound.signals import sine
from worker.codecs import Tags, decode_audio, encode_flac, encode_mp3, encode_ogg, encode_wav, read_tags

TONE = sine(440, columns=20)
COMMENT = '{"prompt":"лёгкий 🎹 “lo-fi”","seed":1}'
COVER = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def test_an_mp3_says_title_artist_comment_and_shows_its_cover() -> None:
    content = encode_mp3(TONE, title="Ünï 🎧", comment=COMMENT, cover=COVER)
    assert read_tags(content) == Tags("Ünï 🎧", "Jamgram", COMMENT, COVER)


@pytest.mark.parametrize("encode", [encode_wav, encode_flac, encode_ogg])
def test_other_formats_say_title_artist_and_comment(encode: Callable[..., bytes]) -> None:
    assert read_tags(encode(TONE, title="Ünï 🎧", comment=COMMENT)) == Tags("Ünï 🎧", "Jamgram", COMMENT)


@pytest.mark.parametrize("encode", [encode_mp3, encode_wav, encode_flac, encode_ogg])
def test_nothing_said_is_nothing_read(encode: Callable[..., bytes]) -> None:
    assert read_tags(encode(TONE)) == Tags(artist="Jamgram")


def test_tags_move_no_sample() -> None:
    assert decode_audio(encode_mp3(TONE, cover=COVER)).equal(decode_audio(encode_mp3(TONE)))


def test_a_sound_without_any_tag_has_empty_ones() -> None:
    untagged = BytesIO()
    soundfile.write(untagged, TONE.numpy(), 44_100, format="MP3")
    assert read_tags(untagged.getvalue()) == Tags()


@pytest.mark.parametrize("content", [b"", b"hello", b"ID3" + bytes(100)])
def test_what_is_no_sound_has_no_tags(content: bytes) -> None:
    with pytest.raises(UserError, match="no sound"):
        read_tags(content)
