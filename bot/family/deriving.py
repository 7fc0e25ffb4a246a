"""From an interaction to a clip that comes of another: shown in the thread of its family."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.intake import Fetched, take_in, take_in_fetched
from bot.records.values import Ancestry, ClipRecord
from core.contract import Recipe

Interaction = discord.Interaction[Any]


async def take_in_child(  # noqa: PLR0913 - what it comes of, what it is, and how it is asked for
    interaction: Interaction,
    parents: Sequence[ClipRecord],
    recipes: Sequence[Recipe],
    *,
    ancestry: Ancestry,
    private: bool = False,
    fetched: Fetched | None = None,
    asked: int = 1,
) -> None:
    """Answer an interaction with clips that come of others.

    `fetched` makes the recipes out of a file that has to be fetched first; then `recipes` is empty, and `asked` says
    how many there will be.

    Raises
    ------
    UserError
        If an author of a parent lets nobody make others of it.
    DatabaseDownError
        If nothing can be remembered. Nothing is queued then.
    """
    private = private or any(parent.private for parent in parents)
    if fetched is None:
        await take_in(interaction, recipes, private=private, ancestry=ancestry)
    else:
        await take_in_fetched(interaction, fetched, asked=asked, private=private, ancestry=ancestry)
