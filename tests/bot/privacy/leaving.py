"""Somebody wants all of theirs deleted, and what is left of it is looked for."""

import asyncio
from dataclasses import dataclass, replace

import discord
from simcord.actors import MemberActor
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.privacy.deleting import THINK_AGAIN_S
from bot.privacy.erasing import Eraser
from bot.privacy.pseudonym import pseudonym
from bot.privacy.throttle import Throttle
from bot.records.supervision import ErasureRow
from bot.services import Services
from core.artefacts import SHELVES
from core.lease import Lease
from tests.bot.delivery.away import gone_before
from tests.bot.stage import Stage

LATER_S = THINK_AGAIN_S + 1


@dataclass
class Leaving:
    """Ana leaves, if nobody else is named."""

    stage: Stage
    who: MemberActor | None = None

    @property
    def user(self) -> str:
        return str((self.who or self.stage.ana).id)

    @property
    def alias(self) -> str:
        return pseudonym(self.stage.services.settings, self.user)

    def eraser(
        self, services: Services | None = None, *, holder: str = "bot-1", name: str = "{jamgram}:lease:erasing"
    ) -> Eraser:
        services = services or self.stage.services
        lease = Lease(services.redis, name, holder=holder, ttl_s=10)
        return Eraser(services, self.stage.bot, lease, throttle=Throttle(0.0))

    def without(self, move: str) -> Services:
        """The same services, but the database goes away just before a move of the records."""
        return replace(self.stage.services, records=gone_before(self.stage.services.records, move, times=1))

    async def ask(self) -> None:
        """Ask for it and let the day pass."""
        now_s = self.stage.clock()
        await self.stage.services.records.ask_erasure(self.user, now_s=now_s, due_s=now_s + THINK_AGAIN_S)
        self.stage.clock.move(LATER_S)

    async def look(self, times: int = 1) -> None:
        for _ in range(times):
            await self.eraser().look(asyncio.Event())

    async def leave(self) -> None:
        """Ask for it, let the day pass, and let it be done."""
        await self.ask()
        await self.look()

    async def is_done(self) -> bool:
        return await self.stage.services.records.erasure_of(self.user) is None

    async def left(self, *words: str) -> list[str]:
        """Name the tables that still hold one of these words anywhere."""
        read = self.stage.services.records._database.read
        return await read(lambda session: _holding(session, words))

    async def traces(self) -> list[str]:
        """Name the tables that hold ana's id."""
        return await self.left(self.user)

    def stored(self) -> list[str]:
        """Name all bytes that are in the store."""
        artefacts = self.stage.services.artefacts
        return [one.key for shelf in SHELVES for one in artefacts.on_shelf(shelf)]

    def shown(self, message: discord.Message) -> discord.Message:
        """A message of the channel as it is by now."""
        return self.stage.message(message.id)


def _holding(session: Session, words: tuple[str, ...]) -> list[str]:
    found = []
    for table in ErasureRow.metadata.sorted_tables:
        rows = session.execute(select(table)).all()
        if any(word in str(tuple(row)) for row in rows for word in words):
            found.append(table.name)
    return found
