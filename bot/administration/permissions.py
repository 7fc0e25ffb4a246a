"""What the bot has to be allowed to do in a channel, and what it is not."""

from collections.abc import Sequence
from typing import Final

import discord

NEEDED: Final[tuple[tuple[str, str], ...]] = (
    ("view_channel", "View Channel"),
    ("send_messages", "Send Messages"),
    ("attach_files", "Attach Files"),
    ("read_message_history", "Read Message History"),
)
"""Without these no clip is shown. Permission → what Discord calls it."""

THREADS: Final[tuple[tuple[str, str], ...]] = (
    ("create_public_threads", "Create Public Threads"),
    ("send_messages_in_threads", "Send Messages in Threads"),
)
"""Without these families of clips have no threads of their own and stay in the channel."""

JAMS: Final[tuple[tuple[str, str], ...]] = (
    ("create_private_threads", "Create Private Threads"),
    ("pin_messages", "Pin Messages"),
    ("create_events", "Create Events"),
)
"""Without these jams are held, but are not private, nor pinned, nor announced by an event."""

WITHOUT: Final = {
    "Create Private Threads": "no jam can be private",
    "Pin Messages": "boards of jams are not pinned",
    "Create Events": "scheduled jams have no event",
}


def lacking(allowed: discord.Permissions, needed: Sequence[tuple[str, str]] = NEEDED) -> list[str]:
    """Name what is needed and not allowed."""
    return [name for permission, name in needed if not getattr(allowed, permission)]


def told(names: Sequence[str]) -> str:
    """List names in a sentence."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
