import pytest
import torch

from tests.worker.sound.signals import SOUNDS, chords, drums, hiss, sine, song
from worker.sound.conversion import magnitudes_from_waveform, picture_from_waveform, waveform_from_picture
from worker.sound.distance import log_spectral_distance_db, spectral_convergence
from worker.sound.format import RIFFUSION, PictureFormat
from worker.sound.mel import triangles
from worker.sound.synthesis import FAST, FINE, Quality


def riffusions_magnitudes(waveform: torch.Tensor) -> torch.Tensor:
    """Riffusion's own way: 17 640-sample transforms at 44.1 kHz."""
    spectra = torch.stft(
        waveform, 17_640, 441, 4_410, torch.hann_window(4_410), pad_mode="reflect", return_complex=True
    )
    bands = torch.from_numpy(triangles(RIFFUSION)).float()
    return bands.T @ spectra.abs()[:4001]


@pytest.mark.parametrize("name", SOUNDS)
def test_magnitudes_agree_with_riffusions(name: str) -> None:
    sound = SOUNDS[name]()
    truth = 32_768 * riffusions_magnitudes(sound)[:, :128]
    found = magnitudes_from_waveform(sound[None])[0]
    assert spectral_convergence(found, truth) < 0.005
    assert log_spectral_distance_db(found, truth) < 0.05
    assert found.max() == pytest.approx(float(truth.max()), rel=0.005)


@pytest.mark.parametrize("columns", [1, 2, 65, 128])
def test_w_columns_are_exactly_w_times_441_samples(columns: int) -> None:
    pixels = picture_from_waveform(hiss(columns=columns)[None])
    assert pixels.shape == (1, 512, columns)
    assert waveform_from_picture(pixels).shape == (1, columns * 441)


@pytest.mark.parametrize(
    ("quality", "convergence", "distance_db"), [(FAST, 0.10, 1.7), (FINE, 0.08, 1.4)], ids=["fast", "fine"]
)
@pytest.mark.parametrize("name", SOUNDS)
def test_sound_survives_the_picture(name: str, quality: Quality, convergence: float, distance_db: float) -> None:
    sound = SOUNDS[name]()[None]
    truth = magnitudes_from_waveform(sound)[0]
    found = magnitudes_from_waveform(waveform_from_picture(picture_from_waveform(sound), quality=quality))[0]
    assert spectral_convergence(found, truth) < convergence
    assert log_spectral_distance_db(found, truth) < distance_db


@pytest.mark.parametrize("frequency_hz", [55.0, 440.0, 3000.0, 8000.0])
def test_a_tone_keeps_its_pitch(frequency_hz: float) -> None:
    found = waveform_from_picture(picture_from_waveform(sine(frequency_hz)[None]))[0]
    spectrum = torch.fft.rfft(found * torch.hann_window(len(found)), n=441_000).abs()
    cents = 1200 * torch.log2(spectrum.argmax() / 10 / frequency_hz)
    assert abs(float(cents)) < 20


def test_a_beat_keeps_its_time() -> None:
    sound = drums(columns=256)
    found = waveform_from_picture(picture_from_waveform(sound[None]))[0]
    loudness = [part.square().unfold(0, 441, 441).mean(-1) for part in (sound, found)]
    correlations = [
        float(torch.corrcoef(torch.stack([loudness[0], loudness[1].roll(lag)]))[0, 1]) for lag in range(-3, 4)
    ]
    assert correlations.index(max(correlations)) == 3
    assert max(correlations) > 0.9


def test_the_same_picture_gives_the_same_samples() -> None:
    pixels = picture_from_waveform(song()[None])
    assert torch.equal(waveform_from_picture(pixels), waveform_from_picture(pixels.clone()))


def test_a_picture_sounds_the_same_alone_and_in_a_batch() -> None:
    pixels = picture_from_waveform(torch.stack([chords(), drums()]))
    assert torch.equal(waveform_from_picture(pixels)[1:], waveform_from_picture(pixels[1:]))


def test_a_silent_picture_is_nothing_but_silence() -> None:
    assert (waveform_from_picture(torch.full((1, 512, 30), 255, dtype=torch.uint8)) == 0).all()


def test_a_loud_picture_peaks_at_one() -> None:
    assert waveform_from_picture(picture_from_waveform(song()[None])).abs().max() == pytest.approx(1)


