from collections.abc import Callable
from io import BytesIO

import pytest
import soundfile
from mutagen.id3 import ID3

from core.errors import UserError
from tests.worker.sound.signals import sine
from worker.codecs import Chapter, Tags, decode_audio, encode_flac, encode_mp3, encode_ogg, encode_wav, read_tags

TONE = sine(440, columns=20)
COMMENT = '{"prompt":"лёгкий 🎹 “lo-fi”","seed":1}'
COVER = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def test_an_mp3_says_title_artist_comment_and_shows_its_cover() -> None:
    content = encode_mp3(TONE, title="Ünï 🎧", comment=COMMENT, cover=COVER)
    assert read_tags(content) == Tags("Ünï 🎧", "Jamgram", COMMENT, COVER)


def test_an_mp3_has_chapters_and_their_titles_as_words_to_the_music() -> None:
    chapters = (Chapter(0.0, 5.0, "ana: rain on a tin roof"), Chapter(5.0, 10.12, "ben: Ünï 🎧"))
    content = encode_mp3(TONE, title="Friday", chapters=chapters)
    id3 = ID3(BytesIO(content))
    assert read_tags(content).chapters == chapters
    assert id3.getall("CTOC")[0].child_element_ids == [f"chapter{number}" for number in (1, 2)]
    assert str(id3.getall("USLT")[0]) == "ana: rain on a tin roof\nben: Ünï 🎧"


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
