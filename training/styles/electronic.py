"""Machines that don't dance: synthwave, chiptune, ambient, drone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_harmony import nearest
from training.compose_piece import Arrangement, Effect, Note, Part
from training.compose_players import arpeggio, bass, drums, melody, pad
from training.compose_styles import style
from training.styles.production import delay, hall, loud, low_pass, room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch

FLOOR = "X...X...X...X..."


@style(
    "synthwave",
    tempo=(84, 118),
    modes={"minor": "i bVI bIII bVII|i bVII bVI bVII|i iv bVI v|bVI bVII i i", "major": "I V vi IV|I IV vi V"},
    moods="nostalgic retro neon dreamy cinematic driving",
)
def synthwave(sketch: Sketch) -> Arrangement:
    """Pulsing bass eighths, gated snare, wide pads, an arpeggio in the night."""
    gated = (room(0.5, 0.9), loud(0.2))
    rows = sketch.pick(
        {"kick": "X.......X.......", "snare": "....X.......X...", "hat": "x.x.x.x.x.x.x.x."},
        {"kick": FLOOR, "snare": "....X.......X...", "hat": "..x...x...x...x."},
        {
            "kick": "X.....x.X.......",
            "snare": "....X.......X...",
            "hat": "xoxoxoxoxoxoxoxo",
            "low tom": "..............xx",
        },
    )
    parts = [
        drums(sketch, sketch.pick("808 kit", "909 kit"), rows, effects=gated),
        bass(
            sketch,
            sketch.pick("saw bass", "saw bass", "fm bass", "square bass"),
            sketch.pick("R.R.R.R.R.R.R.R.", "RRRRRRRRRRRRRRRR", "RR8RRR8RRR8RRR8R", "R.RRR.RRR.RRR.RR"),
            low=36,
            level_db=2,
            pump=0.3,
        ),
        pad(
            sketch,
            sketch.pick("saw pad", "warm pad", "sweep pad"),
            centre=62,
            effects=(Effect("chorus", 0.8, 0, ""), hall(0.5, 2.5)),
            level_db=0,
        ),
    ]
    if sketch.chance(0.6):
        parts.append(
            arpeggio(
                sketch,
                sketch.pick("saw pluck", "square pluck"),
                step=0.25,
                order=sketch.pick("up", "updown", "0212"),
                octaves=2,
                centre=67,
                level_db=-2,
                effects=(delay(0.4, 0.75),),
            )
        )
    if sketch.chance(0.5):
        parts.append(
            melody(
                sketch,
                sketch.pick("saw lead", "square lead", "fm bells"),
                ("x___x_x_x_______", "x_______x___x_x_", "..x_x_x_x_____x_"),
                centre=76,
                effects=(delay(0.4, 0.75, ""), hall(0.5, 2.2)),
            )
        )
    return Arrangement(tuple(parts), (loud(0.4),))


@style(
    "chiptune",
    tempo=(120, 176),
    modes={"major": "I V vi IV|I IV V I|I bVII IV I|vi IV I V", "minor": "i bVI bVII i|i bVII bVI V|i iv bVII bIII"},
    moods="playful bouncy nostalgic happy heroic cute",
)
def chiptune(sketch: Sketch) -> Arrangement:
    """Two pulses, a triangle and noise: four channels of a game console."""
    fast = arpeggio(
        sketch,
        "chip arp",
        step=sketch.pick(0.125, 0.25, 0.125),
        order="up",
        octaves=sketch.pick(1, 2),
        centre=67,
        hold=1.0,
        level_db=-3,
    )
    tune = melody(
        sketch,
        sketch.pick("chip pulse", "chip square"),
        ("x.x.xx.x.x.xx...", "x_x.x.xxx_x.x_..", "xx.xx.x.x_x_x.x.", "x...x.x.xxx.x___"),
        centre=78,
        leap=3,
    )
    low = bass(
        sketch,
        "chip bass",
        sketch.pick("R.R.8.R.R.R.8.5.", "R_8_R_8_R_8_R_8_", "RR8RRR8RRR8R5R8R", "R.5.8.5.R.5.8.5."),
        low=43,
        level_db=1,
    )
    rows = sketch.pick(
        {"kick": "x...x...x...x...", "snare": "....x.......x...", "hat": "..x...x...x...x."},
        {"kick": "x.....x.x.......", "snare": "....x.......x.xx", "hat": "x.x.x.x.x.x.x.x."},
    )
    parts: list[Part] = [tune, low]
    if sketch.chance(0.75):
        parts.append(fast)
    if sketch.chance(0.8):
        parts.append(drums(sketch, "chip kit", rows, level_db=-3))
    return Arrangement(tuple(parts), (Effect("crush", 0.5, 22050, "8-bit"),))


@style(
    "ambient",
    tempo=(58, 84),
    modes={"major": "Iadd9 IVmaj9|Imaj9 vi9|Isus2 IVadd9", "minor": "i9 bVImaj9|iadd9 bVIImaj7", "dorian": "i9 IVadd9"},
    moods="peaceful ethereal calm spacious meditative floating serene",
    chord_beats=4,
)
def ambient(sketch: Sketch) -> Arrangement:
    """Long chords that swell in a very large room; a bell now and then."""
    wide = (Effect("chorus", 1.0), hall(1.0, 4.5))
    parts = [
        pad(
            sketch,
            sketch.pick("warm pad", "glass pad", "sweep pad", "slow strings", "choir", "saw pad"),
            centre=sketch.pick(58, 64),
            effects=wide,
        )
    ]
    if sketch.chance(0.6):
        parts.append(
            pad(
                sketch,
                sketch.pick("glass pad", "warm pad", "voice oohs", "slow strings"),
                centre=72,
                level_db=-5,
                effects=wide,
            )
        )
    if sketch.chance(0.5):
        bells = sketch.pick("fm bells", "piano", "celesta", "harp", "kalimba", "vibraphone", "clean guitar")
        parts.append(
            arpeggio(
                sketch,
                bells,
                step=sketch.pick(0.5, 1.0, 1.5),
                order="random",
                octaves=2,
                centre=67,
                hold=2.5,
                level_db=-3,
                effects=(delay(0.6, 0.75), hall(1.2, 4)),
            )
        )
    if sketch.chance(0.5):
        parts.append(bass(sketch, "sub bass", "R___", low=36, level_db=-4))
    return Arrangement(tuple(parts), (Effect("swell", 0.5),) if sketch.chance(0.3) else ())


@style(
    "drone",
    tempo=(50, 70),
    modes={"minor": "i5|i", "phrygian": "i5", "major": "I5|Isus2"},
    moods="dark ominous meditative vast eerie static",
    chord_beats=16,
)
def drone(sketch: Sketch) -> Arrangement:
    """One low tone and its overtones, moving only inside."""
    fifth = nearest(sketch.tonic, 36)
    pitches = (fifth, fifth + 7, fifth + 12)
    low = Part(
        "pad",
        sketch.pick("drone saw", "drone fm", "drone saw", "contrabass"),
        tuple(Note(0, sketch.beats, pitch, 0.8) for pitch in pitches[: sketch.pick(2, 3)]),
        2,
        (hall(0.6, 4.5),),
    )
    parts = [low]
    if sketch.chance(0.6):
        upper = sketch.pick("glass pad", "choir", "bagpipes", "sitar", "cello", "reed organ")
        parts.append(
            Part(
                "pad",
                upper,
                (Note(0, sketch.beats, fifth + sketch.pick(19, 24, 12), 0.6), Note(0, sketch.beats, fifth + 31, 0.5)),
                -6,
                (Effect("tremolo", 0.6, sketch.pick(2.0, 4.0)), hall(1.0, 4.5)),
            )
        )
    if sketch.chance(0.4):
        parts.append(Part("texture", "riser", (Note(0, sketch.beats, 60, 0.5),), 0))
    return Arrangement(tuple(parts), (low_pass(float(sketch.rng.uniform(2500, 8000))),))