def test_both_channels_come_back_with_their_balance() -> None:
    sound = torch.stack([chords(), 0.25 * chords()])[None]
    left, right = waveform_from_picture(picture_from_waveform(sound))[0]
    assert 20 * (right.norm() / left.norm()).log10() == pytest.approx(-12.04, abs=0.5)


def loop_of(seconds_of: torch.Tensor) -> torch.Tensor:
    return waveform_from_picture(picture_from_waveform(seconds_of, loop=True), loop=True)


def test_a_loop_has_no_seam() -> None:
    tone = sine(440.625, columns=128)[None]
    twice = loop_of(tone)[0].repeat(2)
    steps = twice.diff().abs()
    at_seam = steps[128 * 441 - 5 : 128 * 441 + 5].max()
    assert at_seam < 1.2 * steps[10_000:20_000].max()


def test_a_loop_played_around_its_seam_is_as_good_as_anywhere() -> None:
    found = loop_of(hiss(columns=128)[None])
    truth = magnitudes_from_waveform(hiss(columns=128)[None], loop=True)[0]
    error = magnitudes_from_waveform(found, loop=True)[0]
    at_seam, elsewhere = (torch.arange(-5, 5), torch.arange(40, 60))
    assert spectral_convergence(error[:, at_seam], truth[:, at_seam]) < 1.6 * spectral_convergence(
        error[:, elsewhere], truth[:, elsewhere]
    )


def test_a_turned_loop_is_the_same_loop() -> None:
    pixels = picture_from_waveform(song(columns=128)[None], loop=True)
    turned = picture_from_waveform(song(columns=128)[None].roll(20 * 441, -1), loop=True)
    assert (turned.int() - pixels.roll(20, -1).int()).abs().max() <= 1


def test_a_begun_column_is_completed_with_silence() -> None:
    assert picture_from_waveform(sine(440, columns=10)[None, :-100]).shape == (1, 512, 10)


def test_stretched_pieces_of_long_sounds_are_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = song(columns=90)[None]
    whole = magnitudes_from_waveform(sound)
    monkeypatch.setattr("worker.sound.synthesis.PIECE_COLUMNS", 32)
    torch.testing.assert_close(magnitudes_from_waveform(sound), whole)


@pytest.mark.parametrize(
    "picture_format",
    [
        PictureFormat(sample_rate_hz=48_000),
        PictureFormat(min_frequency_hz=10, max_frequency_hz=20_000),
        PictureFormat(step_size_ms=20, window_duration_ms=80, padded_duration_ms=80),
        PictureFormat(step_size_ms=7, num_frequencies=256),
    ],
    ids=["48 kHz", "20 kHz wide", "coarse", "odd"],
)
def test_other_formats_play_too(picture_format: PictureFormat) -> None:
    truth = magnitudes_from_waveform(chords()[None], picture_format=picture_format)
    pixels = picture_from_waveform(chords()[None], picture_format=picture_format)
    sound = waveform_from_picture(pixels, picture_format=picture_format)
    assert sound.shape == (1, picture_format.samples(pixels.shape[-1]))
    found = magnitudes_from_waveform(sound, picture_format=picture_format)[0, :, : truth.shape[-1]]
    assert spectral_convergence(found, truth[0]) < 0.2


def test_the_rate_of_the_painted_sound_changes_no_pixel() -> None:
    at_48_khz = PictureFormat(sample_rate_hz=48_000)
    pixels = picture_from_waveform(song()[None])
    assert torch.equal(picture_from_waveform(song()[None], picture_format=at_48_khz), pixels)


def test_no_samples_have_no_picture() -> None:
    with pytest.raises(ValueError, match="0 samples"):
        picture_from_waveform(torch.zeros(1, 0))


@pytest.mark.parametrize("shape", [(1, 512, 0), (1, 511, 4)])
def test_what_is_no_picture_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="no picture"):
        waveform_from_picture(torch.zeros(shape, dtype=torch.uint8))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_cuda_plays_as_well_as_the_processor() -> None:
    pixels = picture_from_waveform(song()[None].cuda())
    found = waveform_from_picture(pixels)
    assert torch.equal(found, waveform_from_picture(pixels))
    truth = magnitudes_from_waveform(song()[None])[0]
    assert spectral_convergence(magnitudes_from_waveform(found)[0].cpu(), truth) < 0.06


def test_content_above_10_khz_is_not_folded_down() -> None:
    above, below = (magnitudes_from_waveform(sine(tone_hz)[None])[..., 20:-20].amax() for tone_hz in (12_000, 9_000))
    assert above < 1e-4 * below
