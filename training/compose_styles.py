"""What a style is, and the register of all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from training.compose_piece import Arrangement
from training.compose_sketch import Sketch

Writer = Callable[[Sketch], Arrangement]


@dataclass(frozen=True)
class Style:
    """A style's frame: `modes` pairs scales with progressions in roman numerals, `write` fills it with players."""

    name: str
    tempo: tuple[int, int]
    modes: tuple[tuple[str, tuple[str, ...]], ...]
    moods: tuple[str, ...]
    write: Writer
    chord_beats: float = 4
    bar: int = 4
    swing: tuple[float, float] = (0.0, 0.0)
    swing_unit: float = 0.5


STYLES: dict[str, Style] = {}


def style(  # noqa: PLR0913  (a style is declared in one place)
    name: str,
    *,
    tempo: tuple[int, int],
    modes: dict[str, str],
    moods: str,
    chord_beats: float = 4,
    bar: int = 4,
    swing: tuple[float, float] = (0.0, 0.0),
    swing_unit: float = 0.5,
) -> Callable[[Writer], Writer]:
    """Register a writer. Progressions are parted by `|`, moods by spaces."""

    def register(write: Writer) -> Writer:
        split = tuple((mode, tuple(words.split("|"))) for mode, words in modes.items())
        STYLES[name] = Style(name, tempo, split, tuple(moods.split()), write, chord_beats, bar, swing, swing_unit)
        return write

    return register
