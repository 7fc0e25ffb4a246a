"""/queue: what one waits for, and calling it off."""

from collections.abc import Mapping
from typing import Any, Final

import discord
from discord import app_commands
from discord.app_commands import Choice
from redis.exceptions import RedisError

from bot import suggestions
from bot.answers import NOBODY, defer
from bot.cancelling import call_off
from bot.card import status_of, title_of
from bot.commands import Command
from bot.judging.shown import shown
from bot.patience import soon, soon_or_nothing
from bot.records.values import Card, CardRecord
from bot.services import Services, services_of
from bot.threads import in_queue
from bot.words import fit, plain
from core.errors import UserError
from core.lanes import Counts, Forecast
from core.recipes import heading_of

Interaction = discord.Interaction[Any]

ALL: Final = "all"
FINDING_S: Final = 5.0

NOTHING: Final = "You wait for nothing. `/riff` asks for a clip."
NOT_FOUND: Final = "You wait for nothing of that name: it may be over already. `/queue view` shows what there is."
HELD: Final = "⏸️ held as **#{number}**: the moderators look at it first"
HELD_BY_NOBODY: Final = "⏸️ held"
FROZEN: Final = "❄️ frozen for now: it goes on when that is lifted"
RESTING: Final = "💤 The queue is resting: it can't be reached just now. What you asked for is kept."

queue = app_commands.Group(name="queue", description="What you wait for.")


@queue.command(description="See what you wait for, and how long the line is.")
async def view(interaction: Interaction) -> None:
    """List one's open cards with their places, and those that moderators hold or have stopped."""
    await defer(interaction)
    services = services_of(interaction)
    records = await soon(
        services.records.unfinished_cards_of(str(interaction.user.id), of_jams=False), within_s=FINDING_S
    )
    stopped = [await soon(_stopped_line(services, record)) for record in records if record.card.state != "open"]
    waiting = [record for record in records if record.card.state == "open"]
    try:
        lines = await in_queue(_lines, services, waiting, stopped)
    except RedisError:
        lines = [RESTING, *map(title_of, waiting), *stopped]
    await interaction.edit_original_response(content=fit(lines), allowed_mentions=NOBODY)


@queue.command(description="Call off what you wait for.")
@app_commands.describe(riff="Which one, or all of them.")
async def cancel(interaction: Interaction, riff: str) -> None:
    """Call off one card or all of one's own."""
    await defer(interaction)
    services = services_of(interaction)
    waiting = await soon(
        services.records.unfinished_cards_of(str(interaction.user.id), of_jams=False), within_s=FINDING_S
    )
    chosen = [one for one in waiting if riff in {ALL, one.card.id} and one.requests]
    if not chosen:
        raise UserError(NOT_FOUND if waiting else NOTHING, code="E-UNKNOWN")
    stopping = [await call_off(services, record) for record in chosen]
    await interaction.edit_original_response(content=told_of(stopping), allowed_mentions=NOBODY)


@cancel.autocomplete("riff")
async def offer_cards(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer one's open cards by their words, and all of them at once; those that are held or stopped too."""
    waiting = await soon_or_nothing(
        services_of(interaction).records.unfinished_cards_of(str(interaction.user.id), of_jams=False)
    )
    waiting = [record for record in waiting if record.requests]
    named = [(_name(record), record.card.id) for record in waiting]
    fitting = [(name, card_id) for name, card_id in named if typed.casefold() in name.casefold()]
    everything = [(f"all {len(waiting)}", ALL)] if len(waiting) > 1 else []
    return [Choice(name=shown, value=value) for shown, value in suggestions.choices([*everything, *fitting])]


async def _stopped_line(services: Services, record: CardRecord) -> str:
    """Say why a card doesn't wait in the line."""
    if record.card.state == "frozen":
        return f"{title_of(record)} · {FROZEN}"
    case = await services.records.case_of_card(record.card.id)
    return f"{title_of(record)} · {HELD.format(number=case.number) if case else HELD_BY_NOBODY}"


def _lines(services: Services, records: list[CardRecord], stopped: list[str]) -> list[str]:
    """Blocks on Redis."""
    now_s = services.clock()
    forecasts, counts = services.lanes.forecast_of_late(now_s=now_s), services.lanes.counts(now_s=now_s)
    own = [_line(record, forecasts, now_s) for record in records]
    return [*(own + stopped or [NOTHING]), whole_line(counts)]


def whole_line(counts: Counts) -> str:
    """Say how long the line is, and who works on it."""
    painters = {0: "no painter awake", 1: "1 painter awake"}.get(counts.workers, f"{counts.workers} painters awake")
    if not counts.waiting and not counts.taken:
        return f"-# The line is empty, {painters}."
    return f"-# {counts.waiting} waiting, {counts.taken} being painted, {painters}."


def _line(record: CardRecord, forecasts: Mapping[str, Forecast], now_s: float) -> str:
    return f"{title_of(record)} · {status_of(record, forecasts, now_s=now_s)}{_link(record.card)}"


def _link(card: Card) -> str:
    if card.message is None or card.private:
        return ""
    where = f"{card.origin.server or '@me'}/{card.origin.channel}/{card.message}"
    return f" · https://discord.com/channels/{where}"


def _name(record: CardRecord) -> str:
    heading = heading_of(record.requests[0].request.recipe)
    return "a conversion" if heading is None else plain(shown(heading))


def told_of(stopping: list[bool]) -> str:
    """Say what was cancelled and what a worker has yet to let go of."""
    later = sum(stopping)
    if not later:
        return f"Cancelled {len(stopping)}."
    if len(stopping) == 1:
        return "It stops at the painter's next step."
    said = f"{later} {'stops' if later == 1 else 'stop'} at the painter's next step."
    return f"Cancelled {len(stopping) - later}. {said}" if later < len(stopping) else said


COMMANDS: Final[tuple[Command, ...]] = (queue,)
