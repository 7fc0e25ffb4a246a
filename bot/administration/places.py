"""Channels that somebody names while they manage a server."""

from discord import ForumChannel, StageChannel, TextChannel, VoiceChannel
from discord.app_commands import AppCommandThread

Place = TextChannel | VoiceChannel | StageChannel | ForumChannel | AppCommandThread
"""Where clips can be asked for. A thread may be one that is unknown to us."""


def area_of(place: Place) -> str | None:
    """Name the channel that a thread belongs to."""
    return str(place.parent_id) if isinstance(place, AppCommandThread) else None
