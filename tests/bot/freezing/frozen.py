"""Freezes of what is on stage, and where that then is."""

from bot.records.oversight import EVERYWHERE, Freeze, FreezeKind
from bot.records.values import CardRecord
from core.lanes import State
from tests.bot.stage import Stage


def freeze_of(stage: Stage, kind: FreezeKind = "user") -> Freeze:
    """A freeze of Ana, of her channel, of the server or of everything."""
    server = str(stage.guild.id)
    target = {"user": str(stage.ana.id), "channel": str(stage.channel.id), "server": server}.get(kind, EVERYWHERE)
    holder = EVERYWHERE if kind == "everything" else server
    return Freeze(holder, kind, target, by=str(stage.mod.id), reason="a break", since_s=stage.clock())


def requests_of(record: CardRecord) -> list[str]:
    return [one.request.id for one in record.requests]


def lanes_of(stage: Stage, record: CardRecord) -> list[State | None]:
    """How a card's requests stand in the real lanes."""
    return list(stage.services.lanes.states(requests_of(record)).values())
