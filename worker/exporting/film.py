"""A clip as a film: its spectrogram runs past a playhead, with its sound."""

from __future__ import annotations

import tempfile
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
import numpy as np

from worker.exporting.fitting import first_fitting
from worker.exporting.scrolling import FRAMES_PER_SECOND, WIDTH, frames
from worker.sound.format import ROWS, SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from worker.exporting.piece import Piece

SAMPLES_PER_FRAME: Final = SAMPLE_RATE_HZ // FRAMES_PER_SECOND
SOUND_BPS: Final = 160_000
LOW_SOUND_BPS: Final = 48_000
SOUND_SHARE: Final = 0.25
QUALITY: Final = 23
"""H.264's usual one; a smaller number is better."""

MOST_BPS: Final = 4_000_000
LEAST_BPS: Final = 50_000
"""Below this nothing can be told apart any more."""

SHARES: Final = (0.92, 0.7, 0.5)
"""How much of a limit is aimed at: a rate is only kept on average."""


def film(piece: Piece, *, limit: int) -> bytes:
    """Write an MP4 of H.264 and AAC that begins to play before all of it is there, as good as fits.

    Raises
    ------
    UserError
        If it can't be made small enough.
    """
    duration_s = piece.waveform.shape[-1] / SAMPLE_RATE_HZ
    rates = [_rates(share * limit * 8 / duration_s) for share in SHARES]
    ways = [
        partial(encode_mp4, piece, video_bps=video, sound_bps=sound) for video, sound in rates if video >= LEAST_BPS
    ]
    return first_fitting(ways, limit=limit, what="film")


def _rates(all_bps: float) -> tuple[int, int]:
    """Share bits a second between picture and sound."""
    sound_bps = min(SOUND_BPS, max(LOW_SOUND_BPS, int(SOUND_SHARE * all_bps)))
    return min(MOST_BPS, int(all_bps) - sound_bps), sound_bps


def encode_mp4(piece: Piece, *, video_bps: int, sound_bps: int) -> bytes:
    """Write an MP4 whose picture has no more than so many bits a second, averaged over two seconds."""
    with tempfile.TemporaryDirectory(prefix="jamgram-film-") as folder:
        path = Path(folder) / "film.mp4"  # the muxer reads its own file to move the index to the front
        with av.open(path, "w", options={"movflags": "+faststart"}) as container:
            container.metadata.update({name: words for name, words in piece.tags.words().items() if words})
            _fill(container, piece, video_bps=video_bps, sound_bps=sound_bps)
        return path.read_bytes()


def _fill(container: OutputContainer, piece: Piece, *, video_bps: int, sound_bps: int) -> None:
    """Write picture and sound side by side, frame by frame."""
    video, sound = _video(container, most_bps=video_bps), _sound(container, piece, bps=sound_bps)
    samples = piece.waveform.numpy()
    for number, drawn in enumerate(frames(piece.picture)):
        frame = av.VideoFrame.from_ndarray(drawn, format="yuv420p")
        frame.pts, frame.time_base = number, Fraction(1, FRAMES_PER_SECOND)
        container.mux(video.encode(frame))
        heard = samples[:, number * SAMPLES_PER_FRAME : (number + 1) * SAMPLES_PER_FRAME]
        container.mux(sound.encode(_sound_frame(heard, at=number * SAMPLES_PER_FRAME)))
    container.mux(video.encode(None))
    container.mux(sound.encode(None))


def _video(container: OutputContainer, *, most_bps: int) -> VideoStream:
    options = {"preset": "veryfast", "crf": str(QUALITY), "maxrate": str(most_bps), "bufsize": str(2 * most_bps)}
    video = container.add_stream("libx264", rate=FRAMES_PER_SECOND, options=options)
    video.width, video.height, video.pix_fmt = WIDTH, ROWS, "yuv420p"
    return video


def _sound(container: OutputContainer, piece: Piece, *, bps: int) -> AudioStream:
    sound = container.add_stream("aac", rate=SAMPLE_RATE_HZ)
    sound.codec_context.layout = _layout(len(piece.waveform))
    sound.bit_rate = bps
    return sound


def _sound_frame(samples: NDArray[np.float32], *, at: int) -> av.AudioFrame:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout=_layout(len(samples)))
    frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, at, Fraction(1, SAMPLE_RATE_HZ)
    return frame


def _layout(channels: int) -> str:
    return "mono" if channels == 1 else "stereo"
