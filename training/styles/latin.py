"""Latin America and Iberia: bossa nova, salsa, samba, tango, flamenco, cumbia."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Effect, Part
from training.compose_players import arpeggio, bass, comp, drums, melody
from training.compose_styles import style
from training.styles.production import room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch


@style(
    "bossa nova",
    tempo=(116, 148),
    modes={
        "major": "Imaj7 II7 ii7 V7|Imaj9 #idim7 ii9 V13|Imaj7 vi7 ii9 V7b9|IVmaj7 iv6 iii7 VI7",
        "minor": "i9 iv9 V7b9 i9|i6 iim7b5 V7b9 i6",
    },
    moods="relaxed breezy romantic sunny gentle",
)
def bossa_nova(sketch: Sketch) -> Arrangement:
    """Nylon guitar in the bossa clave, cross-stick, bass on one and the fifth."""
    clave = sketch.pick("x..x..x...x..x..", "x..x...x..x..x..|..x..x..x..x..x.", "x.x..x.x..x..x..")
    rows = {
        "rim": sketch.pick("x..x..x...x..x..", "x..x..x....x..x."),
        "hat": "xoxoxoxoxoxoxoxo",
        "kick": "o..oo..oo..oo..o",
    }
    if sketch.chance(0.5):
        rows = {"shaker": "xoxoxoxoxoxoxoxo", "rim": "x..x..x...x..x.."}
    parts: list[Part] = [
        drums(sketch, sketch.pick("brush kit", "jazz kit", "standard kit"), rows, level_db=-5),
        comp(sketch, "nylon guitar", clave, centre=60, level_db=2, strum=0.01),
        bass(
            sketch,
            sketch.pick("upright bass", "nylon guitar", "fretless bass"),
            sketch.pick("R_____5_5_____R_", "R_____5_________", "R____.5_5____.R_"),
            low=36,
        ),
    ]
    if sketch.chance(0.7):
        lead = sketch.pick("flute", "tenor sax", "voice oohs", "piano", "vibraphone", "clarinet", "trombone")
        parts.append(
            melody(
                sketch,
                lead,
                ("x__x__x___x_____|................", "..x_x_x__x______", "x_.x_.x_x_.x_.x_|x_______........"),
                centre=71,
            )
        )
    return Arrangement(tuple(parts), (room(0.2, 1.0),))


@style(
    "salsa",
    tempo=(172, 208),
    modes={"minor": "i iv V7 V7|i bVII bVI V7|i7 i7 V7 V7", "major": "I IV V7 IV|I vi ii V7"},
    moods="fiery festive passionate hot danceable",
    chord_beats=4,
)
def salsa(sketch: Sketch) -> Arrangement:
    """Clave, montuno piano in octaves, tumbao bass that leaves the one, congas and timbales."""
    clave = sketch.pick("x..x..x.|..x.x...", "..x.x...|x..x..x.")
    rows = {
        "clave": clave,
        "mute conga": "x.x.x...",
        "conga": "......xx",
        "low conga": sketch.pick("...x....|........", "........"),
        "bell": "x.xxx.xx" if sketch.chance(0.5) else "x.x.x.x.",
        "maracas": "xxxxxxxx",
        "timbale": sketch.pick("........|......xx", ".......x"),
    }
    montuno = sketch.pick("x.xx.xx.|xx.xx.xx", "x.xx.x.x|.x.xx.x.", "xxx.xx.x|x.xx.xx.")
    right = comp(sketch, "piano", montuno, centre=72)
    parts = [
        drums(sketch, "standard kit", rows),
        right,
        bass(
            sketch,
            sketch.pick("upright bass", "finger bass"),
            "...5__8_|___5__8_" if sketch.chance(0.5) else "R__5__8_|...5__8_",
            low=33,
            level_db=1,
        ),
    ]
    if sketch.chance(0.65):
        parts.append(
            comp(
                sketch,
                sketch.pick("brass section", "trumpet", "trombone"),
                sketch.pick("x.x.....|..x.x.x_", "..xx..x_|........", "x__x__x_|x_......"),
                centre=70,
                level_db=1,
            )
        )
    return Arrangement(tuple(parts), (room(0.2, 0.9),))


@style(
    "samba",
    tempo=(96, 116),
    modes={"major": "I6 VI7 ii7 V7|Imaj7 I6 ii7 V7"},
    moods="festive joyful carnival colourful danceable",
    swing=(0.05, 0.16),
    swing_unit=0.25,
)
def samba(sketch: Sketch) -> Arrangement:
    """Surdos on two, sixteenth-note shakers, agogo, tamborim, a small guitar."""
    rows = {
        "surdo": "o...X...o...X...",
        "shaker": sketch.pick("XooxXooxXooxXoox", "................"),
        "agogo": sketch.pick("x.x.....x.x.....", "x..x..x.x..x...."),
        "low agogo": sketch.pick("....x.x.....x...", ".........x..x.x."),
        "rim": sketch.pick("x.x.xx.x.x.xx.x.", ".x.xx.x.x.xx.x.x"),
        "snare": sketch.pick("-o-x-o-x-o-x-o-x", "................", "...X..x....X..x."),
    }
    parts: list[Part] = [drums(sketch, "standard kit", rows, level_db=2)]
    if sketch.chance(0.75):
        parts.append(
            comp(
                sketch,
                sketch.pick("nylon guitar", "banjo", "steel guitar"),
                sketch.pick("x.xx.x.xx.x.xx.x", "x.x.xx.x.x.xx.x."),
                centre=67,
            )
        )
        parts.append(bass(sketch, "finger bass", "R__R5__5R__R5__5", low=33, level_db=-1))
    if sketch.chance(0.4):
        parts.append(
            melody(
                sketch, sketch.pick("flute", "whistle", "trombone"), ("x.x.x_x.x.xx_...", "x__x__x_x__x____"), centre=76
            )
        )
    return Arrangement(tuple(parts), (room(0.25, 0.8),))


@style(
    "tango",
    tempo=(112, 132),
    modes={"minor": "i i iv V7|i V7 V7 i|i bVI iim7b5 V7"},
    moods="passionate dramatic sharp melancholic tense",
)
def tango(sketch: Sketch) -> Arrangement:
    """Marcato chords of accordion and piano, violin above, no drums."""
    stamp = sketch.pick("x.x.x.x.", "x..xx.x.", "x.x.x.xx")
    parts = [
        comp(sketch, "accordion", stamp, centre=62),
        comp(sketch, "piano", stamp, centre=52),
        bass(sketch, "upright bass", sketch.pick("R.R.R.R.", "R..RR.5.", "R.5.R.5."), low=36),
        melody(
            sketch,
            sketch.pick("violin", "accordion", "violin"),
            ("x__xx_x_|x___..xx", "xxxxx___|x_x_x___", ".xxxx_x_|x_______"),
            centre=76,
            leap=2.2,
            level_db=1,
        ),
    ]
    return Arrangement(tuple(parts), (room(0.3, 1.2),))


@style(
    "flamenco",
    tempo=(96, 138),
    modes={"phrygian": "I bII I bII|iv bIII bII I|I bII bIII bII"},
    moods="passionate fiery dramatic spanish intense",
    bar=3,
    chord_beats=3,
)
def flamenco(sketch: Sketch) -> Arrangement:
    """Nylon guitar: rasgueado, runs in the phrygian mode, palms on the off-beats."""
    strummed = comp(
        sketch,
        "nylon guitar",
        sketch.pick("x.xxx.x.x.x.", "xxx.x.xxx.x.", "x..xx.x.xxxx"),
        centre=57,
        strum=0.035,
        rooted=True,
        level_db=1,
    )
    runs = melody(
        sketch,
        "nylon guitar",
        ("xxxxxxxxxxxx", "x_xxxxx_xxxx", "xxxxxx......|x_....xxxxxx"),
        centre=69,
        scale="phrygian",
        leap=1.4,
        level_db=1,
    )
    parts: list[Part] = [runs, strummed] if sketch.chance(0.65) else [strummed]
    if sketch.chance(0.65):
        palms = {
            "clap": sketch.pick("..x.x...x.x.", ".xx.xx.xx.xx", "x..x..x.x.x."),
            sketch.pick("castanets", "rim"): sketch.pick("x.x.x.xxx.x.", "............", "xxx.x.xxx.x."),
        }
        parts.append(drums(sketch, "standard kit", palms, level_db=-4))
    if sketch.chance(0.3):
        parts.append(arpeggio(sketch, "nylon guitar", step=0.25, order="0121", centre=45, level_db=-3))
    return Arrangement(tuple(parts), (room(0.35, 1.4),))


@style(
    "cumbia",
    tempo=(88, 104),
    modes={"minor": "i i V7 V7|i iv V7 i|i bVII bVI V7"},
    moods="playful festive tropical danceable warm",
)
def cumbia(sketch: Sketch) -> Arrangement:
    """Guiro in long-short-short, accordion, bass on one, three and four."""
    rows = {
        "guiro": "x_ooX_oox_ooX_oo".replace("_", "."),
        "kick": "x...x...x...x...",
        "cowbell": "x...x...x...x...",
        "conga": "......xx......xx",
        "low conga": "....x.......x...",
    }
    parts: list[Part] = [
        drums(sketch, "standard kit", rows, level_db=-1),
        bass(
            sketch,
            "finger bass",
            sketch.pick("R___..3_5_..3_..", "R_......5_..8_5_", "R___....3_..5_.."),
            low=33,
            level_db=2,
        ),
        comp(sketch, sketch.pick("accordion", "clean guitar", "piano"), "..x...x...x...x.", centre=62, level_db=-2),
    ]
    if sketch.chance(0.75):
        parts.append(
            melody(
                sketch,
                sketch.pick("accordion", "flute", "clarinet", "trumpet"),
                ("x.x.x_x.x_......", "..x.xxx.x.x_....", "x_xxx_x_x_......"),
                centre=74,
                effects=(Effect("reverb", 0.2, 0.8),),
            )
        )
    return Arrangement(tuple(parts), (room(0.15, 0.8),))
