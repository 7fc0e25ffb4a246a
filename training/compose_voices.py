"""The instruments: what each is called, and whether the soundfont or the synthesiser plays it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.compose_synths import SYNTHS

if TYPE_CHECKING:
    from training.render_patch import Patch


@dataclass(frozen=True)
class Voice:
    """An instrument. `spoken` is its name in captions; `program` is General MIDI's, `patch` the synthesiser's."""

    spoken: str
    program: int = -1
    bank: int = 0
    patch: Patch | None = None
    kit: str = ""


_SAMPLED = {
    "piano": 0, "bright piano": 1, "honky-tonk piano": 3, "electric piano": 4, "dx electric piano": 5,
    "harpsichord": 6, "clavinet": 7, "celesta": 8, "glockenspiel": 9, "music box": 10, "vibraphone": 11,
    "marimba": 12, "xylophone": 13, "tubular bells": 14, "dulcimer": 15, "hammond organ": 16, "rock organ": 18,
    "church organ": 19, "reed organ": 20, "accordion": 21, "harmonica": 22, "nylon guitar": 24, "steel guitar": 25,
    "jazz guitar": 26, "clean guitar": 27, "muted guitar": 28, "overdriven guitar": 29, "distorted guitar": 30,
    "upright bass": 32, "finger bass": 33, "picked bass": 34, "fretless bass": 35, "slap bass": 36, "violin": 40,
    "viola": 41, "cello": 42, "contrabass": 43, "tremolo strings": 44, "pizzicato strings": 45, "harp": 46,
    "timpani": 47, "string ensemble": 48, "slow strings": 49, "choir": 52, "voice oohs": 53, "trumpet": 56,
    "trombone": 57, "tuba": 58, "muted trumpet": 59, "french horn": 60, "brass section": 61, "soprano sax": 64,
    "alto sax": 65, "tenor sax": 66, "baritone sax": 67, "oboe": 68, "bassoon": 70, "clarinet": 71, "piccolo": 72,
    "flute": 73, "recorder": 74, "pan flute": 75, "whistle": 78, "ocarina": 79, "sitar": 104, "banjo": 105,
    "shamisen": 106, "koto": 107, "kalimba": 108, "bagpipes": 109, "fiddle": 110, "steel drums": 114,
}  # fmt: skip
_SPOKEN = {
    "bright piano": "piano", "dx electric piano": "electric piano", "upright bass": "double bass",
    "finger bass": "bass guitar", "picked bass": "bass guitar", "nylon guitar": "acoustic guitar",
    "steel guitar": "acoustic guitar", "clean guitar": "electric guitar", "muted guitar": "electric guitar",
    "overdriven guitar": "electric guitar", "distorted guitar": "distorted guitar", "string ensemble": "strings",
    "slow strings": "strings", "tremolo strings": "strings", "hammond organ": "organ", "rock organ": "organ",
    "reed organ": "organ", "voice oohs": "choir", "contrabass": "double bass", "brass section": "brass",
    "jazz guitar": "jazz guitar", "soprano sax": "saxophone", "alto sax": "saxophone", "tenor sax": "saxophone",
    "baritone sax": "saxophone", "muted trumpet": "trumpet", "whistle": "tin whistle",
}  # fmt: skip

_KITS = {
    "standard kit": 0, "room kit": 8, "power kit": 16, "jazz kit": 32, "brush kit": 40, "orchestra kit": 48,
}  # fmt: skip
_MACHINES = ("909 kit", "808 kit", "lo-fi kit", "chip kit", "industrial kit", "breakbeat kit")

VOICES: dict[str, Voice] = (
    {name: Voice(_SPOKEN.get(name, name), program) for name, program in _SAMPLED.items()}
    | {name: Voice(spoken, patch=patch) for name, (spoken, patch) in SYNTHS.items()}
    | {
        name: Voice("brushed drums" if name == "brush kit" else "drums", program, 128)
        for name, program in _KITS.items()
    }
    | {name: Voice("drum machine" if name[0] in "89" else "drums", kit=name) for name in _MACHINES}
)
