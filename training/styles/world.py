"""Bells, mallets and rhythms from elsewhere."""

from __future__ import annotations

from training.compose_harmony import SCALES, nearest
from training.compose_piece import Arrangement, Effect, Note, Part
from training.compose_players import arpeggio, bass, comp, drums, melody
from training.compose_sketch import Sketch, ordered
from training.compose_styles import style
from training.styles.production import delay, hall, room


def _ladder(sketch: Sketch, low: int, count: int) -> list[int]:
    steps = SCALES[sketch.mode]
    root = nearest(sketch.tonic, low)
    return [root + 12 * (index // len(steps)) + steps[index % len(steps)] for index in range(count)]


@style(
    "gamelan",
    tempo=(72, 126),
    modes={"pelog": "I5", "slendro": "I5"},
    moods="shimmering hypnotic ceremonial mysterious exotic",
    chord_beats=8,
)
def gamelan(sketch: Sketch) -> Arrangement:
    """Gong cycles, a slow core melody, and faster layers that interlock."""
    ladder = _ladder(sketch, 60, 10)
    core = [int(sketch.rng.integers(0, 5)) for _ in range(8)]
    slow = [Note(index, 1.0, ladder[core[index % 8]], 0.9) for index in range(sketch.beats)]
    fast = [
        Note(
            index / 4,
            0.4,
            ladder[min(9, core[index // 4 % 8] + (0, 2, 1, 2)[index % 4] + 3)],
            0.7 + 0.2 * (index % 4 == 0),
        )
        for index in range(sketch.beats * 4)
    ]
    gong = [Note(beat, 3.9, ladder[0] - 24, 1.0) for beat in range(0, sketch.beats, 4)]
    parts = [
        Part("chords", sketch.pick("vibraphone", "celesta", "tubular bells"), ordered(slow), 0),
        Part("bass", "tubular bells", ordered(gong), 1),
    ]
    if sketch.chance(0.85):
        parts.append(Part("arpeggio", sketch.pick("xylophone", "celesta", "glockenspiel", "marimba"), ordered(fast), 0))
    if sketch.chance(0.4):
        parts.append(drums(sketch, "standard kit", {"low conga": "x..x..x.", "conga": "..x..x.x"}, level_db=-5))
    return Arrangement(tuple(parts), (hall(0.5, 2.8),))


@style(
    "marimba minimalism",
    tempo=(132, 184),
    modes={"major": "Imaj7|Iadd9 IVadd9|Isus2 vi", "dorian": "i7 IV|i9", "mixolydian": "I bVII"},
    moods="hypnotic bright pulsing meditative patterned",
    chord_beats=8,
)
def minimalism(sketch: Sketch) -> Arrangement:
    """Short patterns in eighths, repeated against each other, slowly out of step."""
    first = sketch.pick("marimba", "marimba", "xylophone", "vibraphone")
    order = "".join(str(int(sketch.rng.integers(0, 6))) for _ in range(sketch.pick(6, 8, 12)))
    parts = [
        arpeggio(sketch, first, step=0.5, order=order, octaves=2, centre=62, level_db=1),
        arpeggio(
            sketch,
            sketch.pick("marimba", "piano", "vibraphone", "xylophone"),
            step=0.5,
            order=order[3:] + order[:3],
            octaves=2,
            centre=67,
        ),
    ]
    if sketch.chance(0.5):
        parts.append(
            comp(sketch, sketch.pick("piano", "marimba", "clarinet", "voice oohs"), "xxxxxxxx", centre=60, level_db=-3)
        )
    if sketch.chance(0.4):
        parts.append(bass(sketch, sketch.pick("clarinet", "cello", "marimba"), "R_______", low=45))
    return Arrangement(tuple(parts), (room(0.3, 1.4),))


@style(
    "afrobeat",
    tempo=(102, 122),
    modes={"dorian": "i7 i7|i7 IV7|i9 i9", "minor": "i7 v7"},
    moods="groovy polyrhythmic sunny hypnotic festive",
    swing=(0.0, 0.12),
    swing_unit=0.25,
)
def afrobeat(sketch: Sketch) -> Arrangement:
    """Interlocked guitars and percussion, a bell pattern, answering horns."""
    rows = {
        "kick": sketch.pick("X..x..X...x.X...", "X.....X..xX....."),
        "snare": "..-.X..-..-.x.-.",
        "hat": "x.xxx.xxx.xxx.xx",
        "bell": "x..x..x..x..x.x.",
        "conga": "..xx..x...xx..x.",
        "shaker": "xoxoxoxoxoxoxoxo",
    }
    parts: list[Part] = [
        drums(sketch, "standard kit", rows, level_db=1),
        bass(
            sketch,
            "finger bass",
            sketch.pick("R..R..5.7.8...5.", "R.R...7.8..5..7.", "..R.R.3.5..5.3.."),
            low=33,
            level_db=2,
        ),
        arpeggio(
            sketch,
            "muted guitar",
            step=0.25,
            order=sketch.pick("0201020", "02100", "01021202"),
            octaves=1,
            centre=66,
            level_db=-1,
        ),
        comp(
            sketch,
            sketch.pick("electric piano", "hammond organ", "clean guitar"),
            sketch.pick("..x..x..x..x..x.", "x..x....x..x...."),
            centre=62,
            level_db=-3,
        ),
    ]
    if sketch.chance(0.5):
        parts.append(
            comp(
                sketch,
                sketch.pick("brass section", "tenor sax"),
                sketch.pick("x.xx..x_........", "........x.x.x.x_"),
                centre=67,
                level_db=1,
            )
        )
    return Arrangement(tuple(parts), (room(0.15, 0.8),))


@style(
    "indian raga",
    tempo=(64, 104),
    modes={"phrygian": "I5", "mixolydian": "I5", "dorian": "i5"},
    moods="meditative mystical exotic trance-like spiritual",
    chord_beats=16,
)
def raga(sketch: Sketch) -> Arrangement:
    """A sitar that wanders over a drone, hand drums below."""
    root = nearest(sketch.tonic, 48)
    hum = [Note(beat, 2.0, root + (7, 12, 12, 0)[int(beat) % 4], 0.6) for beat in range(sketch.beats)]
    tune = melody(
        sketch,
        sketch.pick("sitar", "sitar", "flute"),
        ("x___x_xxx_______", "x_xxx_x_xxxxx___", "xxxxx_x_x_x_x___"),
        centre=70,
        level_db=2,
        leap=1.5,
    )
    parts = [tune, Part("pad", "sitar", ordered(hum), 0, (room(0.6, 2.5),))]
    if sketch.chance(0.65):
        rows = {
            "bongo": sketch.pick("x.xxx.x.x.xx.xx.", "x..xx.xxx..xx.x."),
            "low conga": "x.....x.x.......",
            "low bongo": "..x..x....x..x..",
        }
        parts.append(drums(sketch, "standard kit", rows, level_db=-1))
    return Arrangement(tuple(parts), (room(0.35, 1.8),))


@style(
    "taiko drums",
    tempo=(88, 140),
    modes={"minor": "i"},
    moods="powerful ceremonial thunderous warlike primal",
)
def taiko(sketch: Sketch) -> Arrangement:
    """Many large drums, and nothing else."""
    rows = {
        "floor": sketch.pick("X..xX..xX..xX.xx", "X.xxX.xxX.xxXxxx", "X...X.x.X...X.xx"),
        "low surdo": sketch.pick("X.......X.......", "X..X..X.X..X..X."),
        "low tom": sketch.pick("..xx..xx..xx..xx", "................"),
        "rim": sketch.pick("x.x.x.x.x.x.x.x.", "................", "xxxxxxxxxxxxxxxx"),
        "kick": "X.......X.......",
    }
    return Arrangement(
        (drums(sketch, sketch.pick("orchestra kit", "power kit"), rows, effects=(room(0.25, 1.0),)),),
        (Effect("squash", 0.3),),
    )


@style(
    "steel drums",
    tempo=(96, 124),
    modes={"major": "I IV V I|I vi IV V|I I IV V"},
    moods="sunny tropical cheerful beachy carefree",
)
def calypso(sketch: Sketch) -> Arrangement:
    """Caribbean pans in syncopation, soca drums."""
    parts: list[Part] = [
        melody(
            sketch,
            "steel drums",
            ("x..x..x.x..x..x.", "x.xx.xx.x.x.x___", "x_x.xx.x.xx.x_.."),
            centre=74,
            leap=2.5,
            level_db=2,
        ),
        comp(sketch, "steel drums", sketch.pick("..x...x...x...x.", "x..x..x.x..x..x."), centre=62, level_db=-2),
        bass(sketch, "finger bass", sketch.pick("R_....R_5_....5_", "R_..5_R_..5_8_.."), low=34),
    ]
    if sketch.chance(0.75):
        parts.append(
            drums(
                sketch,
                "standard kit",
                {
                    "kick": "X...X...X...X...",
                    "rim": "...x..x....x..x.",
                    "hat": "..x...x...x...x.",
                    "maracas": "xoxoxoxoxoxoxoxo",
                },
                level_db=-2,
            )
        )
    return Arrangement(tuple(parts), (room(0.2, 0.9),) if sketch.chance(0.7) else (delay(0.3, 0.75),))
