"""The jam that somebody means: the one of the thread in which they act, or one that they name."""

import re
from collections.abc import Iterable
from typing import Any, Final

import discord
from discord.app_commands import Choice

from bot import suggestions
from bot.cases.moderators import is_moderator
from bot.judging.shown import shown
from bot.patience import in_time, soon_or_nothing
from bot.records.jam import Jam
from bot.services import services_of
from bot.words import plain
from core.errors import UserError

Interaction = discord.Interaction[Any]

JAM_ID: Final = re.compile(r"J[0-9A-Z]{6}")

NO_JAM_HERE: Final = (
    "There is no jam in this channel. Nothing was changed: name one with `jam`, or begin one with `/jam start`."
)
SEVERAL: Final = (
    "There are several jams in this channel. Nothing was changed: name one with `jam`, or act in its thread."
)
UNKNOWN: Final = "There is no jam of that name here. Nothing was changed: choose one of the list."
OVER: Final = "This jam is over. Nothing was changed: `/jam start` begins another."


async def jam_here(interaction: Interaction, named: str | None = None) -> Jam:
    """Find the jam of the thread, or the one that was named.

    Raises
    ------
    UserError
        If there is none that whoever acts may know of.
    """
    if named is not None:
        return await jam_named(interaction, named)
    here = str(interaction.channel_id)
    found = await in_time(interaction, services_of(interaction).records.jam_in(here))
    if found is not None and found.thread != here and found.phase != "archived":
        return await _only_one(interaction)
    if found is None or not await may_know(interaction, found):
        raise UserError(NO_JAM_HERE, code="E-UNKNOWN")
    return found


async def _only_one(interaction: Interaction) -> Jam:
    """Find the jam of a channel, outside of its thread, where several may be on."""
    jams = await in_time(interaction, services_of(interaction).records.open_jams(str(interaction.guild_id)))
    here = [one for one in jams if one.channel == str(interaction.channel_id) and await may_know(interaction, one)]
    if len(here) != 1:
        raise UserError(SEVERAL, code="E-VALUE") if here else UserError(NO_JAM_HERE, code="E-UNKNOWN")
    return here[0]


async def jam_named(interaction: Interaction, name: str) -> Jam:
    """Find a jam by its id, which anybody may have typed or forged.

    Raises
    ------
    UserError
        If there is none that whoever acts may know of.
    """
    jam_id = name.strip().upper()
    found = None
    if JAM_ID.fullmatch(jam_id):
        found = await in_time(interaction, services_of(interaction).records.jam(jam_id))
    if found is None or not await may_know(interaction, found):
        raise UserError(UNKNOWN, code="E-UNKNOWN")
    return found


async def open_jam_here(interaction: Interaction, named: str | None = None) -> Jam:
    """Find a jam that is not over.

    Raises
    ------
    UserError
        If there is none, or it is over.
    """
    return require_open(await jam_here(interaction, named))


def require_open(jam: Jam) -> Jam:
    """Give a jam that is not over.

    Raises
    ------
    UserError
        If it is.
    """
    if jam.phase == "archived":
        raise UserError(OVER, code="E-OVER")
    return jam


async def may_know(interaction: Interaction, jam: Jam) -> bool:
    """Tell whether somebody may know of a jam: of a private one, who is in it or sees its thread, and moderators."""
    if jam.server != str(interaction.guild_id):
        return False
    if not jam.rules.is_private or is_in(jam, str(interaction.user.id)) or str(interaction.channel_id) == jam.thread:
        return True
    return await is_moderator(interaction)


def is_in(jam: Jam, user: str) -> bool:
    """Tell whether somebody belongs to a jam: its host, and who plays in it or listens."""
    player = jam.player(user)
    return user == jam.host or (player is not None and player.seat not in {"left", "kicked"})


async def offer_jams(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer one's own jams here and those that are open to everybody, by their names."""
    server, user, records = str(interaction.guild_id), str(interaction.user.id), services_of(interaction).records
    own = await soon_or_nothing(records.jams_of(user, server))
    others = await soon_or_nothing(records.open_jams(server))
    known = [one for one in (*own, *others) if not one.rules.is_private or is_in(one, user)]
    return choices_of(known, typed)


def choices_of(jams: Iterable[Jam], typed: str) -> list[Choice[str]]:
    """Offer jams by their names."""
    named = ((f"{plain(shown(one.name))} · {one.id}", one.id) for one in jams)
    fitting = [(name, jam_id) for name, jam_id in named if typed.casefold() in name.casefold()]
    return [Choice(name=name, value=jam_id) for name, jam_id in suggestions.choices(fitting)]
