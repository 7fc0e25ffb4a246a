"""Jazz: swing, ballad, big band."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Part
from training.compose_players import bass, comp, drums, melody, walking_bass
from training.compose_styles import style
from training.styles.production import room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

SWING_TUNES = ("xx.xx.x.|x_x.xxx_", ".xxxxx.x|x___..xx", "xxxxxx.x|..x.x_..", "x.xx.xx.|x___....", "xxxxxxxx|x.x_....")


@style(
    "jazz swing",
    tempo=(116, 208),
    modes={
        "major": "ii7 V7 Imaj7 VI7|Imaj7 VI7 ii7 V13|iii7 VI7 ii7 V7|Imaj7 IV7 iii7 VI7",
        "minor": "im7b5 IV7 i6 i6|iim7b5 V7b9 i6 i6|i6 iv7 iim7b5 V7b9",
    },
    moods="swinging cool lively smoky sophisticated",
    swing=(0.24, 0.34),
)
def jazz_swing(sketch: Sketch) -> Arrangement:
    """Ride cymbal, walking bass, chords off the beat, a horn that improvises."""
    rows = {
        "ride": sketch.pick("x.xxx.xx", "x.xxx.xx", "x.x.x.xx"),
        "pedal": "..x...x.",
        "snare": sketch.pick("........", "...-....", ".-....-."),
        "kick": "-...-...",
    }
    parts: list[Part] = [
        drums(sketch, sketch.pick("jazz kit", "brush kit", "jazz kit"), rows, level_db=-1),
        walking_bass(sketch, "upright bass", low=35, level_db=1),
        comp(
            sketch,
            sketch.pick("piano", "piano", "jazz guitar", "vibraphone"),
            sketch.pick("x..x....", ".x....x.", "...x..x.|.x......", "x__x....|...x...."),
            centre=61,
        ),
    ]
    if sketch.chance(0.8):
        lead = sketch.pick(
            "tenor sax",
            "alto sax",
            "trumpet",
            "muted trumpet",
            "piano",
            "clarinet",
            "vibraphone",
            "jazz guitar",
            "trombone",
        )
        parts.append(melody(sketch, lead, SWING_TUNES, centre=70, leap=2.4))
    return Arrangement(tuple(parts), (room(0.2, 1.0),))


@style(
    "jazz ballad",
    tempo=(54, 76),
    modes={
        "major": "Imaj9 vi9 ii9 V13|Imaj7 iii7 ii9 V13|IVmaj7 iv6 iii7 VI7b9",
        "minor": "i9 iv9 iim7b5 V7b9|i6 bVImaj7 iim7b5 V7b9",
    },
    moods="intimate mellow romantic smoky late-night sad",
    swing=(0.2, 0.34),
)
def jazz_ballad(sketch: Sketch) -> Arrangement:
    """Brushes, a slow bass in two, rich held chords."""
    lead = sketch.pick("tenor sax", "muted trumpet", "alto sax", "clarinet", "piano", "jazz guitar", "flute")
    parts = [
        drums(
            sketch,
            "brush kit",
            {"swirl": "x.x.x.x.", "snare": "..o...o.", "ride": sketch.pick("........", "x.xxx.xx"), "kick": "o......."},
            level_db=-3,
        ),
        bass(sketch, "upright bass", sketch.pick("R___5___", "R____r5_", "R___5_a_"), low=35),
        comp(
            sketch,
            sketch.pick("piano", "piano", "electric piano", "jazz guitar"),
            sketch.pick("x_______", "x____x__", "x__x____"),
            centre=60,
            strum=0.04,
        ),
        melody(sketch, lead, ("x__xx___|..xxx___", "x_____xx|x_______", "..xx_xx_|x____..."), centre=70, leap=2),
    ]
    return Arrangement(tuple(parts[: 4 if sketch.chance(0.8) else 3]), (room(0.35, 1.8),))


@style(
    "big band",
    tempo=(128, 196),
    modes={"major": "I6 VI7 ii7 V9|I6 I7 IV7 iv6|ii7 V9 I6 VI7"},
    moods="brassy exciting glamorous swinging jubilant",
    swing=(0.24, 0.34),
)
def big_band(sketch: Sketch) -> Arrangement:
    """Brass and saxophones in block chords, shouting and answering."""
    shout = sketch.pick("x.x..x__|...x.x__", ".x.x....|x__x.x__", "x__x..x.|........", "..xxx.x_|...x..x_")
    parts = [
        drums(
            sketch,
            sketch.pick("jazz kit", "standard kit"),
            {
                "ride": "x.xxx.xx",
                "pedal": "..x...x.",
                "kick": "x...x...",
                "snare": sketch.pick("...x...x", "..x...x.", ".....x.x"),
            },
        ),
        walking_bass(sketch, "upright bass", low=35),
        comp(sketch, "brass section", shout, centre=68, level_db=3),
        comp(
            sketch,
            sketch.pick("tenor sax", "alto sax"),
            sketch.pick("x_xx.xx_|x___....", "....x_xx|x_x_...."),
            centre=62,
            level_db=0,
        ),
    ]
    if sketch.chance(0.4):
        parts.append(
            melody(
                sketch, sketch.pick("trumpet", "clarinet", "trombone", "tenor sax"), SWING_TUNES, centre=74, leap=2.5
            )
        )
    return Arrangement(tuple(parts), (room(0.25, 1.2),))
