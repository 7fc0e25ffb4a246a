"""Dance floors: house, techno, trance, dub techno, acid, disco, hardstyle."""

from __future__ import annotations

from training.compose_piece import Arrangement, Effect, Note, Part
from training.compose_sketch import Sketch, arpeggio, bass, comp, drums, melody, pad
from training.compose_styles import style
from training.styles.production import delay, hall, low_pass, loud, room

FLOOR = "X...X...X...X..."


def riser(sketch: Sketch) -> Part:
    """Noise that opens over the clip."""
    return Part("texture", "riser", (Note(0, sketch.beats, 60, 0.8),), 2)


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
    rows = {"kick": FLOOR, "open": "..x...x...x...x.", "clap": "....x.......x...", "hat": sketch.pick("xoxoxoxoxoxoxoxo", "x.o.x.o.x.o.x.oo")}
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
    "techno",
    tempo=(128, 142),
    modes={"minor": "i i i i|i bII", "phrygian": "i i bII i|i i"},
    moods="driving hypnotic dark mechanical cold relentless",
)
def techno(sketch: Sketch) -> Arrangement:
    """A hard kick, rumble between kicks, a sequence that turns on itself."""
    rows = {"kick": FLOOR, "hat": sketch.pick("..x...x...x...x.", "xxxxxxxxxxxxxxxx", "..xx..xx..xx..xx"), "clap": sketch.pick("....x.......x...", "................")}
    rows["open"] = sketch.pick("..x...x...x...x.", "................")
    rows["rim"] = sketch.pick("................", "..x..x....x..x..", "x..x..x..x..x..x")
    parts = [
        drums(sketch, sketch.pick("909 kit", "industrial kit"), rows, level_db=3),
        bass(sketch, sketch.pick("sub bass", "saw bass", "square bass"), sketch.pick(".RRR.RRR.RRR.RRR", "..R...R...R...R.", ".R.R.R.R.R.R.R.R"), low=33, level_db=1, pump=0.6),
    ]
    if sketch.chance(0.75):
        order = sketch.pick("0010020", "01021", "0120", "00010")
        parts.append(arpeggio(sketch, sketch.pick("saw pluck", "square pluck", "fm bells", "saw bass"), step=0.25, order=order, centre=sketch.pick(48, 60), level_db=-3, pump=0.3, effects=(delay(0.45, 0.75, ""),)))
    if sketch.chance(0.5):
        parts.append(comp(sketch, sketch.pick("rave stab", "dub chord"), sketch.pick("...x..x.........", "......x.......x.", "x.........x....."), centre=60, level_db=-4, effects=(room(0.6, 2.5),)))
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
        drums(sketch, sketch.pick("909 kit", "808 kit"), {"kick": FLOOR, "open": "..x...x...x...x.", "clap": sketch.pick("....x.......x...", "................"), "hat": "x.xxx.xxx.xxx.xx"}, level_db=0),
        bass(sketch, "acid bass", line, low=sketch.pick(38, 45, 50), level_db=5, effects=(twist, delay(0.3, 0.75, ""))),
    ]
    if sketch.chance(0.3):
        parts.append(pad(sketch, "saw pad", level_db=-5, pump=0.6))
    return Arrangement(tuple(parts), (loud(0.7),))


