"""How a jam stands, or which ones there are: for whoever asks, and nobody else."""

from typing import Any, Final

import discord

from bot.buttons import buttons_of
from bot.family.links import link
from bot.jams.board.phases import says
from bot.jams.board.view import board_view, title_line
from bot.jams.commands.acting import tell
from bot.jams.commands.finding import NO_JAM_HERE, SEVERAL, jam_here, may_know
from bot.patience import in_time
from bot.records.jam import Jam
from bot.services import services_of
from bot.words import fit
from core.errors import UserError

Interaction = discord.Interaction[Any]

NONE_ON: Final = "No jam is on here. `/jam start` begins one."
ON: Final = "**Jams that are on here**"


async def show_status(interaction: Interaction, named: str | None) -> None:
    """Show the board of the jam that is meant; where there is none, or several, name those that are on."""
    try:
        jam = await jam_here(interaction, named)
    except UserError as error:
        if named is not None or str(error) not in {NO_JAM_HERE, SEVERAL}:
            raise
        await tell(interaction, await _listed(interaction))
        return
    view = board_view(jam)
    await tell(interaction, view.content, view=buttons_of(view))


async def _listed(interaction: Interaction) -> str:
    jams = await in_time(interaction, services_of(interaction).records.open_jams(str(interaction.guild_id)))
    lines = [_line(one) for one in jams if await may_know(interaction, one)]
    return fit([ON, *lines]) if lines else NONE_ON


def _line(jam: Jam) -> str:
    where = link(jam.server, jam.thread or jam.channel)
    return f"- {title_line(jam)} · {where}\n  {says(jam)}"
