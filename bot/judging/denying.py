"""What somebody hears who may not ask, and by which code others know why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from bot.records.oversight import EVERYWHERE, JAMGRAM, Block, Freeze, FreezeKind
from bot.words import date, escape, moment
from core.codes import Code as Told
from core.codes import coded
from core.errors import UserError

Code = Literal[
    "blocked", "cooling", "frozen", "user", "channel", "role", "uploads", "private", "longest", "newcomer"
]  # fmt: skip

CODES: Final[dict[Code, Told]] = {
    "blocked": "E-BLOCK",
    "cooling": "E-COOLING",
    "frozen": "E-FROZEN",
    "user": "E-USER",
    "channel": "E-CHANNEL",
    "role": "E-ROLE",
    "uploads": "E-UPLOAD-OFF",
    "private": "E-PRIVATE-OFF",
    "longest": "E-LENGTH",
    "newcomer": "E-NEWCOMER",
}
"""By what people look it up."""

NAMED_MOST: Final = 5
"""Channels or roles that a sentence names."""

REASON_SHOWN: Final = 200
UNUSED: Final = "Nothing was used up."
BLOCKED_EVERYWHERE: Final = "⛔ Whoever runs Jamgram has blocked you{until}."
BLOCKED: Final = "⛔ The moderators of this server have blocked you here{until}."
STANDING: Final = "`/account standing` shows it."
COOLING: Final = (
    "🧊 Three things that you asked for were refused within ten minutes. Nothing was used up: ask again {when}."
)
FROZEN: Final[dict[FreezeKind, str]] = {
    "everything": "❄️ Whoever runs Jamgram has stopped it for now.",
    "server": "❄️ Jamgram is stopped in this server for now.",
    "channel": "❄️ The moderators have stopped Jamgram in this channel for now.",
    "user": "❄️ The moderators have frozen what you ask for.",
}
ALOUD: Final = "⛔ Nothing is made for you here just now. Nothing was used up: `/account standing` says why."
ALOUD_FROZEN: Final = "❄️ Nothing is made for you here just now. Nothing was used up: ask again later."
LATER: Final = "Nothing was used up: ask again later."
USER: Final = "⛔ This server does not let you use Jamgram. Nothing was used up: its moderators can tell you why."
CHANNEL: Final = "⛔ Jamgram may not be used in this channel. Nothing was used up: ask {where}."
ELSEWHERE: Final = "in another one"
ROLE_DENIED: Final = (
    "⛔ A role of yours may not use Jamgram here. Nothing was used up: the moderators can tell you why."
)
ROLE: Final = "⛔ Jamgram is for those here who have {which}. Nothing was used up: the moderators can give you one."


@dataclass(frozen=True, slots=True)
class Denied:
    """They may not ask, and the sentence says why and what to do."""

    sentence: str
    code: Code
    steps: tuple[str, ...] = ()
    """How it was decided, a sentence a step."""
    aloud: str = ""
    """What is said where others read it, if that is not the same: what moderators decided about somebody is not."""

    def after(self, steps: Sequence[str], name: str) -> "Denied":
        """Say what was looked at before."""
        return replace(self, steps=(*steps, f"{name}: {self.sentence}"))


class DeniedError(UserError):
    """Somebody may not ask."""

    def __init__(self, denied: Denied) -> None:
        super().__init__(denied.sentence, code=CODES[denied.code])
        is_veiled = denied.aloud in {ALOUD, ALOUD_FROZEN}
        self.aloud = coded(denied.aloud or denied.sentence, "E-STANDING" if is_veiled else self.code)


def block_denial(block: Block) -> Denied:
    """Tell of a block, or of the ten minutes of somebody who was refused too often."""
    if block.by == JAMGRAM and block.until_s is not None:
        return Denied(COOLING.format(when=moment(block.until_s)), "cooling", aloud=ALOUD)
    until = "" if block.until_s is None else f", until {date(block.until_s)}"
    fact = (BLOCKED_EVERYWHERE if block.server == EVERYWHERE else BLOCKED).format(until=until)
    return Denied(
        " ".join(filter(None, [fact, _because(block.reason, "They say"), UNUSED, STANDING])), "blocked", aloud=ALOUD
    )


def freeze_denial(freeze: Freeze) -> Denied:
    """Tell of a freeze."""
    aloud = ALOUD_FROZEN if freeze.kind == "user" else f"{FROZEN[freeze.kind]} {LATER}"
    why = _because(freeze.reason, "Why")
    said = " ".join(filter(None, [FROZEN[freeze.kind], why, LATER]))
    return Denied(said, "frozen", aloud=aloud)


def user_denial() -> Denied:
    """Tell somebody whom the server leaves out."""
    return Denied(USER, "user")


def channel_denial(others: Sequence[str]) -> Denied:
    """Tell where to ask instead."""
    where = "in " + _one_of([f"<#{one}>" for one in others]) if others else ELSEWHERE
    return Denied(CHANNEL.format(where=where), "channel")


def role_denial(others: Sequence[str]) -> Denied:
    """Tell which roles may."""
    if not others:
        return Denied(ROLE_DENIED, "role")
    return Denied(ROLE.format(which=_one_of([f"<@&{one}>" for one in others])), "role")


def _because(reason: str, begun: str) -> str:
    end = "" if reason.endswith((".", "!", "?")) else "."
    return f"{begun}: {escape(reason, most=REASON_SHOWN)}{end}" if reason else ""


def _one_of(names: Sequence[str]) -> str:
    *before, last = names[:NAMED_MOST]
    return f"{', '.join(before)} or {last}" if before else last
