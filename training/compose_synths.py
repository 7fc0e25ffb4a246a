"""The synthesisers' sounds, each with its name in captions."""

from __future__ import annotations

from training.render_patch import Patch

SYNTHS: dict[str, tuple[str, Patch]] = {
    "saw lead": (
        "synth lead",
        Patch(wave=0, voices=3, detune=9, cutoff=3500, env=1.5, decay=0.3, sustain=0.7, vibrato=0.15),
    ),
    "square lead": ("synth lead", Patch(wave=1, cutoff=4500, env=0.8, decay=0.25, sustain=0.7, vibrato=0.2)),
    "supersaw": (
        "supersaw synth",
        Patch(wave=0, voices=7, detune=22, cutoff=7500, env=0.6, attack=0.01, sustain=0.9, release=0.25),
    ),
    "saw pluck": (
        "synth pluck",
        Patch(wave=0, voices=3, detune=8, cutoff=500, env=3.2, env_decay=0.12, decay=0.25, sustain=0.05),
    ),
    "square pluck": (
        "synth pluck",
        Patch(wave=1, width=0.3, cutoff=700, env=2.8, env_decay=0.1, decay=0.2, sustain=0.05),
    ),
    "saw pad": (
        "synth pad",
        Patch(wave=0, voices=5, detune=16, cutoff=900, env=1.2, env_decay=2.0, attack=0.25, sustain=0.9, release=0.7),
    ),
    "warm pad": (
        "synth pad",
        Patch(wave=2, voices=3, detune=10, cutoff=1100, attack=0.5, sustain=1, release=1.0, vibrato=0.1),
    ),
    "glass pad": (
        "synth pad",
        Patch(wave=4, ratio=2.0, fm_depth=1.2, voices=3, detune=8, cutoff=6000, attack=0.6, sustain=0.9, release=1.2),
    ),
    "sweep pad": (
        "synth pad",
        Patch(
            wave=0,
            voices=5,
            detune=18,
            cutoff=350,
            env=4.0,
            env_decay=-3.0,
            attack=0.3,
            sustain=1,
            release=1.0,
            resonance=0.5,
        ),
    ),
    "house stab": (
        "synth stab",
        Patch(wave=0, voices=3, detune=12, cutoff=900, env=2.2, env_decay=0.15, decay=0.2, sustain=0.1, release=0.08),
    ),
    "dub chord": (
        "dub chord",
        Patch(
            wave=0,
            voices=3,
            detune=14,
            cutoff=350,
            env=2.4,
            env_decay=0.18,
            decay=0.25,
            sustain=0.02,
            resonance=0.35,
            release=0.2,
        ),
    ),
    "rave stab": (
        "rave stab",
        Patch(wave=0, voices=5, detune=25, cutoff=3000, env=1.5, env_decay=0.2, decay=0.3, sustain=0.3),
    ),
    "saw bass": (
        "synth bass",
        Patch(wave=0, voices=2, detune=7, sub=0.4, cutoff=380, env=2.2, env_decay=0.15, decay=0.25, sustain=0.5),
    ),
    "square bass": ("synth bass", Patch(wave=1, sub=0.3, cutoff=500, env=1.6, env_decay=0.12, decay=0.2, sustain=0.5)),
    "acid bass": (
        "acid bass",
        Patch(wave=0, cutoff=260, env=3.6, env_decay=0.18, decay=0.3, sustain=0.3, resonance=0.86, drive=2.5),
    ),
    "reese bass": (
        "reese bass",
        Patch(wave=0, voices=3, detune=38, sub=0.5, cutoff=700, env=0.6, env_decay=0.8, sustain=0.95, drive=1.5),
    ),
    "sub bass": ("sub bass", Patch(wave=3, drive=1.6, attack=0.006, sustain=1.0, cutoff=2000, release=0.08)),
    "808 bass": ("808 bass", Patch(wave=3, drive=4.0, drop=1.6, decay=1.4, sustain=0.25, cutoff=3000, release=0.15)),
    "wobble bass": (
        "wobble bass",
        Patch(
            wave=0,
            voices=3,
            detune=18,
            sub=0.5,
            cutoff=160,
            lfo_depth=4.4,
            lfo=2.0,
            sustain=1,
            resonance=0.6,
            drive=3.5,
        ),
    ),
    "growl bass": (
        "wobble bass",
        Patch(
            wave=4,
            ratio=1.0,
            fm_depth=6.0,
            sub=0.4,
            cutoff=220,
            lfo_depth=4.2,
            lfo=3.0,
            sustain=1,
            resonance=0.7,
            drive=4.0,
        ),
    ),
    "fm bass": (
        "synth bass",
        Patch(wave=4, ratio=1.0, fm_depth=3.0, fm_decay=0.12, decay=0.3, sustain=0.4, cutoff=5000),
    ),
    "fm bells": (
        "synth bells",
        Patch(wave=4, ratio=3.5, fm_depth=2.6, fm_decay=0.6, decay=1.4, sustain=0.0, cutoff=9000, release=0.6),
    ),
    "chip pulse": (
        "chiptune lead",
        Patch(wave=1, width=0.25, cutoff=16000, sustain=0.8, decay=0.1, release=0.01, vibrato=0.12),
    ),
    "chip square": ("chiptune lead", Patch(wave=1, width=0.5, cutoff=16000, sustain=0.75, decay=0.12, release=0.01)),
    "chip arp": ("chiptune arpeggio", Patch(wave=1, width=0.125, cutoff=16000, sustain=0.8, decay=0.05, release=0.005)),
    "chip bass": ("chiptune bass", Patch(wave=2, cutoff=16000, sustain=1.0, release=0.005)),
    "drone saw": (
        "drone",
        Patch(
            wave=0,
            voices=5,
            detune=14,
            sub=0.4,
            cutoff=300,
            lfo=0.06,
            lfo_depth=1.8,
            attack=0.02,
            sustain=1,
            resonance=0.4,
            release=1,
        ),
    ),
    "drone fm": (
        "drone",
        Patch(
            wave=4,
            ratio=1.501,
            fm_depth=1.6,
            voices=3,
            detune=6,
            cutoff=2400,
            lfo=0.1,
            lfo_depth=1.0,
            attack=0.02,
            sustain=1,
        ),
    ),
    "theremin": ("theremin", Patch(wave=3, attack=0.08, sustain=1, vibrato=0.5, glide=0.1, cutoff=5000)),
    "riser": (
        "noise riser",
        Patch(wave=5, cutoff=300, env=4.5, env_decay=-4.5, attack=3.5, sustain=1.0, resonance=0.3),
    ),
    "hoover": (
        "hoover synth",
        Patch(wave=1, voices=5, detune=30, cutoff=4500, glide=0.08, sustain=1.0, drive=1.6, vibrato=0.3),
    ),
}
