"""Questions to the author of a clip: whether somebody may make another of it."""

import json
import logging
from dataclasses import dataclass
from typing import Final, Literal, cast

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import ColumnElement, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.records.kinship import AskRow
from bot.records.part import Part, changed, insert_new, reading, writing
from bot.records.reading import reason
from bot.records.values import Ancestry
from core.contract import Recipe
from core.recipes import sources_of
from core.request import Origin

log = logging.getLogger(__name__)

AskState = Literal["open", "approved", "denied", "lapsed", "settled"]
"""`lapsed`: nobody answered in time. `settled`: what was answered has been carried out."""

Answer = Literal["approved", "denied", "lapsed"]

ASKS_MOST: Final = 100
LEFT_S: Final = 7 * 24 * 3600.0
ANSWERED: Final = ("approved", "denied", "lapsed")
RECIPES: Final[TypeAdapter[tuple[Recipe, ...]]] = TypeAdapter(tuple[Recipe, ...])


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody, named by `origin`, asks the owner of a clip whether they may have these made of it."""

    id: str
    clip: str
    owner: str
    origin: Origin
    recipes: tuple[Recipe, ...]
    ancestry: Ancestry
    private: bool
    upload_limit: int
    created_s: float
    until_s: float
    state: AskState = "open"
    channel: str | None = None
    message: str | None = None
    """Where the question stands."""


class Asks(Part):
    """The part that knows what authors were asked."""

    @writing
    def open_ask(self, session: Session, ask: Ask) -> bool:
        """Remember a question; False if it is known, and then nothing changed."""
        return changed(session, insert_new(session, AskRow).values(_row_of(ask)))

    @reading
    def ask(self, session: Session, ask_id: str) -> Ask | None:
        """Find a question."""
        return next(iter(_find(session, AskRow.id == ask_id, most=1)), None)

    @writing
    def note_ask(self, session: Session, ask_id: str, *, channel: str, message: str) -> None:
        """Remember where a question stands."""
        changed(session, update(AskRow).where(AskRow.id == ask_id).values(channel=channel, message=message))

    @writing
    def answer_ask(self, session: Session, ask_id: str, answer: Answer, *, now_s: float) -> Ask | None:
        """Answer a question that is open; None if it isn't, and then nothing changed."""
        waiting = update(AskRow).where(AskRow.id == ask_id, AskRow.state == "open")
        if not changed(session, waiting.values(state=answer, answered_s=now_s)):
            return None
        return next(iter(_find(session, AskRow.id == ask_id, most=1)), None)

    @reading
    def open_asks_to(self, session: Session, owner: str, most: int = ASKS_MOST) -> list[Ask]:
        """List questions that wait for somebody's answer."""
        return _find(session, AskRow.state == "open", AskRow.owner == owner, most=most)

    @reading
    def unsettled_asks_with(self, session: Session, user: str, most: int = ASKS_MOST) -> list[Ask]:
        """List questions that somebody asks or is asked, and that wait for an answer or to be closed after a no."""
        asker = AskRow.origin.contains(f'"author":"{user}"', autoescape=True)
        waiting = AskRow.state.in_(("open", "denied", "lapsed"))
        return _find(session, waiting, or_(AskRow.owner == user, asker), most=most)

    @reading
    def unput_asks(self, session: Session, before_s: float, most: int = ASKS_MOST) -> list[Ask]:
        """List questions of before that time that stand nowhere: whoever was to put them may be dead."""
        nowhere = (AskRow.state == "open", AskRow.message.is_(None), AskRow.created_s < before_s)
        return _find(session, *nowhere, most=most)

    @reading
    def due_asks(self, session: Session, now_s: float, most: int = ASKS_MOST) -> list[Ask]:
        """List questions that nobody answered in time."""
        return _find(session, AskRow.state == "open", AskRow.until_s <= now_s, most=most)

    @writing
    def settle_ask(self, session: Session, ask_id: str) -> bool:
        """Say that an answer has been carried out; False if it was before, or there is none."""
        answered = update(AskRow).where(AskRow.id == ask_id, AskRow.state.in_(ANSWERED))
        return changed(session, answered.values(state="settled"))

    @reading
    def unsettled_asks(self, session: Session, before_s: float, most: int = ASKS_MOST) -> list[Ask]:
        """List questions that were answered before that time, but whoever was to carry it out may be dead."""
        return _find(session, AskRow.state.in_(ANSWERED), AskRow.answered_s < before_s, most=most)

    @writing
    def forget_asks(self, session: Session, before_s: float) -> None:
        """Forget questions that had to be answered before that time, with the words in them.

        What nobody has carried out is kept for a week longer: the bot may have been away.
        """
        settled = and_(AskRow.state == "settled", AskRow.until_s < before_s)
        left = and_(AskRow.state.in_(("open", *ANSWERED)), AskRow.until_s < before_s - LEFT_S)
        changed(session, delete(AskRow).where(or_(settled, left)))


def _row_of(ask: Ask) -> dict[str, str | float | bool | None]:
    source, other_source = [*(sources_of(ask.recipes[0]) if ask.recipes else ()), None, None][:2]
    return {
        "id": ask.id,
        "clip": ask.clip,
        "owner": ask.owner,
        "origin": ask.origin.canonical_json(),
        "recipes": json.dumps([json.loads(one.canonical_json()) for one in ask.recipes], ensure_ascii=False),
        "operation": ask.ancestry.operation,
        "parent": ask.ancestry.parent,
        "other_parent": ask.ancestry.other_parent,
        "source": source,
        "other_source": other_source,
        "private": ask.private,
        "upload_limit": ask.upload_limit,
        "created_s": ask.created_s,
        "until_s": ask.until_s,
        "state": ask.state,
        "channel": ask.channel,
        "message": ask.message,
    }


def _find(session: Session, *where: ColumnElement[bool], most: int) -> list[Ask]:
    asked = select(AskRow).where(*where).order_by(AskRow.until_s, AskRow.id).limit(most)
    found = (_ask_of(row) for row in session.scalars(asked))
    return [ask for ask in found if ask is not None]


def _ask_of(row: AskRow) -> Ask | None:
    try:
        origin, recipes = Origin.model_validate_json(row.origin), RECIPES.validate_json(row.recipes)
    except ValidationError as error:
        log.warning("ask %s can't be read: %s", row.id, reason(error))
        return None
    return Ask(
        id=row.id,
        clip=row.clip,
        owner=row.owner,
        origin=origin,
        recipes=recipes,
        ancestry=Ancestry(row.operation, row.parent, row.other_parent),
        private=row.private,
        upload_limit=row.upload_limit,
        created_s=row.created_s,
        until_s=row.until_s,
        state=cast("AskState", row.state),
        channel=row.channel,
        message=row.message,
    )
