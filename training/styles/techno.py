"""Harder dance floors: techno, acid, dub techno, hardstyle, industrial."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_harmony import SCALES, nearest
from training.compose_piece import Arrangement, Effect, Note, Part
from training.compose_players import arpeggio, bass, comp, drums, melody, pad
from training.compose_sketch import ordered
from training.compose_styles import style
from training.styles.production import delay, hall, loud, low_pass, room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

FLOOR = "X...X...X...X..."


def riser(sketch: Sketch) -> Part:
    """Noise that opens over the clip."""
    return Part("texture", "riser", (Note(0, sketch.beats, 60, 0.8),), 2)


@style(
    "techno",
    tempo=(128, 142),
    modes={"minor": "i i i i|i bII", "phrygian": "i i bII i|i i"},
    moods="driving hypnotic dark mechanical cold relentless",
)
def techno(sketch: Sketch) -> Arrangement:
    """A hard kick, rumble between kicks, a sequence that turns on itself."""
    rows = {
        "kick": FLOOR,
        "hat": sketch.pick("..x...x...x...x.", "xxxxxxxxxxxxxxxx", "..xx..xx..xx..xx"),
        "clap": sketch.pick("....x.......x...", "................"),
    }
    rows["open"] = sketch.pick("..x...x...x...x.", "................")
    rows["rim"] = sketch.pick("................", "..x..x....x..x..", "x..x..x..x..x..x")
    parts = [
        drums(sketch, sketch.pick("909 kit", "industrial kit"), rows, level_db=3),
        bass(
            sketch,
            sketch.pick("sub bass", "saw bass", "square bass"),
            sketch.pick(".RRR.RRR.RRR.RRR", "..R...R...R...R.", ".R.R.R.R.R.R.R.R"),
            low=33,
            level_db=1,
            pump=0.6,
        ),
    ]
    if sketch.chance(0.75):
        order = sketch.pick("0010020", "01021", "0120", "00010")
        parts.append(
            arpeggio(
                sketch,
                sketch.pick("saw pluck", "square pluck", "fm bells", "saw bass"),
                step=0.25,
                order=order,
                centre=sketch.pick(48, 60),
                level_db=-3,
                pump=0.3,
                effects=(delay(0.45, 0.75, ""),),
            )
        )
    if sketch.chance(0.5):
        parts.append(
            comp(
                sketch,
                sketch.pick("rave stab", "dub chord"),
                sketch.pick("...x..x.........", "......x.......x.", "x.........x....."),
                centre=60,
                level_db=-4,
                effects=(room(0.6, 2.5),),
            )
        )
    if sketch.chance(0.2):
        parts.append(riser(sketch))
    return Arrangement(tuple(parts), (loud(0.9),))


@style(
    "acid",
    tempo=(122, 136),
    modes={"minor": "i i|i bVII", "phrygian": "i i bII i"},
    moods="squelchy hypnotic trippy driving raw",
)
def acid(sketch: Sketch) -> Arrangement:
    """One resonant bass machine, twisting, over a drum machine."""
    line = sketch.pick("R.8R..R3R.8.7.R.", "RR8R3.R8.R7R8.R5", "R..R8.7.R.R.38R.", "R8R.5.R7R8..R.R8")
    twist = Effect("sweep", 0, 9000, "filter sweep") if sketch.chance(0.5) else Effect("drive", 0.3, 8000)
    parts = [
        drums(
            sketch,
            sketch.pick("909 kit", "808 kit"),
            {
                "kick": FLOOR,
                "open": "..x...x...x...x.",
                "clap": sketch.pick("....x.......x...", "................"),
                "hat": "x.xxx.xxx.xxx.xx",
            },
            level_db=0,
        ),
        bass(sketch, "acid bass", line, low=sketch.pick(38, 45, 50), level_db=5, effects=(twist, delay(0.3, 0.75, ""))),
    ]
    if sketch.chance(0.3):
        parts.append(pad(sketch, "saw pad", level_db=-5, pump=0.6))
    return Arrangement(tuple(parts), (loud(0.7),))


@style(
    "dub techno",
    tempo=(114, 124),
    modes={"minor": "i7 i7|i9 i9", "dorian": "i9 i9|i7 IV7"},
    moods="deep hypnotic foggy spacious submerged",
    chord_beats=8,
)
def dub_techno(sketch: Sketch) -> Arrangement:
    """One chord, endlessly echoed, above a soft kick."""
    parts = [
        drums(
            sketch,
            "909 kit",
            {
                "kick": FLOOR,
                "hat": sketch.pick("..o...o...o...o.", "..o..o.o..o..o.o"),
                "rim": sketch.pick("................", "......o.....o..."),
            },
            level_db=-1,
            effects=(low_pass(5000),),
        ),
        comp(
            sketch,
            "dub chord",
            sketch.pick("..x.......x.....", "x..x............", "..x..x..........", "......x........."),
            centre=62,
            level_db=2,
            effects=(delay(0.72, 0.75), hall(0.8, 3.5)),
        ),
        bass(
            sketch,
            "sub bass",
            sketch.pick("R.....R...R.....", "R_____..R_......", "..R...R...R..R.."),
            low=33,
            level_db=1,
        ),
    ]
    return Arrangement(tuple(parts), (Effect("hiss", 0.9, float(sketch.rng.random()), "tape hiss"), loud(0.3)))


@style(
    "hardstyle",
    tempo=(148, 158),
    modes={"minor": "i bVI bIII bVII|bVI bVII i v"},
    moods="aggressive euphoric hard extreme intense",
)
def hardstyle(sketch: Sketch) -> Arrangement:
    """A distorted kick with a tail in the root's pitch, and a screaming lead."""
    parts = [
        drums(
            sketch,
            "industrial kit",
            {"kick": FLOOR, "clap": "....x.......x...", "open": "..x...x...x...x."},
            level_db=5,
            effects=(Effect("drive", 0.9, 9000, "distortion"),),
        ),
        bass(
            sketch, "saw bass", ".RRR.RRR.RRR.RRR", low=36, level_db=3, effects=(Effect("drive", 0.7, 6000),), pump=0.5
        ),
        melody(
            sketch,
            sketch.pick("hoover", "supersaw", "rave stab"),
            ("x_x_x_x_x___x_x_", "x__x__x_x__x__x_", "x_x.x_x.x_x.x_x."),
            centre=76,
            leap=2.5,
            pump=0.4,
            effects=(hall(0.5, 2.0),),
        ),
    ]
    return Arrangement(tuple(parts), (loud(1.0),))


