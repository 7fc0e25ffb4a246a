"""The values that composing hands to rendering and captioning."""

from __future__ import annotations

from dataclasses import dataclass, field

SAMPLE_RATE = 44_100
CLIP_SAMPLES = 225_792
CLIP_SECONDS = CLIP_SAMPLES / SAMPLE_RATE


@dataclass(frozen=True)
class Note:
    """One struck note; times in beats from the first downbeat, pitch in MIDI numbers (drums: General MIDI keys)."""

    beat: float
    beats: float
    pitch: int
    velocity: float


@dataclass(frozen=True)
class Effect:
    """A step of production. `word` is how a listener would name it, empty if nobody would."""

    kind: str
    amount: float = 0.5
    rate: float = 0.0
    word: str = ""


@dataclass(frozen=True)
class Part:
    """What one player plays: `role` in the band, `voice` from the table of voices, loudness relative to the mix."""

    role: str
    voice: str
    notes: tuple[Note, ...]
    level_db: float = 0.0
    effects: tuple[Effect, ...] = ()
    pump: float = 0.0


@dataclass(frozen=True)
class Arrangement:
    """Everything a style writes: the parts and what is done to their sum."""

    parts: tuple[Part, ...]
    effects: tuple[Effect, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """A clip before it sounds, with all that a caption may say about it."""

    style: str
    tempo_bpm: float
    key: str
    mode: str
    beats_per_bar: int
    parts: tuple[Part, ...]
    effects: tuple[Effect, ...]
    moods: tuple[str, ...]
    production: tuple[str, ...]
    instruments: tuple[str, ...]
    seed: int
    kind: str = "full"
    extras: tuple[str, ...] = field(default=())

    @property
    def drums(self) -> bool:
        """Whether anything is struck that has no pitch."""
        return any(part.role == "drums" for part in self.parts)

    @property
    def is_solo(self) -> bool:
        """Whether one player plays alone."""
        return self.kind in ("solo", "style solo")

    @property
    def tempo_word(self) -> str:
        """The tempo as people say it."""
        return "slow" if self.tempo_bpm < 88 else "mid" if self.tempo_bpm < 124 else "fast"

    @property
    def density(self) -> str:
        """How many notes a second there are, in words."""
        onsets = sum(1 for part in self.parts for note in part.notes if note.beat * 60 / self.tempo_bpm < CLIP_SECONDS)
        rate = onsets / CLIP_SECONDS
        return "sparse" if rate < 6 else "medium" if rate < 20 else "dense"
