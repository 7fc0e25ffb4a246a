"""A loaded model and its two ways to paint: from words alone, and from a picture and words."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from diffusers import StableDiffusionImg2ImgPipeline, StableDiffusionPipeline
from torch import Generator, Tensor

from core.clip import Receipt
from core.contract import Painted
from worker.painter.folding import fold, patch_of, unfold
from worker.sound.format import ROWS
from worker.steps import Glimpse, OnStep, least_strength, steps_taken

COLUMN_MULTIPLE = 64


@dataclass(frozen=True)
class Painter:
    """A diffusion model that is ready to paint batches of recipes.

    `batch` is how many recipes one pass should hold. On a CPU that is one: company gains nothing there, and the kernels
    that a larger batch picks would change a clip's last bits.
    """

    pipeline: StableDiffusionPipeline
    name: str
    hash: str
    batch: int
    versions: tuple[tuple[str, str], ...]

    @functools.cached_property
    def _repainter(self) -> StableDiffusionImg2ImgPipeline:
        repainter = StableDiffusionImg2ImgPipeline(**self.pipeline.components, requires_safety_checker=False)
        repainter.set_progress_bar_config(disable=True)
        return repainter

    @property
    def device(self) -> torch.device:
        """Where it paints."""
        return torch.device(self.pipeline.device)

    @property
    def receipt(self) -> Receipt:
        """What a clip should say about the model that made it."""
        return Receipt(
            model=self.name,
            model_hash=self.hash,
            scheduler=type(self.pipeline.scheduler).__name__,
            device=self.device.type,
            versions=self.versions,
        )

    def paint(
        self, recipes: Sequence[Painted], *, columns: int, on_step: OnStep, glimpse: Glimpse | None = None
    ) -> Tensor:
        """Paint recipes of one step count and guidance in one pass, uint8 [batch, rows, columns] on the CPU.

        Each recipe draws from its own generator on the CPU, so that its clip does not depend on its neighbours.

        Raises
        ------
        ValueError
            If the width is not a multiple of 64 columns.
        """
        require_width(columns)
        first = recipes[0]
        return self.decode(
            self.pipeline(
                **self._words(recipes),
                height=ROWS // self._patch,
                width=columns // self._patch,
                num_inference_steps=first.steps,
                callback_on_step_end=_step_callback(on_step, first.steps, glimpse),
            ).images
        )

    def repaint(
        self,
        recipes: Sequence[Painted],
        pictures: Tensor,
        *,
        strength: float,
        on_step: OnStep,
        glimpse: Glimpse | None = None,
    ) -> Tensor:
        """Paint recipes over pictures, uint8 [batch, rows, columns]; a strength of 1 leaves nothing of them.

        One step at the least is taken, however weak. Raises ValueError as `paint` does.
        """
        require_width(pictures.shape[-1])
        steps = recipes[0].steps
        source = (fold(pictures, channels=self._channels) + 1) / 2
        return self.decode(
            self._repainter(
                **self._words(recipes),
                image=source.to(self.device, self.pipeline.vae.dtype),
                strength=least_strength(steps, strength),
                num_inference_steps=steps,
                callback_on_step_end=_step_callback(on_step, steps_taken(steps, strength=strength), glimpse),
            ).images
        )

    def unread(self, words: str) -> str:
        """The end of a prompt, or of a negative one, that the text encoder has no room for."""
        tokenizer = self.pipeline.tokenizer
        read = tokenizer(words, truncation=True, max_length=tokenizer.model_max_length).input_ids
        every = tokenizer(words).input_ids
        kept = len(read) - 1
        return str(tokenizer.decode(every[kept:], skip_special_tokens=True)) if len(every) > len(read) else ""

    def _words(self, recipes: Sequence[Painted]) -> dict[str, object]:
        return {
            "prompt": [recipe.prompt for recipe in recipes],
            "negative_prompt": [recipe.negative for recipe in recipes],
            "guidance_scale": recipes[0].guidance,
            "generator": [Generator("cpu").manual_seed(recipe.seed) for recipe in recipes],
            "output_type": "latent",
        }

    def decode(self, latents: Tensor) -> Tensor:
        """Latents to pictures, uint8 [batch, rows, columns], clip by clip: decoding is the peak of a batch's memory.

        What a model computed to no number is white, which is silence.
        """
        vae = self.pipeline.vae
        with torch.no_grad():
            decoded = [vae.decode(one / vae.config.scaling_factor).sample.cpu() for one in latents.split(1)]
        return unfold(torch.cat(decoded).nan_to_num(nan=1.0))

    @property
    def _channels(self) -> int:
        return int(self.pipeline.vae.config.in_channels)

    @property
    def _patch(self) -> int:
        return patch_of(self._channels)


def require_width(columns: int) -> None:
    """Refuse a width that the networks cannot halve evenly."""
    if columns <= 0 or columns % COLUMN_MULTIPLE:
        raise ValueError(f"a picture is a multiple of {COLUMN_MULTIPLE} columns wide, not {columns}")


def _step_callback(on_step: OnStep, steps: int, glimpse: Glimpse | None) -> Callable[..., dict[str, Tensor]]:
    def stepped(
        pipeline: StableDiffusionPipeline, step: int, _timestep: object, tensors: dict[str, Tensor]
    ) -> dict[str, Tensor]:
        done = min(step + 1, steps)
        if glimpse is not None and done in glimpse.after:
            glimpse.show(pipeline.scheduler.model_outputs[-1])  # DPM-Solver++ keeps its last guess at the end
        on_step(done, steps)
        return tensors

    return stepped
