"""The instruments: what each is called, and whether the soundfont or the synthesiser plays it."""

from __future__ import annotations

from dataclasses import dataclass

from training.render_patch import Patch


@dataclass(frozen=True)
class Voice:
    """An instrument. `spoken` is its name in captions; `program` is General MIDI's, `patch` the synthesiser's."""

    spoken: str
    program: int = -1
    bank: int = 0
    patch: Patch | None = None
    kit: str = ""


def _sampled(spoken: str, program: int) -> Voice:
    return Voice(spoken, program)


def _synth(spoken: str, **knobs: float) -> Voice:
    return Voice(spoken, patch=Patch(**knobs))


_SAMPLED = {
    "piano": 0, "bright piano": 1, "honky-tonk piano": 3, "electric piano": 4, "dx electric piano": 5, "harpsichord": 6,
    "clavinet": 7, "celesta": 8, "glockenspiel": 9, "music box": 10, "vibraphone": 11, "marimba": 12, "xylophone": 13,
    "tubular bells": 14, "dulcimer": 15, "hammond organ": 16, "rock organ": 18, "church organ": 19, "reed organ": 20,
    "accordion": 21, "harmonica": 22, "nylon guitar": 24, "steel guitar": 25, "jazz guitar": 26, "clean guitar": 27,
    "muted guitar": 28, "overdriven guitar": 29, "distorted guitar": 30, "upright bass": 32, "finger bass": 33,
    "picked bass": 34, "fretless bass": 35, "slap bass": 36, "violin": 40, "viola": 41, "cello": 42, "contrabass": 43,
    "tremolo strings": 44, "pizzicato strings": 45, "harp": 46, "timpani": 47, "string ensemble": 48, "slow strings": 49,
    "choir": 52, "voice oohs": 53, "trumpet": 56, "trombone": 57, "tuba": 58, "muted trumpet": 59, "french horn": 60,
    "brass section": 61, "soprano sax": 64, "alto sax": 65, "tenor sax": 66, "baritone sax": 67, "oboe": 68, "bassoon": 70,
    "clarinet": 71, "piccolo": 72, "flute": 73, "recorder": 74, "pan flute": 75, "whistle": 78, "ocarina": 79, "sitar": 104,
    "banjo": 105, "shamisen": 106, "koto": 107, "kalimba": 108, "bagpipes": 109, "fiddle": 110, "steel drums": 114,
}  # fmt: skip
_SPOKEN = {
    "bright piano": "piano", "dx electric piano": "electric piano", "upright bass": "double bass", "finger bass": "bass guitar",
    "picked bass": "bass guitar", "nylon guitar": "acoustic guitar", "steel guitar": "acoustic guitar",
    "clean guitar": "electric guitar", "muted guitar": "electric guitar", "overdriven guitar": "electric guitar",
    "distorted guitar": "distorted guitar", "string ensemble": "strings", "slow strings": "strings",
    "tremolo strings": "strings", "hammond organ": "organ", "rock organ": "organ", "reed organ": "organ", "voice oohs": "choir",
    "contrabass": "double bass", "brass section": "brass", "jazz guitar": "jazz guitar", "soprano sax": "saxophone",
    "alto sax": "saxophone", "tenor sax": "saxophone", "baritone sax": "saxophone", "muted trumpet": "trumpet",
    "whistle": "tin whistle",
}  # fmt: skip

_KITS = {
    "standard kit": 0, "room kit": 8, "power kit": 16, "jazz kit": 32, "brush kit": 40, "orchestra kit": 48,
}  # fmt: skip
_MACHINES = ("909 kit", "808 kit", "lo-fi kit", "chip kit", "industrial kit", "breakbeat kit")

