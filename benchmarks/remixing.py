"""A family painted by the built-in model and posted by the bot: kept as people got it, to be looked at and measured.

    python -m benchmarks.remixing FOLDER

The real bot, worker and Redis as processes, around the tests' stand-in of Discord. Four people make a clip over a beat,
a remix, a morph and an extension to 30 s of it, loops, exports and the family tree; all that was posted is in the
folder afterwards. What is measured are the MP3s that were posted. A seam is as in `benchmarks.extend`: nobody hears one
whose quantile is about 0.5. It takes some minutes. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch

from benchmarks.extend import Seam, bpm_of, levels_of, seam_at
from core.limits import NATIVE_COLUMNS, NATIVE_LENGTH_S
from tests.discord.rig import Rig, rigged
from tests.discord.state import Channel, Json, Message, User
from tests.end_to_end.family import Family, custom_id_of
from worker.codecs import decode_audio
from worker.sound.format import SAMPLE_RATE_HZ, SAMPLES_PER_COLUMN
from worker.sound.loudness import loudness_lufs

ROOT = Path(__file__).parents[1]
PATIENCE_S = 600.0
WORDS, BPM, SEED, LENGTH_S, LONG_S = "lo-fi hip hop beat", 90, 7, 10, 30
OTHER = "heavy metal with drums"


@dataclass
class Made:
    """What one person asked for, as it was posted."""

    name: str
    message: Message
    waited_s: float
    figures: dict[str, Json] = field(default_factory=dict)


class Session:
    """People who make things one after another, and a folder that keeps what they got."""

    def __init__(self, rig: Rig, folder: Path, channel: Channel) -> None:
        self.rig, self.folder, self.channel = rig, folder, channel
        self.made: list[Made] = []

    async def slash(self, name: str, words: str, *, by: User, kind: str = "mp3", **options: Json) -> Message:
        """Use a command, and wait for the files that come of it, of which one is of a kind."""
        begun_s, before = time.monotonic(), self.known(kind)
        await self.rig.discord.slash(words, user=by, channel=self.channel, **options)
        return await self.got(name, kind, before, begun_s)

    async def submit(self, name: str, card: Message, verb: str, *, by: User, **typed: Json) -> Message:
        """Press a button, fill in its modal, and wait for the files that come of it."""
        begun_s, before = time.monotonic(), self.known("mp3")
        shown = await self.rig.discord.press(card, custom_id_of(card, verb), user=by)
        await self.rig.discord.submit(shown, **typed)
        return await self.got(name, "mp3", before, begun_s)

    def known(self, kind: str) -> set[str]:
        """Name all messages that have a file of a kind."""
        messages = self.rig.discord.world.messages.values()
        return {message.id for message in messages if any(file.name.endswith(kind) for file in message.files)}

    async def got(self, name: str, kind: str, before: set[str], begun_s: float) -> Message:
        """Wait for a new message with such a file, and keep its files."""
        (new,) = await self.rig.wait_for(lambda: self.known(kind) - before, name, within_s=PATIENCE_S)
        made = Made(name, self.rig.discord.world.messages[new], round(time.monotonic() - begun_s, 1))
        self.made.append(made)
        for file in made.message.files:
            (self.folder / f"{len(self.made)}_{name}{Path(file.name).suffix}").write_bytes(file.content)
            made.figures |= measured(file.content) if file.name.endswith(".mp3") else {}
        print(f"{name:12} {made.waited_s:6.1f} s  {made.figures}\n{made.message.words}\n", flush=True)
        return made.message


def measured(mp3: bytes) -> dict[str, Json]:
    """What an MP3 sounds like."""
    waveform = decode_audio(mp3)
    tempo = bpm_of(waveform.mean(0))
    return {
        "seconds": round(waveform.shape[-1] / SAMPLE_RATE_HZ, 2),
        "lufs": round(loudness_lufs(waveform.numpy()), 1),
        "peak": round(float(waveform.abs().max()), 3),
        "clipped": int((waveform.abs() >= 1).sum()),
        "bpm": tempo and round(tempo, 1),
    }


def loop_seam(mp3: bytes) -> dict[str, Json]:
    """How the end of a loop meets its beginning, among all moments within it."""
    waveform = decode_audio(mp3).mean(0)
    half = waveform.shape[-1] // 2
    turned = levels_of(waveform.roll(half))
    steps = np.abs(np.diff(waveform.numpy()))
    jump = float((waveform[0] - waveform[-1]).abs())
    seam = seam_at(turned, half // SAMPLES_PER_COLUMN, kept=slice(0, turned.shape[1]))
    return told(seam) | {"jump_quantile": round(float((steps < jump).mean()), 2)}


def extension_seam(mp3: bytes) -> dict[str, Json]:
    """How an extension goes on from what was kept, and with which tempi."""
    waveform = decode_audio(mp3).mean(0)
    kept = LENGTH_S // NATIVE_LENGTH_S * NATIVE_COLUMNS
    levels, edge = levels_of(waveform), kept * SAMPLES_PER_COLUMN
    tempi = [tempo and round(tempo, 1) for tempo in (bpm_of(waveform[:edge]), bpm_of(waveform[edge:]))]
    return told(seam_at(levels, kept, kept=slice(0, kept))) | {"kept_and_added_bpm": tempi}


def morph_seams(mp3: bytes) -> dict[str, Json]:
    """How a morph goes on from the clip at its beginning, and goes over into the one at its end."""
    levels = levels_of(decode_audio(mp3).mean(0))
    last = levels.shape[1] - NATIVE_COLUMNS
    first = told(seam_at(levels, NATIVE_COLUMNS, kept=slice(0, NATIVE_COLUMNS)))
    return {"from": first, "to": told(seam_at(levels, last, kept=slice(last, levels.shape[1])))}


def told(seam: Seam) -> dict[str, Json]:
    """Say a seam in figures."""
    return {
        "seam_quantiles": [round(one, 2) for one in seam.quantiles],
        "seam_ratios": [round(one, 2) for one in seam.ratios],
        "level_db": round(seam.level_db, 1),
        "level_quantile": round(seam.level_quantile, 2),
    }


async def play(rig: Rig, folder: Path) -> Session:
    """Have a family made, each member by another person."""
    ana, ben, cleo, dora = (rig.discord.new_user(name) for name in ("ana", "ben", "cleo", "dora"))
    session = Session(rig, folder, await rig.new_channel())
    root = await session.slash("root", "riff", by=ana, prompt=WORDS, bpm=BPM, seed=SEED, length=LENGTH_S)
    kin = Family(rig, session.channel, ana, ben, root)
    remix = await session.submit("remix", root, "remix", by=ben, prompt=OTHER, keep="groove", seed="8")
    ends: Json = {"from": kin.clip, "to": clip_of(remix), "length": LONG_S}
    await session.slash("morph", "morph", by=cleo, **ends, seed=9)
    await session.slash("extension", "extend", by=dora, riff=kin.clip, seconds=LONG_S - LENGTH_S, seed=10)
    await session.slash("loop", "riff", by=ana, prompt=WORDS, seed=SEED, loop=True)
    await session.submit("loop_back", root, "extend", by=ben, side="loop", seconds="5")
    await session.submit("variation", remix, "vary", by=dora, how="subtle")
    for form, kind in (("loop", "wav"), ("mp4", "mp4")):
        await session.slash(f"export_{form}", "riffs export", by=ana, kind=kind, riff=kin.clip, format=form)
    await session.slash("tree", "riffs lineage", by=dora, kind="png", riff=kin.clip)
    return session


def clip_of(card: Message) -> str:
    """Name a card's clip."""
    return custom_id_of(card, "remix").split(":")[2]


async def run(folder: Path) -> dict[str, Json]:
    """Make it all, and measure seams where there are some."""
    async with rigged(ROOT) as rig:
        rig.add_worker()
        await rig.add_bot_as_operators_do()
        await rig.wait_for_workers()
        session = await play(rig, folder)
        violations = rig.discord.violations()
    figures = {one.name: {"waited_s": one.waited_s, **one.figures} for one in session.made}
    sounds = {one.name: one.message.file(".mp3").content for one in session.made if one.figures}
    figures["extension"] |= extension_seam(sounds["extension"])
    figures["morph"] |= morph_seams(sounds["morph"])
    for name in ("loop", "loop_back"):
        figures[name] |= loop_seam(sounds[name])
    return {**figures, "faults_of_requests": violations}


def main() -> None:
    """Make, keep, measure, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    print(json.dumps(asyncio.run(run(folder)), ensure_ascii=False))


if __name__ == "__main__":
    main()
