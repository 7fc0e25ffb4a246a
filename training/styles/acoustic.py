"""Unplugged: folk, country, bluegrass, Celtic, music box, lullaby."""

from __future__ import annotations

from typing import TYPE_CHECKING

from training.compose_piece import Arrangement, Part
from training.compose_players import arpeggio, bass, comp, drums, melody
from training.compose_styles import style
from training.styles.production import room

if TYPE_CHECKING:
    from training.compose_sketch import Sketch


@style(
    "folk guitar",
    tempo=(84, 128),
    modes={
        "major": "I IV I V|I V vi IV|I vi IV V|Iadd9 IVadd9",
        "minor": "i bVII bVI bVII|i bIII bVII iv",
        "mixolydian": "I bVII IV I",
    },
    moods="warm gentle nostalgic intimate hopeful",
)
def folk_guitar(sketch: Sketch) -> Arrangement:
    """Fingerpicked or strummed steel strings, perhaps a whistle or a fiddle."""
    guitar = sketch.pick("steel guitar", "steel guitar", "nylon guitar")
    picked = arpeggio(
        sketch,
        guitar,
        step=sketch.pick(0.25, 0.5),
        order=sketch.pick("0213", "031213", "02130212", "01213"),
        octaves=2,
        centre=48,
        hold=2.2,
    )
    strummed = comp(
        sketch, guitar, sketch.pick("x_x_xxx_", "x_xx.xxx", "x_x_.xxx", "x___xxx_"), centre=48, rooted=True, strum=0.03
    )
    parts: list[Part] = [picked if sketch.chance(0.6) else strummed]
    parts.append(bass(sketch, guitar, "R___5___", low=43, level_db=-3))
    if sketch.chance(0.45):
        parts.append(
            melody(
                sketch,
                sketch.pick("harmonica", "flute", "fiddle", "cello", "whistle"),
                ("x___x_x_x_______", "x_x_x___x___....", "..x_x_x_x_______"),
                centre=74,
                scale="pentatonic" if sketch.mode != "minor" else "minor pentatonic",
            )
        )
    return Arrangement(tuple(parts), (room(0.25, 1.1),))


@style(
    "country",
    tempo=(96, 132),
    modes={"major": "I IV I V7|I I IV V7|I V7 I IV"},
    moods="cheerful twangy easygoing honest sunny",
)
def country(sketch: Sketch) -> Arrangement:
    """Train beat, boom-chick guitar, alternating bass, a twanging lead."""
    rows = {
        "kick": "x...x...x...x...",
        "snare": sketch.pick("oooXoooXoooXoooX", "..X...X...X...X."),
        "hat": "..x...x...x...x.",
    }
    parts: list[Part] = [
        drums(sketch, sketch.pick("brush kit", "standard kit"), rows, level_db=-2),
        bass(sketch, sketch.pick("upright bass", "picked bass"), "R___5___", low=34, level_db=1),
        comp(sketch, "steel guitar", "..x...xx..x...xx", centre=58, strum=0.02),
    ]
    lead = sketch.pick("clean guitar", "fiddle", "banjo", "harmonica", "honky-tonk piano", "steel guitar")
    parts.append(
        melody(
            sketch,
            lead,
            ("x.x.x_x.x_x_x___", "xx.xx.x_x.x.x_..", "x_x_x_x_xxx_x___"),
            centre=72,
            scale="pentatonic",
            leap=2.2,
        )
    )
    return Arrangement(tuple(parts), (room(0.2, 0.9),))


@style(
    "bluegrass",
    tempo=(116, 150),
    modes={"major": "I I IV I|I IV I V|I I V I", "mixolydian": "I bVII I bVII"},
    moods="lively fast rustic joyful spirited",
)
def bluegrass(sketch: Sketch) -> Arrangement:
    """Banjo rolls in sixteenths, fiddle, bass on one and three."""
    roll = arpeggio(
        sketch, "banjo", step=0.25, order=sketch.pick("02130213", "01202120", "20312031"), octaves=2, centre=59
    )
    parts: list[Part] = [
        roll,
        comp(sketch, "steel guitar", "..x...x...x...x.", centre=60, strum=0.015, level_db=-1),
        bass(sketch, "upright bass", "R_..5_..R_..5_..", low=35),
    ]
    if sketch.chance(0.65):
        parts.append(
            melody(
                sketch,
                sketch.pick("fiddle", "fiddle", "violin"),
                ("xxxxxxxxxxxxxxxx", "x_xxx_xxx_xxx_x_", "x_x_xxxxx_x_x___"),
                centre=76,
                scale="pentatonic",
            )
        )
    return Arrangement(tuple(parts), (room(0.15, 0.7),))


@style(
    "celtic",
    tempo=(106, 132),
    modes={"dorian": "i bVII i bVII|i IV bVII i", "mixolydian": "I bVII IV I", "major": "I V vi IV"},
    moods="merry dancing rustic magical spirited",
    bar=4,
    swing=(0.0, 0.1),
)
def celtic(sketch: Sketch) -> Arrangement:
    """A jig: triplets on whistle, fiddle or pipes over a drone and a frame drum."""
    tune = melody(
        sketch,
        sketch.pick("whistle", "fiddle", "bagpipes", "flute", "accordion"),
        ("xxxxxxxxxxxx", "x_xxxxx_xxxx", "xxxx_xxxxx_x"),
        centre=77,
        leap=2,
        level_db=2,
    )
    parts: list[Part] = [
        tune,
        comp(
            sketch,
            sketch.pick("steel guitar", "harp", "dulcimer"),
            sketch.pick("x_xx_xx_xx_x", "x__x__x__x__"),
            centre=55,
            rooted=True,
            strum=0.02,
        ),
    ]
    if sketch.chance(0.6):
        parts.append(drums(sketch, "standard kit", {"floor": "X..xooX..xoo", "rim": "..x..x..x..x"}, level_db=-3))
    if sketch.chance(0.4):
        parts.append(bass(sketch, sketch.pick("cello", "bagpipes"), "R___________", low=45, level_db=-3))
    return Arrangement(tuple(parts), (room(0.3, 1.3),))


@style(
    "music box",
    tempo=(72, 116),
    modes={"major": "I IV I V|I vi IV V|I iii IV V", "minor": "i bVI iv V"},
    moods="delicate innocent dreamy sweet haunting",
    chord_beats=2,
)
def music_box(sketch: Sketch) -> Arrangement:
    """A comb of steel teeth: one high tune, a few notes below it."""
    comb = "music box"
    tune = melody(
        sketch,
        comb,
        ("x_x_x_x_x___x___", "x___x_x_x_x_x___", "xxxxx_x_x_x_x___", "x_____x_x_____x_"),
        centre=84,
        leap=2.2,
    )
    below = arpeggio(
        sketch, comb, step=0.5, order=sketch.pick("alberti", "updown", "up"), centre=70, hold=1.5, level_db=-4
    )
    return Arrangement((tune, below), (room(0.35, 1.5),))
