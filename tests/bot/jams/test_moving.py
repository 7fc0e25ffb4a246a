"""Doing something to a jam that is kept, also when others do so at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from random import Random

import pytest

from bot.jams.machine import Plan, acts, tally
from bot.jams.moving import created, drawn_id, move
from bot.records import Records
from bot.records.jam import Jam, JamRules
from bot.services import Services
from core.contract import CROCKFORD
from core.errors import UserError
from tests.bot.stage import Clock

HOST, BEN = "1", "2"
PLAN = Plan("100", "200", "Friday", "rain", JamRules("battle", rounds=2))


class Raced(Records):
    """Records of a process that is overtaken: between a look at a jam and its change another one saves it."""

    times = 0

    async def jam(self, jam_id: str) -> Jam | None:
        found = await super().jam(jam_id)
        if found is not None and self.times:
            self.times -= 1
            assert await self.save_jam(found, replace(found, theme=f"{self.times} left"))
        return found


@pytest.fixture
async def raced(records: Records, database_url: str) -> AsyncIterator[Raced]:  # noqa: ARG001 - it is made by then
    """Another process on the same records, which is overtaken as often as a test says."""
    opened = await Raced.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
async def jam(services: Services) -> Jam:
    """A lobby of two."""
    begun = await created(services, PLAN, host=HOST)
    return await move(services, begun.id, acts.Join(BEN))


async def done(services: Services, jam: Jam, *moves: acts.Act) -> Jam:
    for act in moves:
        jam = await move(services, jam.id, act)
    return jam


async def kept(services: Services, jam: Jam) -> Jam:
    found = await services.records.jam(jam.id)
    assert found is not None
    return found


def with_records(services: Services, records: Records) -> Services:
    return replace(services, records=records)


async def test_what_is_done_is_kept(services: Services, jam: Jam) -> None:
    after = await move(services, jam.id, acts.Start(HOST))
    assert await kept(services, jam) == after
    assert after.phase == "collecting"


async def test_it_is_told_in_its_history(services: Services, jam: Jam) -> None:
    await done(services, jam, acts.Start(HOST), acts.Enter(HOST, "secret words"), acts.Pause(HOST))
    lines = await services.records.jam_events(jam.id)
    assert [(one.actor, one.action, one.target) for one in lines] == [
        (HOST, "begin", ""),
        (BEN, "join", BEN),
        (HOST, "start", ""),
        ("jamgram", "collecting", "1"),
        (HOST, "enter", f"{jam.id}-1-1"),
        (HOST, "pause", ""),
        ("jamgram", "halts", "paused"),
    ]


async def test_whom_somebody_voted_for_is_not_told(services: Services, clock: Clock, jam: Jam) -> None:
    jam = await done(services, jam, acts.Start(HOST), acts.Enter(HOST, "a"), acts.Enter(BEN, "b"))
    jam = await done(services, jam, *(acts.Painted(one.id, f"clip-{one.id}") for one in jam.entries))
    clock.move(1)
    await move(services, jam.id, acts.CastVote(BEN, jam.entries[0].id))
    line = (await services.records.jam_events(jam.id))[-1]
    assert (line.actor, line.action, line.target) == (BEN, "cast-vote", "1")


async def test_what_changes_nothing_is_not_saved(services: Services, jam: Jam) -> None:
    assert await move(services, jam.id, acts.Tick()) == jam
    assert (await kept(services, jam)).version == jam.version


async def test_an_unknown_jam_is_said_to_be_none(services: Services) -> None:
    with pytest.raises(UserError, match="no such jam"):
        await move(services, "J000000", acts.Tick())


async def test_what_is_refused_changes_nothing(services: Services, jam: Jam) -> None:
    with pytest.raises(UserError, match="Only its host"):
        await move(services, jam.id, acts.Start(BEN))
    assert await kept(services, jam) == jam


async def test_who_is_overtaken_does_it_to_the_jam_as_it_is_then(services: Services, raced: Raced, jam: Jam) -> None:
    raced.times = 5
    after = await move(with_records(services, raced), jam.id, acts.Join("3"))
    assert (after.theme, after.player("3") is not None) == ("0 left", True)
    assert await kept(services, jam) == after


async def test_who_is_overtaken_again_and_again_is_asked_to_come_back(
    services: Services, raced: Raced, jam: Jam
) -> None:
    raced.times = 100
    with pytest.raises(UserError, match="Too much happens"):
        await move(with_records(services, raced), jam.id, acts.Join("3"))
    assert (await kept(services, jam)).player("3") is None


async def test_of_two_hosts_who_press_at_once_one_is_told_that_it_was_done(
    services: Services, raced: Raced, jam: Jam
) -> None:
    jam = await done(services, jam, acts.Start(HOST), acts.Enter(HOST, "a"))
    press = acts.Next(HOST, 1, "collecting")
    other = acts.Next("7", 1, "collecting", as_moderator=True)
    said = await asyncio.gather(
        move(services, jam.id, press), move(with_records(services, raced), jam.id, other), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in said) == ["Jam", "JamError"]
    after = await kept(services, jam)
    assert (after.phase, after.round) == ("rendering", 1)


async def test_sixteen_people_join_enter_and_vote_at_once_and_all_of_it_counts(
    services: Services, raced: Raced, clock: Clock
) -> None:
    jam, raced.times = await created(services, PLAN, host=HOST), 4
    both, users = (services, with_records(services, raced)), [str(user) for user in range(1, 17)]
    await at_once(both, jam, [acts.Join(user) for user in users[1:]])
    await move(services, jam.id, acts.Start(HOST))
    await at_once(both, jam, [acts.Enter(user, f"words of {user}") for user in users])
    entries = (await kept(services, jam)).entries
    assert sorted(one.user for one in entries) == sorted(users)
    await at_once(both, jam, [acts.Painted(one.id, f"clip-{one.id}") for one in entries])
    clock.move(1)
    best = {one.user: one.id for one in entries}
    await at_once(both, jam, [acts.CastVote(user, best["16" if user != "16" else "1"]) for user in users])
    voted = await kept(services, jam)
    assert (voted.phase, tally(voted)[best["16"]], tally(voted)[best["1"]]) == ("voting", 15, 1)


async def at_once(both: tuple[Services, Services], jam: Jam, doing: list[acts.Act]) -> None:
    """Let half of them reach one process, and half the other."""
    await asyncio.gather(*(move(both[at % 2], jam.id, act) for at, act in enumerate(doing)))


async def test_a_jam_gets_an_id_of_its_own(services: Services) -> None:
    jam = await created(services, PLAN, host=HOST)
    assert (jam.id[0], len(jam.id), set(jam.id[1:]) <= set(CROCKFORD)) == ("J", 7, True)
    assert await kept(services, jam) == jam


async def test_nobody_leads_two_jams_of_a_server(services: Services, jam: Jam) -> None:
    with pytest.raises(UserError, match="lead a jam"):
        await created(services, PLAN, host=jam.host)


def test_ids_are_drawn() -> None:
    chance = Random(1)  # noqa: S311 - chance for a test
    assert drawn_id(chance) != drawn_id(chance)
