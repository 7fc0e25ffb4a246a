"""🎤 Contribute: what to play in the round that is on."""

from typing import Any, Final

import discord
from discord import ui

from bot.jams.board.buttons import stamp_in, stamped
from bot.jams.board.phases import PARTS
from bot.jams.commands.acting import TOO_LATE, note_seen
from bot.jams.commands.finding import jam_named
from bot.jams.entering import contribute, words_to_begin_with
from bot.judging.shown import shown_to_reuse
from bot.modals.form import modal, text
from bot.modals.typed import Typed
from bot.records.jam import Jam
from core.errors import UserError
from core.limits import PROMPT_MAX

Interaction = discord.Interaction[Any]

HINT: Final = "Until the bell you can change it."
TITLE: Final = "Round {number}"


def enter_modal(jam: Jam, user: str) -> ui.Modal:
    """Ask for it, with what stands filled in. Call within the event loop."""
    part = jam.now.part if jam.now else None
    title = TITLE.format(number=jam.round) + (f" · {PARTS[part]}" if part else "")
    stands = shown_to_reuse(words_to_begin_with(jam, user))
    said = text("prompt", "What to play", most=PROMPT_MAX, hint=HINT, filled=stands, required=True)
    return modal("jamenter", stamped(jam), title, said)


async def jam_entered(interaction: Interaction, target: str, typed: Typed) -> None:
    """Enter it, unless the bell rang meanwhile."""
    stamp = stamp_in(target)
    jam = await jam_named(interaction, stamp.jam)
    if jam.round != stamp.round:
        raise UserError(TOO_LATE, code="E-OVER")
    await contribute(interaction, jam, typed.get("prompt"))
    await note_seen(interaction, jam)
