"""🛠️ Tools: what a host does now and then."""

from typing import Any, Final

import discord
from discord import ui

from bot.answers import defer
from bot.jams.commands.finding import jam_named, require_open
from bot.jams.commands.leading import MINUTES_MOST, end, extend, hand_over, kick
from bot.modals.form import Choice, modal, people, radio, text
from bot.modals.typed import Typed
from bot.records.jam import Jam
from core.errors import UserError

Interaction = discord.Interaction[Any]

WHAT: Final[tuple[Choice, ...]] = (
    ("extend", "More time", "The phase that is on lasts so many minutes longer."),
    ("hand", "Hand it over", "Somebody else in it leads it from now on."),
    ("kick", "Let somebody play no more", "They stay out of this jam."),
    ("end", "End it", "What there is becomes its track."),
)
MINUTES: Final = 2
WHOM: Final = "Name somebody for that. Nothing was changed."


def tools_modal(jam: Jam) -> ui.Modal:
    """Ask what to do. Call within the event loop."""
    return modal(
        "jamtools",
        jam.id,
        "Tools",
        radio("what", "What", WHAT, chosen="extend"),
        text("minutes", "How many minutes more", most=2, filled=str(MINUTES)),
        people("whom", "Who", hint="To hand it over to, or to let play no more."),
    )


async def jam_tooled(interaction: Interaction, jam_id: str, typed: Typed) -> None:
    """Do it."""
    jam = require_open(await jam_named(interaction, jam_id))
    what, whom = typed.get("what"), "".join(typed.picked.get("whom", ()))
    minutes = typed.number("minutes", least=1, most=MINUTES_MOST) or MINUTES
    if what in {"hand", "kick"} and not whom:
        raise UserError(WHOM, code="E-VALUE")
    await defer(interaction)
    match what:
        case "hand":
            await hand_over(interaction, jam, whom)
        case "kick":
            await kick(interaction, jam, whom)
        case "end":
            await end(interaction, jam)
        case _:
            await extend(interaction, jam, minutes)
