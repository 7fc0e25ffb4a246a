"""The concert hall and the church."""

from __future__ import annotations

from training.compose_harmony import nearest, voicing
from training.compose_piece import Arrangement, Effect, Note, Part
from training.compose_players import arpeggio, bass, comp, drums, melody, pad
from training.compose_sketch import Sketch, hits, ordered
from training.compose_styles import style
from training.styles.production import hall, room


@style(
    "classical piano",
    tempo=(66, 132),
    modes={"major": "I IV V7 I|I vi ii V7|I V vi iii|I V7 I IV", "minor": "i iv V7 i|i bVI bIII V7|i V7 i iv"},
    moods="elegant graceful romantic expressive reflective",
    chord_beats=2,
)
def classical_piano(sketch: Sketch) -> Arrangement:
    """Left hand broken chords, right hand a singing tune."""
    left = sketch.pick(
        arpeggio(sketch, "piano", step=0.25, order="alberti", centre=52, level_db=-3),
        arpeggio(sketch, "piano", step=0.5, order="up", octaves=2, centre=45, hold=2, level_db=-3),
        arpeggio(sketch, "piano", step=0.25, order="updown", octaves=2, centre=43, hold=2, level_db=-2),
        comp(sketch, "piano", "xxxxxxxx", centre=55, level_db=-5),
    )
    right = melody(
        sketch,
        "piano",
        ("x___x_x_x___x___", "x_xxx_x_x___....", "xxxxxxxxx_x_x___", "x_____x_x_x_x_x_"),
        centre=76,
        leap=2,
    )
    low = bass(sketch, "piano", "R_______", low=36, level_db=-3)
    return Arrangement((left, right, low), (room(0.3, 1.6),))


@style(
    "string quartet",
    tempo=(72, 144),
    modes={"major": "I V vi IV|I ii V I|I IV ii V", "minor": "i V i iv|i bVI iv V|i bVII bVI V"},
    moods="elegant tense expressive noble wistful",
)
def string_quartet(sketch: Sketch) -> Arrangement:
    """First violin sings, second and viola pulse, the cello carries."""
    pulse = sketch.pick("x.x.x.x.", "x_______", "xxxxxxxx", ".x.x.x.x", "x_x_x_x_")
    inner = comp(sketch, "viola", pulse, centre=60, level_db=-3)
    second = arpeggio(
        sketch,
        "violin",
        step=sketch.pick(0.25, 0.5),
        order=sketch.pick("0121", "updown", "0202"),
        centre=67,
        level_db=-3,
    )
    first = melody(
        sketch,
        "violin",
        ("x___x_x_x_______", "x_xxx_x_x___x_x_", "x_____x_x___x___", "xxxxx_x_xxxxx_x_"),
        centre=79,
        leap=2,
    )
    cello = bass(sketch, "cello", sketch.pick("R_______", "R___5___", "R_5_8_5_", "R.R.R.R."), low=43)
    return Arrangement((first, second if sketch.chance(0.5) else inner, cello, inner), (room(0.45, 1.9),))


@style(
    "cinematic orchestra",
    tempo=(76, 140),
    modes={"minor": "i bVI bIII bVII|i bVI iv V|i i bVI bVII|i bII i V", "major": "I bVI bVII I|I V vi IV"},
    moods="epic heroic dramatic majestic tense grand",
)
def orchestra(sketch: Sketch) -> Arrangement:
    """String ostinato, brass chords, timpani, a theme in the horns."""
    ostinato = comp(
        sketch,
        sketch.pick("string ensemble", "tremolo strings"),
        sketch.pick("x.xxx.xxx.xxx.xx", "x.x.x.x.x.x.x.x.", "x_______________"),
        centre=60,
    )
    brass = comp(
        sketch,
        sketch.pick("brass section", "french horn", "trombone"),
        sketch.pick("x_______________", "x_______x___x___", "x__x__x_x_______"),
        centre=57,
        level_db=1,
    )
    beats = {
        "kick": sketch.pick("X.......X.......", "X..x..x.X.......", "X.......x.x.x.x."),
        "crash": "X...............|................",
        "snare": sketch.pick("................", "x.xxx.xxx.xxx.xx"),
    }
    parts: list[Part] = [
        ostinato,
        brass,
        bass(sketch, "contrabass", sketch.pick("R_______________", "R.R.R.R.R.R.R.R."), low=36),
    ]
    parts.append(
        bass(
            sketch,
            "timpani",
            sketch.pick("R.......R...R.R.", "R...............", "R.RRR...R......."),
            low=40,
            level_db=-1,
        )
    )
    if sketch.chance(0.55):
        parts.append(drums(sketch, "orchestra kit", beats))
    if sketch.chance(0.7):
        parts.append(
            melody(
                sketch,
                sketch.pick("french horn", "trumpet", "violin", "choir", "flute"),
                ("x_______x___x___", "x___x_x_x_______", "x_____x_x_______"),
                centre=72,
                level_db=2,
            )
        )
    return Arrangement(tuple(parts), (hall(0.6, 2.6), Effect("squash", 0.2)))


