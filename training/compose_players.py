"""What each player plays on the frame: drums, bass, chords, figures, a tune."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, Unpack

from training.compose_harmony import SCALES, nearest, open_voicing, voicing
from training.compose_piece import Effect, Note, Part
from training.compose_sketch import Hit, Sketch, hits, ordered

if TYPE_CHECKING:
    from collections.abc import Sequence


class Mix(TypedDict, total=False):
    """How a part stands in the mix."""

    level_db: float
    effects: tuple[Effect, ...]
    pump: float


def _part(role: str, voice: str, notes: Sequence[Note], mix: Mix) -> Part:
    level_db = mix.get("level_db", _LEVELS_DB.get(role, 0.0))
    return Part(role, voice, ordered(notes), level_db, mix.get("effects", ()), mix.get("pump", 0.0))


_LEVELS_DB = {"chords": -3.0, "pad": -6.0, "arpeggio": -2.0}

DRUM_KEYS = {
    "kick": 36, "snare": 38, "rim": 37, "clap": 39, "swirl": 40, "hat": 42, "pedal": 44, "open": 46, "ride": 51,
    "bell": 53, "crash": 49, "floor": 41, "low tom": 45, "mid tom": 47, "high tom": 50, "cowbell": 56, "shaker": 82,
    "tambourine": 54, "clave": 75, "low conga": 64, "conga": 63, "mute conga": 62, "bongo": 60, "low bongo": 61,
    "timbale": 65, "low timbale": 66, "cabasa": 69, "maracas": 70, "guiro": 73, "triangle": 81, "agogo": 67,
    "low agogo": 68, "woodblock": 76, "castanets": 85, "low surdo": 87, "surdo": 86, "splash": 55,
}  # fmt: skip


def drums(sketch: Sketch, kit: str, rows: dict[str, str], **mix: Unpack[Mix]) -> Part:
    """A drum part from one pattern a drum."""
    notes = [
        Note(sketch.place(hit.beat), hit.beats, DRUM_KEYS[drum], hit.velocity)
        for drum, pattern in rows.items()
        for hit in hits(sketch, pattern)
    ]
    return _part("drums", kit, notes, mix)


_BASS_STEPS = {"5": 7, "8": 12, "6": 9, "4": 5, "2": 2, "d": -12}


def _bass_pitch(sketch: Sketch, hit: Hit, low: float) -> int:
    chord = sketch.chord_at(hit.beat)
    root = nearest(chord.root, low)
    if hit.letter == "a":
        return nearest(sketch.chord_at(hit.beat + hit.beats + 0.3).root, low) + sketch.pick(-1, 1)
    if hit.letter == "3":
        return root + (3 if 3 in chord.shape else 4)
    if hit.letter == "7":
        return root + (11 if 11 in chord.shape else 10)
    return root + _BASS_STEPS.get(hit.letter, 0)


def bass(
    sketch: Sketch,
    voice: str,
    pattern: str,
    *,
    low: float = 36,
    **mix: Unpack[Mix],
) -> Part:
    """A bass line: `R` root, `r` the same softly, `3 4 5 6 7 8` that step above it, `a` a step from the next root."""
    notes = [
        Note(
            sketch.place(hit.beat),
            hit.beats,
            _bass_pitch(sketch, hit, low),
            hit.velocity * (0.7 if hit.letter == "r" else 1),
        )
        for hit in hits(sketch, pattern)
    ]
    return _part("bass", voice, notes, mix)


def walking_bass(sketch: Sketch, voice: str, *, low: float = 36, **mix: Unpack[Mix]) -> Part:
    """A quarter-note line through the chords that steps into each new root."""
    notes = []
    for beat in range(sketch.beats):
        chord, ahead = sketch.chord_at(beat), sketch.chord_at(beat + 1)
        root = nearest(chord.root, low)
        if beat == chord.beat:
            pitch = root
        elif ahead is not chord:
            pitch = nearest(ahead.root, low) + sketch.pick(-1, 1, -2)
        else:
            pitch = root + sketch.pick(*chord.shape[1:4], 2)
        notes.append(Note(sketch.place(beat), 0.92, pitch, float(sketch.rng.uniform(0.75, 1))))
    return _part("bass", voice, notes, mix)


def comp(
    sketch: Sketch,
    voice: str,
    pattern: str,
    *,
    centre: float = 62,
    strum: float = 0.0,
    rooted: bool = False,
    **mix: Unpack[Mix],
) -> Part:
    """Chords on a pattern; `strum` beats between strings; `rooted` plays them from the root up."""
    notes: list[Note] = []
    for hit in hits(sketch, pattern):
        chord = sketch.chord_at(hit.beat)
        pitches = open_voicing(chord, low=centre) if rooted else voicing(chord, centre=centre)
        start = sketch.place(hit.beat)
        order = pitches if round(hit.beat * 2) % 2 == 0 else pitches[::-1]
        notes += [Note(start + rank * strum, hit.beats, pitch, hit.velocity) for rank, pitch in enumerate(order)]
    return _part("chords", voice, notes, mix)


def pad(
    sketch: Sketch,
    voice: str,
    *,
    centre: float = 60,
    **mix: Unpack[Mix],
) -> Part:
    """Each chord held for as long as it lasts."""
    notes = [
        Note(chord.beat, chord.beats * 0.99, pitch, 0.75)
        for chord in sketch.chords
        for pitch in voicing(chord, centre=centre)
    ]
    return _part("pad", voice, notes, mix)


def arpeggio(  # noqa: PLR0913  (a figure has so many knobs)
    sketch: Sketch,
    voice: str,
    *,
    step: float = 0.25,
    order: str = "up",
    octaves: int = 1,
    centre: float = 64,
    hold: float = 0.9,
    **mix: Unpack[Mix],
) -> Part:
    """The chord's notes one after another; `order`: up, down, updown, alberti, random, or digits to count notes."""
    notes = []
    for index in range(int(sketch.beats / step)):
        beat = index * step
        chord = sketch.chord_at(beat)
        tones = [pitch + 12 * octave for octave in range(octaves) for pitch in open_voicing(chord, low=centre)]
        rank = _rank(sketch, order, index - round(chord.beat / step), len(tones))
        accent = 1.0 if beat % 1 == 0 else 0.75
        notes.append(Note(sketch.place(beat), step * hold, tones[rank], accent * float(sketch.rng.uniform(0.85, 1))))
    return _part("arpeggio", voice, notes, mix)


