"""A jam is one thing: it is saved whole, once, by whoever was first."""

import asyncio
from dataclasses import MISSING, fields, replace

import pytest

from bot.records import Records
from bot.records.jam import Jam, JamEvent, JamRules, Offer, Player, Post, Round, Vote
from core.errors import UserError
from tests.bot.records.jamming import BEGUN, begun, entry, found, jam, played, saved

POST = Post("900", "901", 1001.0)


async def test_a_jam_is_found_as_it_began(records: Records) -> None:
    new = jam()
    assert await records.new_jam(new, BEGUN)
    assert await records.jam(new.id) == new
    assert await records.jam_events(new.id) == [BEGUN]


async def test_an_id_is_taken_once(records: Records) -> None:
    first = await begun(records)
    assert not await records.new_jam(jam(host="602"), BEGUN)
    assert await found(records) == first
    assert await records.jam_events(first.id) == [BEGUN]


async def test_nobody_leads_two_jams_in_a_server(records: Records) -> None:
    await begun(records)
    with pytest.raises(UserError, match="You lead a jam in this server already"):
        await records.new_jam(jam("J000001"), BEGUN)
    assert await records.new_jam(replace(jam("J000001"), server="801"), BEGUN)


async def test_what_nobody_leads_or_is_planned_is_in_nobodys_way(records: Records) -> None:
    first = await begun(records)
    assert await records.new_jam(replace(jam("J000001"), phase="scheduled"), BEGUN, at_once=1)
    with pytest.raises(UserError, match="You lead a jam in this server already"):
        await records.new_jam(replace(jam("J000002"), phase="scheduled"), BEGUN)
    await saved(records, first, replace(first, halts=frozenset({"paused", "orphaned"})))
    assert await records.new_jam(jam("J000002"), BEGUN, at_once=1)


async def test_a_server_has_as_many_jams_as_it_wants(records: Records) -> None:
    first = await begun(records)
    with pytest.raises(UserError, match="This server has 1 jam "):
        await records.new_jam(jam("J000001", host="602"), BEGUN, at_once=1)
    assert await records.new_jam(jam("J000002", host="602"), BEGUN, at_once=2)
    with pytest.raises(UserError, match="This server has 2 jams "):
        await records.new_jam(jam("J000003", host="603"), BEGUN, at_once=2)
    await saved(records, first, replace(first, phase="archived"))
    assert await records.new_jam(jam("J000003", host="603"), BEGUN, at_once=2)


async def test_two_who_begin_at_once_are_not_one_too_many(records: Records, other: Records) -> None:
    both = (records.new_jam(jam("J000001"), BEGUN), other.new_jam(jam("J000002"), BEGUN))
    answers = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(one).__name__ for one in answers) == ["UserError", "bool"]
    assert len(await records.open_jams()) == 1


def whole(before: Jam) -> Jam:
    """A jam of which nothing is as it is without being said."""
    player = Player("601", 1.0, "benched", 2, 3, 4, 5, is_muted=True, seen_s=1006.0)
    rules = JamRules("layers", 4, 91, 61, 10, 97, "B", "major", 15, pre_moderated=True, is_private=True, is_weekly=True)
    one = Round(1, 1.0, "601", "bass", "J7F3K9Q-1-1", is_draft=True, ended_s=2.0)
    return replace(
        played(before), rules=rules, players=(player, Player("602", 3.0, "listening")), rounds=(one,),
        phase_s=1.0, running_s=2.0, is_last_call=True,
        halts=frozenset({"paused", "frozen"}), left_s=12.5, halted_s=1210.0,
        thread="710", offer=Offer("601", 1300.0, 1500.0), opens_s=990.0, event="720", track="J7F3K9Q-track-0",
        ended_by="600", ended_s=1400.0, name="Saturday", host="601",
    )  # fmt: skip


def test_the_whole_jam_of_these_tests_has_all_that_a_jam_can_have() -> None:
    full = whole(jam())
    values = (full, full.players[0], full.rounds[0], full.entries[0], full.rules)
    left = [
        (type(value).__name__, one.name)
        for value in values
        for one in fields(value)
        if one.default is not MISSING and getattr(value, one.name) == one.default
    ]
    assert left == [("Jam", "version")]


async def test_a_jam_that_is_new_is_kept_with_all_that_is_in_it(records: Records) -> None:
    assert await records.new_jam(whole(jam()), BEGUN)
    assert await found(records) == whole(jam())


async def test_all_that_is_in_a_jam_is_saved(records: Records) -> None:
    before = await begun(records)
    after = whole(before)
    assert await saved(records, before, after) == replace(after, version=1)


