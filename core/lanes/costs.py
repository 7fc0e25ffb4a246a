"""What a recipe costs, and which recipes can be painted together."""

from typing import Final, NamedTuple, Self

from core.contract import Converted, Export, Extend, Join, Layer, Morph, Painted, Recipe, Region, Remix, Section
from core.limits import NATIVE_COLUMNS, STEPS_DEFAULT
from core.work import columns_painted, strength_of

PRIOR_NATIVE_MS: Final = 8000
"""For a clip of native length with the default steps, until batches tell better: two CPU cores, built-in model."""

PRIOR_CONVERSION_MS: Final = 1000
"""For a picture's sound or a sound's picture, and for each section of a track: no model takes part."""

UNGUIDED: Final = 1.0
"""At this guidance the model is asked once a step instead of twice."""

SERVER_WEIGHT: Final = 1.0
DIRECT_WEIGHT: Final = 0.5
DIRECT: Final = "@"
"""Whoever asks outside a server is a server of their own, of half the weight, whose name begins so."""

JAM: Final = "~"
"""A jam is a user of its own, in a server of its own beside the one where it is; both names begin so."""

JAMS_TENTHS, PEOPLE_TENTHS = 3, 7
"""How the painting is shared while jams and others wait; as in `classes.lua`."""


class Fits(NamedTuple):
    """What recipes must have in common to be made in one pass. What a kind does not have is 0 or empty.

    `columns` are those of the clip, `painted` those that a model paints for it; `shape` says what else of it decides
    which of them are painted when, such as the side of an extension.
    """

    kind: str
    shape: str
    columns: int
    painted: int
    steps: int
    guidance: float
    strength: float
    scheduler: str
    model: str

    @classmethod
    def of(cls, recipe: Recipe) -> Self:
        """Tell what else could be made with this recipe."""
        if not isinstance(recipe, Painted):
            return cls(recipe.kind, form_of(recipe), 0, 0, 0, 0.0, 0.0, "", "")
        work = (columns_painted(recipe), recipe.steps, recipe.guidance, strength_of(recipe))
        return cls(recipe.kind, shape_of(recipe), recipe.columns, *work, recipe.scheduler, recipe.model)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `str` wrote."""
        kind, shape, columns, painted, steps, guidance, strength, scheduler, model = text.split("|", maxsplit=8)
        work = (int(columns), int(painted), int(steps), float(guidance), float(strength))
        return cls(kind, shape, *work, scheduler, model)

    def __str__(self) -> str:
        return "|".join(map(str, self))

    @property
    def cost_key(self) -> str:
        """Name what decides the cost: any guidance but none costs the same, and strengths that are close do."""
        if not self.painted:
            return f"{self.kind}|{self.shape}"
        guided = "guided" if self.guidance > UNGUIDED else "unguided"
        work = (self.columns, self.painted, self.steps, guided, f"{self.strength:.1f}")
        return "|".join(map(str, (self.kind, *work, self.scheduler, self.model)))

    @property
    def prior_ms(self) -> float:
        """What to expect while nothing is known: in proportion to the columns and the steps that are really painted."""
        if not self.painted:
            return PRIOR_CONVERSION_MS * (int(self.shape) if self.kind == "join" else 1)
        passes = 1.0 if self.guidance > UNGUIDED else 0.5
        steps = self.steps * self.strength
        return PRIOR_NATIVE_MS * passes * self.painted / NATIVE_COLUMNS * steps / STEPS_DEFAULT

    def cost_ms(self, learned: dict[str, float]) -> int:
        """Predict what one such request takes; rounded as in `ledger.lua`."""
        return max(1, int(learned.get(self.cost_key, self.prior_ms) + 0.5))


def form_of(recipe: Converted) -> str:
    """Name what beside its kind decides the work of a recipe that needs no model: of a track, how many sections."""
    match recipe:
        case Export():
            return recipe.format
        case Join():
            return str(len(recipe.sources))
        case _:
            return ""


def shape_of(recipe: Painted) -> str:
    """Name, beside its width, what a recipe's canvas has in common with those that can be painted with it."""
    words = ["loop"] if recipe.loop else []
    match recipe:
        case Remix(region=Region()):
            words.append("region")
        case Extend():
            words += [recipe.side, f"{recipe.added_s} s"]
        case Morph():
            words += [recipe.curve, *(name for name in ("source", "to_source") if getattr(recipe, name))]
        case Section():
            words += ["source"] if recipe.source else []
        case Layer():
            words += [recipe.part, *(["source"] if recipe.source else [])]
    return " ".join(words)


def weight_of(server: str) -> float:
    """Tell how much of a server's share this one gets."""
    return DIRECT_WEIGHT if server.startswith(DIRECT) else SERVER_WEIGHT


def tenths_of(server: str) -> int:
    """Tell how much of all painting is for the class that this server's requests are of."""
    return JAMS_TENTHS if server.startswith(JAM) else PEOPLE_TENTHS


def class_cost_ms(cost_ms: int, tenths: int) -> int:
    """Charge a class by its share; rounded as in `classes.lua`."""
    return int(cost_ms * 10 / tenths + 0.5)


def server_cost_ms(cost_ms: int, server: str) -> int:
    """Charge a server by its weight; rounded as in `ledger.lua`."""
    return int(cost_ms / weight_of(server) + 0.5)
