"""What the denoiser is told: words that a picture should be like, and words that it should not be like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from worker.painter.windows import weights_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diffusers import StableDiffusionPipeline, UNet2DConditionModel
    from torch import Tensor

    from worker.painter.canvas import Canvas, Turn
    from worker.painter.denoising import Predict

UNGUIDED = 1.0


@dataclass(frozen=True, eq=False)
class Words:
    """What the text encoder makes of words, [batch, tokens, width]; nothing is unwanted where nobody guides."""

    wanted: Tensor
    unwanted: Tensor | None

    def split(self, size: int) -> list[Words]:
        """Cut into batches of a size."""
        wanted = self.wanted.split(size)
        unwanted = [None] * len(wanted) if self.unwanted is None else self.unwanted.split(size)
        return [Words(*pair) for pair in zip(wanted, unwanted, strict=True)]


def words_of(pipeline: StableDiffusionPipeline, canvases: Sequence[Canvas], windows: Tensor) -> Words:
    """Encode what is said to each window of each canvas, [batch * windows, ...].

    A window on the way between two ends hears what is between their words, as far as its columns have come; those in
    its middle count most, as they do in `joined`.
    """
    recipes = [canvas.recipe for canvas in canvases]
    wanted, unwanted = pipeline.encode_prompt(
        [recipe.prompt for recipe in recipes],
        pipeline.device,
        len(windows),
        do_classifier_free_guidance=recipes[0].guidance > UNGUIDED,
        negative_prompt=[recipe.negative for recipe in recipes],
    )
    turns = [canvas.turn for canvas in canvases if canvas.turn is not None]
    return Words(_turned(pipeline, wanted, turns, windows) if turns else wanted, unwanted)


def _turned(pipeline: StableDiffusionPipeline, start: Tensor, turns: Sequence[Turn], windows: Tensor) -> Tensor:
    prompts = [turn.to_prompt for turn in turns]
    end, _ = pipeline.encode_prompt(prompts, pipeline.device, len(windows), do_classifier_free_guidance=False)
    cells = functional.adaptive_avg_pool1d(torch.stack([turn.alphas for turn in turns]), int(windows.max()) + 1)
    weights = weights_of(windows.shape[1])
    alphas = (cells[:, windows] * weights).sum(-1) / weights.sum()
    return start.lerp(end, alphas.view(-1, 1, 1).to(end))


def guided(unet: UNet2DConditionModel, words: Words, *, guidance: float, batch: int) -> Predict:
    """Predict by going from what is unwanted towards what is wanted, and beyond it; `batch` of them at a time.

    References
    ----------
    Ho, Salimans, "Classifier-Free Diffusion Guidance", 2022.
    """

    def predict(latents: Tensor, timestep: Tensor) -> Tensor:
        parts = zip(latents.split(batch), words.split(batch), strict=True)
        return torch.cat([predict_one(part, timestep, said) for part, said in parts])

    def predict_one(latents: Tensor, timestep: Tensor, said: Words) -> Tensor:
        if said.unwanted is None:
            return asked(latents, timestep, said.wanted)
        both = torch.cat([said.unwanted, said.wanted])
        unwanted, wanted = asked(torch.cat([latents] * 2), timestep, both).chunk(2)
        return unwanted + guidance * (wanted - unwanted)

    def asked(latents: Tensor, timestep: Tensor, states: Tensor) -> Tensor:
        said: Tensor = unet(latents, timestep, encoder_hidden_states=states, return_dict=False)[0]
        return said

    return predict
