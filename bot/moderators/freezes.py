"""What is frozen in a server, as moderators name, read and choose it."""

from collections.abc import Sequence
from typing import Final, get_args

from bot.card import Button, CardView
from bot.freezing import freeze, thaw
from bot.records.oversight import Freeze, FreezeKind
from bot.services import Services
from bot.words import escape, fit, mention, moment
from core.errors import UserError

REASON_SHOWN: Final = 40
SHOWN_MOST: Final = 10
"""Freezes that a message has room for."""
A_ROW: Final = 5

FROZEN: Final = "❄️ {what} is frozen: nothing is taken in or painted until somebody uses `/riff-mod thaw`."
STOPPED: Final = "What waited or was painted stops now ({number}); it goes on when you thaw it."
FROZEN_BEFORE: Final = "❄️ {what} was frozen already. Nothing was changed."
THAWED: Final = "🌤️ {what} is thawed."
GOES_ON: Final = "What was stopped goes on ({number})."
NOT_FROZEN: Final = "That is not frozen (any more). Nothing was changed."
NONE: Final = "❄️ Nothing is frozen here."
MORE: Final = "-# … and {number} more: thaw some of these to see them."
WHICH: Final = "❄️ **Frozen here.** What should go on?"


def named(kind: FreezeKind, target: str) -> str:
    """Name in a message what is frozen."""
    return {"user": mention(target), "channel": f"<#{target}>"}.get(kind, "This server")


def code_of(frozen: Freeze) -> str:
    """Spell a freeze for a button's id."""
    return f"{frozen.kind}-{frozen.target}"


def read_code(code: str) -> tuple[FreezeKind, str]:
    """Read what `code_of` spelled.

    Raises
    ------
    UserError
        If it is something else.
    """
    kind, _, target = code.partition("-")
    found = next((one for one in get_args(FreezeKind) if one == kind), None)
    if found is None or not target:
        raise UserError(NOT_FROZEN, code="E-UNKNOWN")
    return found, target


async def freeze_here(services: Services, frozen: Freeze) -> str:
    """Freeze something, and say what came of it."""
    what = named(frozen.kind, frozen.target)
    stopped = await freeze(services, frozen)
    if stopped is None:
        return FROZEN_BEFORE.format(what=what)
    return " ".join([FROZEN.format(what=what), *([STOPPED.format(number=stopped)] if stopped else [])])


async def thaw_here(services: Services, server: str, code: str, *, by: str) -> str:
    """Thaw something, and say what came of it.

    Raises
    ------
    UserError
        If it is not frozen.
    """
    kind, target = read_code(code)
    resumed = await thaw(services, server, kind, target, by=by)
    if resumed is None:
        raise UserError(NOT_FROZEN, code="E-UNKNOWN")
    goes_on = [GOES_ON.format(number=resumed)] if resumed else []
    return " ".join([THAWED.format(what=named(kind, target)), *goes_on])


def choice(freezes: Sequence[Freeze]) -> CardView:
    """List what is frozen, numbered, with a button for each that thaws it."""
    if not freezes:
        return CardView(NONE)
    some = list(enumerate(freezes[:SHOWN_MOST], start=1))
    buttons = [Button("thaw", code_of(one), "🌤️", f"Thaw {number}") for number, one in some]
    rows = tuple(tuple(buttons[first : first + A_ROW]) for first in range(0, len(buttons), A_ROW))
    more = [MORE.format(number=len(freezes) - SHOWN_MOST)] if len(freezes) > SHOWN_MOST else []
    return CardView(fit([WHICH, *more, *(f"{number}. {line_of(one)}" for number, one in some)]), buttons=rows)


def line_of(frozen: Freeze) -> str:
    """Tell of a freeze: what, since when, by whom and why."""
    why = f": “{escape(frozen.reason, most=REASON_SHOWN)}”" if frozen.reason else ""
    return f"{named(frozen.kind, frozen.target)}, {moment(frozen.since_s)}, by {mention(frozen.by)}{why}"
