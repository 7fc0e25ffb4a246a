"""Families to draw: who comes of whom is drawn from a seed."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.records.lineage import Member
from tests.bot.samples import Field

ROOT: Final = Member(
    id="0", root="0", parents=(), operation="riff", generation=1, author="42", server="7", visibility="server",
    prompt="lo-fi beats", png=None, recipe_id="R-000000", stars=0, created_s=1.8e9, promoted_s=None, deleted=False,
    hidden=False,
)  # fmt: skip

Choose = Callable[[random.Random, list[Member]], Member]


def child(number: int, *parents: Member, **changes: Field) -> Member:
    """A clip that comes of others."""
    made = replace(
        ROOT,
        id=str(number),
        parents=tuple(one.id for one in parents),
        operation="morph" if len(parents) > 1 else "remix",
        generation=max(one.generation for one in parents) + 1,
        recipe_id=f"R-{number:06}",
    )
    return replace(made, **changes)


def of_the_first(_: random.Random, family: list[Member]) -> Member:
    return family[0]


def of_the_last(_: random.Random, family: list[Member]) -> Member:
    return family[-1]


def of_any(chance: random.Random, family: list[Member]) -> Member:
    return chance.choice(family)


def family(count: int, choose: Choose = of_any, *, morphs: float = 0.0) -> list[Member]:
    """A family of so many, oldest first, of which a share has two parents."""
    chance = random.Random(count)  # noqa: S311 - a family, no secret
    members = [ROOT]
    for number in range(1, count):
        parents = [choose(chance, members)]
        if chance.random() < morphs:
            parents += [one for one in [chance.choice(members)] if one is not parents[0]]
        members.append(child(number, *parents))
    return members
