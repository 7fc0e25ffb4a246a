"""From an interaction to a card whose requests wait.

It is recorded, then acknowledged, then placed: whoever is killed in between leaves no card that nobody remembers.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

import discord

from bot.answers import LOST, turn_down
from bot.buttons import buttons_of, mentions_of
from bot.card import CardView, received_view, working_view
from bot.cases.veiling import with_veil
from bot.judging.asking import is_of_upload
from bot.judging.deciding import Allowed, Verdict
from bot.judging.gate import asked_here, judged, judged_here, require_admitted
from bot.judging.turning import take_back, turn_away
from bot.metrics import ACKNOWLEDGED_S
from bot.origins import card_of
from bot.patience import in_time, soon
from bot.placing import Refused, Resting, end_unplaced, place, require_room, told_of
from bot.records import DatabaseDownError
from bot.records.values import NO_PARENTS, Ancestry, Card, CardRecord, ClipRecord, RequestRecord
from bot.services import Services, services_of
from core.contract import Recipe
from core.ending import Failure
from core.errors import UserError
from core.log import request_id
from core.request import Request

log = logging.getLogger(__name__)

OPENING_S: Final = 1.0
"""How long recording may hold up the acknowledgement. Discord waits 3 s; looks before it and the network share 2."""

NOTING_S: Final = 2.0

Interaction = discord.Interaction[Any]

Fetched = Callable[[], Awaitable[Sequence[Recipe]]]
"""Makes recipes out of a file that has to be fetched; raises a `UserError` if they can't be made."""


async def take_in(
    interaction: Interaction,
    recipes: Sequence[Recipe],
    *,
    private: bool,
    ancestry: Ancestry = NO_PARENTS,
    parents: Sequence[ClipRecord] = (),
    repeats: Sequence[Recipe] = (),
) -> None:
    """Answer an interaction with a card, whose requests then wait in the lanes; or say that it is held or refused.

    `repeats`: what is asked for again, so that nobody typed its words now.

    Raises
    ------
    UserError
        If whoever acts may not ask for it.
    DatabaseDownError
        If the card can't be remembered. Nothing is queued then.
    """
    upload, export = is_of_upload(recipes, ancestry, parents), ancestry.operation == "export"
    of = [*repeats, *(parent.recipe for parent in parents)]
    asked = asked_here(interaction, private=private, upload=upload, export=export, of=of)
    verdict = await judged_here(interaction, asked, recipes)
    record = judged_record(card_of(interaction, private=private), verdict, ancestry=ancestry)
    with request_id(record.card.id):
        if not isinstance(verdict, Allowed):
            await turn_away(interaction, record, verdict)
            return
        record = await in_time(interaction, with_veil(services_of(interaction), record))
        if await _open(interaction, record):
            await _place(interaction, record, verdict)


async def take_in_fetched(
    interaction: Interaction, fetched: Fetched, *, asked: int, private: bool, ancestry: Ancestry = NO_PARENTS
) -> None:
    """Answer with a card at once, whose requests wait in the lanes as soon as the file is there that they are about.

    Who has no room for so many requests is told before anything is fetched. What is held or refused once the file is
    there is taken back.

    Raises
    ------
    UserError
        If whoever acts may not ask for anything of a file.
    DatabaseDownError
        If the card or its requests can't be remembered. Nothing is queued then.
    """
    services, kind = services_of(interaction), asked_here(interaction, private=private, upload=True)
    await in_time(interaction, require_admitted(services, kind))
    asked_for = asking_for(card_of(interaction, private=private), ())
    record = await in_time(interaction, with_veil(services, asked_for, fetched=True))
    with request_id(record.card.id):
        if not await _open(interaction, record):
            return
        try:
            await require_room(services, record.card.origin, asked=asked)
            verdict = await judged(services, interaction.client, kind, await fetched())
        except UserError as error:
            failure = Failure(sentence=str(error), code=error.code)
            await _refuse(interaction, record, failure, told=told_of(error))
            return
        await _go_on(interaction, judged_record(record.card, verdict, ancestry=ancestry), verdict)


async def _go_on(interaction: Interaction, record: CardRecord, verdict: Verdict) -> None:
    """Let what was made of a file wait, if nobody objects."""
    if not isinstance(verdict, Allowed):
        await take_back(interaction, record, verdict)
        return
    requests, ancestries = [one.request for one in record.requests], [one.ancestry for one in record.requests]
    if await services_of(interaction).records.add_requests(record.card.id, requests, ancestries=ancestries):
        await _place(interaction, record, verdict)
    else:
        log.info("the file is there, but nobody waits for it any more")


