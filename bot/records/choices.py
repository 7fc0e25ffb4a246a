"""What servers, channels and users chose of the settings that there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final, cast, get_args

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.oversight import Entry, Scope
from bot.records.part import Part, changed, reading, writing
from bot.records.statements import Choice
from bot.records.supervision import ChoiceRow
from bot.records.values import Remixes
from bot.records.versions import bump, lock

REMIXES: Final = "remixes"
"""The key of the choice that a new clip is born with."""


class Choices(Part):
    """The part that knows settings. What a value means, and which there are, is none of its business."""

    @writing
    def choose(self, session: Session, choice: Choice, *, by: str, now_s: float) -> None:
        """Remember a choice in place of the one before. What users choose for themselves is not in the audit log."""
        choose(session, choice, by=by, now_s=now_s)

    @writing
    def choose_all(self, session: Session, choices: Sequence[Choice], *, by: str, now_s: float) -> None:
        """Remember several choices, all or none."""
        for choice in choices:
            choose(session, choice, by=by, now_s=now_s)

    @writing
    def take_back(self, session: Session, choice: Choice, *, by: str, now_s: float) -> bool:
        """Forget a choice that can't hold any more; False if something else was chosen meanwhile."""
        lock(session)
        found = session.get(ChoiceRow, (choice.scope, choice.holder, choice.key))
        if found is None or found.value != choice.value:
            return False
        choose(session, replace(choice, value=None), by=by, now_s=now_s)
        return True

    @reading
    def choices_of(self, session: Session, user: str) -> dict[str, str]:
        """Read what somebody chose for themselves."""
        return dict(chosen_by(session, "user", user))

    @reading
    def choosing(self, session: Session, users: Collection[str], key: str, value: str) -> set[str]:
        """Name those of these users who chose this value for themselves."""
        said = (ChoiceRow.scope == "user", ChoiceRow.key == key, ChoiceRow.value == value)
        return set(session.scalars(select(ChoiceRow.holder).where(*said, ChoiceRow.holder.in_(users))))


def choose(session: Session, choice: Choice, *, by: str, now_s: float) -> None:
    """Remember a choice in place of the one before."""
    lock(session)
    found = session.get(ChoiceRow, (choice.scope, choice.holder, choice.key))
    before = None if found is None else found.value
    if before == choice.value:
        return
    _put(session, choice)
    if choice.server is None:
        return
    told = Entry(UNNUMBERED, choice.server, now_s, by, "choose", choice.holder, choice.key)
    enter(session, replace(told, before=before or "", after=choice.value or ""))
    bump(session)


def chosen_by(session: Session, scope: Scope, holder: str) -> Mapping[str, str]:
    """Read all that a server, a channel or a user chose."""
    asked = select(ChoiceRow.key, ChoiceRow.value).where(ChoiceRow.scope == scope, ChoiceRow.holder == holder)
    return {key: value for key, value in session.execute(asked)}  # noqa: C416 - a row is no pair


def remixes_of(session: Session, author: str, server: str | None) -> Remixes:
    """Say who may make others of a new clip: what its author chose, or else its server.

    What this version doesn't know is as if nothing was said.
    """
    theirs = {} if server is None else chosen_by(session, "server", server)
    said = (chosen.get(REMIXES) for chosen in (chosen_by(session, "user", author), theirs))
    return next((cast("Remixes", one) for one in said if one in get_args(Remixes)), "all")


def _put(session: Session, choice: Choice) -> None:
    scope, holder, key = choice.scope, choice.holder, choice.key
    if choice.value is None:
        which = (ChoiceRow.scope == scope, ChoiceRow.holder == holder, ChoiceRow.key == key)
        changed(session, delete(ChoiceRow).where(*which))
        return
    session.merge(ChoiceRow(scope=scope, holder=holder, key=key, value=choice.value, server=choice.server))
    session.flush()
