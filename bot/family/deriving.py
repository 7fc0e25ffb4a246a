"""From an interaction to a clip that comes of another: shown in the thread of its family."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import discord

from bot.cases.veiling import with_veil
from bot.choices.here import is_private_here
from bot.family.asking import ask_for
from bot.family.consent import whom_to_ask
from bot.family.links import link_to
from bot.family.naming import with_credit_soon
from bot.family.posting import place_posted, post
from bot.family.spots import Spot, place_of_spot, spot_of
from bot.family.telling import tell
from bot.family.threads import Opening
from bot.found import require_shown
from bot.intake import OPENING_S, Fetched, judged_record, take_in, take_in_fetched
from bot.judging.asking import Asked, is_of_upload
from bot.judging.deciding import Allowed, Verdict
from bot.judging.gate import asked_here, judged, judged_here, may_show, require_admitted
from bot.judging.turning import recorded, say, turn_away
from bot.origins import card_of, origin_of
from bot.patience import in_time, left_s
from bot.placing import end_unplaced, require_room, told_of
from bot.records.values import Ancestry, Card, CardRecord, ClipRecord
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
    private: bool | None = None,
    fetched: Fetched | None = None,
    asked: int = 1,
    repeats: Sequence[Recipe] = (),
) -> None:
    """Answer an interaction with clips that come of others.

    `fetched` makes the recipes out of a file that has to be fetched first; then `recipes` is empty, and `asked` says
    how many there will be. `repeats`: what is asked for again, so that nobody typed its words now.

    Raises
    ------
    UserError
        If an author of a parent lets nobody make others of it, it is hidden, or the records don't answer.
    DatabaseDownError
        If nothing can be remembered. Nothing is queued then.
    """
    require_shown(*parents)
    is_hidden = any(parent.visibility == "private" for parent in parents)
    private = is_hidden or await is_private_here(interaction, private)
    upload = fetched is not None or is_of_upload(recipes, ancestry, parents)
    of = [*repeats, *(parent.recipe for parent in parents)]
    kind = asked_here(interaction, private=private, upload=upload, of=of)
    looked = whom_to_ask(services_of(interaction), parents, asker=str(interaction.user.id))
    asking = await in_time(interaction, looked)
    if asking is not None:
        await ask_for(interaction, asking, recipes, ancestry=ancestry, kind=kind, fetched=fetched)
        return
    child = _Child(interaction, ancestry, tuple(recipes), fetched, asked, kind)
    spot = None if private else await child.spot(parents[0])
    if spot is not None:
        await child.take_in_at(spot)
    elif fetched is None:
        await take_in(interaction, recipes, private=private, ancestry=ancestry, parents=parents, repeats=repeats)
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
    kind: Asked

    @property
    def services(self) -> Services:
        return services_of(self.interaction)

    async def spot(self, parent: ClipRecord) -> Spot | None:
        """Find where it belongs, if nothing was decided there that keeps it out.

        Discord may take half of the time to tell of the place; the rest is the records'.
        """
        client, origin, asker = self.interaction.client, origin_of(self.interaction), self.interaction.user
        fetch_s = left_s(self.interaction) / 2
        looked = spot_of(self.services, client, parent, origin=origin, asker=asker, fetch_s=fetch_s)
        spot = await in_time(self.interaction, looked)
        if spot is None:
            return None
        there = place_of_spot(client, spot, server=origin.server)
        return spot if await in_time(self.interaction, may_show(self.services, self.kind, there)) else None

    async def take_in_at(self, spot: Spot) -> None:
        """Record the card, say where it will be, and have it posted there; or say that it is held or refused."""
        begun = card_of(self.interaction, private=False)
        there = place_of_spot(self.interaction.client, spot, server=begun.origin.server)
        child = replace(self, kind=replace(self.kind, shown=there))
        verdict = await child.judged_now()
        with request_id(begun.id):
            if not isinstance(verdict, Allowed):
                await turn_away(self.interaction, judged_record(begun, verdict, ancestry=self.ancestry), verdict)
                return
            await child.take_in_allowed(spot.takes(begun), verdict, spot.opening)

    async def judged_now(self) -> Verdict:
        """Pass the gate, as far as that can be without the file."""
        if self.fetched is None:
            return await judged_here(self.interaction, self.kind, self.recipes)
        await in_time(self.interaction, require_admitted(self.services, self.kind))
        return Allowed(())

    async def take_in_allowed(self, card: Card, allowed: Allowed, opening: Opening | None) -> None:
        """Record the card, say where it will be, and have it posted there."""
        asked = judged_record(card, allowed, ancestry=self.ancestry)
        veiled = with_veil(self.services, asked, fetched=self.fetched is not None)
        record = await in_time(self.interaction, veiled)
        if await self._open(record):
            await self._go_on(record, allowed, opening)

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

    async def _go_on(self, record: CardRecord, allowed: Allowed, opening: Opening | None) -> None:
        asked, most_waiting = max(self.asked, len(self.recipes)), allowed.most_waiting
        try:
            await require_room(self.services, record.card.origin, asked=asked, most_waiting=most_waiting)
            verdict = allowed if self.fetched is None else await self._judged(await self.fetched())
        except UserError as error:
            await self._refuse(record, error)
            return
        asking = judged_record(record.card, verdict, ancestry=self.ancestry)
        if isinstance(verdict, Allowed):
            await self._post(await with_credit_soon(self.services, asking), verdict, opening)
        elif view := await recorded(self.services, asking, verdict, begun=True):
            await say(self.interaction, view)

    async def _judged(self, recipes: Sequence[Recipe]) -> Verdict:
        return await judged(self.services, self.interaction.client, self.kind, recipes)

    async def _post(self, asking: CardRecord, allowed: Allowed, opening: Opening | None) -> None:
        asking = await post(self.services, self.interaction.client, asking, opening=opening)
        if self.fetched is not None and not await self._add(asking):
            return
        if asking.card.message is not None:
            await tell(self.interaction, HERE.format(link=link_to(asking.card)))
        await place_posted(self.services, self.interaction.client, asking, most_waiting=allowed.most_waiting)

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
            await end_unplaced(self.services, record, failure=Failure(sentence=str(error), code=error.code))
