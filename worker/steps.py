"""The steps in which a model paints, as whoever waits for them sees them. Nothing here needs the model."""

from collections.abc import Callable
from dataclasses import dataclass

from torch import Tensor

OnStep = Callable[[int, int], None]
"""Called after every step with the steps done and the steps in all; what it raises calls the work off."""


@dataclass(frozen=True)
class Glimpse:
    """A look at unfinished pictures: after these steps `show` gets the latents as they would be without their noise."""

    after: frozenset[int]
    show: Callable[[Tensor], None]


def steps_taken(steps: int, *, strength: float) -> int:
    """How many of so many steps painting over a picture takes: none at 0, but one at the least for any strength."""
    return max(1, int(steps * strength)) if strength > 0 else 0
