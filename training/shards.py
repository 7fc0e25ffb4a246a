"""Read the shards of pictures and captions that `training.dataset` writes."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Generator, Tensor

from worker.painter.folding import grey_values


@dataclass(frozen=True)
class Row:
    """What training and evaluation need to know of a clip."""

    style: str
    kind: str
    tempo_bpm: float
    drums: bool
    captions: tuple[str, ...]


def load_pictures(folder: Path) -> Tensor:
    """All pictures of a data set, uint8 [clips, 512, 512]."""
    return torch.from_numpy(np.concatenate([np.load(shard) for shard in _shards(folder)]))


def load_rows(folder: Path) -> list[Row]:
    """The facts of all clips, in the pictures' order."""
    lines = [line for shard in _shards(folder) for line in shard.with_suffix(".jsonl").read_text().splitlines()]
    return [_row(json.loads(line)) for line in lines]


def of_styles(rows: list[Row], styles: Collection[str]) -> list[int]:
    """Places of the clips in some of the styles; no styles named means all."""
    return [place for place, row in enumerate(rows) if not styles or row.style in styles]


def random_crops(pictures: Tensor, *, count: int, side: int, generator: Generator) -> Tensor:
    """Square crops at random places, float32 [count, 1, side, side] within ±1."""
    clips = torch.randint(len(pictures), (count,), generator=generator).tolist()
    corners = torch.randint(pictures.shape[-1] - side + 1, (count, 2), generator=generator).tolist()
    crops = [pictures[clip, y : y + side, x : x + side] for clip, (y, x) in zip(clips, corners, strict=True)]
    return grey_values(torch.stack(crops))


def _shards(folder: Path) -> list[Path]:
    shards = sorted(folder.glob("*.npy"))
    if not shards:
        raise FileNotFoundError(f"{folder} holds no shards; make them with python -m training.dataset")
    return shards


def _row(facts: dict[str, object]) -> Row:
    return Row(
        style=str(facts["style"]),
        kind=str(facts["kind"]),
        tempo_bpm=float(str(facts["tempo_bpm"])),
        drums=bool(facts["drums"]),
        captions=tuple(facts["captions"]),  # type: ignore[arg-type]
    )
