"""Choices on stage."""

from bot.records import Records
from bot.records.oversight import Scope
from bot.records.statements import Choice


async def choose(records: Records, scope: Scope, holder: object, server: object = None, **values: object) -> None:
    """Let a server, a channel or a user choose values, written as they are kept; a channel needs its server."""
    of = str(holder) if scope == "server" else None if server is None else str(server)
    choices = [Choice(scope, str(holder), key, str(value), of) for key, value in values.items()]
    await records.choose_all(choices, by="1", now_s=0.0)