def judged_record(card: Card, verdict: Verdict, *, ancestry: Ancestry = NO_PARENTS) -> CardRecord:
    """Draw up what a card asks for, as the gate let it pass or turned it away."""
    cleared = isinstance(verdict, Allowed) and verdict.cleared
    return asking_for(card, verdict.recipes, ancestry=ancestry, cleared=cleared)


def asking_for(
    card: Card, recipes: Sequence[Recipe], *, ancestry: Ancestry = NO_PARENTS, cleared: bool = False
) -> CardRecord:
    """Draw up what a card asks for; all of it comes of the same. `cleared`: moderators let its words pass."""
    limit = card.upload_limit
    requests = (
        Request(id=f"{card.id}-{number}", recipe=recipe, origin=card.origin, upload_limit=limit, cleared=cleared)
        for number, recipe in enumerate(recipes)
    )
    return CardRecord(card, tuple(RequestRecord(request, "unplaced", ancestry=ancestry) for request in requests))


async def _open(interaction: Interaction, record: CardRecord) -> bool:
    """Record the card and acknowledge with it; False if that is all that can be done."""
    services = services_of(interaction)
    requests, ancestries = [one.request for one in record.requests], [one.ancestry for one in record.requests]
    opening = asyncio.create_task(services.records.open_card(record.card, requests, ancestries=ancestries))
    await asyncio.wait({opening}, timeout=OPENING_S)
    if opening.done() and not opening.result():
        return False
    message = await _show(interaction, record, received_view(record))
    ACKNOWLEDGED_S.observe(max(0.0, services.clock() - interaction.created_at.timestamp()))
    if not await opening:
        log.info("another process has this card")
        return False
    message = message or await _shown(interaction)
    if message is None and record.card.reach == "token":
        log.warning("refused: its message never came about, and there is no other way to show one")
        await services.records.refuse(record.card.id)
        return False
    if message is not None:
        await _note(services, record, message)
    return True


async def _show(interaction: Interaction, record: CardRecord, view: CardView) -> str | None:
    """Acknowledge with the card and return the message's id, if Discord tells us one."""
    mentions = mentions_of(record.card.origin.author)
    try:
        if interaction.response.is_done():
            edited = await interaction.edit_original_response(
                content=view.content, view=buttons_of(view), allowed_mentions=mentions
            )
            return str(edited.id)
        sent = await interaction.response.send_message(
            view.content, view=buttons_of(view), ephemeral=record.card.private, allowed_mentions=mentions
        )
    except LOST as error:
        log.warning("no answer to the acknowledgement, or a bad one: %s", error)
        return None
    return str(sent.message_id) if sent.message_id else None


async def _shown(interaction: Interaction) -> str | None:
    """Look for our message where Discord did not say whether it has it: its answer to us may have been lost."""
    try:
        return str((await interaction.original_response()).id)
    except (*LOST, discord.ClientException) as error:
        log.warning("no message to be found: %s", error)
        return None


async def _note(services: Services, record: CardRecord, message: str) -> None:
    """Remember the message. If that fails the card is found by its buttons."""
    try:
        await soon(services.records.note_message(record.card.id, message), within_s=NOTING_S)
    except (UserError, DatabaseDownError) as error:
        log.warning("message %s can't be noted: %s", message, error)


async def _place(interaction: Interaction, record: CardRecord, allowed: Allowed) -> None:
    services = services_of(interaction)
    placed = await place(services, record, most_waiting=allowed.most_waiting)
    log.info("asked for %d clips: %s", len(record.requests), type(placed).__name__.lower())
    if isinstance(placed, Refused):
        await _refuse(interaction, record, placed.failure, told=placed.told)
    if isinstance(placed, Resting):
        await _show_resting(interaction, record)


async def _refuse(interaction: Interaction, record: CardRecord, failure: Failure, *, told: str) -> None:
    """Take the card back and explain. Where Discord does not let us, the card ends with the explanation."""
    services = services_of(interaction)
    try:
        await turn_down(interaction, told)
    except LOST as error:
        log.warning("can't be taken back: %s", error)
        await end_unplaced(services, record, failure=failure)
    else:
        await services.records.refuse(record.card.id)


async def _show_resting(interaction: Interaction, record: CardRecord) -> None:
    """Say that the queue can't be reached. The refresher can't: its lease is in the Redis that is away."""
    view = working_view(record, {}, resting=True, cancelling=False, now_s=record.card.created_s)
    try:
        await interaction.edit_original_response(
            content=view.content, view=buttons_of(view), allowed_mentions=mentions_of(record.card.origin.author)
        )
    except LOST as error:
        log.warning("can't say that the queue rests: %s", error)
