"""What is held or refused, as it is remembered."""

from typing import Final

from bot.cases.veiling import with_veil
from bot.judging.deciding import Held, Refused
from bot.records.oversight import DIRECT, Case, NewCase
from bot.records.statements import Refusal
from bot.records.values import Ancestry, CardRecord
from bot.services import Services
from core.request import Request

REFUSALS_MOST: Final = 3
WITHIN_S: Final = 600.0
COOL_DOWN_S: Final = 600.0
"""Who is refused so often in so short a time cools down for this long."""


async def hold(services: Services, record: CardRecord, held: Held, *, begun: bool) -> Case | None:
    """Hold a card with a case for its moderators; None if it is known, or over. `begun`: it was opened already."""
    record = record if begun else await with_veil(services, record)
    case, records = _case_of(record, held), services.records
    requests, ancestries = _asked(record)
    if not begun:
        return await records.open_held(record.card, requests, case, ancestries=ancestries)
    now_s = services.clock()
    return await records.hold_card(record.card.id, case, requests=requests, ancestries=ancestries, now_s=now_s)


async def refuse(services: Services, record: CardRecord, refused: Refused, *, begun: bool) -> bool:
    """Close a card of which nothing is made; False if it is known, or over. `begun`: it was opened already."""
    refusal, records = Refusal(refused.family or "", refused.rule, refused.matched), services.records
    requests, ancestries = _asked(record)
    if not begun:
        return await records.open_refused(record.card, requests, refusal, ancestries=ancestries)
    now_s = services.clock()
    return await records.refuse_card(record.card.id, refusal, requests=requests, ancestries=ancestries, now_s=now_s)


async def cool_down(services: Services, record: CardRecord) -> float | None:
    """Let somebody cool down who was refused too often, and say until when."""
    origin, now_s = record.card.origin, services.clock()
    if await services.records.refusals_since(origin.author, origin.server, now_s - WITHIN_S) < REFUSALS_MOST:
        return None
    until_s = now_s + COOL_DOWN_S
    await services.records.cool_down(origin.author, origin.server, until_s=until_s, now_s=now_s)
    return until_s


def _case_of(record: CardRecord, held: Held) -> NewCase:
    card = record.card
    return NewCase(
        "held",
        server=card.origin.server or DIRECT,
        author=card.origin.author,
        card_id=card.id,
        family=held.family or "",
        rule=held.rule,
        matched=held.matched,
    )


def _asked(record: CardRecord) -> tuple[list[Request], list[Ancestry]]:
    return [one.request for one in record.requests], [one.ancestry for one in record.requests]
