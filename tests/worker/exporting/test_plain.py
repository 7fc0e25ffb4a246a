import io
from collections.abc import Callable

import pytest
import soundfile
import torch

from core.errors import UserError
from core.formats import suffix_of
from tests.worker.exporting.pieces import MIB, label, piece
from worker.codecs import read_tags
from worker.exporting import Piece
from worker.exporting.plain import flac, looped, ogg, wav

LSB = 1 / 32_768


def sound(content: bytes) -> torch.Tensor:
    samples, rate = soundfile.read(io.BytesIO(content), dtype="float32", always_2d=True)
    assert rate == 44_100
    return torch.from_numpy(samples.T)


@pytest.mark.parametrize("write", [wav, flac])
def test_what_loses_nothing_is_the_clip(write: Callable[..., bytes]) -> None:
    torch.testing.assert_close(sound(write(piece(), limit=MIB)), piece().waveform, atol=1.01 * LSB, rtol=0)


@pytest.mark.parametrize(("write", "suffix"), [(wav, ".wav"), (flac, ".flac"), (ogg, ".ogg"), (looped, ".wav")])
def test_every_form_is_what_it_is_called_and_says_how_it_was_made(write: Callable[..., bytes], suffix: str) -> None:
    content = write(piece(), limit=MIB)
    assert suffix_of(content) == suffix
    assert read_tags(content).title == "lo-fi beats"
    assert read_tags(content).comment == label()


def test_an_ogg_is_as_long_as_its_clip_and_sounds_like_it() -> None:
    heard, whole = sound(ogg(piece(), limit=MIB)), piece().waveform
    assert heard.shape == whole.shape
    assert (heard - whole).square().mean() < 0.05 * whole.square().mean()


@pytest.mark.parametrize("write", [wav, looped])
def test_a_wav_that_is_too_large_is_a_flac_of_the_same_sound(write: Callable[..., bytes]) -> None:
    large = write(piece(), limit=MIB)
    small = write(piece(), limit=len(large) - 1)
    assert suffix_of(small) == ".flac"
    assert len(small) < len(large)
    torch.testing.assert_close(sound(small), sound(large), atol=2 * LSB, rtol=0)


@pytest.mark.parametrize("write", [wav, flac, ogg, looped])
def test_what_fits_nowhere_says_so(write: Callable[..., bytes]) -> None:
    with pytest.raises(UserError, match=r"larger than the 0\.000954 MiB that can be posted"):
        write(piece(), limit=1_000)


def test_the_loop_of_a_loop_is_all_of_it() -> None:
    whole = piece(loop=True).waveform
    torch.testing.assert_close(sound(looped(piece(loop=True), limit=MIB)), whole, atol=1.01 * LSB, rtol=0)


def test_the_loop_of_a_beat_is_whole_bars() -> None:
    assert sound(looped(piece(), limit=MIB)).shape[-1] == pytest.approx(2 * 2 * 44_100, rel=0.005)


def test_a_loop_has_no_click_where_it_begins_again() -> None:
    circle = sound(looped(piece(), limit=MIB))
    assert abs(circle[0, 0] - circle[0, -1]) < piece().waveform.diff().abs().max()


def test_what_keeps_no_beat_is_joined_end_to_end() -> None:
    rising = Piece(piece().picture, torch.linspace(-0.5, 0.5, 2 * 44_100)[None], piece().tags)
    circle = sound(looped(rising, limit=MIB))
    assert circle.shape[-1] == 1.5 * 44_100
    assert abs(circle[0, 0] - circle[0, -1]) < 0.001
