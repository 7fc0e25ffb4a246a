"""Rules of words, asked once more where something is made: whoever placed it, however it came there."""

from dataclasses import replace
from typing import Final

from core.contract import Join, Morph, Painted, Play, Recipe
from core.errors import UserError
from core.moderation import NEVER, Judgement, Rules, judge_all
from core.moderation.phrases import reason
from core.request import Request
from worker.labels import label_in
from worker.sketch import Sketch

NOTHING_USED: Final = "{reason} Nothing was used up."


def guard(request: Request, rules: Rules) -> None:
    """Let words pass that no rule refuses; of those that moderators let pass, all but what nobody may.

    Raises
    ------
    UserError
        If they are refused; the sentence says why.
    """
    said = judgement_of(request.recipe, rules)
    if said.outcome == "refuse" and not (request.cleared and said.family not in NEVER):
        raise UserError(NOTHING_USED.format(reason=reason(said.family)), code="E-REJECT")


def told(sketch: Sketch, rules: Rules) -> Sketch:
    """Leave out what a picture that somebody posted says of itself in words that rules refuse: it would be posted."""
    label = label_in(sketch.picture.comment) if sketch.picture and isinstance(sketch.recipe, Play) else None
    if sketch.picture is None or label is None or judgement_of(label.recipe, rules).outcome != "refuse":
        return sketch
    return replace(sketch, picture=replace(sketch.picture, comment=""))


def judgement_of(recipe: Recipe, rules: Rules) -> Judgement:
    """Ask the rules about all words of a recipe; what is converted has none, but for a jam's track."""
    if isinstance(recipe, Join):
        return judge_all([recipe.title, *recipe.chapters], [rules]).worst
    if not isinstance(recipe, Painted):
        return judge_all([], [rules]).worst
    wanted = [recipe.prompt, recipe.to_prompt] if isinstance(recipe, Morph) else [recipe.prompt]
    return judge_all(wanted, [rules], avoided=[recipe.negative]).worst
