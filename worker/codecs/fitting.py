"""Files small enough to be posted: an MP3 in the best quality that fits a limit of bytes, its cover included."""

from typing import Final

import torch

from core.errors import UserError
from worker.codecs.audio import BEST_KBPS, encode_mp3
from worker.codecs.tags import Tags
from worker.sound.format import SAMPLE_RATE_HZ

LADDER_KBPS: Final = (BEST_KBPS, 160, 128, 96)
FRAME_SAMPLES: Final = 1152
EXTRA_FRAMES: Final = 4
"""What the encoder puts before and after the sound."""
TAG_BYTES: Final = 256
"""The tags' own frames, beside what they hold."""
CHAPTER_BYTES: Final = 96
"""A chapter's own frames, beside its title."""
MIB: Final = 2**20


def fitting_mp3(waveform: torch.Tensor, tags: Tags, *, limit: int) -> tuple[bytes, tuple[str, ...]]:
    """Write the best MP3 of so many bytes at most, without its cover only if it has to be, and tell what was given up.

    Raises
    ------
    UserError
        If even the lowest quality is too large.
    """
    for cover in (tags.cover, b""):
        words = tag_bytes(tags) + len(cover)
        for kbps in LADDER_KBPS:
            if predicted_bytes(waveform.shape[-1], kbps=kbps) + words <= limit:
                mp3 = encode_mp3(
                    waveform, title=tags.title, comment=tags.comment, cover=cover, chapters=tags.chapters, kbps=kbps
                )
                if len(mp3) <= limit:
                    return mp3, notes_on(kbps, cover_left_out=not cover and bool(tags.cover), limit=limit)
    raise UserError(_too_large("sound", limit), code="E-TOOBIG")


def predicted_bytes(samples: int, *, kbps: int) -> int:
    """Bound the size of a sound at a constant bit rate, without tags."""
    frames = -(-samples // FRAME_SAMPLES) + EXTRA_FRAMES
    return frames * (FRAME_SAMPLES // 8 * kbps * 1000 // SAMPLE_RATE_HZ + 1)


def tag_bytes(tags: Tags) -> int:
    """Bound the size of tags, without the cover; titles of chapters are there twice."""
    chapters = sum(CHAPTER_BYTES + 2 * len(chapter.title.encode()) for chapter in tags.chapters)
    return TAG_BYTES + len(tags.title.encode()) + len(tags.comment.encode()) + chapters


def require_fitting(png: bytes, *, limit: int) -> bytes:
    """Give a picture back if it can be posted.

    Raises
    ------
    UserError
        If it is too large; it can't be made smaller without becoming another sound.
    """
    if len(png) > limit:
        raise UserError(_too_large("picture", limit), code="E-TOOBIG")
    return png


def notes_on(kbps: int, *, cover_left_out: bool, limit: int) -> tuple[str, ...]:
    """Tell what had to be given up for a file of this size."""
    lower = (f"The MP3 has {kbps} kbit/s instead of {BEST_KBPS}, to fit into {in_mib(limit)}.",)
    bare = (f"The MP3 has no cover, to fit into {in_mib(limit)}.",)
    return (*(lower if kbps < BEST_KBPS else ()), *(bare if cover_left_out else ()))


def in_mib(count: int) -> str:
    """Say a number of bytes."""
    return f"{count / MIB:.3g} MiB"


def _too_large(what: str, limit: int) -> str:
    return (
        f"The {what} is larger than the {in_mib(limit)} that can be posted here, in every quality. "
        "Ask for something shorter."
    )
