"""Windows of native width over something wider: each is seen on its own, and what they say is blended."""

import torch
from torch import Tensor

from worker.painter.denoising import Predict


def windows_over(columns: int, *, native: int, loop: bool) -> Tensor:
    """The columns of each window, [windows, at most native]: neighbours overlap by half, in a loop all around."""
    if columns <= native:
        return torch.arange(columns)[None]
    last = columns - native
    starts = torch.arange(0, columns, native // 2) if loop else torch.tensor([*range(0, last, native // 2), last])
    return (starts[:, None] + torch.arange(native)) % columns


def weights_of(width: int) -> Tensor:
    """How much each column of a window has to say, [width]: the middle most, the ends least."""
    places = torch.arange(width) + 0.5
    return torch.minimum(places, width - places)


def joined(predict: Predict, windows: Tensor, *, columns: int) -> Predict:
    """Predict for every window, [batch * windows, ...] with those of a canvas in a row, and blend what is predicted.

    References
    ----------
    Bar-Tal, Yariv, Lipman, Dekel, "MultiDiffusion: Fusing Diffusion Paths for Controlled Image Generation", ICML 2023.
    """
    places = windows.flatten()
    weights = weights_of(windows.shape[1]).repeat(len(windows))
    shares = weights / torch.zeros(columns).index_add(0, places, weights)[places]

    def predict_jointly(latents: Tensor, timestep: Tensor) -> Tensor:
        seen = latents[..., windows].movedim(3, 1)
        said = predict(seen.flatten(0, 1), timestep).unflatten(0, seen.shape[:2])
        in_a_row = said.movedim(1, 3).flatten(3) * shares.to(said)
        return torch.zeros_like(latents).index_add(3, places.to(latents.device), in_a_row)

    return predict_jointly