@style(
    "church organ",
    tempo=(58, 108),
    modes={"major": "I IV V I|I V vi iii IV I IV V", "minor": "i iv V i|i V i bVI|i bVII bVI V"},
    moods="solemn majestic sacred gothic grand",
    chord_beats=2,
)
def church_organ(sketch: Sketch) -> Arrangement:
    """Full chords, pedal notes and running toccata figures in a cathedral."""
    upper = sketch.pick(
        melody(sketch, "church organ", ("x_x_x_x_xxxxx___", "xxxxxxxxxxxxxxxx", "x___x___x_x_x___"), centre=76),
        arpeggio(sketch, "church organ", step=0.25, order=sketch.pick("updown", "0121", "up"), octaves=2, centre=64),
    )
    held = comp(sketch, "church organ", sketch.pick("x_______", "x_x_x_x_"), centre=62, level_db=-1)
    pedal = bass(sketch, "church organ", "R_______", low=36, level_db=-1)
    return Arrangement((upper, held, pedal) if sketch.chance(0.75) else (held, pedal), (hall(0.7, 4.0),))


@style(
    "choir",
    tempo=(54, 92),
    modes={"major": "I IV ii V|I vi IV V|I V vi IV", "minor": "i bVI iv V|i iv bVII bIII", "dorian": "i IV i bVII"},
    moods="angelic sacred heavenly solemn peaceful",
    chord_beats=2,
)
def choir(sketch: Sketch) -> Arrangement:
    """Voices alone in a cathedral, moving in chords or in canon."""
    singers = sketch.pick("choir", "choir", "voice oohs")
    chords = pad(sketch, singers, centre=64, level_db=2)
    low = bass(sketch, singers, "R_______", low=48)
    upper = melody(sketch, singers, ("x___x___x_x_x___", "x_______x___x___", "x_x_x___x_______"), centre=76, leap=1.4)
    return Arrangement((chords, low, upper) if sketch.chance(0.7) else (chords, low), (hall(0.9, 4.0),))


@style(
    "baroque harpsichord",
    tempo=(76, 120),
    modes={"minor": "i iv bVII bIII bVI iim7b5 V i|i V i V", "major": "I V vi iii IV I IV V|I IV V I"},
    moods="ornate courtly lively precise noble",
    chord_beats=2,
)
def baroque(sketch: Sketch) -> Arrangement:
    """Running sixteenths in two voices over a walking continuo."""
    right = melody(
        sketch, "harpsichord", ("xxxxxxxxxxxxxxxx", "x_xxx_xxxxxxx_x_", "xxxxx_x_xxxxx_x_"), centre=77, leap=1.5
    )
    left = arpeggio(sketch, "harpsichord", step=0.5, order=sketch.pick("0121", "up", "02"), centre=52)
    parts = [right, left]
    if sketch.chance(0.4):
        parts.append(
            melody(
                sketch,
                sketch.pick("violin", "recorder", "oboe", "flute"),
                ("x___x_x_x_x_x___", "x_xxx_x_x_______"),
                centre=79,
                level_db=1,
            )
        )
    if sketch.chance(0.5):
        parts.append(bass(sketch, "cello", "R_5_R_3_", low=43))
    return Arrangement(tuple(parts), (room(0.3, 1.3),))


@style(
    "waltz",
    tempo=(132, 184),
    modes={"major": "I I V7 V7|I vi ii V7|I IV I V7", "minor": "i i iv V7|i V7 V7 i"},
    moods="graceful whirling nostalgic elegant charming",
    bar=3,
    chord_beats=3,
)
def waltz(sketch: Sketch) -> Arrangement:
    """Oom-pah-pah: bass on one, chords on two and three, a turning tune."""
    chordal = sketch.pick("accordion", "string ensemble", "piano", "harp", "pizzicato strings")
    lead = sketch.pick("violin", "accordion", "clarinet", "flute", "piano")
    low = "tuba" if chordal == "accordion" and sketch.chance(0.4) else "piano" if chordal == "piano" else "upright bass"
    parts = [
        bass(sketch, low, "R.....", low=40),
        comp(sketch, chordal, "..x.x.", centre=62, level_db=-1),
        melody(sketch, lead, ("x_x_x_|x_____", "xxxxxx|x___x_", "x___x_|x_x_x_"), centre=76, leap=2),
    ]
    return Arrangement(tuple(parts), (room(0.4, 1.6),))


@style(
    "pizzicato",
    tempo=(92, 138),
    modes={"major": "I IV V I|I vi ii V|I II7 V I", "minor": "i iv V i"},
    moods="playful mischievous light curious sneaky",
)
def pizzicato(sketch: Sketch) -> Arrangement:
    """Plucked strings that tiptoe, woodwinds that comment."""
    plucked = [
        Note(sketch.place(hit.beat), 0.3, pitch, hit.velocity)
        for hit in hits(sketch, sketch.pick("..x...x.", ".x.x.x.x", "..x.x.x."))
        for pitch in voicing(sketch.chord_at(hit.beat), centre=64)
    ]
    steps = [
        Note(float(beat), 0.4, nearest(sketch.chord_at(beat).root, 46) + (0, 7)[beat % 2], 0.9)
        for beat in range(sketch.beats)
    ]
    parts = [
        Part("chords", "pizzicato strings", ordered(plucked), -1),
        Part("bass", "pizzicato strings", ordered(steps)),
    ]
    lead = sketch.pick("pizzicato strings", "clarinet", "bassoon", "flute", "glockenspiel", "xylophone", "oboe")
    parts.append(melody(sketch, lead, ("x.x.xx..x.x.x...", "xx.xx.x.x.......", "x...x.x.xx.xx..."), centre=74, leap=3))
    return Arrangement(tuple(parts), (room(0.4, 1.4),))
