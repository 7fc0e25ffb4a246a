"""Jams are found by where they are and by who is in them."""

from dataclasses import replace

from bot.records import Records
from bot.records.jam import JamEvent, Player
from bot.records.values import Ancestry, Card
from core.contract import Section
from core.request import Origin
from tests.bot.records.jamming import BEGUN, begun, found, jam, played, saved
from tests.bot.records.samples import card, done, request


async def test_nothing_is_found_where_nothing_is(records: Records) -> None:
    assert await records.jam("J7F3K9Q") is None
    assert await records.jam_in("700") is None
    assert await records.open_jams() == []
    assert await records.jam_events("J7F3K9Q") == []


async def test_a_jam_that_goes_on_is_found_before_newer_ones_that_are_over(records: Records) -> None:
    one = await begun(records, "J000001", created_s=1000.0)
    two = await begun(records, "J000002", host="602", created_s=2000.0)
    assert await records.jam_in("700") == two
    await saved(records, two, replace(two, phase="archived"))
    assert await records.jam_in("700") == one


async def test_a_thread_has_its_own_jam(records: Records) -> None:
    one = await begun(records, "J000001", created_s=1000.0)
    one = await saved(records, one, replace(one, thread="710"))
    await records.new_jam(replace(jam("J000002", host="602", created_s=2000.0), channel="710"), BEGUN)
    assert await records.jam_in("710") == one


async def test_the_jams_that_go_on_are_listed_with_all_that_is_in_them(records: Records) -> None:
    one = await begun(records, "J000001", created_s=1000.0)
    two = await begun(records, "J000002", host="602", created_s=2000.0)
    over = await begun(records, "J000003", host="603", created_s=500.0)
    one = await saved(records, one, played(one))
    await saved(records, over, replace(over, phase="archived"))
    await records.new_jam(replace(jam("J000004"), server="801", created_s=3000.0), BEGUN)
    four = await found(records, "J000004")
    assert await records.open_jams() == [one, two, four]
    assert await records.open_jams("800") == [one, two]


async def test_the_jams_of_somebody_are_those_that_they_lead_or_are_in(records: Records) -> None:
    led = await begun(records, "J000001", host="605")
    played_in = await begun(records, "J000002", host="602", created_s=2000.0)
    played_in = await saved(records, played_in, replace(played_in, players=(Player("605", 1.0, seat="left"),)))
    kicked = await begun(records, "J000003", host="603", created_s=3000.0)
    await saved(records, kicked, replace(kicked, players=(Player("605", 1.0, seat="kicked"),)))
    over = await begun(records, "J000004", host="604", created_s=4000.0)
    over = await saved(records, over, replace(over, phase="archived", players=(Player("605", 1.0),)))
    assert await records.jams_of("605") == [played_in, led, over]
    assert await records.jams_of("605", "800", most=1) == [played_in]
    assert await records.jams_of("605", "801") == []


def of_jam(card_id: str, *, author: str = "601") -> Card:
    origin = Origin(server="800", channel="710", author=author, jam="J7F3K9Q")
    return replace(card(card_id, origin=origin), token=None, area="700", jam="J7F3K9Q")


async def test_the_cards_of_a_jam_are_found_as_they_were_opened(records: Records) -> None:
    first, second = of_jam("J7F3K9Q-1-1"), of_jam("J7F3K9Q-1-2", author="602")
    recipe = Section(prompt="soft rain", seed=1, bpm=96)
    for new in (first, second):
        assert await records.open_card(new, [request(new, recipe)], ancestries=[Ancestry("jam")])
    cards = await records.jam_cards("J7F3K9Q")
    assert [one.card for one in cards] == [first, second]
    assert cards[0].first.request == request(first, recipe)
    assert [one.card.id for one in await records.jam_cards("J7F3K9Q", [second.id, "100"])] == [second.id]


async def test_what_comes_of_a_jam_is_due_nowhere(records: Records) -> None:
    new = of_jam("J7F3K9Q-1-1")
    await records.open_card(new, [request(new, Section(prompt="soft rain", seed=1, bpm=96))])
    assert await records.end_request(done(f"{new.id}-0"), now_s=1005.0) == new.id
    [record] = await records.jam_cards("J7F3K9Q")
    assert record.card.state == "ended"
    assert await records.undelivered() == 0
    assert record.first.clip is not None
    assert (record.first.clip.ancestry, record.first.clip.author) == (Ancestry("jam"), "601")


async def test_the_history_of_a_jam_is_read_in_its_order(records: Records) -> None:
    start = await begun(records)
    await records.save_jam(start, replace(start, name="x"), JamEvent(900.0, "jamgram", "tick"))
    assert [one.action for one in await records.jam_events(start.id)] == ["begin", "tick"]
