"""Rules of words, asked once more where something is made: whoever placed it, however it came there."""

from typing import Final

from core.contract import Morph, Painted
from core.errors import UserError
from core.moderation import NEVER, Rules, judge_all
from core.moderation.phrases import reason
from core.request import Request

NOTHING_USED: Final = "{reason} Nothing was used up."


def guard(request: Request, rules: Rules) -> None:
    """Let words pass that no rule refuses; of those that moderators let pass, all but what nobody may.

    Raises
    ------
    UserError
        If they are refused; the sentence says why.
    """
    said = judge_all(words_of(request), [rules], avoided=avoided_of(request)).worst
    if said.outcome == "refuse" and not (request.cleared and said.family not in NEVER):
        raise UserError(NOTHING_USED.format(reason=reason(said.family)))


def words_of(request: Request) -> list[str]:
    """Find what is to be painted; what is converted has no words."""
    recipe = request.recipe
    if not isinstance(recipe, Painted):
        return []
    return [recipe.prompt, recipe.to_prompt] if isinstance(recipe, Morph) else [recipe.prompt]


def avoided_of(request: Request) -> list[str]:
    """Find what is not to be painted."""
    return [request.recipe.negative] if isinstance(request.recipe, Painted) else []
