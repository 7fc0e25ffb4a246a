"""What a recipe costs, and which recipes can be painted together."""

from typing import Final, NamedTuple, Self

from core.contract import NATIVE_COLUMNS, STEPS_DEFAULT, Recipe

PRIOR_NATIVE_MS: Final = 8000
"""For a clip of native length with the default steps, until batches tell better: two CPU cores, built-in model."""

UNGUIDED: Final = 1.0
"""At this guidance the model is asked once a step instead of twice."""

SERVER_WEIGHT: Final = 1.0
DIRECT_WEIGHT: Final = 0.5
DIRECT: Final = "@"
"""Whoever asks outside a server is a server of their own, of half the weight, whose name begins so."""


class Fits(NamedTuple):
    """What recipes must have in common to be painted in one pass."""

    columns: int
    steps: int
    guidance: float
    scheduler: str
    model: str

    @classmethod
    def of(cls, recipe: Recipe) -> Self:
        """Tell what else could be painted with this recipe."""
        return cls(recipe.columns, recipe.steps, recipe.guidance, recipe.scheduler, recipe.model)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote."""
        columns, steps, guidance, scheduler, model = text.split("|", maxsplit=4)
        return cls(int(columns), int(steps), float(guidance), scheduler, model)

    def __str__(self) -> str:
        return "|".join(map(str, self))

    @property
    def cost_key(self) -> str:
        """Name what decides the cost: any guidance but none costs the same."""
        guided = "guided" if self.guidance > UNGUIDED else "unguided"
        return f"{self.columns}|{self.steps}|{guided}|{self.scheduler}|{self.model}"

    @property
    def prior_ms(self) -> float:
        """What to expect while nothing is known: in proportion to width and steps."""
        passes = 1.0 if self.guidance > UNGUIDED else 0.5
        return PRIOR_NATIVE_MS * passes * self.columns / NATIVE_COLUMNS * self.steps / STEPS_DEFAULT

    def cost_ms(self, learned: dict[str, float]) -> int:
        """Predict what one such request takes; rounded as in `ledger.lua`."""
        return max(1, int(learned.get(self.cost_key, self.prior_ms) + 0.5))


def weight_of(server: str) -> float:
    """Tell how much of a server's share this one gets."""
    return DIRECT_WEIGHT if server.startswith(DIRECT) else SERVER_WEIGHT


def server_cost_ms(cost_ms: int, server: str) -> int:
    """Charge a server by its weight; rounded as in `ledger.lua`."""
    return int(cost_ms / weight_of(server) + 0.5)
