"""What is forgotten of jams: words of deleted clips, whoever had all of theirs deleted, and jams that are long over."""

import json
from collections.abc import Collection
from typing import Final

from sqlalchemy import ColumnElement, case, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.records.jam import BEGUN
from bot.records.jam_tables import JamEntryRow, JamEventRow, JamPlayerRow, JamRoundRow, JamRow, JamVoteRow
from bot.records.models import CardRow, ClipRow, RequestRow, SourceRow
from bot.records.part import Part, changed, reading, writing
from bot.records.retention import too_old_for_servers
from bot.records.words import REMOVED, wordless

WAITING: Final = ("held", "ready")
"""The states of entries of which nothing was made yet."""

Name = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]

NAMES: Final[tuple[tuple[Name, InstrumentedAttribute[str]], ...]] = (
    (JamRow.host, JamRow.id), (JamRow.offered_to, JamRow.id), (JamRow.ended_by, JamRow.id),
    (JamPlayerRow.player, JamPlayerRow.jam), (JamRoundRow.player, JamRoundRow.jam),
    (JamEntryRow.author, JamEntryRow.jam), (JamVoteRow.voter, JamVoteRow.jam),
)  # fmt: skip
"""Where jams name people, each with what names the jam there."""


class JamErasing(Part):
    """The part that forgets jams, and people in them."""

    async def leave_jams(self, user: str, alias: str) -> None:
        """Put an alias in place of somebody in all jams, and take their words out; it can be begun again."""
        for jam_id in await self.jams_naming(user):
            await self._leave(jam_id, user, alias)

    @reading
    def forgettable_jams(self, session: Session, before_s: float | None, most: int, *, now_s: float) -> list[str]:
        """Name jams that were over before that time, or before their servers want, and of which no clip is left."""
        old = () if before_s is None else (JamRow.ended_s < before_s,)
        ended = [*old, *too_old_for_servers(session, JamRow.server, JamRow.ended_s, now_s=now_s)]
        if not ended:
            return []
        there = or_(ClipRow.deleted_s.is_(None), ClipRow.png.is_not(None))
        left = exists().where(CardRow.jam == JamRow.id, ClipRow.card_id == CardRow.id, there)
        over = (JamRow.phase == "archived", JamRow.ended_s < now_s)
        asked = select(JamRow.id).where(*over, or_(*ended), ~left)
        return list(session.scalars(asked.order_by(JamRow.ended_s, JamRow.id).limit(most)))

    @writing
    def forget_jams(self, session: Session, jam_ids: Collection[str]) -> None:
        """Forget jams that are over, with their history."""
        over = (JamRow.id.in_(jam_ids), JamRow.phase == "archived")
        gone = session.scalars(select(JamRow.id).where(*over)).all()
        changed(session, delete(JamRow).where(*over))
        changed(session, delete(JamEventRow).where(JamEventRow.jam.in_(gone)))

    @reading
    def jams_naming(self, session: Session, user: str) -> list[str]:
        """List the ids of all jams that name somebody, also of those that they were sent out of."""
        found = [session.scalars(select(jam).where(name == user)).all() for name, jam in NAMES]
        return sorted({jam_id for some in found for jam_id in some})

    @reading
    def is_titled_by(self, session: Session, jam_id: str, user: str) -> bool:
        """Tell whether a jam's name and theme go with somebody."""
        return _is_titled_by(session, jam_id, user)

    @writing
    def _leave(self, session: Session, jam_id: str, user: str, alias: str) -> None:
        """Leave one jam: first the cards of its tracks are locked, as everywhere, then the jam."""
        is_theirs = _is_titled_by(session, jam_id, user)
        _forget_chapters(session, jam_id, of=(user, alias), with_title=is_theirs)
        _bump(session, jam_id)
        if is_theirs:
            changed(session, update(JamRow).where(JamRow.id == jam_id).values(name=REMOVED, theme=""))
        _empty_entries(session, JamEntryRow.jam == jam_id, JamEntryRow.author == user)
        _make_way(session, jam_id, user, alias)
        for name, jam in NAMES:
            changed(session, update(name.class_).where(jam == jam_id, name == user).values({name: alias}))


