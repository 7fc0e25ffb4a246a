"""What can be done to an arrangement: leave players out, exchange or add some, keep only one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Part
from training.compose_players import arpeggio, drums, melody, pad
from training.compose_voices import VOICES

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

Varied = tuple[Arrangement, tuple[str, ...], str]

GUESTS = (
    "piano", "violin", "cello", "flute", "trumpet", "tenor sax", "steel guitar", "clean guitar", "string ensemble",
    "choir", "church organ", "harp", "marimba", "vibraphone", "saw lead", "warm pad", "electric piano", "accordion",
    "sitar", "music box", "brass section", "clarinet", "kalimba", "harmonica", "overdriven guitar",
)  # fmt: skip
_HELD = ("string ensemble", "choir", "church organ", "warm pad", "brass section")
_PLUCKED = ("harp", "marimba", "kalimba", "music box", "vibraphone")


def instruments_of(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The spoken names of what sounds, each once, drums last."""
    pitched = [VOICES[part.voice].spoken for part in parts if part.role != "drums"]
    struck = [VOICES[part.voice].spoken for part in parts if part.role == "drums"]
    return tuple(dict.fromkeys(pitched + struck))


def _without(arrangement: Arrangement, roles: tuple[str, ...]) -> Arrangement:
    return replace(arrangement, parts=tuple(part for part in arrangement.parts if part.role not in roles))


def _only(arrangement: Arrangement, roles: tuple[str, ...]) -> Arrangement:
    return replace(arrangement, parts=tuple(part for part in arrangement.parts if part.role in roles))


def reduced(arrangement: Arrangement, sketch: Sketch) -> Varied:
    """Without drums, or only drums and bass, or without the tune; unchanged if that would leave nobody or everybody."""
    roles = {part.role for part in arrangement.parts}
    way = sketch.pick("no drums", "no drums", "drums and bass", "no melody")
    less = {
        "no drums": _without(arrangement, ("drums",)),
        "drums and bass": _only(arrangement, ("drums", "bass")),
        "no melody": _without(arrangement, ("melody", "arpeggio")),
    }[way]
    needed = {"no drums": {"drums"}, "drums and bass": {"drums", "bass"}, "no melody": {"melody"}}[way]
    if not needed <= roles or not less.parts or less.parts == arrangement.parts:
        return arrangement, (), "full"
    return less, (way,) if way != "no melody" else (), "reduced"


def _guest_part(sketch: Sketch, guest: str) -> Part:
    if guest in _HELD:
        return pad(sketch, guest, centre=66, level_db=3)
    if guest in _PLUCKED:
        return arpeggio(sketch, guest, step=0.5, order="updown", octaves=2, centre=66, level_db=2)
    tunes = ("x___x_x_x_______", "x_x_x_x_x___x___", "..x_x_x_x_______") if sketch.bar == 4 else ("x_x_x_", "x___x_")
    return melody(sketch, guest, tunes, centre=72, level_db=2)


def recombined(arrangement: Arrangement, sketch: Sketch) -> Varied:
    """A guest instead of the tune, or beside the band."""
    sounding = instruments_of(arrangement.parts)
    guests = [guest for guest in GUESTS if VOICES[guest].spoken not in sounding]
    guest = guests[int(sketch.rng.integers(len(guests)))]
    parts = _without(arrangement, ("melody",)).parts or arrangement.parts
    if len(parts) > 2 and sketch.chance(0.5):
        parts = tuple(part for part in parts if part.role != "pad") or parts
    joined = (*parts, _guest_part(sketch, guest))
    return replace(arrangement, parts=joined), (f"with {VOICES[guest].spoken}",), "recombined"


def style_solo(arrangement: Arrangement, sketch: Sketch) -> Varied:
    """One of the players alone: the drummer more often than the others."""
    able = [part for part in arrangement.parts if part.role != "texture" and len(part.notes) > 3]
    if not able:
        return arrangement, (), "full"
    struck = [part for part in able if part.role == "drums"]
    chosen = struck[0] if struck and sketch.chance(0.45) else able[int(sketch.rng.integers(len(able)))]
    same = tuple(part for part in arrangement.parts if VOICES[part.voice].spoken == VOICES[chosen.voice].spoken)
    if len(same) == len(arrangement.parts):
        return arrangement, (), "full"
    return replace(arrangement, parts=same), ("solo",), "style solo"


def drum_solo(sketch: Sketch) -> Part:
    """A drum kit alone, in a groove of no particular style."""
    rows = sketch.pick(
        {"kick": "X.....x.X.......", "snare": "....X.......X...", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X..x....X.x.....", "snare": "....X..-.-..X...", "ride": "x.x.x.x.x.x.x.x."},
        {"kick": "X.x.....x.......", "snare": "....X..x....X.xx", "floor": "......x.x.x....."},
        {
            "kick": "X...X...X...X...",
            "high tom": "x.xx............",
            "mid tom": "....x.xx........",
            "floor": "........x.xxx.xx",
        },
    )
    rows = {drum: steps[: sketch.bar * 4] for drum, steps in rows.items()}
    return drums(sketch, sketch.pick("standard kit", "room kit", "power kit", "jazz kit", "909 kit", "808 kit"), rows)
