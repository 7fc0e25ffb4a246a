"""A jam's track: the pictures of its sections joined to one, and where each section begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from core.limits import LONGEST_S
from core.sections import SECTIONS_MOST, beat_columns, whole_beats
from worker.codecs import Chapter, Picture
from worker.sound.conversion import waveform_from_magnitudes
from worker.sound.format import COLUMNS_PER_SECOND
from worker.sound.levels import magnitudes_from_picture, picture_from_magnitudes
from worker.sound.track import even_gains, joined, of_one_power, starts_of
from worker.sources import looked_at

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from core.sections import Join
    from worker.sent import Sent

TRACK_MOST_S: Final = SECTIONS_MOST * 10.24
"""So long is a track of as many sections of 10 s as there may be."""


def track_of(recipe: Join, *, find: Callable[[str], Sent]) -> tuple[Picture, tuple[Chapter, ...], tuple[str, ...]]:
    """Join the sections of a track: its picture, its chapters, and what to tell of them.

    Raises
    ------
    UserError
        If one of them is no picture that can be played.
    """
    read = [looked_at(find(key), most_s=LONGEST_S) for key in recipe.sources]
    sections = [magnitudes_from_picture(pixels[None])[0] for pixels, _ in read]
    starts = starts_of([beats_in(section.shape[1], bpm=recipe.bpm) for section in sections], bpm=recipe.bpm)
    track = joined(evened(sections, starts, bpm=recipe.bpm), starts, bpm=recipe.bpm)
    chapters = [
        Chapter(begin / COLUMNS_PER_SECOND, end / COLUMNS_PER_SECOND, title)
        for begin, end, title in zip(starts[:-1], [*starts[1:-1], track.shape[1]], recipe.chapters, strict=True)
    ]
    notes = dict.fromkeys(note for _, told in read for note in told)
    return Picture(picture_from_magnitudes(track[None])), tuple(chapters), tuple(notes)


def beats_in(columns: int, *, bpm: int) -> int:
    """Count the beats of a section that the track keeps."""
    return max(1, round(whole_beats(columns, bpm) / beat_columns(bpm)))


def evened(sections: Sequence[Tensor], starts: Sequence[int], *, bpm: int) -> list[Tensor]:
    """Bring sections to one loudness, as they will be heard in the track: every picture is black at its own loudest."""
    alike = of_one_power(sections)
    waveform = waveform_from_magnitudes(joined(alike, starts, bpm=bpm)[None])[0].cpu()
    gains = even_gains(waveform, starts)
    return [section * gain for section, gain in zip(alike, gains.tolist(), strict=True)]
