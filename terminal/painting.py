"""Recipes to clips, by the worker beside the terminal, while a bar shows how far it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from core.clip import Clip
from core.contract import AnyPaint
from core.ending import Ended
from core.lanes import Forecast
from core.work import steps_of as steps_taken
from terminal import progress
from terminal.requesting import Asked, Requester

LOOK_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Standing:
    """How far some requests are at one moment."""

    ends: Mapping[str, Ended]
    running: Mapping[str, Forecast]


def paint(requester: Requester, recipes: Sequence[AnyPaint]) -> list[Clip]:
    """Make the clips of these recipes, all or none.

    Raises
    ------
    UserError
        If one of them can't be made, or the worker can't work.
    """
    asked = requester.submit(recipes)
    standings = follow(requester, asked)
    with progress.busy("Loading the model"):
        first = next(standing for standing in standings if standing.ends or standing.running)
    ends: Mapping[str, Ended] = {}
    with progress.bar() as on_steps:
        for standing in chain([first], standings):
            on_steps(steps_of(asked, standing))
            ends = standing.ends
    return [requester.clip(recipe, ends[key]) for key, recipe in asked.items()]


def follow(requester: Requester, asked: Asked) -> Iterator[Standing]:
    """Tell again and again how far requests are, until all have ended well."""
    ends: dict[str, Ended] = {}
    while len(ends) < len(asked):
        ends |= {ended.request: ended for ended in requester.ends(wait_s=LOOK_S)}
        for ended in ends.values():
            requester.require_made(ended)
        stands = requester.stands()
        yield Standing(dict(ends), {key: stands[key] for key in asked if key in stands and stands[key].running})


def steps_of(asked: Asked, standing: Standing) -> progress.Steps:
    """Add up the steps of all requests."""
    all_steps = {key: steps_taken(recipe) for key, recipe in asked.items()}
    ended = sum(all_steps[key] for key in standing.ends)
    running = sum(all_steps[key] * painted(forecast) for key, forecast in standing.running.items())
    number = len(standing.ends.keys() | standing.running.keys())
    doing = "Painting" if len(asked) == 1 else f"Painting {number} of {len(asked)}"
    return progress.Steps(doing, round(ended + running), sum(all_steps.values()))


def painted(forecast: Forecast) -> float:
    """Tell which part of a request's batch is painted."""
    return forecast.done / forecast.total if forecast.total else 0.0