@style(
    "trance",
    tempo=(134, 142),
    modes={"minor": "i bVI bIII bVII|bVI bVII i i|i bVII bVI V|i v bVI bVII"},
    moods="euphoric uplifting energetic epic soaring",
)
def trance(sketch: Sketch) -> Arrangement:
    """Supersaws that pump, off-beat bass, arpeggios in echo."""
    parts = [
        drums(sketch, "909 kit", {"kick": FLOOR, "open": "..x...x...x...x.", "clap": "....x.......x...", "hat": "xxxxxxxxxxxxxxxx"}, level_db=0),
        bass(sketch, "saw bass", sketch.pick("..RR..RR..RR..RR", "..R...R...R...R.", ".RRR.RRR.RRR.RRR"), low=36, pump=0.4),
        arpeggio(sketch, sketch.pick("saw pluck", "supersaw", "square pluck"), step=0.25, order=sketch.pick("up", "updown", "0213", "0201"), octaves=2, centre=64, level_db=0, pump=0.4, effects=(delay(0.5, 0.75),)),
    ]
    if sketch.chance(0.65):
        held = comp(sketch, "supersaw", sketch.pick("x_______________", "x_.x_.x_x_.x_.x_"), centre=66, pump=0.75, effects=(hall(0.5, 2.5),), level_db=0)
        parts.append(held)
    if sketch.chance(0.3):
        parts.append(melody(sketch, "supersaw", ("x___x_x_x___x___", "x__x__x_x___x_x_"), centre=79, pump=0.5, effects=(hall(0.6, 3),)))
    return Arrangement(tuple(parts), (loud(0.8),))


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
        drums(sketch, "909 kit", {"kick": FLOOR, "hat": sketch.pick("..o...o...o...o.", "..o..o.o..o..o.o"), "rim": sketch.pick("................", "......o.....o...")}, level_db=-1, effects=(low_pass(5000),)),
        comp(sketch, "dub chord", sketch.pick("..x.......x.....", "x..x............", "..x..x..........", "......x........."), centre=62, level_db=2, effects=(delay(0.72, 0.75), hall(0.8, 3.5))),
        bass(sketch, "sub bass", sketch.pick("R.....R...R.....", "R_____..R_......", "..R...R...R..R.."), low=33, level_db=1),
    ]
    return Arrangement(tuple(parts), (Effect("hiss", 0.9, float(sketch.rng.random()), "tape hiss"), loud(0.3)))


@style(
    "disco",
    tempo=(112, 126),
    modes={"minor": "i7 iv7 bVII7 bIIImaj7|i7 i7 iv7 v7|i bVII bVI V7", "major": "Imaj7 vi7 ii7 V7|I IV ii V"},
    moods="happy funky glamorous groovy joyful",
)
def disco(sketch: Sketch) -> Arrangement:
    """Octave bass, hissing open hats, wah guitar chops and strings."""
    strings = comp(sketch, "string ensemble", sketch.pick("x_______________", "x___....x_x_x___", "........x_x_x_x_"), centre=72, level_db=-2)
    parts = [
        drums(sketch, sketch.pick("standard kit", "room kit"), {"kick": FLOOR, "snare": "....X.......X...", "hat": "x.o.x.o.x.o.x.o.", "open": "..X...X...X...X."}, level_db=1),
        bass(sketch, sketch.pick("finger bass", "picked bass", "slap bass"), sketch.pick("R.8.R.8.R.8.R.8.", "R.8.R.8.5.8.7.8.", "R.8R.8R.8.R.8.5."), low=33),
        comp(sketch, sketch.pick("muted guitar", "clean guitar", "clavinet"), sketch.pick("x.xxx.xxx.xxx.xx", "..x.xx.x..x.xx.x", "x..x.xx.x..x.xx."), centre=64, level_db=-4),
        strings,
    ]
    if sketch.chance(0.4):
        parts.append(melody(sketch, sketch.pick("brass section", "flute", "violin", "alto sax"), ("x_x_.x_.x_______", "x.xx..x.x_____.."), centre=76))
    return Arrangement(tuple(parts), (room(0.15, 0.8), loud(0.4)))


@style(
    "hardstyle",
    tempo=(148, 158),
    modes={"minor": "i bVI bIII bVII|bVI bVII i v"},
    moods="aggressive euphoric hard extreme intense",
)
def hardstyle(sketch: Sketch) -> Arrangement:
    """A distorted kick with a tail in the root's pitch, and a screaming lead."""
    parts = [
        drums(sketch, "industrial kit", {"kick": FLOOR, "clap": "....x.......x...", "open": "..x...x...x...x."}, level_db=5, effects=(Effect("drive", 0.9, 9000, "distortion"),)),
        bass(sketch, "saw bass", ".RRR.RRR.RRR.RRR", low=36, level_db=3, effects=(Effect("drive", 0.7, 6000),), pump=0.5),
        melody(sketch, sketch.pick("hoover", "supersaw", "rave stab"), ("x_x_x_x_x___x_x_", "x__x__x_x__x__x_", "x_x.x_x.x_x.x_x."), centre=76, leap=2.5, pump=0.4, effects=(hall(0.5, 2.0),)),
    ]
    return Arrangement(tuple(parts), (loud(1.0),))
