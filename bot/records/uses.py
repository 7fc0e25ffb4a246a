"""Which bytes of the store somebody still needs, and files that were exported, which nobody needs for long."""

from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, or_, select, union, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bot.records.kinship import AskRow
from bot.records.models import OPEN, CardRow, ClipRow, RequestRow, SourceRow
from bot.records.part import Part, changed, reading, writing
from bot.records.supervision import RefusalRow
from bot.records.values import Leftover

HOPEFUL: Final = ("open", "approved")
"""The states of questions that may have something made yet."""

Key = InstrumentedAttribute[str | None]
Source = InstrumentedAttribute[str | None] | InstrumentedAttribute[str]


class Uses(Part):
    """The part that knows what is needed of the store."""

    @reading
    def keys_in_use(self, session: Session, keys: Collection[str], *, besides: Collection[str] = ()) -> set[str]:
        """Say which bytes are still needed.

        That is: by a clip that isn't deleted or swept, as a file that was exported and isn't swept, by a request that
        isn't over or may be asked for once more, or by a question that nobody answered or whose author's yes isn't
        carried out. Equal recipes share their bytes. `besides` names the clips, or requests for files, that are about
        to be swept.
        """
        found = session.scalars(union(*_made(keys, besides), *_sources(keys, besides), *_made_anew(besides)))
        return {key for key in found if key is not None}

    @reading
    def sweepable_exports(self, session: Session, before_s: float, most: int, *, after: str = "") -> list[Leftover]:
        """List the requests for files that were made before `before_s` and are still there, by their ids."""
        there = (RequestRow.file.is_not(None), RequestRow.exported_s < before_s, RequestRow.id > after)
        asked = select(RequestRow.id, RequestRow.file).where(*there).order_by(RequestRow.id).limit(most)
        return [Leftover(request_id, frozenset(filter(None, [file]))) for request_id, file in session.execute(asked)]

    @writing
    def mark_export_swept(self, session: Session, request_id: str) -> bool:
        """Say that an exported file is gone."""
        return changed(session, update(RequestRow).where(RequestRow.id == request_id).values(file=None))


def needs_of(key: Key) -> tuple[ColumnElement[bool], ...]:
    """Say whether a request that isn't over, or a question of which something may come, begins with these bytes."""
    requests = (RequestRow.source, RequestRow.other_source)
    asks = (AskRow.source, AskRow.other_source)
    joined = (SourceRow.source == key, SourceRow.request_id == RequestRow.id)
    return (
        *(exists().where(source == key, RequestRow.state.in_(OPEN)) for source in requests),
        exists().where(*joined, RequestRow.state.in_(OPEN)),
        *(exists().where(source == key, AskRow.state.in_(HOPEFUL)) for source in asks),
    )


def _made(keys: Collection[str], besides: Collection[str]) -> list[Select[str | None]]:
    kept = (ClipRow.deleted_s.is_(None), ClipRow.id.not_in(besides))
    return [
        select(ClipRow.png).where(ClipRow.png.in_(keys), *kept),
        select(ClipRow.mp3).where(ClipRow.mp3.in_(keys), *kept),
        select(RequestRow.file).where(RequestRow.file.in_(keys), RequestRow.id.not_in(besides)),
    ]


def _sources(keys: Collection[str], besides: Collection[str]) -> list[Select[str | None]]:
    """What somebody waits for begins with these; so does what can be made again, unless they were deleted since."""
    found: list[Select[str | None]] = []
    for source, asked in _begun_with(keys):
        again = exists().where(
            ClipRow.id == RequestRow.id,
            ClipRow.png.is_not(None),
            ClipRow.deleted_s.is_(None),
            ClipRow.id.not_in(besides),
        )
        appealable = exists().where(RefusalRow.card_id == RequestRow.card_id)
        found += [asked.where(RequestRow.state.in_(OPEN)), asked.where(again, ~_was_deleted(source))]
        found.append(asked.where(appealable))
    asks = (AskRow.source, AskRow.other_source)
    return [*found, *(select(one).where(one.in_(keys), AskRow.state.in_(HOPEFUL)) for one in asks)]


def _begun_with(keys: Collection[str]) -> Iterator[tuple[Source, Select[str | None]]]:
    """Begin with each way in which a request names what it begins with."""
    for source in (RequestRow.source, RequestRow.other_source):
        yield source, select(source).where(source.in_(keys))
    joined = select(SourceRow.source).join(RequestRow, RequestRow.id == SourceRow.request_id)
    yield SourceRow.source, joined.where(SourceRow.source.in_(keys))


def _was_deleted(key: Source) -> ColumnElement[bool]:
    """Say whether these are the bytes of a clip that somebody deleted and that is on its way out."""
    deleted = aliased(ClipRow)
    return exists().where(deleted.deleted_s.is_not(None), or_(deleted.png == key, deleted.mp3 == key))


def _made_anew(besides: Collection[str]) -> list[Select[str | None]]:
    """What is about to be swept, and of whose recipe somebody waits for another: a worker may have stored it again."""
    waiting = aliased(RequestRow)
    anew = (CardRow.state.in_(("open", "held", "frozen")), waiting.card_id == CardRow.id, waiting.state.in_(OPEN))
    clips = exists().where(*anew, waiting.recipe_hash == ClipRow.recipe_hash)
    files = exists().where(*anew, waiting.recipe_hash == RequestRow.recipe_hash)
    return [
        *(select(key).where(ClipRow.id.in_(besides), clips) for key in (ClipRow.png, ClipRow.mp3)),
        select(RequestRow.file).where(RequestRow.id.in_(besides), files),
    ]