@style(
    "industrial",
    tempo=(96, 132),
    modes={"phrygian": "i bII|i i", "minor": "i i bVI i"},
    moods="harsh angry mechanical dystopian menacing",
)
def industrial(sketch: Sketch) -> Arrangement:
    """Machines at work: crushed drums, distorted sequences."""
    rows = sketch.pick(
        {"kick": "X..X..X.X..X..X.", "snare": "....X.......X..x", "cowbell": "..x..x..x..x..x."},
        {
            "kick": "X.X...X.X.X.....",
            "snare": "....X.......X...",
            "hat": "xxxxxxxxxxxxxxxx",
            "agogo": "......x.......x.",
        },
        {"kick": "X...X...X...X.XX", "snare": "....X..x....X..x", "rim": "x.xx.xx.x.xx.xx."},
    )
    steps = SCALES[sketch.mode]
    root = nearest(sketch.tonic, 38)
    sequence = [
        Note(index / 4, 0.2, root + int(sketch.pick(0, 0, 0, 12, steps[1], steps[2])), 0.9)
        for index in range(sketch.beats * 4)
        if not index or sketch.chance(0.75)
    ]
    parts = [
        drums(
            sketch,
            "industrial kit",
            rows,
            level_db=4,
            effects=(Effect("crush", 0.5, 14000, "bit-crushed"), Effect("drive", 0.6, 9000, "distortion")),
        ),
        Part(
            "bass",
            sketch.pick("saw bass", "growl bass", "fm bass"),
            ordered(sequence),
            1,
            (Effect("drive", 0.7, 6500),),
        ),
    ]
    if sketch.chance(0.5):
        parts.append(
            comp(
                sketch,
                "distorted guitar",
                sketch.pick("x___....x___....", "x_x_x___........"),
                centre=40,
                rooted=True,
                level_db=-2,
                effects=(Effect("drive", 0.7, 5500),),
            )
        )
    return Arrangement(tuple(parts), (loud(1.0),))
