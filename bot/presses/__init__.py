"""What the buttons under a card do: one file a kind. Whatever one raises becomes a sentence for who pressed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord

from bot.presses.allowing import allow, deny
from bot.presses.calling_off import cancel
from bot.presses.deleting import delete
from bot.presses.exporting import export
from bot.presses.extending import extend
from bot.presses.morphing import morph
from bot.presses.remixing import remix
from bot.presses.repeating import again, reroll
from bot.presses.varying import vary

Press = Callable[[discord.Interaction[Any], str], Awaitable[None]]
"""Takes the interaction and the id of the card or clip in the button."""

PRESSES: Final[Mapping[str, Press]] = {
    "cancel": cancel,
    "reroll": reroll,
    "again": again,
    "vary": vary,
    "remix": remix,
    "extend": extend,
    "morph": morph,
    "export": export,
    "delete": delete,
    "allow": allow,
    "deny": deny,
}
