"""Whether somebody may make others of clips, or whose leave they need."""

from collections.abc import Sequence
from typing import Final

from bot.access import may_remix
from bot.records.values import ClipRecord
from bot.services import Services
from core.errors import UserError

NOT_ALLOWED: Final = "The author of `{recipe_id}` wants nobody else to make others of it. Nothing was used up."
NOT_YOU: Final = "The author of `{recipe_id}` does not let you make others of it. Nothing was used up."
TWO_OWNERS: Final = (
    "The authors of both clips want to be asked first. Nothing was used up: make one of them into a clip of your own, "
    "and then use that."
)


async def whom_to_ask(services: Services, parents: Sequence[ClipRecord], *, asker: str) -> ClipRecord | None:
    """Name the clip whose author has to be asked first; None if nobody has.

    Raises
    ------
    UserError
        If it isn't allowed, or an author wants nothing to do with whoever asks, or two people had to be asked.
    """
    for parent in parents:
        if parent.author != asker and asker in await services.records.shunned(parent.author):
            raise UserError(NOT_YOU.format(recipe_id=parent.recipe.recipe_id), code="E-CONSENT")
    return clip_to_ask_for(parents, asker=asker)


def clip_to_ask_for(parents: Sequence[ClipRecord], *, asker: str) -> ClipRecord | None:
    """Name the clip whose author has to be asked first; None if nobody has.

    Raises
    ------
    UserError
        If it isn't allowed, or two people had to be asked.
    """
    answers = [(parent, may_remix(parent, asker)) for parent in parents]
    for parent, answer in answers:
        if answer == "no":
            raise UserError(NOT_ALLOWED.format(recipe_id=parent.recipe.recipe_id), code="E-CONSENT")
    asking = [parent for parent, answer in answers if answer == "ask"]
    if len({parent.author for parent in asking}) > 1:
        raise UserError(TWO_OWNERS, code="E-CONSENT")
    return asking[0] if asking else None
