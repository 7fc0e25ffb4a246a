"""A clip comes into the records, and into its family."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.choices import remixes_of
from bot.records.kinship import LineageRow
from bot.records.models import CardRow, ClipRow, RequestRow
from bot.records.part import changed, insert_new
from bot.records.reading import recipe_of
from bot.records.values import Visibility
from bot.records.words import folded, prompt_of
from core.ending import Made

UNNAMED: Final = "R-??????"
"""Stands for the name of a recipe that can't be read."""

Row = Mapping[str, str | float | bool | None]


@dataclass(frozen=True)
class Birth:
    """A clip that was just made, with the request that it answers."""

    card: CardRow
    request: RequestRow
    made: Made
    now_s: float

    @property
    def visibility(self) -> Visibility:
        """For whom it is."""
        return "private" if self.card.private else "server"

    @property
    def secluded(self) -> bool:
        """Whether it is only for those in its server who see its channel."""
        return self.card.secluded and not self.card.private

    @property
    def names(self) -> tuple[str | None, str | None]:
        """What its recipe is called, and the words in it, folded."""
        try:
            recipe = recipe_of(self.request.recipe)
        except ValidationError:
            return None, None
        prompt = prompt_of(recipe)
        return recipe.recipe_id, None if prompt is None else folded(prompt)


def bear(session: Session, birth: Birth, *, is_wanted: bool) -> None:
    """Keep a clip, once. One that nobody waits for is a deleted one, of no family: so the sweep finds its bytes."""
    node = _node_of(session, birth)
    root = None if node["root"] == birth.request.id else node["root"]
    placed = {"root": root, "generation": node["generation"]} if is_wanted else {"deleted_s": birth.now_s}
    is_new = changed(session, insert_new(session, ClipRow).values({**_clip_row(session, birth), **placed}))
    if is_new and is_wanted:
        changed(session, insert_new(session, LineageRow).values(node))


def _clip_row(session: Session, birth: Birth) -> Row:
    card, request, made = birth.card, birth.request, birth.made
    recipe_id, folded = birth.names
    return {
        "id": request.id,
        "card_id": card.id,
        "author": card.author,
        "server": card.server,
        "recipe": request.recipe,
        "recipe_hash": request.recipe_hash,
        "recipe_id": recipe_id,
        "prompt_folded": folded,
        "receipt": None if made.receipt is None else made.receipt.canonical_json(),
        "features": None if made.features is None else made.features.canonical_json(),
        "png": made.png,
        "mp3": made.mp3,
        "duration_s": made.duration_s,
        "notes": json.dumps(made.notes, ensure_ascii=False),
        "created_s": birth.now_s,
        "operation": request.operation,
        "parent": request.parent,
        "other_parent": request.other_parent,
        "visibility": birth.visibility,
        "secluded": birth.secluded,
        "remixes": remixes_of(session, card.author, card.server),
    }


def _node_of(session: Session, birth: Birth) -> Row:
    """Place a clip one generation below its parents, in the first one's family, and no earlier than them.

    Another process's clock may be behind, and so may ours after it was set; families are told oldest first.
    """
    request = birth.request
    names = [name for name in (request.parent, request.other_parent) if name is not None]
    rows = session.scalars(select(LineageRow).where(LineageRow.clip_id.in_(names))).all() if names else ()
    parents = sorted(rows, key=lambda row: names.index(row.clip_id))
    return {
        "clip_id": request.id,
        "root": parents[0].root if parents else request.id,
        "parent": request.parent,
        "other_parent": request.other_parent,
        "operation": request.operation,
        "generation": max((row.generation for row in parents), default=0) + 1,
        "author": birth.card.author,
        "server": birth.card.server,
        "visibility": birth.visibility,
        "secluded": birth.secluded,
        "recipe_id": birth.names[0] or UNNAMED,
        "created_s": max([birth.now_s, *(row.created_s for row in parents)]),
    }
