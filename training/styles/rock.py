"""Loud guitars: rock, punk, metal, surf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_harmony import nearest
from training.compose_piece import Arrangement, Effect
from training.compose_players import bass, comp, drums, melody
from training.compose_styles import style
from training.styles.production import delay, distortion, loud, room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch


@style(
    "rock",
    tempo=(104, 148),
    modes={
        "mixolydian": "I5 bVII5 IV5 I5|I5 IV5 bVII5 IV5",
        "minor": "i5 bVI5 bIII5 bVII5|i5 bVII5 bVI5 bVII5",
        "major": "I5 V5 vi IV5|I5 IV5 V5 IV5",
    },
    moods="energetic powerful anthemic rebellious bold",
)
def rock(sketch: Sketch) -> Arrangement:
    """Backbeat, power chords in eighths, bass on the root."""
    rows = sketch.pick(
        {
            "kick": "X.....x.X.......",
            "snare": "....X.......X...",
            "hat": "x.x.x.x.x.x.x.x.",
            "crash": "X...............|................",
        },
        {"kick": "X.......X.X.....", "snare": "....X.......X...", "ride": "x.x.x.x.x.x.x.x."},
        {"kick": "X.x...x.X.x.....", "snare": "....X.......X..x", "open": "x...x...x...x..."},
    )
    riff = sketch.pick("x.x.x.x.x.x.x.x.", "x_____x_x_____x_", "x_x.x_x.x_x.xxx.", "x_______x_x_x___")
    parts = [
        drums(
            sketch, sketch.pick("power kit", "room kit", "standard kit"), rows, level_db=3, effects=(room(0.25, 0.9),)
        ),
        comp(
            sketch,
            sketch.pick("overdriven guitar", "distorted guitar"),
            riff,
            centre=42,
            rooted=True,
            effects=(distortion(float(sketch.rng.uniform(0.25, 0.5))),),
        ),
        bass(
            sketch,
            sketch.pick("picked bass", "finger bass"),
            sketch.pick("R.R.R.R.R.R.R.R.", "R.R.R.R.5.5.7.7.", "R___R.R.R___R.R."),
            low=31,
        ),
    ]
    if sketch.chance(0.4):
        parts.append(
            melody(
                sketch,
                "overdriven guitar",
                ("x___x_x_x_______", "x_x_x_x_x___x___", "..x_x_x_x_______"),
                centre=74,
                effects=(distortion(0.35), delay(0.3, 0.5, "")),
                scale="minor pentatonic" if sketch.mode == "minor" else "pentatonic",
            )
        )
    if sketch.chance(0.2):
        parts.append(comp(sketch, "rock organ", "x_______________", centre=62, level_db=-4))
    return Arrangement(tuple(parts), (loud(0.7),))


@style(
    "punk",
    tempo=(168, 196),
    modes={"major": "I5 IV5 V5 IV5|I5 V5 vi5 IV5|I5 IV5 I5 V5"},
    moods="fast angry rebellious raw energetic",
    chord_beats=2,
)
def punk(sketch: Sketch) -> Arrangement:
    """Down-strokes as fast as they go, drums that race."""
    rows = sketch.pick(
        {"kick": "X...X...", "snare": "..X...X.", "open": "x.x.x.x."},
        {"kick": "X..xX..x", "snare": "..X...X.", "crash": "X.......", "ride": "x.x.x.x."},
        {"kick": "X.x.X.x.", "snare": ".X.X.X.X", "hat": "xxxxxxxx"},
    )
    parts = [
        drums(sketch, "power kit", rows, level_db=4, effects=(room(0.25, 0.6),)),
        comp(sketch, "overdriven guitar", "xxxxxxxx", centre=45, rooted=True, effects=(distortion(0.55, 6500),)),
        bass(sketch, "picked bass", "RRRRRRRR", low=33),
    ]
    if sketch.chance(0.25):
        parts.append(
            melody(sketch, "overdriven guitar", ("x.x.xxx.", "xxxxx___"), centre=72, effects=(distortion(0.5),))
        )
    return Arrangement(tuple(parts), (loud(0.9),))


@style(
    "heavy metal",
    tempo=(120, 190),
    modes={"phrygian": "i5 bII5 i5 bVI5|i5 i5 bII5 i5", "minor": "i5 bVI5 bVII5 i5|i5 i5 bIII5 bII5"},
    moods="brutal aggressive dark heavy furious",
)
def heavy_metal(sketch: Sketch) -> Arrangement:
    """Low palm-muted gallops, double bass drum, a wall of distortion."""
    low = sketch.pick(30, 33, 35)
    gallop = sketch.pick("x.xxx.xxx.xxx.xx", "xxxxxxxxxxxxxxxx", "xxx.xxx.xxx.x_x_", "x_______xxxxxxxx")
    rows = sketch.pick(
        {"kick": "XxXxXxXxXxXxXxXx", "snare": "....X.......X...", "ride": "x...x...x...x..."},
        {
            "kick": "X.xxX.xxX.xxX.xx",
            "snare": "....X.......X...",
            "crash": "X...............",
            "hat": "x...x...x...x...",
        },
        {"kick": "X.X.X.X.X.X.X.X.", "snare": ".X.X.X.X.X.X.X.X", "crash": "x...x...x...x..."},
    )
    parts = [
        drums(sketch, "power kit", rows, level_db=1, effects=(loud(0.2),)),
        comp(
            sketch,
            "distorted guitar",
            gallop,
            centre=low + 7,
            rooted=True,
            level_db=2,
            effects=(distortion(float(sketch.rng.uniform(0.35, 0.7)), 5000),),
        ),
        bass(
            sketch, "picked bass", gallop.replace("x", "R"), low=low, level_db=-1, effects=(Effect("drive", 0.4, 3500),)
        ),
    ]
    if sketch.chance(0.35):
        parts.append(
            melody(
                sketch,
                "distorted guitar",
                ("xxxxxxxxxxxxxxxx", "x.xxx.xxx.xxx___", "x_____x_x_x_x___"),
                centre=76,
                leap=2.5,
                effects=(distortion(0.45), room(0.3, 1.2)),
            )
        )
    return Arrangement(tuple(parts), (loud(0.6),))


@style(
    "surf rock",
    tempo=(150, 178),
    modes={"minor": "i5 bVII5 bVI5 V|i iv i V", "phrygian": "I bII I bII"},
    moods="twangy fast sunny adventurous retro",
)
def surf_rock(sketch: Sketch) -> Arrangement:
    """Tremolo-picked clean guitar, drenched in spring reverb."""
    wet = (room(0.9, 2.2, "spring reverb"),)
    rows = {
        "kick": sketch.pick("X..xX.x.", "X...X.x."),
        "snare": sketch.pick("..Xx..X.", "..X.x.X."),
        "ride": "xxxxxxxx",
        "floor": sketch.pick("........", "......xx"),
    }
    tune = melody(
        sketch,
        "clean guitar",
        ("xxxxxxxxxxxxxxxx", "xx_xx_xxxx_xx_xx", "xxxxxxxxx___x___"),
        centre=64,
        leap=1.2,
        effects=wet,
        level_db=2,
        scale="phrygian" if sketch.mode == "phrygian" else "minor",
    )
    chords = comp(sketch, "clean guitar", sketch.pick(".x.x.x.x", "x___x___"), centre=57, level_db=-3, effects=wet)
    low = bass(sketch, "picked bass", sketch.pick("R.R.5.5.", "RRRRRRRR", "R.3.5.6."), low=nearest(sketch.tonic, 34))
    return Arrangement((drums(sketch, "room kit", rows), tune, chords, low), (loud(0.3),))
