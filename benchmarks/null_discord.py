"""A Discord that answers at once and says nothing back."""

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import discord


class NullDiscord:
    """Answers what the delivery asks of Discord, and counts how often each card's files were shown, and anew."""

    def __init__(self) -> None:
        self.shown: Counter[str] = Counter()
        self.posted = 0
        self.last_s = 0.0

    async def request(self, route: discord.http.Route, *, files: object = None, **_more: object) -> Mapping[str, Any]:
        """Answer as Discord would, at once."""
        if route.path.startswith("/users/@me"):
            return USER
        if route.path.startswith("/oauth2/applications/@me"):
            return {
                "id": "1",
                "name": "Jamgram",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "",
                "flags": 0,
                "team": None,
                "owner": USER,
            }
        channel = str(route.channel_id)
        if files:
            self.shown[channel] += 1
            self.posted += route.method == "POST"
            self.last_s = time.monotonic()
        return message_of(channel)


USER: Final = {"id": "1", "username": "jamgram", "discriminator": "0", "avatar": None, "bot": True}


def message_of(channel: str) -> Mapping[str, Any]:
    """A message, as Discord describes one."""
    empty: list[object] = []
    lists = dict.fromkeys(("mentions", "mention_roles", "attachments", "embeds", "components"), empty)
    flags = {"tts": False, "mention_everyone": False, "pinned": False}
    when = {"timestamp": "2026-01-01T00:00:00+00:00", "edited_timestamp": None}
    return {"id": channel, "channel_id": channel, "author": USER, "content": "", "type": 0, **lists, **flags, **when}
