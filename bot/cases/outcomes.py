"""What follows of a decision: something is made, shown or taken away, and its author is told."""

import logging
from dataclasses import replace
from typing import Final

import discord

from bot.card import Button, CardView
from bot.cases.entries import is_taken_back, jam_of, name_of, play_or_remove
from bot.cases.posting import show_case
from bot.cases.removing import take_down
from bot.cases.striking import FOR_GOOD, Standing, strike_line, until_of, where_of
from bot.cases.telling import answer_again, tell_user
from bot.cases.whereabouts import at_its_family
from bot.cases.words import outcome_of
from bot.family.links import link_to
from bot.family.naming import with_credit_soon
from bot.family.posting import post
from bot.freezing import call_off_of
from bot.freezing.blocking import holds
from bot.gallery.telling import words_of
from bot.judging.veiling import veiled_for
from bot.placing import place
from bot.records.oversight import Case
from bot.records.sanctions import STRIKE_S
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services
from bot.words import PROMPT_SHOWN, escape
from core.log import request_id

log = logging.getLogger(__name__)

FRESH_S: Final = 60.0
"""A card that was let through longer ago may have been posted by somebody who was cut off: its end looks for it."""

BLOCKED: Final = "🚫 You can make nothing in {where} {until}."
A_RIFF: Final = "a riff of yours"
OPEN_MOST_S: Final = 72 * 3600.0
"""What is held and nobody decides for so long is not made. What lapses sooner was taken back by its author."""

MAKING: Final = "It is being made now."
FROZEN: Final = "❄️ Something is frozen there, so it waits until that is thawed."
HERE: Final = "It will be here: {link}"
ASKED: Final = frozenset({"held", "appeal"})
"""The kinds of cases that are about something that is not made yet."""
SANCTIONS: Final = frozenset({"strike", "block_day", "block"})


async def carry_out(services: Services, client: discord.Client, case: Case) -> None:
    """Do what was decided, tell its author, and show it on the case's card; whoever is cut off does it again."""
    with request_id(case.card_id):
        record = await services.records.card(case.card_id) if case.kind != "entry" else None
        if case.kind == "entry":
            await _carry_out_entry(services, client, case)
        elif record is None:
            await _tell_unless_taken_back(services, client, case, None)
        else:
            async with veiled_for(services, client, record):
                record = await _do(services, client, case, record)
                await _tell_unless_taken_back(services, client, case, record)
        await show_case(services, client, case)
        await services.records.settle_case(case.number, services.clock())
        log.info("case %d: %s, carried out", case.number, case.state)


async def _carry_out_entry(services: Services, client: discord.Client, case: Case) -> None:
    """Have an entry of a jam played, or taken out, and tell whose it is."""
    jam = await services.records.jam(jam_of(case))
    more = await play_or_remove(services, case, jam)
    if is_taken_back(case, jam):
        return
    told = outcome_of(case, what=name_of(jam), words=escape(case.text))
    lines = [told, *more, *([await _sanction(services, client, case)] if case.decision in SANCTIONS else [])]
    await tell_user(client, case.author, CardView("\n".join(lines)), nonce=f"case-{case.number}-told")


async def _tell_unless_taken_back(
    services: Services, client: discord.Client, case: Case, record: CardRecord | None
) -> None:
    if not _is_taken_back(case):
        await _tell(services, client, case, record)


async def _do(services: Services, client: discord.Client, case: Case, record: CardRecord) -> CardRecord:
    """Have made, shown or taken away what was decided about."""
    if case.kind in ASKED:
        return await _let_through(services, client, case, record) if case.state == "approved" else record
    if case.state == "removed":
        await take_down(services, client, record, clips_of(case, record))
    return record


