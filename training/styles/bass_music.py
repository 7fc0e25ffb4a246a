"""Broken and half-time beats over heavy bass: drum and bass, dubstep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Effect, Part
from training.compose_players import arpeggio, bass, drums, melody, pad
from training.compose_styles import style
from training.styles.production import delay, loud, room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

BREAKS = (
    {"kick": "X.........X.....", "snare": "....X..-.-..X..-", "hat": "x.x.x.x.x.x.x.x."},
    {"kick": "X.X.......XX....", "snare": "....X..x.x..X...", "ride": "x.x.x.x.x.x.x.x."},
    {"kick": "X.........X.....|X.......X.X.....", "snare": "....X.-.....X.-x", "hat": "xxxxxxxxxxxxxxxx"},
    {"kick": "X..X......X.....", "snare": "....X..x.x....X.", "open": "x.x.x.x.x.x.x.x."},
)


@style(
    "drum and bass",
    tempo=(168, 178),
    modes={"minor": "i i bVI bVI|i bVII bVI bVI|i7 iv7 i7 v7", "dorian": "i9 i9 IV9 IV9"},
    moods="energetic fast frantic intense hypnotic",
    chord_beats=8,
)
def drum_and_bass(sketch: Sketch) -> Arrangement:
    """A fast broken beat over long low notes."""
    parts = [
        drums(sketch, "breakbeat kit", sketch.pick(*BREAKS), level_db=3, effects=(loud(0.5),)),
        bass(
            sketch,
            sketch.pick("reese bass", "reese bass", "sub bass", "saw bass"),
            sketch.pick("R_______________", "R_____R_....8_5_", "R_________R_____|R___5___7_______"),
            low=31,
            level_db=2,
        ),
    ]
    if sketch.chance(0.75):
        parts.append(
            pad(
                sketch,
                sketch.pick("saw pad", "warm pad", "glass pad", "slow strings"),
                centre=64,
                effects=(room(0.6, 2.5),),
            )
        )
    if sketch.chance(0.5):
        parts.append(
            melody(
                sketch,
                sketch.pick("electric piano", "supersaw", "fm bells", "saw pluck"),
                ("x___....x_x_....", "x__x__x_........"),
                centre=74,
                effects=(delay(0.5, 0.75),),
                level_db=-2,
            )
        )
    return Arrangement(tuple(parts), (loud(0.7),))


@style(
    "dubstep",
    tempo=(138, 144),
    modes={"minor": "i i|i bVI|i bII", "phrygian": "i bII|i i"},
    moods="heavy dark aggressive filthy massive",
    chord_beats=8,
)
def dubstep(sketch: Sketch) -> Arrangement:
    """Half time, and a bass whose filter wobbles in rhythm."""
    kick = sketch.pick("X.........x.....", "X.....x.........", "X..x............")
    wobble = sketch.pick("wobble bass", "growl bass")
    line = sketch.pick("R_______________", "R_______R___R___", "R___R___8_______", "R_____R_____5___")
    parts: list[Part] = [
        drums(
            sketch,
            sketch.pick("909 kit", "industrial kit"),
            {
                "kick": kick,
                "snare": "........X.......",
                "hat": sketch.pick("..x...x...x...x.", "x..x..x.x..x..x.", "................"),
            },
            level_db=3,
        ),
        bass(sketch, wobble, line, low=36, level_db=5, effects=(Effect("drive", 0.4, 7000, "distortion"),)),
        bass(sketch, "sub bass", line, low=31, level_db=-2),
    ]
    if sketch.chance(0.5):
        parts.append(
            arpeggio(
                sketch,
                sketch.pick("supersaw", "square pluck", "fm bells"),
                step=0.5,
                order="random",
                centre=72,
                level_db=-4,
                effects=(delay(0.5, 0.75), room(0.5, 2)),
            )
        )
    if sketch.chance(0.4):
        parts.append(pad(sketch, sketch.pick("choir", "saw pad", "slow strings"), level_db=-5))
    return Arrangement(tuple(parts), (loud(0.9),))
