"""What is asked for in a modal: one file a kind. A modal is made, and answered when it comes back, from its id."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord

from bot.buttons import TEMPLATE
from bot.modals.appeal import appealed
from bot.modals.decide import decided
from bot.modals.extend import extended
from bot.modals.jam_enter import jam_entered
from bot.modals.jam_start import jam_started
from bot.modals.jam_tools import jam_tooled
from bot.modals.morph import morphed
from bot.modals.over import painted_over
from bot.modals.person import acted
from bot.modals.remix import remixed
from bot.modals.report import reported
from bot.modals.typed import Typed, typed_in
from bot.modals.vary import varied
from core.errors import UserError

Submit = Callable[[discord.Interaction[Any], str, Typed], Awaitable[None]]
"""Takes the interaction, what is in the modal's id, and what was filled in."""

MODALS: Final[Mapping[str, Submit]] = {
    "remix": remixed,
    "over": painted_over,
    "vary": varied,
    "extend": extended,
    "morph": morphed,
    "person": acted,
    "decide": decided,
    "report": reported,
    "appeal": appealed,
    "jamstart": jam_started,
    "jamenter": jam_entered,
    "jamtools": jam_tooled,
}

UNKNOWN: Final = "This belongs to another version of Jamgram. Nothing was used up."


async def submitted(interaction: discord.Interaction[Any]) -> None:
    """Do what a modal asks for; whoever is refused gets back what they typed.

    Raises
    ------
    UserError
        If nothing comes of it.
    """
    typed = typed_in(interaction)
    try:
        await _submit(interaction, typed)
    except UserError as error:
        told = "\n".join(filter(None, [str(error), typed.said_back()]))
        raise UserError(told, code=error.code) from error


async def _submit(interaction: discord.Interaction[Any], typed: Typed) -> None:
    match = re.fullmatch(TEMPLATE, typed.modal)
    if match is None or match["verb"] not in MODALS:
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    await MODALS[match["verb"]](interaction, match["target"], typed)
