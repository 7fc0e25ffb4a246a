"""What is frozen goes nowhere and loses nothing, and goes on when it is thawed."""

import asyncio
from dataclasses import replace

import pytest

from bot.records import Records
from bot.records.oversight import EVERYWHERE, Freeze, FreezeKind
from core.request import Origin
from tests.bot.records.matters import EVERYBODY, actions, hold, states_of
from tests.bot.records.samples import BROKEN, cancelled, card, done, failed, requests

SERVER = Freeze("800", "server", "800", "900", "a raid", 1000.0)


async def open_placed(records: Records, name: str = "100") -> None:
    await records.open_card(card(name), requests(card(name)))
    await records.mark_placed(name)


async def test_a_freeze_holds_once_until_it_is_thawed(records: Records) -> None:
    assert await records.freeze(SERVER)
    assert not await records.freeze(replace(SERVER, by="901"))
    assert await records.freezes() == await records.freezes("800") == [SERVER]
    assert await records.freezes("801") == []
    assert await records.thaw("800", "server", "800", by="901", now_s=1100.0)
    assert not await records.thaw("800", "server", "800", by="901", now_s=1101.0)
    assert await records.freezes() == []
    assert await actions(records) == ["freeze", "thaw"]


async def test_open_cards_are_frozen_and_given_as_they_were(records: Records) -> None:
    await open_placed(records, "100")
    await records.open_card(card("101"), requests(card("101")))
    found = await records.freeze_cards(SERVER)
    assert [(one.card.id, [each.state for each in one.requests]) for one in found] == [
        ("100", ["placed", "placed"]),
        ("101", ["unplaced", "unplaced"]),
    ]
    assert await states_of(records, "100") == await states_of(records, "101") == ("frozen", ["unplaced", "unplaced"])
    assert await records.freeze_cards(SERVER) == []
    assert [one.card.id for one in await records.frozen_cards()] == ["100", "101"]
    assert await records.open_cards() == []


PLACES: list[tuple[FreezeKind, str, str, bool]] = [
    ("user", "800", "600", True),
    ("user", "801", "600", False),
    ("user", EVERYWHERE, "600", True),
    ("user", "800", "601", False),
    ("channel", "800", "700", True),
    ("channel", "800", "710", True),
    ("channel", "800", "720", True),
    ("channel", "800", "730", False),
    ("server", "800", "800", True),
    ("server", "801", "801", False),
    ("everything", EVERYWHERE, EVERYWHERE, True),
]


@pytest.mark.parametrize(("kind", "server", "target", "covers"), PLACES)
async def test_a_freeze_covers_what_it_says(
    records: Records, kind: FreezeKind, server: str, target: str, *, covers: bool
) -> None:
    asked = replace(card(), home="710", area="720")
    freeze = Freeze(server, kind, target, "900", "", 1000.0)
    await records.open_card(asked, requests(asked))
    await records.freeze(freeze)
    assert bool(await records.freeze_cards()) == covers
    await records.open_card(replace(asked, id="101"), requests(card("101")))
    assert bool(await records.freeze_cards(freeze)) == covers
    assert bool(await records.thaw_cards(1100.0)) is False


async def test_direct_messages_are_frozen_with_everything(records: Records) -> None:
    direct = card(origin=Origin(channel="700", author="600"))
    await records.open_card(direct, requests(direct))
    await records.freeze(SERVER)
    assert await records.freeze_cards() == []
    await records.freeze(EVERYBODY)
    assert len(await records.freeze_cards()) == 1


async def test_cards_are_frozen_some_at_a_time(records: Records) -> None:
    for name in ("100", "101", "102"):
        await records.open_card(card(name), requests(card(name)))
    assert [len(await records.freeze_cards(SERVER, most=2)) for _ in range(3)] == [2, 1, 0]


async def test_thawed_cards_are_open_again_and_wait_to_be_placed(records: Records) -> None:
    await open_placed(records)
    await records.freeze(SERVER)
    await records.freeze_cards()
    assert await records.thaw_cards(1100.0) == []
    await records.thaw("800", "server", "800", by="900", now_s=1100.0)
    assert await records.thaw_cards(1100.0) == ["100"]
    assert await states_of(records) == ("open", ["unplaced", "unplaced"])
    assert await records.mark_placed("100")


async def test_what_another_freeze_covers_stays_frozen(records: Records) -> None:
    await open_placed(records)
    await records.freeze(SERVER)
    await records.freeze(EVERYBODY)
    await records.freeze_cards()
    await records.thaw("800", "server", "800", by="900", now_s=1100.0)
    assert await records.thaw_cards(1100.0) == []


