"""The question to an author whether somebody may make another of their clip, and what came of it."""

from collections.abc import Mapping
from typing import Final

from bot.card.credits import COMING_OF
from bot.card.values import Button, CardView
from bot.judging.shown import shown
from bot.records.asks import Ask, AskState
from bot.words import escape, fit, mention
from core.contract import Painted

QUESTION: Final = "🙋 {owner}, may {asker} make {operation} your {clip}?"
IN_PRIVATE: Final = "-# It would be for {asker} alone."
UNANSWERED: Final = "-# No answer within a day means no."

OUTCOMES: Final[Mapping[AskState, str]] = {
    "approved": "✅ {owner} allowed it: {asker} makes {operation} {clip}.",
    "denied": "⛔ {owner} would rather not have {operation} {clip} made.",
    "lapsed": "⌛ {owner} did not answer within a day, so no {noun} {clip} is made.",
}

TOLD: Final[Mapping[AskState, str]] = {
    "denied": "{asker}, {owner} would rather not have that made of {clip}. Nothing was used up.",
    "lapsed": "{asker}, {owner} did not answer within a day, so nothing was made of {clip}. Nothing was used up.",
}


GONE_MEANWHILE: Final = "🗑️ {clip} was deleted before {owner} answered, so no {noun} it is made."
GONE: Final = "{asker}, {clip} was deleted before {owner} answered. Nothing was used up."

ALLOWED_BUT: Final = "{asker}, {owner} allowed it, but it can't be made of {clip} just now."


def question_view(ask: Ask, recipe_id: str) -> CardView:
    """Ask the author of a clip."""
    lines = [_said(QUESTION, ask, recipe_id)]
    recipe = ask.recipes[0] if ask.recipes else None
    if ask.private:
        lines.append(_said(IN_PRIVATE, ask, recipe_id))
    elif isinstance(recipe, Painted):
        lines.append(f"**{escape(shown(recipe.prompt))}**")
    allow = Button("allow", ask.id, "✅", "Allow", "primary")
    deny = Button("deny", ask.id, "⛔", "Don't allow")
    return CardView(fit([*lines, UNANSWERED]), buttons=((allow, deny),))


def answered_view(ask: Ask, recipe_id: str, *, is_gone: bool) -> CardView:
    """Show what came of a question, in its place."""
    return CardView(_said(GONE_MEANWHILE if is_gone and ask.state == "lapsed" else OUTCOMES[ask.state], ask, recipe_id))


def told_view(ask: Ask, recipe_id: str, *, is_gone: bool) -> CardView:
    """Tell who asked that nothing comes of it."""
    return CardView(_said(GONE if is_gone and ask.state == "lapsed" else TOLD[ask.state], ask, recipe_id))


def refused_view(ask: Ask, recipe_id: str, sentence: str) -> CardView:
    """Tell who asked why nothing comes of it, though it was allowed."""
    return CardView(fit([_said(ALLOWED_BUT, ask, recipe_id), sentence]))


def _said(sentence: str, ask: Ask, recipe_id: str) -> str:
    noun = COMING_OF.get(ask.ancestry.operation, "clip from")
    return sentence.format(
        owner=mention(ask.owner),
        asker=mention(ask.origin.author),
        operation=with_article(noun),
        noun=noun,
        clip=f"`{recipe_id}`",
    )


def with_article(noun: str) -> str:
    """Put a or an before a noun."""
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
