"""Dance floors: house, trance, disco."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement
from training.compose_players import arpeggio, bass, comp, drums, melody, pad
from training.compose_styles import style
from training.styles.production import delay, hall, loud, room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

FLOOR = "X...X...X...X..."


@style(
    "house",
    tempo=(118, 128),
    modes={
        "minor": "i7 i7 iv7 iv7|i9 bVImaj7 bVII7 i9|i7 bIIImaj7 iv7 v7",
        "major": "ii7 V7 Imaj7 vi7|Imaj7 vi7 ii7 V7",
        "dorian": "i9 IV9|i7 IV7",
    },
    moods="groovy uplifting happy sunny euphoric funky",
    swing=(0.0, 0.15),
    swing_unit=0.25,
)
def house(sketch: Sketch) -> Arrangement:
    """Four on the floor, open hats off the beat, piano or organ stabs."""
    stab = sketch.pick("x..x..x...x..x..", "x..x...x..x..x..", "..x...x...x...x.", "x.....x..x......")
    keys = sketch.pick("piano", "house stab", "hammond organ", "electric piano", "house stab", "bright piano")
    line = sketch.pick("R..R..R...R..5..", "..R...R...R...8.", "R.8.R.8.R.8.R.8.", "R..r..8.R..r..5.")
    rows = {
        "kick": FLOOR,
        "open": "..x...x...x...x.",
        "clap": "....x.......x...",
        "hat": sketch.pick("xoxoxoxoxoxoxoxo", "x.o.x.o.x.o.x.oo"),
    }
    if sketch.chance(0.3):
        rows["conga"] = "..x..x.x..x..x.."
    parts = [
        drums(sketch, "909 kit", rows, level_db=1),
        bass(sketch, sketch.pick("square bass", "saw bass", "finger bass", "fm bass"), line, low=35, pump=0.5),
        comp(sketch, keys, stab, centre=64, pump=0.4, effects=(room(0.3, 1.2),)),
    ]
    if sketch.chance(0.4):
        parts.append(pad(sketch, sketch.pick("string ensemble", "saw pad", "warm pad"), centre=70, pump=0.8))
    return Arrangement(tuple(parts), (loud(0.5),))


@style(
    "trance",
    tempo=(134, 142),
    modes={"minor": "i bVI bIII bVII|bVI bVII i i|i bVII bVI V|i v bVI bVII"},
    moods="euphoric uplifting energetic epic soaring",
)
def trance(sketch: Sketch) -> Arrangement:
    """Supersaws that pump, off-beat bass, arpeggios in echo."""
    parts = [
        drums(
            sketch,
            "909 kit",
            {"kick": FLOOR, "open": "..x...x...x...x.", "clap": "....x.......x...", "hat": "xxxxxxxxxxxxxxxx"},
            level_db=0,
        ),
        bass(
            sketch,
            "saw bass",
            sketch.pick("..RR..RR..RR..RR", "..R...R...R...R.", ".RRR.RRR.RRR.RRR"),
            low=36,
            pump=0.4,
        ),
        arpeggio(
            sketch,
            sketch.pick("saw pluck", "supersaw", "square pluck"),
            step=0.25,
            order=sketch.pick("up", "updown", "0213", "0201"),
            octaves=2,
            centre=64,
            level_db=0,
            pump=0.4,
            effects=(delay(0.5, 0.75),),
        ),
    ]
    if sketch.chance(0.65):
        held = comp(
            sketch,
            "supersaw",
            sketch.pick("x_______________", "x_.x_.x_x_.x_.x_"),
            centre=66,
            pump=0.75,
            effects=(hall(0.5, 2.5),),
            level_db=0,
        )
        parts.append(held)
    if sketch.chance(0.3):
        parts.append(
            melody(
                sketch,
                "supersaw",
                ("x___x_x_x___x___", "x__x__x_x___x_x_"),
                centre=79,
                pump=0.5,
                effects=(hall(0.6, 3),),
            )
        )
    return Arrangement(tuple(parts), (loud(0.8),))


@style(
    "disco",
    tempo=(112, 126),
    modes={"minor": "i7 iv7 bVII7 bIIImaj7|i7 i7 iv7 v7|i bVII bVI V7", "major": "Imaj7 vi7 ii7 V7|I IV ii V"},
    moods="happy funky glamorous groovy joyful",
)
def disco(sketch: Sketch) -> Arrangement:
    """Octave bass, hissing open hats, wah guitar chops and strings."""
    strings = comp(
        sketch,
        "string ensemble",
        sketch.pick("x_______________", "x___....x_x_x___", "........x_x_x_x_"),
        centre=72,
        level_db=-2,
    )
    parts = [
        drums(
            sketch,
            sketch.pick("standard kit", "room kit"),
            {"kick": FLOOR, "snare": "....X.......X...", "hat": "x.o.x.o.x.o.x.o.", "open": "..X...X...X...X."},
            level_db=1,
        ),
        bass(
            sketch,
            sketch.pick("finger bass", "picked bass", "slap bass"),
            sketch.pick("R.8.R.8.R.8.R.8.", "R.8.R.8.5.8.7.8.", "R.8R.8R.8.R.8.5."),
            low=33,
        ),
        comp(
            sketch,
            sketch.pick("muted guitar", "clean guitar", "clavinet"),
            sketch.pick("x.xxx.xxx.xxx.xx", "..x.xx.x..x.xx.x", "x..x.xx.x..x.xx."),
            centre=64,
            level_db=-4,
        ),
        strings,
    ]
    if sketch.chance(0.4):
        parts.append(
            melody(
                sketch,
                sketch.pick("brass section", "flute", "violin", "alto sax"),
                ("x_x_.x_.x_______", "x.xx..x.x_____.."),
                centre=76,
            )
        )
    return Arrangement(tuple(parts), (room(0.15, 0.8), loud(0.4)))