_SYNTHS = {
    "saw lead": _synth("synth lead", wave=0, voices=3, detune=9, cutoff=3500, env=1.5, decay=0.3, sustain=0.7, vibrato=0.15),
    "square lead": _synth("synth lead", wave=1, cutoff=4500, env=0.8, decay=0.25, sustain=0.7, vibrato=0.2),
    "supersaw": _synth("supersaw synth", wave=0, voices=7, detune=22, cutoff=7500, env=0.6, attack=0.01, sustain=0.9, release=0.25),
    "saw pluck": _synth("synth pluck", wave=0, voices=3, detune=8, cutoff=500, env=3.2, env_decay=0.12, decay=0.25, sustain=0.05),
    "square pluck": _synth("synth pluck", wave=1, width=0.3, cutoff=700, env=2.8, env_decay=0.1, decay=0.2, sustain=0.05),
    "saw pad": _synth("synth pad", wave=0, voices=5, detune=16, cutoff=900, env=1.2, env_decay=2.0, attack=0.25, sustain=0.9, release=0.7),
    "warm pad": _synth("synth pad", wave=2, voices=3, detune=10, cutoff=1100, attack=0.5, sustain=1, release=1.0, vibrato=0.1),
    "glass pad": _synth("synth pad", wave=4, ratio=2.0, index=1.2, voices=3, detune=8, cutoff=6000, attack=0.6, sustain=0.9, release=1.2),
    "sweep pad": _synth("synth pad", wave=0, voices=5, detune=18, cutoff=350, env=4.0, env_decay=-3.0, attack=0.3, sustain=1, release=1.0, resonance=0.5),
    "house stab": _synth("synth stab", wave=0, voices=3, detune=12, cutoff=900, env=2.2, env_decay=0.15, decay=0.2, sustain=0.1, release=0.08),
    "dub chord": _synth("dub chord", wave=0, voices=3, detune=14, cutoff=350, env=2.4, env_decay=0.18, decay=0.25, sustain=0.02, resonance=0.35, release=0.2),
    "rave stab": _synth("rave stab", wave=0, voices=5, detune=25, cutoff=3000, env=1.5, env_decay=0.2, decay=0.3, sustain=0.3),
    "saw bass": _synth("synth bass", wave=0, voices=2, detune=7, sub=0.4, cutoff=380, env=2.2, env_decay=0.15, decay=0.25, sustain=0.5),
    "square bass": _synth("synth bass", wave=1, sub=0.3, cutoff=500, env=1.6, env_decay=0.12, decay=0.2, sustain=0.5),
    "acid bass": _synth("acid bass", wave=0, cutoff=260, env=3.6, env_decay=0.18, decay=0.3, sustain=0.3, resonance=0.86, drive=2.5),
    "reese bass": _synth("reese bass", wave=0, voices=3, detune=38, sub=0.5, cutoff=700, env=0.6, env_decay=0.8, sustain=0.95, drive=1.5),
    "sub bass": _synth("sub bass", wave=3, drive=1.6, attack=0.006, sustain=1.0, cutoff=2000, release=0.08),
    "808 bass": _synth("808 bass", wave=3, drive=4.0, drop=1.6, decay=1.4, sustain=0.25, cutoff=3000, release=0.15),
    "wobble bass": _synth("wobble bass", wave=0, voices=3, detune=18, sub=0.5, cutoff=160, lfo_depth=4.4, lfo=2.0, sustain=1, resonance=0.6, drive=3.5),
    "growl bass": _synth("wobble bass", wave=4, ratio=1.0, index=6.0, sub=0.4, cutoff=220, lfo_depth=4.2, lfo=3.0, sustain=1, resonance=0.7, drive=4.0),
    "fm bass": _synth("synth bass", wave=4, ratio=1.0, index=3.0, index_decay=0.12, decay=0.3, sustain=0.4, cutoff=5000),
    "fm bells": _synth("synth bells", wave=4, ratio=3.5, index=2.6, index_decay=0.6, decay=1.4, sustain=0.0, cutoff=9000, release=0.6),
    "chip pulse": _synth("chiptune lead", wave=1, width=0.25, cutoff=16000, sustain=0.8, decay=0.1, release=0.01, vibrato=0.12),
    "chip square": _synth("chiptune lead", wave=1, width=0.5, cutoff=16000, sustain=0.75, decay=0.12, release=0.01),
    "chip arp": _synth("chiptune arpeggio", wave=1, width=0.125, cutoff=16000, sustain=0.8, decay=0.05, release=0.005),
    "chip bass": _synth("chiptune bass", wave=2, cutoff=16000, sustain=1.0, release=0.005),
    "drone saw": _synth("drone", wave=0, voices=5, detune=14, sub=0.4, cutoff=300, lfo=0.06, lfo_depth=1.8, attack=0.02, sustain=1, resonance=0.4, release=1),
    "drone fm": _synth("drone", wave=4, ratio=1.501, index=1.6, voices=3, detune=6, cutoff=2400, lfo=0.1, lfo_depth=1.0, attack=0.02, sustain=1),
    "theremin": _synth("theremin", wave=3, attack=0.08, sustain=1, vibrato=0.5, glide=0.1, cutoff=5000),
    "riser": _synth("noise riser", wave=5, cutoff=300, env=4.5, env_decay=-4.5, attack=3.5, sustain=1.0, resonance=0.3),
    "hoover": _synth("hoover synth", wave=1, voices=5, detune=30, cutoff=4500, glide=0.08, sustain=1.0, drive=1.6, vibrato=0.3),
}  # fmt: skip

VOICES: dict[str, Voice] = (
    {name: _sampled(_SPOKEN.get(name, name), program) for name, program in _SAMPLED.items()}
    | _SYNTHS
    | {name: Voice("brushed drums" if name == "brush kit" else "drums", program, 128) for name, program in _KITS.items()}
    | {name: Voice("drum machine" if name[0] in "89" else "drums", kit=name) for name in _MACHINES}
    | {"vinyl": Voice("vinyl crackle", kit="vinyl")}
)