async def test_whoever_comes_second_changes_nothing(records: Records) -> None:
    before = await begun(records)
    after = await saved(records, before, replace(before, phase="collecting"))
    assert not await records.save_jam(before, replace(before, phase="archived", players=()), BEGUN)
    assert await found(records) == after
    assert await records.jam_events(before.id) == [BEGUN]


async def test_of_many_at_once_one_is_first(records: Records, other: Records) -> None:
    before = await begun(records)
    tries = [
        one.save_jam(before, replace(before, votes=(Vote(1, str(user), f"{before.id}-1-1"),)))
        for user, one in enumerate((records, other) * 4)
    ]
    assert sum(await asyncio.gather(*tries)) == 1
    kept = await found(records)
    assert (kept.version, len(kept.votes)) == (1, 1)


async def test_only_what_changed_is_written_and_the_rest_stays(records: Records) -> None:
    jam = await saved(records, start := await begun(records), played(start))
    voted = tuple(replace(one, entry=jam.entries[0].id) if one.voter == "602" else one for one in jam.votes)
    jam = await saved(records, jam, replace(jam, votes=voted))
    removed = jam.with_entry(replace(jam.entries[0], state="removed")).with_round(replace(jam.rounds[0], winner=None))
    jam = await saved(records, jam, removed)
    assert [one.state for one in jam.entries] == ["removed", "painted"]
    assert [one.entry for one in jam.votes] == ["J7F3K9Q-1-2", "J7F3K9Q-1-1"]
    assert (jam.rounds[0].winner, jam.version) == (None, 3)


async def test_what_is_no_longer_in_a_jam_goes(records: Records) -> None:
    jam = await saved(records, start := await begun(records), played(start))
    fewer = replace(jam, players=jam.players[1:], entries=jam.entries[1:], votes=jam.votes[1:], rounds=())
    assert await saved(records, jam, fewer) == replace(fewer, version=2)


async def test_players_and_entries_keep_their_order(records: Records) -> None:
    jam = await begun(records)
    players = tuple(Player(str(user), 1000.0, seen_s=1000.0) for user in (609, 601, 605))
    entries = tuple(entry(jam, number) for number in (3, 1, 2))
    jam = await saved(records, jam, replace(jam, players=players, entries=entries))
    assert (jam.players, jam.entries) == (players, entries)
    jam = await saved(records, jam, replace(jam, players=players[::-1]))
    assert jam.players == players[::-1]


async def test_lines_of_the_history_are_there_with_what_they_tell(records: Records) -> None:
    before = await begun(records)
    lines = [JamEvent(1100.0, "601", "enter", "J7F3K9Q-1-1"), JamEvent(1100.0, "jamgram", "bell")]
    assert await records.save_jam(before, played(before), lines)
    assert await records.jam_events(before.id) == [BEGUN, *lines]
    assert await records.jam_events(before.id, most=1) == lines[1:]


async def test_a_line_of_the_history_has_its_length(records: Records) -> None:
    await records.new_jam(jam(), JamEvent(1000.0, "600", "begin", "x" * 65))
    assert [line.target for line in await records.jam_events("J7F3K9Q")] == ["x" * 64]


async def test_the_first_message_that_shows_something_holds(records: Records) -> None:
    jam = await begun(records)
    assert await records.note_jam_post(jam.id, "board", POST) == POST
    second = Post("900", "902", 1002.0)
    assert await records.note_jam_post(jam.id, "board", second) == POST
    assert await records.note_jam_post(jam.id, "board", second, replace=True) == second
    assert await found(records) == replace(jam, posts={"board": second})
    await records.drop_jam_post(jam.id, "board")
    assert await found(records) == jam


async def test_what_shows_a_jam_is_not_of_what_is_saved(records: Records) -> None:
    jam = await begun(records)
    await records.note_jam_post(jam.id, "board", POST)
    assert (await saved(records, jam, replace(jam, phase="collecting"))).posts == {"board": POST}


async def test_that_somebody_was_seen_is_no_change_and_moves_only_forward(records: Records) -> None:
    jam = await begun(records)
    assert await records.seen_in_jam(jam.id, "601", 1100.0)
    assert await records.seen_in_jam(jam.id, "601", 1050.0)
    assert not await records.seen_in_jam(jam.id, "609", 1100.0)
    moved = jam.with_player(replace(jam.players[1], seen_s=1020.0, wins=1)).with_player(
        replace(jam.players[0], seen_s=1030.0)
    )
    jam = await saved(records, jam, moved)
    assert [(one.seen_s, one.wins) for one in jam.players] == [(1030.0, 0), (1100.0, 1)]


async def test_a_loop_hears_when_it_looked_before(records: Records) -> None:
    assert [await records.looked(now_s) for now_s in (1000.0, 1005.0, 900.0, 1006.0)] == [None, 1000.0, 1005.0, 1005.0]
