"""Recipes of clips that come of others, as Discord asks for them: where there can be none, nothing was used up."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from core import children
from core.children import Shape, Wish, reseeded, words_of
from core.errors import UserError

__all__ = [
    "Shape",
    "Wish",
    "extend_of",
    "morph_of",
    "over_file",
    "region_of",
    "remix_of",
    "reseeded",
    "room_of",
    "vary_of",
    "words_of",
]

P = ParamSpec("P")
Made = TypeVar("Made")


def unspent(make: Callable[P, Made]) -> Callable[P, Made]:
    """Let whoever meets a refusal know that it cost nothing."""

    @wraps(make)
    def maker(*args: P.args, **kwargs: P.kwargs) -> Made:
        try:
            return make(*args, **kwargs)
        except UserError as error:
            raise UserError(f"{error} Nothing was used up.", code=error.code) from error

    return maker


remix_of = unspent(children.remix_of)
over_file = unspent(children.over_file)
vary_of = unspent(children.vary_of)
extend_of = unspent(children.extend_of)
morph_of = unspent(children.morph_of)
region_of = unspent(children.region_of)
room_of = unspent(children.room_of)
