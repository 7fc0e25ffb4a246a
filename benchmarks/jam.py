"""A whole jam as people play it: how long its phases take, and what its track sounds like.

    python -m benchmarks.jam [--mode relay|battle|layers] [--players 16] [--rounds 8] [--draft] [--keep FOLDER]

The real bot, worker and Redis as processes, around the tests' stand-in of Discord; the built-in model paints. Everybody
enters and votes at once and as soon as they can, and the host goes on when all have: what is measured is Jamgram, not
people. What is told of the track is measured in the MP3 that was posted. The last line is one JSON object.
"""

import argparse
import asyncio
import json
from collections import defaultdict
from pathlib import Path
from statistics import mean
from typing import Any, get_args

import torch

from bot.records.jam import PLAYERS_LEAST, PLAYERS_MOST, Jam, Mode
from tests.discord.rig import Rig
from tests.end_to_end.jam_play import JamPlay, jam_of
from worker.codecs import decode_audio
from worker.sound.format import SAMPLE_RATE_HZ
from worker.sound.loudness import loudness_lufs

ROOT = Path(__file__).parents[1]
ROUNDS: dict[Mode, int] = {"relay": 8, "battle": 8, "layers": 4}


async def run(mode: Mode, *, players: int, rounds: int, is_draft: bool, keep: Path | None) -> dict[str, Any]:
    """Play one, and measure it."""
    async with jam_of(ROOT, players, start=Rig.add_worker) as play:
        jam = await play.play(mode, rounds=rounds, is_draft=is_draft)
        for file in play.track.files:
            _ = keep is None or (keep / file.name).write_bytes(file.content)
        figures = {"mode": mode, "players": players, **told(play, jam)}
        return {
            **figures,
            **heard(play.track.file(".mp3").content),
            "faults_of_requests": play.rig.discord.violations(),
        }


def told(play: JamPlay, jam: Jam) -> dict[str, Any]:
    """Tell how long what took, of how much."""
    phases = defaultdict(list)
    for phase, took_s in play.laps:
        phases[phase].append(took_s)
    answers = sorted(one.took_s for one in play.asked)
    return {
        "sections": len(jam.sections),
        "entries": len(jam.entries),
        "painted": sum(one.state == "painted" for one in jam.entries),
        "votes": len(jam.votes),
        "phase_s": {phase: {"mean": round(mean(took), 1), "most": max(took)} for phase, took in phases.items()},
        "all_s": round(sum(took_s for _, took_s in play.laps), 1),
        "answer_s": {"middle": round(answers[len(answers) // 2], 3), "most": round(answers[-1], 3)},
        "messages": len(play.said),
        "board_edits": max(len(one.edits) for one in play.titled("## 🎶")),
    }


def heard(mp3: bytes) -> dict[str, Any]:
    """Tell what a track sounds like."""
    waveform = decode_audio(mp3)
    return {
        "track_s": round(waveform.shape[-1] / SAMPLE_RATE_HZ, 1),
        "lufs": round(loudness_lufs(waveform.numpy()), 1),
        "peak": round(float(waveform.abs().max()), 3),
    }


def main() -> None:
    """Play, measure, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mode", choices=get_args(Mode), default="battle")
    parser.add_argument("--players", type=int, default=PLAYERS_MOST, choices=range(PLAYERS_LEAST, PLAYERS_MOST + 1))
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--draft", action="store_true")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    if asked.keep is not None:
        asked.keep.mkdir(parents=True, exist_ok=True)
    rounds = asked.rounds or ROUNDS[asked.mode]
    whole = run(asked.mode, players=asked.players, rounds=rounds, is_draft=asked.draft, keep=asked.keep)
    print(json.dumps(asyncio.run(whole), ensure_ascii=False))


if __name__ == "__main__":
    main()