async def _let_through(services: Services, client: discord.Client, case: Case, record: CardRecord) -> CardRecord:
    """Post what was held and place it. What is frozen meanwhile waits for the thaw.

    Where its author has no room, or the queue rests, the reconciler tries again for a while.
    """
    if record.card.state != "open":
        return record
    record = await with_credit_soon(services, record)
    fresh = case.decided_s is not None and services.clock() - case.decided_s < FRESH_S
    if record.card.reach == "channel" and record.card.message is None and fresh:
        there, opening = await at_its_family(services, client, record)
        record = await post(services, client, there, opening=opening)
    await place(services, record)
    return record


async def _tell(services: Services, client: discord.Client, case: Case, record: CardRecord | None) -> None:
    """Tell its author once, in the place of what they were told before, or directly."""
    view = CardView("\n".join(await _lines(services, client, case, record)), buttons=_appeal(case, record))
    card = record.card if record else None
    if case.kind in ASKED and card is not None:
        if case.state == "approved" and card.reach == "channel" and card.message is not None:
            view = replace(view, content=f"{view.content}\n{HERE.format(link=link_to(card))}")
        elif card.state == "ended" or (case.state == "approved" and card.token and card.reach == "token"):
            return
        if await answer_again(services, client, card, view):
            return
    if case.kind == "report" and not await _concerns_author(services, case):
        return
    await tell_user(client, case.author, view, nonce=f"case-{case.number}-told")


async def _concerns_author(services: Services, case: Case) -> bool:
    """Tell whether the author of what was reported has to hear of it: it is gone, or they know that it was hidden."""
    if case.state == "removed":
        return True
    clip = case.clip_id
    return clip is not None and await services.records.was_hidden(clip, case.server, since_s=case.opened_s)


async def _lines(services: Services, client: discord.Client, case: Case, record: CardRecord | None) -> list[str]:
    """Say what came of it, and what else it means for its author."""
    clips = clips_of(case, record) if record else []
    what = f"`{clips[0].recipe.recipe_id}`" if clips else A_RIFF
    words = words_of(record.first.request.recipe, most=PROMPT_SHOWN) if record and record.requests else ""
    lines = [outcome_of(case, what=what, words=words)]
    if case.kind in ASKED and case.state == "approved" and record:
        lines.append(FROZEN if record.card.state == "frozen" else MAKING)
    if case.decision in SANCTIONS:
        lines.append(await _sanction(services, client, case))
    return lines


async def _sanction(services: Services, client: discord.Client, case: Case) -> str:
    """Tell of the strike or block that came with a decision; what a blocked person waits for is called off."""
    now_s, where = services.clock(), where_of(client, case.server)
    block = next((one for one in await services.records.blocks_of(case.author) if one.server == case.server), None)
    if block is not None and holds(block, now_s=now_s):
        await call_off_of(services, block)
    if case.decision != "strike":
        return BLOCKED.format(where=where, until=until_of(block) if block else FOR_GOOD)
    strikes = await services.records.strikes(case.server, case.author, now_s)
    given_s = case.decided_s or now_s
    stands = Standing(len(strikes), block if len(strikes) > 1 else None)
    return strike_line(stands, where=where, until_s=given_s + STRIKE_S)


def _is_taken_back(case: Case) -> bool:
    """Tell whether what a case is about went away: whoever did that needs not be told."""
    return case.state == "lapsed" and (case.decided_s or 0.0) - case.opened_s < OPEN_MOST_S


def _appeal(case: Case, record: CardRecord | None) -> tuple[tuple[Button, ...], ...]:
    """Offer to have somebody else look at what was held and is not made; an appeal was looked at already."""
    if case.kind != "held" or case.state != "removed" or record is None or record.card.state != "refused":
        return ()
    return ((Button("appeal", case.card_id, "✋", "Appeal"),),)


def clips_of(case: Case, record: CardRecord) -> list[ClipRecord]:
    """List the clips that a case is about: one, or all of a card."""
    clips = [one.clip for one in record.requests if one.clip]
    return [clip for clip in clips if case.clip_id in {None, clip.id}]
