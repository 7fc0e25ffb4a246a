"""Read the shards of pictures and captions that `training.dataset` writes."""

import json
from pathlib import Path

import numpy as np
import torch
from torch import Generator, Tensor


def load_pictures(folder: Path) -> Tensor:
    """All pictures of a data set, uint8 [clips, 512, 512]."""
    shards = sorted(folder.glob("*.npy"))
    if not shards:
        raise FileNotFoundError(f"{folder} holds no shards; make them with python -m training.dataset")
    return torch.from_numpy(np.concatenate([np.load(shard) for shard in shards]))


def random_crops(pictures: Tensor, *, count: int, side: int, generator: Generator) -> Tensor:
    """Square crops at random places, float32 [count, 1, side, side] within +-1."""
    clips = torch.randint(len(pictures), (count,), generator=generator).tolist()
    corners = torch.randint(pictures.shape[-1] - side + 1, (count, 2), generator=generator).tolist()
    crops = [pictures[clip, y : y + side, x : x + side] for clip, (y, x) in zip(clips, corners, strict=True)]
    return torch.stack(crops)[:, None].float() / 127.5 - 1


def load_rows(folder: Path) -> list[dict[str, object]]:
    """The metadata of all clips, in the pictures' order."""
    return [json.loads(line) for shard in sorted(folder.glob("*.jsonl")) for line in shard.read_text().splitlines()]