async def test_a_clip_that_is_done_meanwhile_is_kept_and_its_card_ends_when_it_is_thawed(records: Records) -> None:
    await open_placed(records)
    await records.freeze(SERVER)
    await records.freeze_cards()
    for name in ("100-0", "100-1"):
        await records.end_request(done(name), now_s=1050.0)
    assert await states_of(records) == ("frozen", ["done", "done"])
    assert await records.undelivered() == 0
    await records.thaw("800", "server", "800", by="900", now_s=1100.0)
    assert await records.thaw_cards(1100.0) == ["100"]
    assert await states_of(records) == ("ended", ["done", "done"])
    assert await records.undelivered() == 1


async def test_that_a_worker_let_go_of_what_is_frozen_is_no_end(records: Records) -> None:
    await open_placed(records)
    await records.freeze_cards(SERVER)
    assert await records.end_request(cancelled("100-0"), now_s=1050.0) == "100"
    assert await states_of(records) == ("frozen", ["unplaced", "unplaced"])
    await records.end_request(failed("100-1"), now_s=1051.0)
    assert await states_of(records) == ("frozen", ["unplaced", "failed"])


async def test_what_was_frozen_on_its_way_into_the_lanes_is_taken_out_again(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.freeze_cards(SERVER)
    assert not await records.mark_placed("100")
    assert await states_of(records) == ("frozen", ["unplaced", "unplaced"])


async def test_placing_and_freezing_at_once_leave_nothing_placed_that_is_frozen(
    records: Records, other: Records
) -> None:
    for number in range(100, 106):
        name = str(number)
        await records.open_card(card(name), requests(card(name)))
        placed, frozen = await asyncio.gather(records.mark_placed(name), other.freeze_cards(SERVER))
        before = [each.state for one in frozen for each in one.requests]
        assert before == (["placed", "placed"] if placed else ["unplaced", "unplaced"])
        assert await states_of(records, name) == ("frozen", ["unplaced", "unplaced"])


async def test_two_processes_that_freeze_at_once_freeze_each_card_once(records: Records, other: Records) -> None:
    for number in range(100, 110):
        await records.open_card(card(str(number)), requests(card(str(number)), 1))
    both = await asyncio.gather(records.freeze_cards(SERVER), other.freeze_cards(SERVER))
    assert sorted(one.card.id for found in both for one in found) == [str(number) for number in range(100, 110)]


async def test_an_author_may_cancel_what_is_frozen(records: Records) -> None:
    await open_placed(records)
    await records.freeze_cards(SERVER)
    assert await records.end_card("100", None, now_s=1050.0)
    assert await states_of(records) == ("ended", ["cancelled", "cancelled"])


async def test_what_can_not_be_placed_for_good_ends_though_it_is_frozen(records: Records) -> None:
    await records.open_card(card(), requests(card()))
    await records.freeze_cards(SERVER)
    assert await records.end_card("100", BROKEN, now_s=1050.0)
    assert await states_of(records) == ("ended", ["failed", "failed"])


async def test_a_card_that_is_frozen_while_its_file_is_fetched_gets_its_requests(records: Records) -> None:
    await records.open_card(card(), [])
    await records.freeze_cards(SERVER)
    assert await records.add_requests("100", requests(card()))
    assert await records.thaw_cards(1100.0) == ["100"]
    assert await states_of(records) == ("open", ["unplaced", "unplaced"])


async def test_a_card_that_is_thawed_while_its_file_is_fetched_goes_on(records: Records) -> None:
    await records.open_card(card(), [])
    await records.freeze_cards(SERVER)
    assert await records.thaw_cards(1100.0) == ["100"]
    assert await states_of(records) == ("open", [])


async def test_what_is_held_is_not_frozen(records: Records) -> None:
    await hold(records)
    assert await records.freeze_cards(SERVER) == []
    assert (await states_of(records))[0] == "held"


async def test_what_is_due_waits_until_it_is_thawed(records: Records) -> None:
    await records.open_card(card(), requests(card(), 1))
    await records.end_card("100", None, now_s=1005.0)
    await records.freeze(SERVER)
    assert await records.claim_deliveries("one", now_s=1100.0, most=9) == []
    assert await records.undelivered() == 1
    await records.thaw("800", "server", "800", by="900", now_s=1100.0)
    assert [row.card_id for row in await records.claim_deliveries("one", now_s=1100.0, most=9)] == ["100"]


async def test_what_is_frozen_is_not_forgotten_however_old_it_is(records: Records) -> None:
    await open_placed(records)
    await records.freeze_cards(SERVER)
    assert await records.forgettable(9e9, 10) == []
    await records.forget_cards(["100"])
    assert (await states_of(records))[0] == "frozen"
