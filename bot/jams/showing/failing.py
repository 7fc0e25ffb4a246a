"""A word to those whose entry could not be painted."""

from typing import Final

import discord

from bot.card import CardView
from bot.card.failing import why
from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import Entry, Jam
from bot.services import Services
from bot.words import fit, mention
from core.ending import Failure

FAILED: Final = "⚠️ **Round {round}** · {player}, your entry `{entry}` could not be painted, so it counts as none."


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Tell of each entry that failed, once."""
    if jam.thread is None or "frozen" in jam.halts:
        return
    for entry in jam.entries:
        if entry.state == "failed" and name_of(entry) not in jam.posts:
            await posted(services, client, jam, told(jam, entry, await _failure(services, entry)))


def name_of(entry: Entry) -> str:
    """Name the word to an entry's author."""
    return f"failed-{entry.id.partition('-')[2]}"


def told(jam: Jam, entry: Entry, failure: Failure | None) -> JamSaying:
    """Tell an entry's author, and why if that is known."""
    assert jam.thread is not None
    lines = [FAILED.format(round=entry.round, player=mention(entry.user), entry=entry.id)]
    if failure is not None:
        lines.append(f"-# {why(failure)}")
    return JamSaying(name_of(entry), CardView(fit(lines)), jam.thread, to=(entry.user,))


async def _failure(services: Services, entry: Entry) -> Failure | None:
    record = await services.records.card(entry.id)
    return next((one.failure for one in record.requests if one.failure), None) if record else None