def _is_titled_by(session: Session, jam_id: str, user: str) -> bool:
    """Tell whether somebody leads a jam, or gave it its name, whoever leads it by now."""
    begun = select(JamEventRow.actor).where(JamEventRow.jam == jam_id, JamEventRow.action == BEGUN)
    return user in {session.scalar(select(JamRow.host).where(JamRow.id == jam_id)), session.scalar(begun)}


def forget_entry_of(session: Session, clip_id: str) -> None:
    """Forget the words that a clip was made of for a jam which is being deleted, there and in its tracks."""
    for jam_id in session.scalars(select(JamEntryRow.jam).where(JamEntryRow.clip == clip_id)).all():
        _forget_chapters(session, jam_id)
        _bump(session, jam_id)
        _empty_entries(session, JamEntryRow.clip == clip_id)


def _forget_chapters(session: Session, jam_id: str, *, of: Collection[str] = (), with_title: bool = False) -> None:
    """Take out of a jam's tracks what names clips that are not there any more, or of these people.

    Where nobody can tell any more whose it was, the words go too.
    """
    kept = _named_still(session, jam_id, of)
    for request in _tracks(session, jam_id):
        clip = session.get(ClipRow, request.id)
        request.recipe, request.recipe_hash = _unnamed(request.recipe, kept, with_title=with_title), None
        if clip is not None:
            clip.recipe, clip.recipe_hash = request.recipe, None
            clip.prompt_folded = None if with_title else clip.prompt_folded


def _named_still(session: Session, jam_id: str, gone: Collection[str]) -> set[str | None]:
    """Name the pictures of a jam's clips that are there and of nobody who goes."""
    there = (CardRow.jam == jam_id, ClipRow.deleted_s.is_(None), ClipRow.author.not_in(gone))
    return set(session.scalars(select(ClipRow.png).join(CardRow, CardRow.id == ClipRow.card_id).where(*there)))


def _tracks(session: Session, jam_id: str) -> list[RequestRow]:
    joins = exists().where(SourceRow.request_id == RequestRow.id)
    cards = select(CardRow.id).join(RequestRow, RequestRow.card_id == CardRow.id).where(CardRow.jam == jam_id, joins)
    asked = select(CardRow).where(CardRow.id.in_(cards)).order_by(CardRow.id)
    locked = session.scalars(asked.with_for_update()).all()
    return list(session.scalars(select(RequestRow).where(RequestRow.card_id.in_([row.id for row in locked]), joins)))


def _unnamed(recipe: str, kept: Collection[str | None], *, with_title: bool) -> str:
    """Take the words of chapters out of a track's recipe whose clips are not among these."""
    try:
        fields = json.loads(recipe)
        pairs = zip(fields["sources"], fields["chapters"], strict=True)
        chapters = [words if source in kept else REMOVED for source, words in pairs]
    except (ValueError, KeyError, TypeError):
        return wordless(recipe)
    title = {"title": REMOVED} if with_title else {}
    return json.dumps(
        fields | {"chapters": chapters} | title, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def _bump(session: Session, jam_id: str) -> None:
    """Let nobody save a jam as they read it before."""
    changed(session, update(JamRow).where(JamRow.id == jam_id).values(version=JamRow.version + 1))


def _empty_entries(session: Session, *where: ColumnElement[bool]) -> None:
    """Take out the words of entries; of what was not made yet nothing is made."""
    state = case((JamEntryRow.state.in_(WAITING), "removed"), else_=JamEntryRow.state)
    changed(session, update(JamEntryRow).where(*where).values(prompt=REMOVED, state=state))


def _make_way(session: Session, jam_id: str, user: str, alias: str) -> None:
    """Delete what stands under the alias where there can be one row a person: whoever came back is the newer one."""
    if session.get(JamPlayerRow, (jam_id, user)) is not None:
        changed(session, delete(JamPlayerRow).where(JamPlayerRow.jam == jam_id, JamPlayerRow.player == alias))
    newer = select(JamVoteRow.round).where(JamVoteRow.jam == jam_id, JamVoteRow.voter == user)
    older = (JamVoteRow.jam == jam_id, JamVoteRow.voter == alias, JamVoteRow.round.in_(newer))
    changed(session, delete(JamVoteRow).where(*older))
