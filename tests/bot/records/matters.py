"""What moderators are asked, as the tests need it."""

from bot.records import Records
from bot.records.oversight import Block, Case, CaseKind, Freeze, NewCase, Strike
from bot.records.sanctions import DAY_S, STRIKE_S
from bot.records.statements import Refusal, Report
from tests.bot.records.samples import card, requests

ARTIST = Refusal(family="artist", rule="living artists", matched="Nina")
EVERYBODY = Freeze("*", "everything", "*", "operator", "", 1000.0)
DAY = DAY_S


def new_case(card_id: str = "100", *, kind: CaseKind = "held", clip_id: str | None = None) -> NewCase:
    return NewCase(kind, "800", "600", card_id, clip_id, "artist", "living artists", "Nina", "please")


async def hold(records: Records, card_id: str = "100") -> Case:
    """Open a card that moderators look at first."""
    new = card(card_id)
    case = await records.open_held(new, requests(new), new_case(card_id))
    assert case is not None
    return case


async def refuse(records: Records, card_id: str = "100", *, refusal: Refusal = ARTIST, at_s: float = 1000.0) -> None:
    """Open a card that is refused."""
    new = card(card_id, created_s=at_s)
    assert await records.open_refused(new, requests(new), refusal)


def strike_at(given_s: float, *, user: str = "600") -> Strike:
    return Strike("800", user, "900", "rude", given_s, given_s + STRIKE_S)


def block_at(since_s: float, until_s: float | None = None, *, user: str = "600", server: str = "800") -> Block:
    return Block(server, user, "900", "rude", since_s, until_s)


def report_by(reporter: str, clip: str = "100-0", *, weight: float = 1.0) -> Report:
    return Report(clip, reporter, "spam", "it is an advertisement", weight, 1010.0)


async def states_of(records: Records, card_id: str = "100") -> tuple[str, list[str]]:
    """Say how a card and its requests stand."""
    record = await records.card(card_id)
    assert record is not None
    return record.card.state, [one.state for one in record.requests]


async def actions(records: Records, server: str = "800") -> list[str]:
    """Say what the audit log tells of a server, oldest first."""
    return [entry.action async for entry in records.audit_all(server)]
