"""The steps in which a model paints, as whoever waits for them sees them. Nothing here needs the model."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

ROUNDING = 1e-6

OnStep = Callable[[int, int], None]
"""Called after every step with the steps done and the steps in all; what it raises calls the work off."""


@dataclass(frozen=True)
class Glimpse:
    """A look at unfinished pictures: after these steps `show` gets the latents as they would be without their noise."""

    after: frozenset[int]
    show: Callable[[Tensor], None]


def steps_taken(steps: int, *, strength: float) -> int:
    """How many of so many steps a repainting of this strength takes."""
    return int(steps * least_strength(steps, strength))


def least_strength(steps: int, strength: float) -> float:
    """The strength, or the one that takes a single step."""
    return max(strength, min(1.0, (1 + ROUNDING) / steps))
