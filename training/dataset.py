"""Render a data set: shards of pictures, each with its clips' captions and facts."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from training.captions import caption
from training.compose import compose, style_names
from training.render import load_soundfont, render
from worker.sound.conversion import picture_from_waveform

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.compose_piece import Piece

SHARD_CLIPS = 128
CAPTIONS = 6


@dataclass(frozen=True)
class Order:
    """What to render, and where to."""

    soundfont: Path
    out: Path
    clips: int
    seed: int


def piece_at(seed: int, index: int) -> tuple[Piece, tuple[str, ...]]:
    """The piece and the captions that belong to a seed and an index, always the same."""
    names = style_names()
    rng = np.random.default_rng([seed, index])
    piece = compose(names[index % len(names)], rng)
    return piece, tuple(caption(piece, rng) for _ in range(CAPTIONS))


def facts(piece: Piece, captions: tuple[str, ...], *, seed: int, index: int) -> dict[str, object]:
    """A line of the shard's list."""
    return {
        "index": index,
        "seed": seed,
        "style": piece.style,
        "kind": piece.kind,
        "tempo_bpm": piece.tempo_bpm,
        "tempo": piece.tempo_word,
        "key": piece.key,
        "mode": piece.mode,
        "beats_per_bar": piece.beats_per_bar,
        "moods": piece.moods,
        "instruments": piece.instruments,
        "drums": piece.drums,
        "density": piece.density,
        "is_solo": piece.is_solo,
        "production": piece.production,
        "extras": piece.extras,
        "captions": captions,
    }


def _paint(piece: Piece, soundfont: Path) -> NDArray[np.uint8]:
    waveform = torch.from_numpy(render(piece, load_soundfont(soundfont)))
    return np.asarray(picture_from_waveform(waveform[None])[0].numpy(), np.uint8)


def shard_paths(out: Path, shard: int) -> tuple[Path, Path]:
    """Where a shard's pictures and its list lie."""
    return out / f"shard-{shard:05d}.npy", out / f"shard-{shard:05d}.jsonl"


def write_shard(order: Order, shard: int) -> int:
    """Render one shard, unless it is there; both files appear whole or not at all. Returns its number."""
    torch.set_num_threads(1)
    pictures_path, list_path = shard_paths(order.out, shard)
    if pictures_path.exists():
        return shard
    indices = range(shard * SHARD_CLIPS, min(order.clips, (shard + 1) * SHARD_CLIPS))
    pieces = [piece_at(order.seed, index) for index in indices]
    pictures = np.stack([_paint(piece, order.soundfont) for piece, _ in pieces])
    lines = [
        json.dumps(facts(piece, captions, seed=order.seed, index=index))
        for index, (piece, captions) in zip(indices, pieces, strict=True)
    ]
    _replace_text(list_path, "\n".join(lines) + "\n")
    _replace_array(pictures_path, pictures)
    return shard


def _replace_text(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(text)
    part.replace(path)


def _replace_array(path: Path, array: NDArray[np.uint8]) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        np.save(file, array)
    part.replace(path)


def write_dataset(order: Order, *, workers: int) -> None:
    """Render every shard that isn't there yet, telling how far it is."""
    order.out.mkdir(parents=True, exist_ok=True)
    shards = range(-(-order.clips // SHARD_CLIPS))
    began = time.monotonic()
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers) as pool:
        tasks = [pool.apply_async(write_shard, (order, shard)) for shard in shards]
        for done, task in enumerate(tasks, 1):
            task.get()
            print(f"{done}/{len(shards)} shards, {time.monotonic() - began:.0f} s", flush=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--soundfont", type=Path, default=os.environ.get("JAMGRAM_SOUNDFONT"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=6144)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=max(1, (os.cpu_count() or 2) // 2))
    given = parser.parse_args()
    if given.soundfont is None:
        parser.error("name a General MIDI soundfont with --soundfont or JAMGRAM_SOUNDFONT (see training/README.md)")
    write_dataset(Order(Path(given.soundfont), given.out, given.clips, given.seed), workers=given.workers)


if __name__ == "__main__":
    main()
