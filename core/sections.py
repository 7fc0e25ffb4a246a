"""What a jam is made from: sections and layers that keep one tempo, and the track that they are joined to."""

from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from core.limits import (
    COLUMNS_PER_SECOND,
    Bpm,
    Key,
    Strength,
    Words,
    at_most,
    require_visible,
)
from core.painted import Painted
from core.values import Value, recipe_id_of

SECTIONS_MOST: Final = 16
CHAPTER_MAX: Final = 120
TITLE_MAX: Final = 60

BEATS_A_BAR: Final = 4
BARS_LEAST: Final = 0.8
"""Whole bars are kept where they are so much of a section, else whole beats."""

PART_STRENGTH: Final = 0.86
"""How far sections and layers go from what they are painted over: 12 of 15 steps, 21 of 25.

Measured by `benchmarks.jam_sections`: sections keep their tempo, and layers their key. A step more blurs both.
"""

Chapter = Annotated[Words, AfterValidator(at_most(CHAPTER_MAX))]
Title = Annotated[Words, AfterValidator(require_visible), AfterValidator(at_most(TITLE_MAX))]
LayerPart = Literal["drums", "bass", "chords", "lead"]
"""What a layer plays, in the order in which layers are added."""

Tonic = Literal["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"]
Scale = Literal["major", "minor"]


class Section(Painted):
    """The recipe of one section of a jam: it keeps the tempo from its first column on, which is the first of a bar.

    With a `source` it goes on from the end of that, and only what is new comes out.
    """

    kind: Literal["section"] = "section"
    loop: Literal[False] = False
    bpm: Bpm
    source: Key | None = None
    strength: Strength = PART_STRENGTH


class Layer(Painted):
    """The recipe of a jam's mix with one part more: the rest of the mix, its `source`, stays as it is."""

    kind: Literal["layer"] = "layer"
    loop: Literal[False] = False
    part: LayerPart
    bpm: Bpm
    tonic: Tonic = "A"
    scale: Scale = "minor"
    source: Key | None = None
    strength: Strength = PART_STRENGTH


class Join(Value):
    """The recipe of a jam's track: its sections one after the other, on the beat and at one loudness.

    Every section has its chapter: whose it is, and of which words.
    """

    kind: Literal["join"] = "join"
    sources: Annotated[tuple[Key, ...], Field(min_length=1, max_length=SECTIONS_MOST)]
    chapters: tuple[Chapter, ...]
    title: Title
    bpm: Bpm

    @property
    def recipe_id(self) -> str:
        """Name the recipe, as `Painted.recipe_id` does."""
        return recipe_id_of(self)

    @model_validator(mode="after")
    def _require_a_chapter_each(self) -> Self:
        if len(self.chapters) != len(self.sources):
            raise ValueError(f"has {len(self.sources)} sections and {len(self.chapters)} chapters")
        return self


def beat_columns(bpm: int) -> float:
    """Say how wide a beat is."""
    return 60 * COLUMNS_PER_SECOND / bpm


def whole_beats(columns: int, bpm: int) -> int:
    """Say how many columns of a section a track keeps: whole bars, or whole beats where bars would leave out much.

    What is shorter than a beat is kept as it is.
    """
    beats = columns * bpm // (60 * COLUMNS_PER_SECOND)
    bars = beats // BEATS_A_BAR * BEATS_A_BAR
    kept = round((bars if bars * beat_columns(bpm) >= BARS_LEAST * columns else beats) * beat_columns(bpm))
    return kept or columns
