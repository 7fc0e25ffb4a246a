import pytest
import torch
from torch import Tensor

from core.contract import Export, Join
from core.errors import UserError
from core.sections import SECTIONS_MOST
from tests.worker.sound.signals import drums, song
from worker.codecs import decode_audio, decode_picture, encode_png, read_tags
from worker.labels import label_in
from worker.painter import Painter
from worker.pipeline import finish, make_clips
from worker.sketch import sketch_of
from worker.sound.conversion import picture_from_waveform

BPM = 120
BEATS_COLUMNS = 400
"""Eight beats: what is kept of a section of 412 columns."""


def section(sound: Tensor) -> bytes:
    return encode_png(picture_from_waveform(sound[None])[0])


DRUMS, SONG = section(drums(columns=412)), section(song(columns=412))
STORE = {"a" * 64: DRUMS, "b" * 64: SONG, "d" * 64: b"no picture"}


def join(*names: str) -> Join:
    chapters = tuple(f"ana: number {number}" for number in range(len(names)))
    return Join(sources=tuple(name * 64 for name in names), chapters=chapters, title="Friday", bpm=BPM)


def track(painter: Painter, recipe: Join) -> tuple[bytes, bytes]:
    (clip,) = make_clips(painter, [recipe], on_step=lambda *_: None, fetch=STORE.__getitem__)
    return clip.png, clip.mp3


@pytest.fixture(scope="module")
def files(painter: Painter) -> tuple[bytes, bytes]:
    """Picture and sound of a track of two sections."""
    return track(painter, join("a", "b"))


def test_a_track_has_a_chapter_a_section_where_it_is_heard(files: tuple[bytes, bytes]) -> None:
    mp3 = files[1]
    chapters = read_tags(mp3).chapters
    assert [one.title for one in chapters] == ["ana: number 0", "ana: number 1"]
    assert [one.begin_s for one in chapters] == [0.0, 4.0]
    assert chapters[-1].end_s == decode_audio(mp3).shape[-1] / 44_100


def test_the_cover_is_the_joined_picture_and_says_what_it_was_joined_from(files: tuple[bytes, bytes]) -> None:
    png, mp3 = files
    assert read_tags(mp3).cover == png
    assert read_tags(mp3).title == "Friday"
    picture = decode_picture(png)
    assert picture.pixels.shape == (1, 512, BEATS_COLUMNS + 412)
    label = label_in(picture.comment)
    assert label is not None
    assert label.recipe == join("a", "b")
    assert label.receipt is None


def test_the_same_sections_are_the_same_track(painter: Painter, files: tuple[bytes, bytes]) -> None:
    assert track(painter, join("a", "b")) == files


def test_what_cannot_be_read_is_told() -> None:
    with pytest.raises(UserError):
        sketch_of(join("a", "d"), fetch=STORE.__getitem__)


def test_a_track_is_exported_whole_however_long() -> None:
    long = encode_png(torch.full((512, 9000), 200, dtype=torch.uint8))
    sketch = sketch_of(Export(source="a" * 64, format="mp4"), fetch=lambda _: long)
    assert sketch.picture is not None
    assert sketch.picture.pixels.shape[-1] == 9000


def test_a_track_that_is_too_large_for_its_channel_has_fewer_bits_or_is_refused(painter: Painter) -> None:
    sketch = sketch_of(join("a", "b"), fetch=STORE.__getitem__)
    assert sketch.picture is not None
    clip = finish(painter, sketch, sketch.picture.pixels, upload_limit=400_000)
    assert len(clip.mp3) <= 400_000
    assert clip.notes
    with pytest.raises(UserError, match="larger than"):
        finish(painter, sketch, sketch.picture.pixels, upload_limit=50_000)


def test_there_are_no_more_sections_than_a_track_may_have() -> None:
    with pytest.raises(ValueError, match="at most 16"):
        join(*["a"] * (SECTIONS_MOST + 1))
