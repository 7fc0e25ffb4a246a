import io
from contextlib import suppress
from typing import get_args

import numpy as np
import pytest
import soundfile
import torch
from torch import Tensor

from core.clip import Label
from core.contract import Beat, Export, Extend, Morph, Play, Recipe, Region, Remix, Riff, See
from core.errors import UserError
from core.limits import Curve
from worker.codecs import encode_png
from worker.sketch import CONVERTED_MOST_S, Sketch, circular, sketch_of
from worker.sound.format import RIFFUSION, SAMPLE_RATE_HZ, PictureFormat

KEY = "0" * 64
CHANCE = torch.Generator().manual_seed(1)


def sound(duration_s: float, *, channels: tuple[float, ...] = (1.0,), file_format: str = "WAV") -> bytes:
    """A tone of 440 Hz, in each channel as loud as said."""
    seconds = np.arange(round(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    tone = 0.5 * np.sin(2 * np.pi * 440 * seconds)
    written = io.BytesIO()
    soundfile.write(written, np.stack([tone * loud for loud in channels], axis=1), SAMPLE_RATE_HZ, format=file_format)
    return written.getvalue()


def pixels(columns: int, *, channels: int = 1, rows: int = 512) -> Tensor:
    return torch.randint(0, 256, (channels, rows, columns), generator=CHANCE, dtype=torch.uint8)


def sketched(recipe: Recipe, content: bytes = b"") -> Sketch:
    def fetch(key: str) -> bytes:
        assert key == KEY
        return content

    return sketch_of(recipe, fetch=fetch)


def painted_from(sketch: Sketch) -> Tensor:
    assert sketch.picture is not None
    return sketch.picture.pixels


SIDE = bytes([127, 255, 255, 255])
GIGANTIC = b"\x89PNG\r\n\x1a\n" + bytes([0, 0, 0, 13]) + b"IHDR" + SIDE + SIDE + bytes([8, 2, 0, 0, 0]) + bytes(4)
"""The header of a picture of 2^31 by 2^31 pixels."""

REMIX = Remix(prompt="piano", seed=1, source=KEY)
PLAY = Play(source=KEY)
SEE = See(source=KEY)
EXPORT = Export(source=KEY, format="wav")


def test_words_begin_with_nothing() -> None:
    assert sketched(Riff(prompt="piano", seed=1)).picture is None


def test_a_picture_of_the_right_width_is_remixed_as_it_is() -> None:
    source = pixels(512)
    sketch = sketched(REMIX, encode_png(source))
    assert painted_from(sketch).equal(source)
    assert sketch.notes == ()


def test_of_a_longer_picture_the_beginning_is_remixed_and_that_is_noted() -> None:
    source = pixels(700)
    sketch = sketched(REMIX, encode_png(source))
    assert painted_from(sketch).equal(source[..., :512])
    assert sketch.notes == ("The source lasts 7.0 s; only its first 5 s were used.",)


def test_a_shorter_picture_is_repeated_and_that_is_noted() -> None:
    source = pixels(300)
    sketch = sketched(REMIX, encode_png(source))
    assert painted_from(sketch).equal(torch.cat([source, source], dim=-1)[..., :512])
    assert "repeated" in sketch.notes[0]


def test_a_stereo_picture_is_remixed_in_mono() -> None:
    both = pixels(512)
    assert painted_from(sketched(REMIX, encode_png(both.repeat(2, 1, 1)))).shape == (1, 512, 512)


def test_a_picture_in_another_format_is_converted_and_that_is_noted() -> None:
    other = PictureFormat(num_frequencies=256)
    sketch = sketched(REMIX, encode_png(pixels(512, rows=256), picture_format=other))
    assert painted_from(sketch).shape == (1, 512, 512)
    assert "format" in sketch.notes[0]


@pytest.mark.parametrize("file_format", ["WAV", "FLAC", "MP3", "OGG"])
def test_a_sound_is_remixed_through_its_picture(file_format: str) -> None:
    picture = painted_from(sketched(REMIX, sound(6.0, file_format=file_format)))[0]
    assert picture.shape == (512, 512)
    loudest_row = int(picture[:, 256].argmin())
    mel = 2595 * np.log10(1 + np.array([440, 10_000]) / 700)
    assert abs(loudest_row - (511 - 512 * mel[0] / mel[1])) <= 2


def test_a_picture_that_is_played_keeps_what_it_is_and_says() -> None:
    label = Label(recipe=Riff(prompt="piano", seed=1)).canonical_json()
    source, other = pixels(300, channels=2), PictureFormat(stereo=True, max_value=123.0)
    sketch = sketched(PLAY, encode_png(source, comment=label, picture_format=other))
    assert painted_from(sketch).equal(source)
    assert sketch.picture is not None
    assert sketch.picture.picture_format == other
    assert sketch.picture.comment == label


def test_of_a_very_long_picture_only_the_beginning_is_played_and_its_recipe_is_not_claimed() -> None:
    label = Label(recipe=Riff(prompt="piano", seed=1)).canonical_json()
    sketch = sketched(PLAY, encode_png(torch.full((512, 7000), 200, dtype=torch.uint8), comment=label))
    assert painted_from(sketch).shape[-1] == CONVERTED_MOST_S * 100 == 6144
    assert sketch.picture is not None
    assert sketch.picture.comment == ""
    assert sketch.notes == ("The source lasts 70.0 s; only its first 61 s were used.",)


@pytest.mark.parametrize("recipe", [PLAY, EXPORT], ids=["play", "export"])
def test_the_longest_clip_is_played_and_exported_whole_with_its_recipe(recipe: Recipe) -> None:
    clip = Riff(prompt="piano", seed=1, length_s=60, loop=True)
    label = Label(recipe=clip).canonical_json()
    sketch = sketched(recipe, encode_png(torch.full((512, clip.columns), 200, dtype=torch.uint8), comment=label))
    assert painted_from(sketch).shape[-1] == clip.columns
    assert sketch.picture is not None
    assert sketch.picture.comment == label
    assert circular(sketch)
    assert sketch.notes == ()


def test_a_sound_that_is_seen_is_as_long_as_its_picture() -> None:
    sketch = sketched(SEE, sound(3.0))
    assert painted_from(sketch).shape == (1, 512, 300)
    assert sketch.notes == ()


def test_how_loud_a_sound_was_is_in_its_picture() -> None:
    levels = []
    for loud in (1.0, 0.1):
        picture = sketched(SEE, sound(1.0, channels=(loud,))).picture
        assert picture is not None
        levels.append(picture.picture_format.max_value)
    assert levels[0] / levels[1] == pytest.approx(10, rel=0.01)


def test_of_a_very_long_sound_only_the_beginning_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.sketch.CONVERTED_MOST_S", 2)
    sketch = sketched(SEE, sound(3.5))
    assert painted_from(sketch).shape[-1] == 200
    assert sketch.notes == ("The source lasts 3.5 s; only its first 2 s were used.",)


def test_sides_that_cancel_each_other_out_are_not_mixed() -> None:
    sketch = sketched(SEE, sound(1.0, channels=(1.0, -1.0)))
    assert int(painted_from(sketch).min()) == 0
    assert "cancel" in sketch.notes[0]


@pytest.mark.parametrize(
    ("recipe", "content"),
    [
        (PLAY, sound(1.0)),
        (SEE, encode_png(pixels(64))),
        (REMIX, b"MZ\x90\x00 a program"),
        (REMIX, b""),
        (PLAY, b"\x89PNG\r\n\x1a\n and no more"),
        (SEE, b"RIFF\xff\xff\xff\xffWAVEfmt "),
        (PLAY, encode_png(pixels(64, rows=100))),
        (REMIX, sound(1.0, channels=(0.0,))),
        (PLAY, GIGANTIC),
    ],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(recipe: Recipe, content: bytes) -> None:
    with pytest.raises(UserError, match=r"\.$"):
        sketched(recipe, content)


@pytest.mark.parametrize("cut", range(0, 400, 23))
def test_no_damaged_picture_breaks_it(cut: int) -> None:
    whole = encode_png(pixels(64))
    damaged = whole[: len(whole) - cut] if cut % 2 else whole[:cut] + b"\xff" + whole[cut + 1 :]
    for recipe in (PLAY, REMIX):
        with suppress(UserError):
            assert painted_from(sketched(recipe, damaged)).shape[-2] == 512


def test_a_clip_that_loops_is_played_as_a_circle_again() -> None:
    label = Label(recipe=Riff(prompt="piano", seed=1, loop=True)).canonical_json()
    assert circular(sketched(PLAY, encode_png(pixels(64), comment=label)))
    assert not circular(sketched(PLAY, encode_png(pixels(64))))
    assert circular(Sketch(Riff(prompt="piano", seed=1, loop=True)))
    assert RIFFUSION.stereo is False


def fetched(recipe: Recipe, contents: dict[str, bytes]) -> Sketch:
    return sketch_of(recipe, fetch=contents.__getitem__)


def extension(side: str = "after", **changes: object) -> Extend:
    values = {"prompt": "piano", "seed": 1, "source": KEY, "side": side, "added_s": 5, "length_s": 10}
    return Extend.model_validate(values | {"loop": side == "loop"} | changes)


def test_a_beat_is_painted_over_drums_of_its_tempo() -> None:
    sketch = sketched(Beat(prompt="piano", seed=1, bpm=120))
    strokes = 255 - painted_from(sketch)[0].float()
    onsets = strokes.diff(dim=-1).clamp(min=0).sum(0)
    alike = [float((onsets[lag:] * onsets[:-lag]).mean()) for lag in range(30, 70)]
    assert 30 + alike.index(max(alike)) == 50
    assert sketch.notes == ()


def test_a_beat_goes_round_a_loop_in_whole_beats_and_that_is_noted() -> None:
    sketch = sketched(Beat(prompt="piano", seed=1, bpm=120, loop=True))
    assert sketch.notes == ("So that the loop closes, its beat has 117.2 BPM.",)
    assert sketched(Beat(prompt="piano", seed=1, bpm=75, length_s=20, loop=True)).notes != ()


def test_a_remix_of_a_part_paints_only_there() -> None:
    source = encode_png(pixels(512))
    assert sketched(REMIX, source).mask is None
    part = sketched(REMIX.model_copy(update={"region": Region(from_s=2.0)}), source)
    assert part.mask is not None
    assert not part.mask[:, :200].any()
    assert part.mask[:, 300:].eq(1).all()


def test_a_part_too_small_is_noted_beside_what_else_is() -> None:
    recipe = REMIX.model_copy(update={"region": Region(from_s=2.0, to_s=2.1)})
    assert [note[:10] for note in sketched(recipe, encode_png(pixels(700))).notes] == ["The source", "So small a"]


def test_a_part_beyond_the_end_is_refused() -> None:
    with pytest.raises(UserError, match="earlier part"):
        sketched(REMIX.model_copy(update={"region": Region(from_s=7.0)}), encode_png(pixels(700)))


def test_what_is_extended_after_keeps_the_end_of_its_source() -> None:
    source = pixels(700)
    sketch = sketched(extension(), encode_png(source))
    assert painted_from(sketch)[..., :512].equal(source[..., -512:])
    assert sketch.notes == ("The source lasts 7.0 s; only its last 5 s were used.",)


def test_what_is_extended_before_keeps_the_beginning_of_its_source() -> None:
    source = pixels(700)
    sketch = sketched(extension("before"), encode_png(source))
    assert painted_from(sketch)[..., 512:].equal(source[..., :512])
    assert sketch.notes == ("The source lasts 7.0 s; only its first 5 s were used.",)


@pytest.mark.parametrize("side", ["after", "loop"])
def test_of_a_longer_sound_the_end_is_kept(side: str) -> None:
    rising = np.sin(2 * np.pi * np.cumsum(np.linspace(200, 4000, 8 * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ) / 2
    written = io.BytesIO()
    soundfile.write(written, rising, SAMPLE_RATE_HZ, format="WAV")
    sketch = sketched(extension(side), written.getvalue())
    loudest = painted_from(sketch)[0, :, :512].argmin(0)
    assert loudest[500] < loudest[10]  # higher rows are higher tones
    assert loudest[10] < 512 - 512 * 1000 / 2840  # 1562 Hz at 3.0 s of 8: the lower tones were cut off
    assert sketch.notes == ("The source lasts 8.0 s; only its last 5 s were used.",)


def test_a_source_too_short_to_extend_is_repeated_up_to_its_end() -> None:
    source = pixels(300)
    sketch = sketched(extension(), encode_png(source))
    assert painted_from(sketch)[..., 212:512].equal(source)
    assert painted_from(sketch)[..., :212].equal(source[..., -212:])
    assert "repeated" in sketch.notes[0]


def test_a_morph_of_words_begins_with_nothing_and_knows_where_it_goes() -> None:
    sketch = sketched(Morph(prompt="piano", seed=1, to_prompt="rain", to_seed=9, stages=2))
    assert sketch.picture is None
    assert sketch.mask is None
    assert sketch.turn is not None
    assert (sketch.turn.to_prompt, sketch.turn.to_seed) == ("rain", 9)
    assert sketch.turn.alphas.unique_consecutive().tolist() == [0, 1]


def test_a_morph_keeps_the_clips_at_its_ends() -> None:
    one, other = pixels(512), pixels(512)
    recipe = Morph(
        prompt="piano", seed=1, to_prompt="rain", to_seed=2, length_s=15, source="a" * 64, to_source="b" * 64
    )
    sketch = fetched(recipe, {"a" * 64: encode_png(one), "b" * 64: encode_png(other)})
    assert painted_from(sketch)[..., :512].equal(one)
    assert painted_from(sketch)[..., -512:].equal(other)
    assert sketch.mask is not None
    assert not sketch.mask[:, :512].any()
    assert not sketch.mask[:, -512:].any()
    assert sketch.mask[:, 600:900].eq(1).all()
    assert sketch.notes == ()


def test_a_morph_from_words_to_a_clip_keeps_only_its_end() -> None:
    recipe = Morph(prompt="piano", seed=1, to_prompt="rain", to_seed=2, length_s=10, to_source=KEY)
    source = pixels(512)
    sketch = sketched(recipe, encode_png(source))
    assert painted_from(sketch)[..., -336:].equal(source[..., -336:])
    assert sketch.mask is not None
    assert sketch.mask[:, :600].eq(1).all()
    assert sketch.notes == ("The source lasts 5.1 s; only its last 3 s were used.",)


def test_a_morph_there_and_back_keeps_a_clip_at_both_ends_and_the_other_in_the_middle() -> None:
    one, other = pixels(512), pixels(512)
    recipe = Morph(
        prompt="piano",
        seed=1,
        to_prompt="rain",
        to_seed=2,
        length_s=30,
        curve="ping-pong",
        source="a" * 64,
        to_source="b" * 64,
    )
    sketch = fetched(recipe, {"a" * 64: encode_png(one), "b" * 64: encode_png(other)})
    assert painted_from(sketch)[..., :512].equal(one)
    assert painted_from(sketch)[..., 1280:1792].equal(other)
    assert painted_from(sketch)[..., -512:].equal(one)


@pytest.mark.parametrize("curve", get_args(Curve))
@pytest.mark.parametrize("length_s", [5, 10])
def test_the_shortest_morphs_of_clips_leave_something_to_paint(curve: Curve, length_s: int) -> None:
    values = {"prompt": "piano", "seed": 1, "to_prompt": "rain", "to_seed": 2, "source": KEY, "to_source": KEY}
    sketch = sketched(Morph.model_validate(values | {"curve": curve, "length_s": length_s}), encode_png(pixels(512)))
    assert sketch.mask is not None
    assert sketch.mask.eq(1).any()
    assert not sketch.mask[:, 0].any()
    assert not sketch.mask[:, -1].any()
