import io

import numpy as np
import pytest
import soundfile
import torch
from torch import Tensor

from worker.codecs import encode_png
from worker.codecs.picture import Picture
from worker.sent import Sent
from worker.sound.format import SAMPLE_RATE_HZ, PictureFormat
from worker.sources import beginning, cut, cut_before, duration_of, ending, repeated, repeated_before, same_axes

CHANCE = torch.Generator().manual_seed(1)


def pixels(columns: int, *, rows: int = 512) -> Tensor:
    return torch.randint(0, 256, (1, rows, columns), generator=CHANCE, dtype=torch.uint8)


def tones(*tones_hz: float) -> bytes:
    """A second of each tone, one after the other."""
    seconds = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    written = io.BytesIO()
    sound = np.concatenate([0.5 * np.sin(2 * np.pi * tone_hz * seconds) for tone_hz in tones_hz])
    soundfile.write(written, sound, SAMPLE_RATE_HZ, format="WAV")
    return written.getvalue()


def row_of(picture: Tensor, column: int) -> int:
    return int(picture[:, column].argmin())


def test_a_picture_s_beginning_and_end_are_its_own_columns() -> None:
    source = pixels(700)
    assert beginning(Sent(encode_png(source)), columns=512)[0].equal(source[0, :, :512])
    assert ending(Sent(encode_png(source)), columns=512)[0].equal(source[0, :, -512:])


def test_a_sound_s_beginning_and_end_are_what_is_heard_there() -> None:
    sound = Sent(tones(300, 1000, 3000))
    first, last = beginning(sound, columns=100)[0], ending(sound, columns=100)[0]
    assert first.shape == last.shape == (512, 100)
    assert row_of(first, 50) > row_of(beginning(sound, columns=300)[0], 150) > row_of(last, 50)


def test_what_is_cut_is_told() -> None:
    sound = Sent(tones(300, 1000, 3000))
    assert beginning(sound, columns=100)[1] == ("The source lasts 3.0 s; only its first 1 s were used.",)
    assert ending(sound, columns=100)[1] == ("The source lasts 3.0 s; only its last 1 s were used.",)
    assert ending(sound, columns=300)[1] == ()


def test_what_is_too_short_is_repeated_and_that_is_told() -> None:
    for read in (beginning, ending):
        picture, notes = read(Sent(tones(300)), columns=250)
        assert picture.shape == (512, 250)
        assert notes == ("The source lasts 1.0 s; it was repeated to 2.5 s.",)


def test_repeating_keeps_the_beginning_or_the_end() -> None:
    line = torch.arange(3, dtype=torch.uint8)[None]
    assert repeated(line, columns=7).tolist() == [[0, 1, 2, 0, 1, 2, 0]]
    assert repeated_before(line, columns=7).tolist() == [[2, 0, 1, 2, 0, 1, 2]]
    assert repeated(line, columns=2).tolist() == [[0, 1]]
    assert repeated_before(line, columns=2).tolist() == [[1, 2]]


def test_a_picture_is_cut_by_its_own_columns_and_no_longer_claims_its_recipe() -> None:
    picture = Picture(pixels(200), PictureFormat(step_size_ms=20), comment="{}")
    assert duration_of(picture) == 4.0
    for shorter in (cut, cut_before):
        part, notes = shorter(picture, most_s=1.0)
        assert part.pixels.shape[-1] == 50
        assert part.comment == ""
        assert "1 s were used" in notes[0]
    assert cut_before(picture, most_s=4.0) == (picture, ())


@pytest.mark.parametrize("read", [beginning, ending])
def test_a_picture_in_another_format_is_converted_and_that_is_told(read: object) -> None:
    other = encode_png(pixels(128, rows=256), picture_format=PictureFormat(num_frequencies=256))
    picture, notes = read(Sent(other), columns=64)  # type: ignore[operator]
    assert picture.shape == (512, 64)
    assert "converted" in notes[0]


def test_axes_are_the_same_whatever_the_gain_and_the_sides() -> None:
    assert same_axes(PictureFormat(stereo=True, max_value=1.0, sample_rate_hz=48_000))
    assert not same_axes(PictureFormat(step_size_ms=20))
