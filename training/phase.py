"""One phase of training: a time budget, a checkpoint that resumes it, a learning rate that follows it."""

import logging
import math
import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Generator, Tensor, distributed, nn
from torch.optim import Optimizer
from torch.optim.swa_utils import AveragedModel

log = logging.getLogger(__name__)

SAVE_EVERY_S = 120.0
LOG_EVERY_S = 30.0
WARM_UP = 0.02
FINAL_RATE = 0.02


@dataclass
class Phase:
    """What is trained, for how long, and where its checkpoint lies.

    `parts` are everything with a state (networks, optimizers, averages); all of them are saved and resumed together.
    """

    checkpoint: Path
    budget_s: float
    parts: dict[str, nn.Module | Optimizer]
    rate: float
    spent_s: float = 0.0
    step: int = 0
    means: dict[str, float] = field(default_factory=dict)

    def resume(self) -> None:
        """Go on from the checkpoint, when there is one."""
        if not self.checkpoint.exists():
            return
        saved = torch.load(self.checkpoint, map_location="cpu", weights_only=True)
        for name, part in self.parts.items():
            part.load_state_dict(saved["parts"][name])
        self.spent_s, self.step = saved["spent_s"], saved["step"]
        log.info("resumed at step %d after %.0f s", self.step, self.spent_s)

    def save(self) -> None:
        """Write the checkpoint in one move, so that a kill leaves the old one or the new one."""
        if process_number() > 0:
            return
        self.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        partial = self.checkpoint.with_suffix(".partial")
        states = {name: part.state_dict() for name, part in self.parts.items()}
        torch.save({"parts": states, "spent_s": self.spent_s, "step": self.step}, partial)
        partial.replace(self.checkpoint)

    @property
    def progress(self) -> float:
        """Share of the budget that is spent, 0 to 1."""
        return min(1.0, self.spent_s / self.budget_s)

    def steps(self) -> Iterator[int]:
        """Step numbers until the budget is spent; saves and logs on the way."""
        saved_s = logged_s = self.spent_s
        while self.spent_s < self.budget_s:
            begun_s = time.perf_counter()
            yield self.step
            self.step += 1
            self.spent_s = _first_process_says(self.spent_s + time.perf_counter() - begun_s)
            if self.spent_s - logged_s > LOG_EVERY_S:
                logged_s = self.spent_s
                self._report()
            if self.spent_s - saved_s > SAVE_EVERY_S:
                saved_s = self.spent_s
                self.save()
        self._report()
        self.save()

    def note(self, **values: Tensor | float) -> None:
        """Keep a running mean of figures for the log."""
        for name, value in values.items():
            figure = float(value)
            self.means[name] = 0.98 * self.means.get(name, figure) + 0.02 * figure

    def set_rate(self, *optimizers: Optimizer) -> None:
        """Warm up, then fall along a cosine to a fiftieth of the rate at the budget's end."""
        cosine = FINAL_RATE + (1 - FINAL_RATE) * 0.5 * (1 + math.cos(math.pi * self.progress))
        rate = self.rate * min(1.0, self.progress / WARM_UP + 1e-3) * cosine
        for group in (group for optimizer in optimizers for group in optimizer.param_groups):
            group["lr"] = rate

    def _report(self) -> None:
        figures = " ".join(f"{name} {value:.4f}" for name, value in self.means.items())
        log.info("step %d, %.1f of %.1f min: %s", self.step, self.spent_s / 60, self.budget_s / 60, figures)


def phase_arguments(description: str | None, *, rate: float) -> ArgumentParser:
    """Options that every phase takes."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder of shards from training.dataset")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and results")
    parser.add_argument("--minutes", type=float, required=True, help="time budget, earlier runs counted in")
    parser.add_argument("--rate", type=float, default=rate, help="peak learning rate")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--styles", nargs="*", default=(), help="only these styles (all without it)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads of torch")
    return parser


def begin(arguments: Namespace) -> torch.device:
    """Set up logging, threads and seed of a phase."""
    if "WORLD_SIZE" in os.environ:
        distributed.init_process_group("gloo")
    level = logging.INFO if process_number() == 0 else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    return torch.device(arguments.device)


def process_number() -> int:
    """The place of this process among those that torchrun started; 0 when it is alone."""
    return distributed.get_rank() if distributed.is_initialized() else 0


def draws(arguments: Namespace, phase: Phase) -> Generator:
    """The generator of a phase's random choices: another stream for each process and after each resumption."""
    return Generator().manual_seed(arguments.seed + 1_000_003 * process_number() + phase.step)


@torch.no_grad()
def share_gradients(network: nn.Module) -> None:
    """Average the gradients over all processes; on a CPU, several of one thread each do better than one of several."""
    if not distributed.is_initialized():
        return
    gradients = [p.grad for p in network.parameters() if p.grad is not None]
    together = torch.cat([gradient.flatten() for gradient in gradients])
    distributed.all_reduce(together)
    together /= distributed.get_world_size()
    for gradient, shared in zip(gradients, together.split([g.numel() for g in gradients]), strict=True):
        gradient.copy_(shared.view_as(gradient))


def _first_process_says(value: float) -> float:
    """The first process's value, in all of them, so that they end their loops at the same step."""
    if not distributed.is_initialized():
        return value
    said = torch.tensor(value, dtype=torch.float64)
    distributed.broadcast(said, 0)
    return float(said)


def averaged(network: nn.Module, *, decay: float = 0.999) -> AveragedModel:
    """A network whose weights follow another's as an exponential moving average, at first closely."""

    def follow(averages: Sequence[Tensor], current: Sequence[Tensor], steps: Tensor | int) -> None:
        reach = min(decay, (1 + int(steps)) / (10 + int(steps)))
        torch._foreach_lerp_(list(averages), list(current), 1 - reach)

    return AveragedModel(network, multi_avg_fn=follow)
