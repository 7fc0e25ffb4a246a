"""Places that not everybody in a server sees: what is made there is in nobody's lists but its author's."""

from typing import Any

import discord

from core.request import Origin


def is_secluded(place: object) -> bool:
    """Tell whether there are members who don't see a channel or thread. What isn't known counts as such."""
    if isinstance(place, discord.Thread):
        return place.is_private() or is_secluded(place.parent)
    if not isinstance(place, discord.abc.GuildChannel):
        return True
    return not place.permissions_for(place.guild.default_role).view_channel


def is_secluded_here(interaction: discord.Interaction[Any]) -> bool:
    """Tell it of where somebody acts: Discord sends no permissions along, and threads that are unknown to us."""
    known = interaction.client.get_channel(interaction.channel_id or 0)
    here = interaction.channel
    return is_secluded(known or (here if isinstance(here, discord.Thread) else None))


def is_secluded_at(client: discord.Client, origin: Origin) -> bool:
    """Tell it of where something was asked for; outside of servers nothing is."""
    return origin.server is not None and is_secluded(client.get_channel(int(origin.channel)))
