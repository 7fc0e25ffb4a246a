"""Where a jam is, as the gate looks at places."""

from dataclasses import replace
from typing import Any, Final

import discord

from bot.judging.people import place_of
from bot.judging.permitting import Place
from bot.patience import in_time
from bot.records.jam import Jam
from bot.services import services_of
from core.errors import UserError

UNKNOWN: Final = "There is no such jam here. Nothing was used up: `/jam status` names those that are on."


def place_of_jam(client: discord.Client, jam: Jam) -> Place:
    """Say what kind of place a jam is held in: its thread, or where it was announced as long as it has none."""
    area = client.get_channel(int(jam.channel))
    there = client.get_channel(int(jam.thread)) if jam.thread else None
    place = place_of(there or area, server=jam.server, channel=jam.thread or jam.channel)
    return place if jam.thread in {None, jam.channel} else replace(place, area=jam.channel)


async def jam_here(interaction: discord.Interaction[Any], jam_id: str) -> Jam:
    """Find a jam of the server in which somebody acts; a private one is unknown to who is not in it.

    Raises
    ------
    UserError
        If there is none of that name there.
    """
    jam = await in_time(interaction, services_of(interaction).records.jam(jam_id))
    if jam is None or jam.server != str(interaction.guild_id) or not _may_know(jam, str(interaction.user.id)):
        raise UserError(UNKNOWN)
    return jam


def _may_know(jam: Jam, user: str) -> bool:
    return not jam.rules.is_private or user == jam.host or jam.player(user) is not None
