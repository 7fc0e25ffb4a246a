"""Of whoever goes nothing is left in jams but an alias; what others played and said stays."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.records import DatabaseDownError, Records
from bot.records.jam import Jam, JamEvent, Offer, Player, Round, Vote
from bot.records.models import Table
from bot.records.statements import Choice
from core.contract import Join, Section
from core.ending import Ended
from tests.bot.records.clips import found as clip_found
from tests.bot.records.clips import of_bytes
from tests.bot.records.jamming import BEGUN, begun, entry, found, jam, saved
from tests.bot.records.matters import DAY
from tests.bot.records.samples import done, key, request
from tests.bot.records.test_erasing import everything
from tests.bot.records.test_joined import JAM, of_jam

ANA, BEN, ALIAS = "600600600", "601601601", "gone-0123456789abcdef"
HERS, HIS = "a secret of hers", "a word of his"
TRACK = f"{JAM}-track-0"


@pytest.fixture
async def full(records: Records) -> Records:
    """Records with a jam that Ana leads and plays in with Ben, and with its track."""
    for number, (user, words, png) in enumerate(((ANA, HERS, "c"), (BEN, HIS, "d")), start=1):
        new = of_jam(f"{JAM}-{number}-1", author=user)
        await records.open_card(new, [request(new, Section(prompt=words, seed=1, bpm=96))])
        await records.end_request(Ended(request=f"{new.id}-0", end="done", made=of_bytes(png)), now_s=1005.0)
    new = of_jam(f"{JAM}-track", author="602")
    chapters = (f"Ana: {HERS}", f"Ben: {HIS}")
    track = Join(sources=(key("c"), key("d")), chapters=chapters, title=f"{HERS}!", bpm=96)
    await records.open_card(new, [request(new, track)])
    await records.end_request(done(TRACK, png="e"), now_s=1010.0)
    await records.new_jam(played_by_both(), JamEvent(1000.0, ANA, "begin", JAM))
    return records


def played_by_both() -> Jam:
    start = jam(host=ANA)
    sections = [
        replace(entry(start), id=f"{JAM}-{number}-1", round=number, user=user, prompt=words, clip=f"{JAM}-{number}-1-0",
                state="painted")
        for number, (user, words) in enumerate(((ANA, HERS), (BEN, HIS)), start=1)
    ]  # fmt: skip
    waiting = replace(sections[0], id=f"{JAM}-2-2", round=2, state="ready", clip=None)
    rounds = tuple(Round(one.round, 1000.0, one.user, winner=one.id) for one in sections)
    return replace(
        start, name=f"{HERS}!", theme=HERS, players=(Player(ANA, 1.0), Player(BEN, 2.0)), entries=(*sections, waiting),
        rounds=rounds, votes=(Vote(1, ANA, f"{JAM}-2-1"),), track=TRACK, offer=Offer(ANA, 1.0, 2.0), ended_by=ANA,
    )  # fmt: skip


async def erased(records: Records, user: str = ANA) -> None:
    await records.ask_erasure(user, now_s=1020.0, due_s=2000.0)
    assert await records.erase(user, ALIAS, now_s=2000.0)


async def test_nothing_is_left_of_somebody_in_a_jam(full: Records) -> None:
    before = await everything(full)
    assert ANA in before
    assert HERS in before
    await erased(full)
    after = await everything(full)
    assert ANA not in after
    assert HERS not in after
    assert ALIAS in after


async def test_a_jam_stands_as_before_under_an_alias(full: Records) -> None:
    await erased(full)
    jam = await found(full)
    assert (jam.host, jam.name, jam.theme) == (ALIAS, "[removed]", "")
    assert [one.user for one in jam.players] == [ALIAS, BEN]
    assert [(one.user, one.prompt, one.state) for one in jam.entries] == [
        (ALIAS, "[removed]", "painted"), (BEN, HIS, "painted"), (ALIAS, "[removed]", "removed"),
    ]  # fmt: skip
    assert [one.voter for one in jam.votes] == [ALIAS]
    assert jam.version == 1
    assert [(one.actor, one.action) for one in await full.jam_events(jam.id)] == [(ALIAS, "begin")]


async def test_whoever_read_a_jam_before_can_not_save_it(full: Records) -> None:
    before = await found(full)
    await erased(full)
    assert not await full.save_jam(before, replace(before, phase="finale"))


async def test_a_track_keeps_the_words_of_others(full: Records) -> None:
    await erased(full)
    track = (await clip_found(full, TRACK)).recipe
    assert isinstance(track, Join)
    assert (track.title, track.chapters) == ("[removed]", ("[removed]", f"Ben: {HIS}"))


async def test_a_track_keeps_its_title_if_a_player_goes(full: Records) -> None:
    await erased(full, BEN)
    track = (await clip_found(full, TRACK)).recipe
    assert isinstance(track, Join)
    assert (track.title, track.chapters) == (f"{HERS}!", (f"Ana: {HERS}", "[removed]"))


async def test_the_words_of_a_clip_that_is_deleted_go_from_its_jam_and_the_track(full: Records) -> None:
    await full.delete_clip(f"{JAM}-2-1-0", 1500.0)
    jam, track = await found(full), (await clip_found(full, TRACK)).recipe
    assert [one.prompt for one in jam.entries] == [HERS, "[removed]", HERS]
    assert isinstance(track, Join)
    assert track.chapters == (f"Ana: {HERS}", "[removed]")
    assert HIS not in await everything(full)


async def test_who_comes_back_and_goes_again_has_one_alias(full: Records) -> None:
    await erased(full)
    jam = await found(full)
    again = replace(jam, players=(*jam.players, Player(ANA, 3.0)), votes=(*jam.votes, Vote(1, ANA, f"{JAM}-1-1")))
    await saved(full, jam, again)
    await erased(full)
    jam = await found(full)
    assert [(one.user, one.joined_s) for one in jam.players] == [(BEN, 2.0), (ALIAS, 3.0)]
    assert jam.votes == (Vote(1, ALIAS, f"{JAM}-1-1"),)


async def test_what_somebody_did_in_jams_is_theirs_to_have(full: Records) -> None:
    kept = [one async for one in full.everything_of(ANA) if one.kind.startswith("jam")]
    assert [one.kind for one in kept] == ["jam", "jam_seat", "jam_entry", "jam_entry", "jam_vote", "jam_event"]
    assert HIS not in repr(kept)
    assert BEN not in repr(kept)


@pytest.mark.parametrize(
    "statement", ["DELETE FROM jam_events", "UPDATE jam_events SET action = 'end'", "UPDATE jam_events SET at_s = 1"]
)
async def test_the_history_of_a_jam_can_not_be_changed(records: Records, statement: str) -> None:
    await begun(records)
    with pytest.raises((DBAPIError, DatabaseDownError), match="The history of a jam is only ever added to"):
        await records._database.write(lambda session: session.execute(text(statement)))
    assert await records.jam_events(JAM) == [BEGUN]


async def over(records: Records, jam_id: str, *, ended_s: float = 2000.0) -> None:
    start = await begun(records, jam_id)
    await saved(records, start, replace(start, phase="archived", ended_s=ended_s))


async def test_a_jam_is_forgotten_when_it_is_long_over(records: Records) -> None:
    await over(records, "J000001")
    await over(records, "J000002", ended_s=3000.0)
    await begun(records, "J000003")
    assert await records.forgettable_jams(2500.0, 9, now_s=4000.0) == ["J000001"]
    assert await records.forgettable_jams(None, 9, now_s=9000.0) == []
    await records.forget_jams(["J000001", "J000003"])
    assert (await records.jam("J000001"), await records.jam_events("J000001")) == (None, [])
    assert await records.jam_events("J000003") == [BEGUN]


async def test_a_jam_is_kept_as_long_as_a_clip_of_it_is_there(full: Records) -> None:
    jam = await found(full)
    await saved(full, jam, replace(jam, phase="archived", ended_s=2000.0))
    for clip in (TRACK, f"{JAM}-1-1-0", f"{JAM}-2-1-0"):
        assert await full.forgettable_jams(9000.0, 9, now_s=9000.0) == []
        await full.delete_clip(clip, 3000.0)
        await full.mark_swept(clip)
    assert await full.forgettable_jams(9000.0, 9, now_s=9000.0) == [JAM]


async def test_a_server_may_have_its_jams_forgotten_earlier(records: Records) -> None:
    await over(records, "J000001")
    await records.choose(Choice("server", "800", "retention_days", "2", "800"), by="900", now_s=1.0)
    assert await records.forgettable_jams(None, 9, now_s=2000.0 + 2 * DAY) == []
    assert await records.forgettable_jams(None, 9, now_s=2001.0 + 2 * DAY) == ["J000001"]


async def test_nothing_of_a_jam_that_is_forgotten_stays(full: Records) -> None:
    jam = await found(full)
    await saved(full, jam, replace(jam, phase="archived", ended_s=2000.0))
    await full.forget_jams([JAM])
    counted = {
        table.name: await full._database.read(lambda session, table=table: len(session.execute(table.select()).all()))  # type: ignore[misc]
        for table in Table.metadata.sorted_tables
        if table.name.startswith("jam")
    }
    assert set(counted.values()) == {0}
