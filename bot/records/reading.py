"""From rows to values: what doesn't read as what it should be is logged and left out, a request told as failed."""

import json
import logging
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Final

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.failures import failure_of
from bot.records.models import CardRow, ClipRow, RequestRow
from bot.records.values import Ancestry, Card, CardRecord, ClipRecord, RequestRecord
from core.clip import Features, Receipt
from core.contract import Recipe, Riff, See
from core.ending import Failure
from core.faults import UNREADABLE
from core.request import Origin, Request

log = logging.getLogger(__name__)

RECIPE: Final[TypeAdapter[Recipe]] = TypeAdapter(Recipe)
NOTES: Final = TypeAdapter(tuple[str, ...])

UNKNOWN: Final = See(source="0" * 64)
"""Stands for a recipe of which nothing can be read; there is no such source."""

CACHED: Final = 16384
"""Open cards are read every second or so. Values are frozen, so that one is as good as another."""


@lru_cache(CACHED)
def recipe_of(text: str) -> Recipe:
    """Read a recipe, or rise with what is wrong with it."""
    return RECIPE.validate_json(text)


@lru_cache(CACHED)
def _origin(text: str) -> Origin:
    return Origin.model_validate_json(text)


@lru_cache(CACHED)
def _receipt(text: str) -> Receipt:
    return Receipt.model_validate_json(text)


def clip_of(row: ClipRow) -> ClipRecord | None:
    """Read a clip with the keys of its bytes, also if it is deleted and they only wait to be swept."""
    try:
        return ClipRecord(
            id=row.id,
            card_id=row.card_id,
            author=row.author,
            server=row.server,
            recipe=recipe_of(row.recipe),
            receipt=None if row.receipt is None else _receipt(row.receipt),
            png=row.png,
            mp3=row.mp3,
            duration_s=row.duration_s,
            notes=NOTES.validate_json(row.notes),
            created_s=row.created_s,
            deleted_s=row.deleted_s,
            ancestry=ancestry_of(row),
            root=row.root,
            generation=row.generation,
            visibility=row.visibility,
            secluded=row.secluded,
            remixes=row.remixes,
            features=None if row.features is None else Features.model_validate_json(row.features),
            hidden_s=row.hidden_s,
        )
    except ValidationError as error:
        log.warning("clip %s can't be read: %s", row.id, reason(error))
        return None


def ancestry_of(row: ClipRow | RequestRow) -> Ancestry:
    """Read what a clip comes of."""
    return Ancestry(row.operation, row.parent, row.other_parent)


def reason(error: ValidationError) -> str:
    """Say which fields are wrong, without what stands in them: among it are prompts."""
    return json.dumps([[*wrong["loc"], wrong["type"]] for wrong in error.errors()], default=str)


def cards_of(session: Session, rows: Sequence[CardRow]) -> list[CardRecord]:
    """Read cards with all that belongs to them."""
    ids = [row.id for row in rows]
    asked = select(RequestRow).where(RequestRow.card_id.in_(ids)).order_by(RequestRow.card_id, RequestRow.place)
    requests = session.scalars(asked).all()
    clips = session.scalars(select(ClipRow).where(ClipRow.card_id.in_(ids))).all()
    found = {row.id: row for row in clips}
    by_card = {card_id: list(group) for card_id, group in groupby(requests, key=lambda row: row.card_id)}
    records = [_card_of(row, by_card.get(row.id, []), found) for row in rows]
    return [record for record in records if record is not None]


def _card_of(row: CardRow, requests: Sequence[RequestRow], clips: dict[str, ClipRow]) -> CardRecord | None:
    try:
        card = _bare_card_of(row)
    except ValidationError as error:
        log.warning("card %s can't be read: %s", row.id, reason(error))
        return None
    found = tuple(_request_of(card, request, clips.get(request.id)) for request in requests)
    return CardRecord(card, found)


def _bare_card_of(row: CardRow) -> Card:
    place = {"server": row.server, "channel": row.channel, "message": row.origin_message}
    return Card(
        id=row.id,
        origin=Origin(**place, author=row.author, jam=row.jam),
        reach=row.reach,
        private=row.private,
        upload_limit=row.upload_limit,
        created_s=row.created_s,
        token=row.token,
        message=row.message,
        state=row.state,
        reply_to=row.reply_to,
        home=row.home,
        secluded=row.secluded,
        area=row.area,
        veiled=row.veiled,
        jam=row.jam,
    )


def _request_of(card: Card, row: RequestRow, clip: ClipRow | None) -> RequestRecord:
    try:
        request = _placeable(row)
        failure = None if row.sentence is None else failure_of(row.sentence, row.error_id)
    except ValidationError as error:
        return _unreadable(card, row, error)
    made = clip_of(clip) if clip is not None and row.state == "done" else None
    kept = None if made is None else without_bytes_if_deleted(made)
    file = row.file if row.state == "done" else None
    return RequestRecord(request, row.state, failure, kept, ancestry=ancestry_of(row), file=file)


def _placeable(row: RequestRow) -> Request:
    return Request(
        id=row.id,
        recipe=recipe_of(row.recipe),
        origin=_origin(row.origin),
        upload_limit=row.upload_limit,
        cleared=row.cleared,
    )


def _unreadable(card: Card, row: RequestRow, error: ValidationError) -> RequestRecord:
    """Tell a request as failed that nobody can place or show; what a worker has of it may still end by itself."""
    error_id = f"E-{zlib.crc32(row.id.encode()):08X}"
    log.warning("request %s can't be read (error %s): %s", row.id, error_id, reason(error))
    request = Request(id=row.id, recipe=_words_of(row), origin=card.origin)
    if row.state in {"placed", "cancelled"}:
        return RequestRecord(request, row.state)
    return RequestRecord(request, "failed", Failure(sentence=UNREADABLE, error_id=error_id, code="E-INTERNAL"))


def _words_of(row: RequestRow) -> Recipe:
    try:
        return Riff(prompt=row.prompt or "", seed=0)
    except ValidationError:
        return UNKNOWN


def without_bytes_if_deleted(clip: ClipRecord) -> ClipRecord:
    """Hide the keys of a deleted clip: its bytes may still be there, but nobody is to be shown them."""
    return clip if clip.deleted_s is None else replace(clip, png=None, mp3=None)
