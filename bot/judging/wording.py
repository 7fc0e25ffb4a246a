"""What is said of what is held or refused, to whoever asked for it."""

from typing import Final

from bot.card import Button, CardView
from bot.judging.asking import Texts
from bot.judging.deciding import DOUBTED, Held, Refused
from bot.words import escape, fit, moment, said_back
from core.codes import coded
from core.moderation import NEVER
from core.moderation.phrases import reason

HELD: Final = (
    "⏸️ Held: **#{number}**. The moderators look at it before it is made, and you hear what they say. "
    "Nothing was used up. `/queue view` shows how it stands."
)
HOLDING: Final = "⏸️ The moderators look at this before it is made. Nothing was used up. I am putting it before them …"
WHY_HELD: Final = "-# Why: {reason}"
FIRST: Final = "They look at {what} first here."
REFUSED: Final = "⛔ {sentence}"
MATCHED: Final = "-# It is about “{matched}”."
COOLING: Final = "🧊 That was the third time within ten minutes that something of yours was refused: ask again {when}."


def held_view(held: Held, number: int, card_id: str) -> CardView:
    """Say by which number something is held, and what would not be; its author can take it back."""
    lines = [coded(HELD.format(number=number), "E-HELD"), *_why(held)]
    return CardView(fit(lines), buttons=((Button("cancel", card_id, "✖️", "Cancel"),),))


def _why(held: Held) -> list[str]:
    doubted = DOUBTED.get(held.rule)
    if held.family is None and doubted is not None:
        return [WHY_HELD.format(reason=FIRST.format(what=doubted))]
    return [WHY_HELD.format(reason=reason(held.family))] if held.family else []


def refused_view(refused: Refused, card_id: str, *, alone: bool) -> CardView:
    """Say why something is refused and how to say it otherwise; `alone`: nobody else reads it."""
    lines = [_refused(refused)]
    if alone and refused.matched and refused.family not in NEVER:
        lines.append(MATCHED.format(matched=escape(refused.matched)))
    texts = Texts.of(refused.recipes)
    if alone and refused.family not in NEVER:
        lines += filter(None, [said_back([*texts.wanted, *texts.avoided])])
    buttons = ((Button("appeal", card_id, "✋", "Appeal"),),) if refused.appealable else ()
    return CardView(fit(lines), (), buttons)


def interim_view(turned: Held | Refused) -> CardView:
    """Say what is certain while it is being recorded."""
    return CardView(HOLDING if isinstance(turned, Held) else _refused(turned))


def _refused(refused: Refused) -> str:
    return coded(REFUSED.format(sentence=refused.sentence), "E-REJECT")


def cooling_line(until_s: float) -> str:
    """Say when somebody may ask again who was refused too often."""
    return COOLING.format(when=moment(until_s))
