"""What is said of cases: to moderators on their cards, and to whom they are about."""

from collections.abc import Mapping
from typing import Final

from bot.records.oversight import REASON_MAX, Case, CaseKind, CaseState, Decision, ReportReason
from bot.words import escape, mention

KINDS: Final[Mapping[CaseKind, tuple[str, str]]] = {
    "held": ("⏸️", "Held before it is made"),
    "appeal": ("✋", "An appeal"),
    "report": ("🚩", "Reported"),
    "veiled": ("🫣", "A picture that came of an upload"),
    "entry": ("🎤", "To be played in a jam"),
}

DECIDED: Final[Mapping[Decision, tuple[str, str]]] = {
    "approve": ("✅", "Approved"),
    "remove": ("🗑️", "Removed"),
    "strike": ("⚠️", "Removed, with a strike"),
    "block_day": ("🚫", "Removed, and its author blocked for 24 hours"),
    "block": ("🚫", "Removed, and its author blocked until somebody lifts it"),
}
LAPSED: Final = "⌛ Nobody has to decide this any more."

REASONS: Final[Mapping[ReportReason, str]] = {
    "sexual": "sexual",
    "hate": "hate",
    "harassment": "harassment",
    "copyright": "copyright",
    "harmful_audio": "loud or harmful sound",
    "spam": "spam",
    "other": "something else",
}

ALLOWED: Final[Mapping[CaseKind, str]] = {
    "held": "✅ **#{number}**: the moderators let it through.",
    "appeal": "✅ **#{number}**: the moderators granted your appeal.",
    "report": "✅ **#{number}**: the moderators looked at {what}, which was reported, and it is shown again.",
    "veiled": "✅ **#{number}**: the moderators looked at {what}. Everybody sees its picture now.",
    "entry": "✅ **#{number}**: the moderators let what you entered in {what} pass.",
}
DECLINED: Final[Mapping[CaseKind, str]] = {
    "held": "⛔ **#{number}**: the moderators decided that this is not made. Nothing was used up.",
    "appeal": "⛔ **#{number}**: the moderators stay with it: this is not made. Nothing was used up.",
    "report": "🗑️ **#{number}**: the moderators removed {what}.",
    "veiled": "🗑️ **#{number}**: the moderators removed {what}.",
    "entry": "⛔ **#{number}**: the moderators decided that what you entered in {what} is not played. "
    "Nothing was used up.",
}
EXPIRED: Final[Mapping[CaseKind, str]] = {
    "held": "⌛ **#{number}** lapsed: nobody decided in time, so it is not made. Nothing was used up: ask again.",
    "appeal": "⌛ **#{number}** lapsed: nobody decided about your appeal in time. Nothing was used up: ask again.",
    "entry": "⌛ **#{number}**: the round was over before the moderators decided about what you entered in {what}. "
    "Nothing was used up.",
}


STATES: Final[Mapping[CaseState, str]] = {
    "open": "the moderators have not decided yet",
    "approved": "they let it pass",
    "removed": "they did not let it pass",
    "lapsed": "closed without a decision",
}


def named(user: str | None) -> str:
    """Name somebody, as far as they are still known here: who had all deleted has no name left."""
    return mention(user) if user is not None and user.isdecimal() else "somebody"


def state_of(case: Case) -> str:
    """Say to whom a case is about how it stands, but not who decided."""
    return STATES[case.state]


def outcome_of(case: Case, *, what: str, words: str = "") -> str:
    """Tell whom a case is about what came of it, and why as far as the moderators say.

    `words`: what they asked for, as it may stand in a message.
    """
    told = DECLINED if case.state == "removed" else ALLOWED if case.state == "approved" else EXPIRED
    lines = [told[case.kind].format(number=case.number, what=what)]
    lines += [f"> {words}"] if words and case.kind in {"held", "appeal", "entry"} else []
    lines += [f"The moderators say: “{escape(case.reason, most=REASON_MAX)}”"] if case.reason else []
    return "\n".join(lines)


def decided_line(case: Case) -> str:
    """Say on a case's card what was decided and by whom."""
    if case.decision is None:
        return LAPSED
    emoji, words = DECIDED[case.decision]
    why = f": “{escape(case.reason, most=REASON_MAX)}”" if case.reason else ""
    who = f" by {named(case.decided_by)}" if case.decided_by else ""
    return f"{emoji} **{words}**{who}{why}"
