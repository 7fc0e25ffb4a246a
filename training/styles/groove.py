"""Bands that groove: funk, reggae, blues, soul, gospel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Effect, Part
from training.compose_players import bass, comp, drums, melody, pad, walking_bass
from training.compose_styles import style
from training.styles.production import delay, loud, low_pass, room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch


@style(
    "funk",
    tempo=(94, 116),
    modes={"mixolydian": "I9 I9|I9 IV9|I7 I7", "dorian": "i9 IV9|i7 i7|i9 i9"},
    moods="funky groovy tight playful sassy",
    swing=(0.0, 0.18),
    swing_unit=0.25,
)
def funk(sketch: Sketch) -> Arrangement:
    """The one, sixteenth-note guitar scratches, slapped bass, stabs of brass."""
    rows = sketch.pick(
        {"kick": "X.x.......x..x..", "snare": "....X..-.-..X..-", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X..x..x...x.....", "snare": "....X..-.-.-X..-", "hat": "xoxoxoxoxoxoxoxo"},
        {
            "kick": "X.X...x...X..x..",
            "snare": "....X..-....X.--",
            "hat": "x.xxx.x.x.xxx.x.",
            "open": "..............x.",
        },
    )
    line = sketch.pick("R..R..8.R..7.8.5", "R.8..R.7..5.7.8.", "RR..8.R...57.8..", "R...8.7.R.R.5.7.")
    parts = [
        drums(sketch, sketch.pick("standard kit", "room kit"), rows, level_db=2),
        bass(sketch, sketch.pick("slap bass", "finger bass", "slap bass"), line, low=33, level_db=3),
        comp(
            sketch,
            sketch.pick("clavinet", "muted guitar", "clean guitar"),
            sketch.pick("x.xx.xx.x.xx.x.x", "..x-..x-..x-.xx-", "-x.-x-.x-x.-x.x-"),
            centre=66,
            level_db=-2,
        ),
    ]
    if sketch.chance(0.5):
        parts.append(
            comp(
                sketch,
                sketch.pick("brass section", "tenor sax"),
                sketch.pick("x..x............", "......x.x_......|..............xx", "x_......x.x.x___"),
                centre=68,
            )
        )
    if sketch.chance(0.25):
        parts.append(comp(sketch, "hammond organ", "x_______________", centre=70, level_db=-6))
    return Arrangement(tuple(parts), (room(0.15, 0.6), loud(0.4)))


@style(
    "reggae",
    tempo=(68, 90),
    modes={"major": "I IV|I V|I ii IV I", "minor": "i iv|i bVII|i v"},
    moods="laid-back sunny relaxed warm easygoing",
    swing=(0.0, 0.2),
    swing_unit=0.25,
)
def reggae(sketch: Sketch) -> Arrangement:
    """One drop: nothing on the one, chops on the off-beat, heavy bass."""
    rows = sketch.pick(
        {"kick": "........X.......", "rim": "........X.......", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X...X...X...X...", "rim": "........X.......", "hat": "x.xxx.xxx.xxx.xx"},
        {
            "kick": "........X.......",
            "snare": "........x.......",
            "hat": "xoxoxoxoxoxoxoxo",
            "open": "..............x.",
        },
    )
    chop = sketch.pick("....x.......x...", "..x...x...x...x.", "....x.x.....x.x.")
    parts = [
        drums(sketch, sketch.pick("standard kit", "room kit"), rows),
        comp(
            sketch,
            sketch.pick("muted guitar", "clean guitar", "piano"),
            chop,
            centre=64,
            effects=(Effect("highpass", 0, 250),),
        ),
        bass(
            sketch,
            "finger bass",
            sketch.pick("R_.R_.5_....8_5_", "..R_5_8_..R_5_..", "R___..R_3_5_....", "R_..R_3_5_..6_5_"),
            low=33,
            level_db=4,
            effects=(low_pass(1500),),
        ),
        comp(sketch, "hammond organ", sketch.pick("..x-..x-..x-..x-", "......x.......x."), centre=60, level_db=-4),
    ]
    if sketch.chance(0.35):
        parts.append(
            melody(
                sketch,
                sketch.pick("trombone", "trumpet", "tenor sax", "harmonica", "flute"),
                ("x___x_x_x_......", "..x_x_......x_x_"),
                centre=67,
                effects=(delay(0.45, 0.75),),
            )
        )
    return Arrangement(tuple(parts), (delay(0.25, 1.5, "") if sketch.chance(0.4) else room(0.2, 0.9), loud(0.2)))


@style(
    "blues",
    tempo=(66, 118),
    modes={"blues": "I7 IV7 I7 I7|I7 I7 IV7 I7|V7 IV7 I7 V7|I7 IV7 V7 I7"},
    moods="soulful sad gritty smoky lonesome",
    swing=(0.28, 0.36),
)
def blues(sketch: Sketch) -> Arrangement:
    """A shuffle on three chords, and a guitar that answers itself."""
    rows = (
        {"kick": "X...X...", "snare": "..X...X.", "ride": "xxxxxxxx"}
        if sketch.chance(0.5)
        else {"kick": "X...x.x.", "snare": "..X...X.", "hat": "xxxxxxxx"}
    )
    shuffle = bass(
        sketch,
        sketch.pick("finger bass", "upright bass"),
        sketch.pick("R.3.5.6.", "RR55R655", "R.3.5.6.|8.6.5.3."),
        low=33,
    )
    rhythm = comp(
        sketch,
        sketch.pick("clean guitar", "piano", "hammond organ", "honky-tonk piano"),
        sketch.pick("x.x.x.x.", ".x.x.x.x", "xxxxxxxx"),
        centre=56,
        level_db=-2,
    )
    lead = sketch.pick("overdriven guitar", "harmonica", "clean guitar", "tenor sax", "steel guitar")
    lick = melody(
        sketch,
        lead,
        ("xxx_x_..|..xxx___", "x_xxx___|........", "..xxxxx_|x_x_...."),
        centre=72,
        scale="blues",
        leap=2.2,
        effects=(Effect("drive", 0.15, 6000), room(0.3, 1.0)) if "guitar" in lead else (room(0.3, 1.0),),
    )
    parts = [drums(sketch, sketch.pick("standard kit", "room kit", "brush kit"), rows), shuffle, rhythm]
    return Arrangement((*parts, lick) if sketch.chance(0.8) else tuple(parts), (loud(0.2),))


@style(
    "soul",
    tempo=(70, 112),
    modes={"major": "Imaj7 vi7 ii7 V9|I I7 IV iv6|I iii7 IV V9|Imaj7 IVmaj7"},
    moods="soulful warm romantic heartfelt smooth",
    swing=(0.0, 0.2),
)
def soul(sketch: Sketch) -> Arrangement:
    """Organ and electric piano, gospel chords, horns that answer."""
    rows = {
        "kick": sketch.pick("X.....x.X.......", "X..x....X.x....."),
        "snare": "....X.......X...",
        "hat": "x.x.x.x.x.x.x.x.",
        "tambourine": "....x.......x...",
    }
    parts: list[Part] = [
        drums(sketch, sketch.pick("standard kit", "room kit"), rows),
        bass(
            sketch,
            "finger bass",
            sketch.pick("R_..R_5_8_..5_3_", "R_____R_5_..5_a_", "R_.R5_.58_.85_.3"),
            low=33,
            level_db=1,
        ),
        comp(
            sketch,
            "hammond organ",
            "x_______________",
            centre=60,
            level_db=-2,
            effects=(Effect("tremolo", 0.35, 0.17), room(0.2, 1.0)),
        ),
        comp(
            sketch,
            sketch.pick("electric piano", "piano", "clean guitar"),
            sketch.pick("x___..x_....x___", "..x...x...x...x.", "x_.x_.x_x_.x_.x_"),
            centre=64,
            level_db=-2,
        ),
    ]
    if sketch.chance(0.5):
        parts.append(
            melody(
                sketch,
                sketch.pick("tenor sax", "choir", "brass section", "alto sax"),
                ("x___x_x_x___....", "....x_x_x_______"),
                centre=69,
                effects=(room(0.4, 1.6),),
            )
        )
    return Arrangement(tuple(parts), (loud(0.3),))


@style(
    "gospel",
    tempo=(62, 104),
    modes={"major": "I I7 IV iv6|I iii7 vi7 II7 V7|IV #ivdim7 I VI7|I IV I V9"},
    moods="uplifting spiritual joyful powerful hopeful",
    chord_beats=2,
    swing=(0.2, 0.34),
)
def gospel(sketch: Sketch) -> Arrangement:
    """A choir on hymn chords, piano and organ below, claps on two and four."""
    parts = [
        pad(sketch, "choir", centre=67, level_db=5, effects=(room(0.5, 2.0),)),
        comp(sketch, "piano", sketch.pick("x.xxx.xx", "x_xxx_xx", "x_x_x_x_"), centre=62),
        pad(sketch, "hammond organ", centre=60, level_db=-1, effects=(Effect("tremolo", 0.4, 0.17),)),
        walking_bass(sketch, sketch.pick("finger bass", "hammond organ"), low=36),
    ]
    if sketch.chance(0.65):
        parts.append(drums(sketch, "room kit", {"kick": "X...X...", "clap": "..X...X.", "tambourine": "xxxxxxxx"}))
    return Arrangement(tuple(parts), (loud(0.2),))
