"""A loaded model that paints on canvases."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionPipeline
from torch import Tensor, nn

from core.clip import Receipt
from core.limits import NATIVE_COLUMNS
from core.work import steps_taken
from worker.painter.canvas import Canvas, masks_of, pictures_of
from worker.painter.denoising import Predict, Watch, denoise
from worker.painter.folding import unfold
from worker.painter.ground import cell_of, ground_of
from worker.painter.guidance import guided, words_of
from worker.painter.masking import pasted
from worker.painter.windows import joined, windows_over
from worker.painter.wrapping import wrapped
from worker.steps import Glimpse, OnStep

COLUMN_MULTIPLE = 64


@dataclass(frozen=True)
class Painter:
    """A diffusion model that is ready to paint batches of recipes.

    `batch` is how many pictures of native width one pass should hold. On a CPU that is one: company gains nothing
    there, and the kernels that a larger batch picks would change a clip's last bits.
    """

    pipeline: StableDiffusionPipeline
    name: str
    hash: str
    batch: int
    versions: tuple[tuple[str, str], ...]

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

    def paint(self, canvases: Sequence[Canvas], *, on_step: OnStep, glimpse: Glimpse | None = None) -> Tensor:
        """Paint what one pass can hold, uint8 [batch, rows, columns] on the CPU.

        Canvases of one pass share their columns, steps, guidance and strength, whether they loop, and whether they
        have a picture, a mask and a turn. Each recipe draws from its own generator on the CPU, so that its clip does
        not depend on its neighbours.

        Raises
        ------
        ValueError
            If the width is not a multiple of 64 columns.
        """
        first = canvases[0]
        require_width(first.columns)
        if first.picture is not None and first.strength <= 0:
            return pictures_of(canvases)
        with torch.no_grad(), wrapped(*self._circular(first)):
            latents = denoise(
                self._predict(canvases),
                ground_of(self.pipeline, canvases),
                scheduler=self._scheduler(first.recipe.steps),
                strength=first.strength,
                watch=_watch(on_step, glimpse, steps=steps_taken(first.recipe.steps, strength=first.strength)),
            )
            painted = self.decode(latents)
        masks = masks_of(canvases)
        return painted if masks is None else pasted(painted, pictures_of(canvases), masks, loop=first.recipe.loop)

    def decode(self, latents: Tensor) -> Tensor:
        """Latents to pictures, uint8 [batch, rows, columns], clip by clip: decoding is the peak of a batch's memory.

        What a model computed to no number is white, which is silence.
        """
        vae = self.pipeline.vae
        with torch.no_grad():
            decoded = [vae.decode(one / vae.config.scaling_factor).sample.cpu() for one in latents.split(1)]
        return unfold(torch.cat(decoded).nan_to_num(nan=1.0))

    def unread(self, words: str) -> str:
        """The end of a prompt, or of a negative one, that the text encoder has no room for."""
        tokenizer = self.pipeline.tokenizer
        read = tokenizer(words, truncation=True, max_length=tokenizer.model_max_length).input_ids
        every = tokenizer(words).input_ids
        kept = len(read) - 1
        return str(tokenizer.decode(every[kept:], skip_special_tokens=True)) if len(every) > len(read) else ""

    def _predict(self, canvases: Sequence[Canvas]) -> Predict:
        first, columns = canvases[0], canvases[0].columns // cell_of(self.pipeline)
        windows = self._windows(first)
        words = words_of(self.pipeline, canvases, windows)
        predict = guided(self.pipeline.unet, words, guidance=first.recipe.guidance, batch=self.batch)
        return joined(predict, windows, columns=columns) if len(windows) > 1 else predict

    def _windows(self, canvas: Canvas) -> Tensor:
        """Where the denoiser looks: a turn needs words for every window, all else is seen at once."""
        cell = cell_of(self.pipeline)
        native = (canvas.columns if canvas.turn is None else NATIVE_COLUMNS) // cell
        return windows_over(canvas.columns // cell, native=native, loop=canvas.recipe.loop)

    def _circular(self, canvas: Canvas) -> tuple[nn.Module, ...]:
        """The networks that should see time as a circle; windows over it see a part of the circle, which has ends."""
        if not canvas.recipe.loop:
            return ()
        return (self.pipeline.vae,) if len(self._windows(canvas)) > 1 else (self.pipeline.vae, self.pipeline.unet)

    def _scheduler(self, steps: int) -> DPMSolverMultistepScheduler:
        """A pass's own: it remembers its steps."""
        scheduler = DPMSolverMultistepScheduler.from_config(self.pipeline.scheduler.config)
        scheduler.set_timesteps(steps, device=self.device)
        return scheduler


def require_width(columns: int) -> None:
    """Refuse a width that the networks cannot halve evenly."""
    if columns <= 0 or columns % COLUMN_MULTIPLE:
        raise ValueError(f"a picture is a multiple of {COLUMN_MULTIPLE} columns wide, not {columns}")


def _watch(on_step: OnStep, glimpse: Glimpse | None, *, steps: int) -> Watch:
    def watch(done: int, latents: Tensor) -> None:
        if glimpse is not None and done in glimpse.after:
            glimpse.show(latents)
        on_step(done, steps)

    return watch
