"""One instrument alone, in no particular style."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Effect, Part
from training.compose_players import arpeggio, bass, comp, melody
from training.compose_variants import drum_solo

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

SINGERS = {
    "violin": 74, "viola": 66, "cello": 52, "contrabass": 42, "flute": 78, "piccolo": 86, "clarinet": 68, "oboe": 72,
    "bassoon": 52, "trumpet": 70, "trombone": 56, "french horn": 60, "tuba": 42, "soprano sax": 72, "alto sax": 68,
    "tenor sax": 62, "harmonica": 72, "pan flute": 76, "whistle": 80, "ocarina": 76, "overdriven guitar": 66,
    "theremin": 76, "bagpipes": 70, "fiddle": 74, "recorder": 80, "saw lead": 72, "sitar": 62, "shamisen": 62,
}  # fmt: skip
PLUCKED = {
    "piano": 66, "nylon guitar": 55, "steel guitar": 55, "clean guitar": 58, "jazz guitar": 57, "harp": 64,
    "koto": 66, "marimba": 66, "vibraphone": 68, "xylophone": 76, "kalimba": 72, "glockenspiel": 84, "music box": 80,
    "celesta": 78, "harpsichord": 64, "electric piano": 62, "dulcimer": 66, "banjo": 64, "steel drums": 68,
    "honky-tonk piano": 66,
}  # fmt: skip
HELD = {"church organ": 62, "hammond organ": 62, "accordion": 64, "string ensemble": 62, "choir": 64, "saw pad": 60}
LOW = {"upright bass": 36, "finger bass": 34, "slap bass": 34, "fretless bass": 36, "saw bass": 36, "acid bass": 42}

LINES = (
    "x___x_x_x_______",
    "x_xxx_x_x_x_x___",
    "xxxxxxxxx_______",
    "x_____x_x___x_x_",
    "..x_x_x_x___x_x_",
    "x__x__x_x__x__x_",
)
LINES_IN_THREE = ("x___x_", "x_xxx_", "xxxxxx", "x___xx")


def _tune(sketch: Sketch, voice: str, centre: int) -> Part:
    lines = LINES if sketch.bar == 4 else LINES_IN_THREE
    return melody(sketch, voice, lines, centre=centre, leap=sketch.pick(1.2, 1.8, 2.6))


def _picked(sketch: Sketch, voice: str, centre: int) -> tuple[Part, ...]:
    way = sketch.pick("arpeggio", "tune over arpeggio", "chords", "tune")
    broken = arpeggio(
        sketch,
        voice,
        step=sketch.pick(0.25, 0.5),
        order=sketch.pick("up", "updown", "0213", "random"),
        octaves=2,
        centre=centre - 8,
        hold=2,
    )
    if way == "arpeggio":
        return (broken,)
    if way == "tune":
        return (_tune(sketch, voice, centre + 6),)
    struck = comp(
        sketch,
        voice,
        sketch.pick("x_x_xxx_", "x_____x_", "x_______", "x.xx.xx.") if sketch.bar == 4 else "x_x_x_",
        centre=centre - 4,
        strum=sketch.pick(0.0, 0.03),
    )
    return (_tune(sketch, voice, centre + 10), broken if way == "tune over arpeggio" else struck)


def _sustained(sketch: Sketch, voice: str, centre: int) -> tuple[Part, ...]:
    chords = comp(
        sketch, voice, sketch.pick("x_______", "x___x___", "x_x_x_x_") if sketch.bar == 4 else "x_____", centre=centre
    )
    return (chords, _tune(sketch, voice, centre + 12)) if sketch.chance(0.5) else (chords,)


def _low(sketch: Sketch, voice: str, centre: int) -> tuple[Part, ...]:
    line = (
        sketch.pick("R.R.8.R.5.R.7.8.", "R..R..8.R..7.8.5", "R___5___8___5_a_", "R.3.5.6.8.6.5.3.")
        if sketch.bar == 4
        else "R_5_8_"
    )
    return (bass(sketch, voice, line, low=centre),)


def _player(sketch: Sketch) -> tuple[Part, ...]:
    group = sketch.rng.choice(["singers", "plucked", "held", "low", "drums"], p=[0.36, 0.36, 0.1, 0.08, 0.1])
    if group == "drums":
        return (drum_solo(sketch),)
    table = {"singers": SINGERS, "plucked": PLUCKED, "held": HELD, "low": LOW}[str(group)]
    voice = str(sketch.rng.choice(list(table)))
    if group == "singers":
        return (_tune(sketch, voice, table[voice]),)
    return {"plucked": _picked, "held": _sustained, "low": _low}[str(group)](sketch, voice, table[voice])


def solo_arrangement(sketch: Sketch) -> Arrangement:
    """One player: a tune, broken chords, chords, a bass line or a groove; dry or in a room."""
    parts = _player(sketch)
    room = sketch.pick((), (Effect("reverb", 0.3, 1.2),), (Effect("reverb", 0.8, 3.0, "reverb"),))
    return Arrangement(parts, room)
