import struct
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
import soundfile
import torch
from mutagen.mp3 import MP3, BitrateMode

from core.errors import UserError
from tests.worker.sound.signals import hiss, sine, song
from worker.codecs import decode_audio, decode_beginning, encode_flac, encode_mp3, encode_ogg, encode_wav

Encode = Callable[[torch.Tensor], bytes]
ENCODERS: list[Encode] = [encode_mp3, encode_wav, encode_flac, encode_ogg]
STEREO = torch.stack([song(), song().flip(0)])


def wav_of(samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]], rate_hz: int = 44_100) -> bytes:
    written = BytesIO()
    soundfile.write(written, samples, rate_hz, format="WAV", subtype="FLOAT")
    return written.getvalue()


@pytest.mark.parametrize("encode", ENCODERS)
@pytest.mark.parametrize("columns", [1, 7, 128])
def test_every_format_gives_back_exactly_the_samples_of_the_columns(encode: Encode, columns: int) -> None:
    assert decode_audio(encode(hiss(columns=columns))).shape == (1, columns * 441)


def test_as_ogg_the_longest_clip_is_written_too() -> None:
    waveform = torch.stack([hiss(columns=6144)] * 2)
    assert soundfile.info(BytesIO(encode_ogg(waveform))).frames == waveform.shape[1]


@pytest.mark.parametrize("encode", ENCODERS)
def test_every_format_keeps_both_channels_in_their_place(encode: Encode) -> None:
    found = decode_audio(encode(STEREO))
    assert ((found - STEREO).norm(dim=1) / STEREO.norm(dim=1)).max() < 0.2


@pytest.mark.parametrize("encode", [encode_wav, encode_flac])
def test_lossless_formats_lose_less_than_16_bits_do(encode: Encode) -> None:
    assert (decode_audio(encode(STEREO)) - STEREO).abs().max() < 2 / 32_768


def test_an_mp3_begins_where_the_waveform_begins() -> None:
    found = decode_audio(encode_mp3(song()))[0].numpy()
    lags = np.correlate(found[:12_000], song()[2_000:10_000].numpy(), mode="valid")
    assert int(lags.argmax()) == 2_000


@pytest.mark.parametrize("waveform", [song(columns=300), torch.stack([song(columns=300)] * 2)])
def test_an_mp3_has_192_kilobits_a_second(waveform: torch.Tensor) -> None:
    info = MP3(BytesIO(encode_mp3(waveform))).info
    assert (round(info.bitrate / 1000), info.bitrate_mode) == (192, BitrateMode.CBR)


def test_what_is_no_number_is_not_written() -> None:
    with pytest.raises(ValueError, match=r"no finite numbers"):
        encode_mp3(torch.tensor([0.0, float("inf")]))


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 48_000])
def test_other_rates_are_brought_to_44_100_hz(rate_hz: int) -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(rate_hz) / rate_hz).astype(np.float32)
    found = decode_audio(wav_of(tone, rate_hz))[0]
    assert len(found) == 44_100
    torch.testing.assert_close(found[2000:-2000], sine(1000, columns=100, amplitude=1)[2000:-2000], atol=1e-3, rtol=0)


def test_more_than_two_channels_become_one() -> None:
    channels = np.stack([hiss().numpy(), np.zeros(128 * 441, np.float32), hiss().numpy()], axis=1)
    torch.testing.assert_close(decode_audio(wav_of(channels))[0], hiss() * 2 / 3)


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", bytes(5000), np.random.default_rng(0).bytes(5000)],
    ids=["empty", "text", "zeros", "noise"],
)
def test_what_is_no_sound_is_refused(content: bytes) -> None:
    with pytest.raises(UserError, match=r"no sound that can be read, or it is damaged. Use"):
        decode_audio(content)


@pytest.mark.parametrize("encode", [encode_mp3, encode_flac])
def test_a_truncated_sound_is_refused(encode: Encode) -> None:
    content = encode(song())
    with pytest.raises(UserError, match=r"damaged"):
        decode_audio(content[: len(content) // 3])


def test_a_sound_of_no_numbers_is_refused() -> None:
    samples = song().numpy().copy()
    samples[100] = np.nan
    with pytest.raises(UserError, match=r"no numbers. Export"):
        decode_audio(wav_of(samples))


def test_a_silent_sound_is_refused() -> None:
    with pytest.raises(UserError, match=r"silent from beginning to end. Use"):
        decode_audio(encode_wav(torch.zeros(44_100)))


def test_of_a_beginning_the_duration_of_the_whole_is_told() -> None:
    beginning, duration_s = decode_beginning(encode_wav(song(columns=300)), most_s=0.5)
    assert beginning.equal(decode_audio(encode_wav(song(columns=300)))[:, :22_050])
    assert duration_s == 3.0


def test_a_beginning_of_another_rate_is_as_long_as_asked() -> None:
    beginning, _ = decode_beginning(wav_of(np.ones(96_000, np.float32), 48_000), most_s=0.5)
    assert beginning.shape == (1, 22_050)


def test_a_silent_beginning_is_refused_though_music_follows() -> None:
    content = encode_wav(torch.cat([torch.zeros(88_200), song()]))
    with pytest.raises(UserError, match=r"silent for its first 2 s, and no more is used. Use"):
        decode_beginning(content, most_s=2)


def test_a_sound_of_0_seconds_is_refused() -> None:
    with pytest.raises(UserError, match=r"0 seconds. Use"):
        decode_audio(wav_of(np.zeros(0, np.float32)))


def test_more_than_10_minutes_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    content = wav_of(np.zeros(601 * 1000, np.float32), 1000)
    monkeypatch.setattr(soundfile.SoundFile, "read", None)
    with pytest.raises(UserError, match=r"lasts 10:01 minutes; 10 is the most. Cut"):
        decode_audio(content)


def test_a_sound_of_absurdly_many_samples_is_refused_with_what_makes_them_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("worker.reading.sounds.MAX_SAMPLES", 1000)
    with pytest.raises(UserError, match=r"2 channels at 44100 Hz are more samples .* Convert it to 44.1 kHz"):
        decode_audio(encode_wav(STEREO))


def wav_that_claims(rate_hz: int) -> bytes:
    """A hundred samples and a header that says how fast they are."""
    content = bytearray(encode_wav(hiss()[:100]))
    content[24:28] = struct.pack("<I", rate_hz)
    return bytes(content)


@pytest.mark.parametrize("rate_hz", [1, 999, 384_001, 2**31 - 1])
def test_a_rate_that_no_sound_has_is_refused(rate_hz: int) -> None:
    with pytest.raises(UserError, match=rf"rate of {rate_hz} Hz; 1000 to 384000 can be used. Convert"):
        decode_audio(wav_that_claims(rate_hz))


@pytest.mark.parametrize("rate_hz", [1_000, 384_000])
def test_the_slowest_and_the_fastest_rate_are_read(rate_hz: int) -> None:
    assert decode_audio(wav_that_claims(rate_hz)).shape == (1, round(100 * 44_100 / rate_hz))


def test_many_channels_that_cancel_each_other_are_silent() -> None:
    sound = hiss().numpy()
    with pytest.raises(UserError, match=r"silent"):
        decode_audio(wav_of(np.stack([sound, -sound, 0 * sound], axis=1)))
