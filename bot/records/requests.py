"""Requests as rows: what is searched for in their recipes stands beside these."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Final

from bot.records.models import RequestRow, SourceRow
from bot.records.values import NO_PARENTS, Ancestry, Operation
from bot.records.words import hash_of
from core.contract import Join, Recipe
from core.request import Request

OPERATIONS: Final[dict[str, Operation]] = {
    "riff": "riff",
    "beat": "riff",
    "remix": "remix",
    "extend": "extend",
    "morph": "morph",
    "play": "play",
    "see": "see",
    "export": "export",
    "section": "jam",
    "layer": "jam",
    "join": "jam",
}
"""What somebody did who asked for such a recipe, if they said nothing else."""


def request_rows(card_id: str, requests: Sequence[Request], ancestries: Sequence[Ancestry]) -> Iterator[RequestRow]:
    """Make a card's rows, in the order in which it shows them."""
    given = ancestries or (NO_PARENTS,)
    each = repeat(given[0], len(requests)) if len(given) == 1 else given
    pairs = zip(requests, each, strict=True)
    return (_row(card_id, place, request, ancestry) for place, (request, ancestry) in enumerate(pairs))


def source_rows(requests: Sequence[Request]) -> Iterator[SourceRow]:
    """Make the rows of what requests join: one that joins many names none of them in its own row."""
    for request in requests:
        if isinstance(request.recipe, Join):
            for place, source in enumerate(request.recipe.sources):
                yield SourceRow(request_id=request.id, place=place, source=source)


def _row(card_id: str, place: int, request: Request, ancestry: Ancestry) -> RequestRow:
    recipe = request.recipe
    prompt = getattr(recipe, "prompt", None)
    return RequestRow(
        id=request.id,
        card_id=card_id,
        place=place,
        recipe=recipe.canonical_json(),
        recipe_hash=hash_of(recipe),
        origin=request.origin.canonical_json(),
        upload_limit=request.upload_limit,
        prompt=prompt,
        prompt_folded=None if prompt is None else prompt.casefold(),
        source=getattr(recipe, "source", None),
        other_source=getattr(recipe, "to_source", None),
        operation=_operation(recipe, ancestry),
        parent=ancestry.parent,
        other_parent=ancestry.other_parent,
        state="unplaced",
        cleared=request.cleared,
    )


def _operation(recipe: Recipe, ancestry: Ancestry) -> Operation:
    return OPERATIONS[recipe.kind] if ancestry == NO_PARENTS else ancestry.operation
