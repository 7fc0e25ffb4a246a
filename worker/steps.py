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