def _rank(sketch: Sketch, order: str, index: int, count: int) -> int:
    if order == "random":
        return int(sketch.rng.integers(count))
    if order == "alberti":
        return (0, 2, 1, 2)[index % 4] % count
    if order == "updown":
        turn = index % max(1, 2 * count - 2)
        return turn if turn < count else 2 * count - 2 - turn
    if order.isdigit():
        return int(order[index % len(order)]) % count
    return index % count if order == "up" else count - 1 - index % count


def _tones(sketch: Sketch, scale: str) -> list[int]:
    steps = SCALES[scale]
    return [12 * octave + (sketch.tonic + step) % 12 for octave in range(11) for step in sorted(steps)]


def melody(
    sketch: Sketch,
    voice: str,
    rhythms: Sequence[str],
    *,
    centre: float = 72,
    scale: str = "",
    leap: float = 1.6,
    **mix: Unpack[Mix],
) -> Part:
    """A tune: a rhythm that returns, steps in the scale, chord tones on the beat, a drift back to `centre`."""
    scale = scale or (sketch.mode if sketch.mode in SCALES else "minor")
    ladder = sorted(set(_tones(sketch, scale)))
    pattern = str(sketch.rng.choice(list(rhythms)))
    contour = sketch.rng.normal(0, leap, size=64)
    position, notes = centre + float(sketch.rng.uniform(-4, 4)), []
    for index, hit in enumerate(hits(sketch, pattern)):
        position += float(contour[index % 16]) + 0.25 * (centre - position)
        if hit.beat % 1 == 0:
            tones = voicing(sketch.chord_at(hit.beat), centre=position)
            position = float(min(tones, key=lambda tone: abs(tone - position)))
        pitch = min(ladder, key=lambda tone: abs(tone - position)) if hit.beat % 1 else int(position)
        notes.append(Note(sketch.place(hit.beat), hit.beats, pitch, hit.velocity))
    return _part("melody", voice, notes, mix)
