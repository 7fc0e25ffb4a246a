import pytest
import torch

from tests.worker.sound.signals import chords, drums, song
from worker.sound import synthesis
from worker.sound.conversion import magnitudes_from_waveform
from worker.sound.distance import spectral_convergence
from worker.sound.format import RIFFUSION, PictureFormat
from worker.sound.synthesis import FAST, FINE, piece_columns, synthesised
from worker.sound.transform import resampled


def mel_of(*sounds: torch.Tensor, loop: bool = False) -> torch.Tensor:
    """Give float32 [1, channels, columns, bands]."""
    magnitudes = magnitudes_from_waveform(torch.stack(sounds)[None], loop=loop)
    return (magnitudes / magnitudes.max()).mT


def played(mel: torch.Tensor, *, loop: bool = False) -> torch.Tensor:
    return synthesised(mel, picture_format=RIFFUSION, quality=FAST, loop=loop)


def test_a_clip_does_not_depend_on_its_neighbours_by_a_single_bit() -> None:
    one, other = mel_of(drums()), mel_of(chords())
    assert torch.equal(played(torch.cat([other, one]))[1:], played(one))


def test_what_is_equal_on_both_channels_stays_in_the_middle() -> None:
    left, right = played(mel_of(song(), song()))[0]
    assert torch.equal(left, right)


def test_what_is_on_both_channels_loses_nothing_when_they_are_summed() -> None:
    centre, aside = drums(), chords()
    waveforms = played(mel_of(centre + 0.5 * aside, centre + 0.1 * aside))[0]
    truth = torch.stack([centre + 0.5 * aside, centre + 0.1 * aside])
    assert torch.corrcoef(waveforms)[0, 1] > torch.corrcoef(truth)[0, 1] - 0.1


def test_silence_stays_exact_silence() -> None:
    assert (played(torch.zeros(1, 2, 20, 512)) == 0).all()


@pytest.mark.parametrize("columns", [1, 2, 7, 33])
@pytest.mark.parametrize("quality", [FAST, FINE])
def test_any_width_is_played(columns: int, quality: synthesis.Quality) -> None:
    mel = torch.rand(1, 1, columns, 512, generator=torch.Generator().manual_seed(0))
    waveforms = synthesised(mel, picture_format=RIFFUSION, quality=quality, loop=columns % 2 == 0)
    assert waveforms.shape == (1, 1, columns * 200)
    assert waveforms.isfinite().all()


@pytest.fixture
def _short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis, "PIECE_COLUMNS", 100)
    monkeypatch.setattr(synthesis, "OVERLAP_COLUMNS", 16)


@pytest.mark.usefixtures("_short_pieces")
@pytest.mark.parametrize("loop", [False, True])
def test_long_pictures_sound_as_well_in_pieces(*, loop: bool) -> None:
    sound = song(columns=250)
    found = played(mel_of(sound, loop=loop), loop=loop)[0]
    assert found.shape == (1, 50_000)
    truth = mel_of(sound, loop=loop)[0]
    at_44_khz = resampled(found, rates_hz=(20_000, 44_100), length=250 * 441, loop=loop)
    assert spectral_convergence(mel_of(at_44_khz[0], loop=loop)[0].mT, truth.mT) < 0.15


@pytest.mark.usefixtures("_short_pieces")
@pytest.mark.parametrize("loop", [False, True])
@pytest.mark.parametrize("columns", [101, 250, 300])
def test_pieces_add_up_to_equal_power_everywhere(columns: int, *, loop: bool) -> None:
    power = torch.zeros(columns, 200)
    for index, fade in synthesis._pieces(columns, picture_format=RIFFUSION, loop=loop):
        power[index] += fade.square()
    torch.testing.assert_close(power, torch.ones(columns, 200), atol=1e-5, rtol=0)


@pytest.mark.usefixtures("_short_pieces")
def test_no_piece_is_longer_than_the_bound() -> None:
    assert max(len(index) for index, _ in synthesis._pieces(1000, picture_format=RIFFUSION, loop=True)) <= 100


def test_pieces_are_shorter_where_a_column_has_more_bins() -> None:
    assert piece_columns(RIFFUSION) == 6400
    fine = PictureFormat(padded_duration_ms=3_200)
    assert piece_columns(fine) * fine.bins <= 6400 * RIFFUSION.bins
    assert piece_columns(PictureFormat(padded_duration_ms=100)) == 6400
