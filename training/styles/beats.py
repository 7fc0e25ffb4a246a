"""Hip hop: lo-fi, boom bap, trap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Effect
from training.compose_players import bass, comp, drums, melody, pad
from training.compose_styles import style
from training.styles.production import loud, low_pass, room, tape, vinyl

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

LOFI_TUNES = (
    "x.x...x.....x...|................",
    "..x.x_x.....x___|..x.x_..........",
    "x___..x.x___....|....x.x.x___....",
)


@style(
    "lo-fi hip hop",
    tempo=(68, 88),
    modes={
        "major": "Imaj7 vi7 ii7 V9|Imaj9 iii7 IVmaj9 V13|IVmaj7 iii7 ii9 Imaj7|ii9 V13 Imaj9 vi9",
        "minor": "i9 iv9 bVII7 bIIImaj7|i7 bVImaj7 iv9 v7|bVImaj7 v7 i9 i9",
    },
    moods="mellow relaxed sleepy nostalgic cozy warm dreamy calm",
    swing=(0.12, 0.3),
    swing_unit=0.25,
)
def lofi(sketch: Sketch) -> Arrangement:
    """Dusty drums, jazz chords, everything dull and warm."""
    keys = sketch.pick("electric piano", "piano", "jazz guitar", "electric piano", "vibraphone")
    beat = sketch.pick(
        {"kick": "x.....x...x.....|x.......x.x.....", "snare": "....x.......x...", "hat": "x.o.x.o.x.o.x.oo"},
        {"kick": "x......x..x.....", "snare": "....x.......x..-", "hat": "o.o.o.o.o.o.o.o."},
        {"kick": "x.x.......x..x..", "rim": "....x.......x...", "hat": "x.x.x.x.x.x-x.x."},
    )
    chords = comp(
        sketch,
        keys,
        sketch.pick("x_______________", "x_____x_________", "x_________x_____", "x__.x_....x_____"),
        centre=61,
        strum=0.03,
    )
    parts = [
        drums(sketch, sketch.pick("lo-fi kit", "lo-fi kit", "jazz kit"), beat, level_db=2, effects=(low_pass(6500),)),
        chords,
        bass(
            sketch,
            sketch.pick("upright bass", "finger bass", "sub bass"),
            sketch.pick("R_____r___5_____", "R___....R_5.....", "R_______r_____a_"),
            low=36,
        ),
    ]
    if sketch.chance(0.5):
        tune = sketch.pick("flute", "muted trumpet", "vibraphone", "jazz guitar", "piano", "alto sax", "kalimba")
        scale = "pentatonic" if sketch.mode == "major" else "minor pentatonic"
        parts.append(melody(sketch, tune, LOFI_TUNES, centre=72, scale=scale, level_db=-2, effects=(room(0.4, 1.2),)))
    effects = [low_pass(float(sketch.rng.uniform(3000, 6000)), "muffled"), loud(0.2)]
    effects += [tape(sketch)] if sketch.chance(0.5) else []
    effects += [vinyl(sketch)] if sketch.chance(0.75) else []
    return Arrangement(tuple(parts), tuple(effects))


@style(
    "boom bap",
    tempo=(84, 98),
    modes={"minor": "i7 i7|i7 bVImaj7|i9 iv7|i7 bVII7", "dorian": "i7 IV7|i9 i9"},
    moods="gritty raw confident streetwise groovy",
    swing=(0.14, 0.28),
    swing_unit=0.25,
)
def boom_bap(sketch: Sketch) -> Arrangement:
    """Hard sampled drums and a chopped loop."""
    beat = sketch.pick(
        {"kick": "X..x......xX....", "snare": "....X.......X..-", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": "X.....xX..x.....|X.....xX.....x..", "snare": "....X..-.-..X...", "hat": "x.x.x.xxx.x.x.x."},
        {
            "kick": "X.......x.X.....",
            "snare": "....X.......X...",
            "open": "..............x.",
            "hat": "x.x.x.x.x.x.x...",
        },
    )
    loop = sketch.pick("piano", "string ensemble", "brass section", "vibraphone", "harp", "flute", "electric piano")
    stab = sketch.pick("x__.....x__.....", "x_..x_....x_....", "x___........x_x_", "x.x...x.x.......")
    chopped = (low_pass(4200), Effect("crush", 0.2, 16000))
    parts = [
        drums(
            sketch, sketch.pick("breakbeat kit", "room kit", "breakbeat kit"), beat, level_db=4, effects=(loud(0.3),)
        ),
        comp(sketch, loop, stab, centre=65, effects=chopped),
        bass(
            sketch,
            sketch.pick("upright bass", "finger bass"),
            sketch.pick("R_....r.R_..5_..", "R_.r......R_7_8_", "R___..5_R_......"),
            low=35,
        ),
    ]
    if sketch.chance(0.4):
        parts.append(
            melody(
                sketch,
                sketch.pick("trumpet", "piano", "flute", "soprano sax"),
                ("x.x.x___........", "....x.x.x.x_...."),
                scale="blues",
                effects=chopped,
                level_db=-2,
            )
        )
    return Arrangement(tuple(parts), (vinyl(sketch), loud(0.4)) if sketch.chance(0.4) else (loud(0.5),))


@style(
    "trap",
    tempo=(132, 156),
    modes={"minor": "i i bVI bVI|i bVI i V|i iv i bII", "phrygian": "i bII i bII|i i bII bII"},
    moods="dark menacing hard cold moody aggressive",
)
def trap(sketch: Sketch) -> Arrangement:
    """Half-time snare, rolling hats, 808 slides, bells."""
    hat = sketch.pick(
        "x.x.x.x.x.x.x.x.x.x.x.xxx.x.x.x.",
        "x.x.x.x.xxxxx.x.x.x.x.x.x.xxxxxx",
        "x..x..x.x..x..x.x..x..x.xxxxxxxx",
        "x.x.xxxxx.x.x.x.x.x.xxx.x.x.x.x.",
    )
    kick = sketch.pick(
        "X.........x.....|......x...x.....", "X.....x.........|..x.......x...x.", "X..x......x.....|..........x..x.."
    )
    lead = sketch.pick("fm bells", "piano", "flute", "music box", "harp", "square pluck", "choir", "tubular bells")
    parts = [
        drums(
            sketch,
            "808 kit",
            {
                "kick": kick,
                "clap": "........X.......",
                "hat": hat,
                "open": sketch.pick("................|..........x.....", "................"),
            },
            level_db=1,
        ),
        bass(
            sketch,
            "808 bass",
            kick.replace("X.........x", "R_________R").replace("X", "R").replace("x", "R").replace("R...", "R___"),
            low=30,
            level_db=3,
        ),
        melody(
            sketch,
            lead,
            (
                "x...x...x.x.....|x...x...x.......",
                "x.x.x...x...x...|x.x.x.........x.",
                "x..x..x.........|x..x..x...x.x...",
            ),
            centre=74,
            leap=3,
            level_db=-1,
            effects=(room(0.5, 1.8),),
        ),
    ]
    if sketch.chance(0.45):
        parts.append(
            pad(
                sketch,
                sketch.pick("choir", "slow strings", "warm pad", "glass pad"),
                centre=60,
                effects=(low_pass(3000),),
            )
        )
    return Arrangement(tuple(parts), (loud(0.6),))
