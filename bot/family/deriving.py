"""From an interaction to a clip that comes of another: shown in the thread of its family."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.cases.veiling import with_veil
from bot.family.asking import ask_for
from bot.family.consent import clip_to_ask_for
from bot.family.links import link_to
from bot.family.naming import with_credit_soon
from bot.family.posting import place_posted, post
from bot.family.spots import Spot, spot_of
from bot.family.telling import tell
from bot.family.threads import Opening
from bot.intake import OPENING_S, Fetched, asking_for, take_in, take_in_fetched
from bot.origins import card_of, origin_of
from bot.patience import in_time, left_s
from bot.placing import end_unplaced, require_room, told_of
from bot.records.values import Ancestry, CardRecord, ClipRecord
from bot.services import Services, services_of
from core.contract import Recipe
from core.ending import Failure
from core.errors import UserError
from core.log import request_id

log = logging.getLogger(__name__)

ON_ITS_WAY: Final = "🎛 On its way: {link}"
FETCHING: Final = "📥 Fetching your file. What comes of it will be here: {link}"
HERE: Final = "🎛 Here it is: {link}"

Interaction = discord.Interaction[Any]


async def take_in_child(  # noqa: PLR0913 - what it comes of, what it is, and how it is asked for
    interaction: Interaction,
    parents: Sequence[ClipRecord],
    recipes: Sequence[Recipe],
    *,
    ancestry: Ancestry,
    private: bool = False,
    fetched: Fetched | None = None,
    asked: int = 1,
) -> None:
    """Answer an interaction with clips that come of others.

    `fetched` makes the recipes out of a file that has to be fetched first; then `recipes` is empty, and `asked` says
    how many there will be.

    Raises
    ------
    UserError
        If an author of a parent lets nobody make others of it, or the records don't answer.
    DatabaseDownError
        If nothing can be remembered. Nothing is queued then.
    """
    private = private or any(parent.visibility == "private" for parent in parents)
    child = _Child(interaction, ancestry, tuple(recipes), fetched, asked)
    asking = clip_to_ask_for(parents, asker=str(interaction.user.id))
    if asking is not None:
        await ask_for(interaction, asking, recipes, ancestry=ancestry, private=private, fetched=fetched)
        return
    spot = None if private else await child.spot(parents[0])
    if spot is not None:
        await child.take_in_at(spot)
    elif fetched is None:
        await take_in(interaction, recipes, private=private, ancestry=ancestry)
    else:
        await take_in_fetched(interaction, fetched, asked=asked, private=private, ancestry=ancestry)


@dataclass(frozen=True, slots=True)
class _Child:
    """What an interaction asks for, of which the card is shown elsewhere."""

    interaction: Interaction
    ancestry: Ancestry
    recipes: tuple[Recipe, ...]
    fetched: Fetched | None
    asked: int

    @property
    def services(self) -> Services:
        return services_of(self.interaction)

    async def spot(self, parent: ClipRecord) -> Spot | None:
        """Find where it belongs. Discord may take half of the time to tell of the place; the rest is the records'."""
        client, origin, asker = self.interaction.client, origin_of(self.interaction), self.interaction.user
        fetch_s = left_s(self.interaction) / 2
        looked = spot_of(self.services, client, parent, origin=origin, asker=asker, fetch_s=fetch_s)
        return await in_time(self.interaction, looked)

    async def take_in_at(self, spot: Spot) -> None:
        """Record the card, say where it will be, and have it posted there."""
        card = spot.takes(card_of(self.interaction, private=False))
        asked = asking_for(card, self.recipes, ancestry=self.ancestry)
        veiled = with_veil(self.services, asked, fetched=self.fetched is not None)
        record = await in_time(self.interaction, veiled)
        with request_id(card.id):
            if await self._open(record):
                await self._go_on(record, spot.opening)

    async def _open(self, record: CardRecord) -> bool:
        """Record the card, then acknowledge; False if another process does that."""
        requests = [one.request for one in record.requests]
        opening = asyncio.create_task(
            self.services.records.open_card(record.card, requests, ancestries=[self.ancestry])
        )
        await asyncio.wait({opening}, timeout=OPENING_S)
        if opening.done() and not opening.result():
            return False
        words = ON_ITS_WAY if self.fetched is None else FETCHING
        await tell(self.interaction, words.format(link=link_to(record.card)))
        return await opening

    async def _go_on(self, record: CardRecord, opening: Opening | None) -> None:
        try:
            await require_room(self.services, record.card.origin, asked=max(self.asked, len(self.recipes)))
            asking = await self._fetch(record)
        except UserError as error:
            await self._refuse(record, error)
            return
        asking = await post(self.services, self.interaction.client, asking, opening=opening)
        if self.fetched is not None and not await self._add(asking):
            return
        if asking.card.message is not None:
            await tell(self.interaction, HERE.format(link=link_to(asking.card)))
        await place_posted(self.services, self.interaction.client, asking)

    async def _fetch(self, record: CardRecord) -> CardRecord:
        recipes = self.recipes if self.fetched is None else await self.fetched()
        asking = asking_for(record.card, recipes, ancestry=self.ancestry)
        return await with_credit_soon(self.services, asking)

    async def _add(self, record: CardRecord) -> bool:
        """Remember what is asked for now that the file is there; False if nobody waits for it any more."""
        requests = [one.request for one in record.requests]
        added = await self.services.records.add_requests(record.card.id, requests, ancestries=[self.ancestry])
        if not added:
            log.info("the file is there, but nobody waits for it any more")
        return added

    async def _refuse(self, record: CardRecord, error: UserError) -> None:
        """Say why nothing comes of it; where nobody can be told, the card ends with that and is posted."""
        if await tell(self.interaction, told_of(error)):
            await self.services.records.refuse(record.card.id)
        else:
            await end_unplaced(self.services, record, failure=Failure(sentence=str(error)))
