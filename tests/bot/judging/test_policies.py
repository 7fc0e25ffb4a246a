"""What a server decided is known with the next look, and compiled no more often than it changes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.judging.permitting import Place
from bot.judging.policies import LATELY_S, Policies, rules_of_jamgram
from bot.records import Records
from bot.records.oversight import EVERYWHERE, Block, Filter
from bot.records.statements import Choice
from core.moderation import Rules, judge
from tests.bot.stage import Clock

SERVER = "100"


@pytest.fixture
def policies(records: Records, clock: Clock) -> Policies:
    """As one process has them."""
    return Policies(records, rules=lambda: rules_of_jamgram(None), clock=clock)


@pytest.fixture
async def elsewhere(database_url: str) -> AsyncIterator[Records]:
    """The records as another process has them."""
    records = await Records.open(database_url)
    yield records
    await records.close()


async def choose(records: Records, key: str, value: str, clock: Clock, *, server: str = SERVER) -> None:
    await records.choose(Choice("server", server, key, value, server), by="1", now_s=clock())


def outcome(rules: tuple[Rules, ...], words: str) -> str:
    return judge(words, rules).outcome


async def test_a_server_that_decided_nothing_has_the_rules_that_hold_everywhere(policies: Policies) -> None:
    house = await policies.of(SERVER)
    assert house.rules == (rules_of_jamgram(None),)
    assert house.settled(Place(SERVER, "1")).moderation == "balanced"
    assert (house.policy.blocks, house.policy.newcomer_days) == ((), 0)


async def test_what_another_process_decides_is_known_with_the_next_decision(
    policies: Policies, elsewhere: Records, clock: Clock
) -> None:
    assert (await policies.of(SERVER)).policy.newcomer_days == 0
    await choose(elsewhere, "newcomer_days", "7", clock)
    assert (await policies.of(SERVER)).policy.newcomer_days == 7


async def test_what_is_shown_over_and_over_is_looked_at_once_a_second(
    policies: Policies, elsewhere: Records, clock: Clock
) -> None:
    await policies.lately(SERVER)
    await choose(elsewhere, "newcomer_days", "7", clock)
    assert (await policies.lately(SERVER)).policy.newcomer_days == 0
    clock.move(LATELY_S)
    assert (await policies.lately(SERVER)).policy.newcomer_days == 7


async def test_as_long_as_nothing_changes_nothing_is_read_again(policies: Policies) -> None:
    assert await policies.of(SERVER) is await policies.of(SERVER)


async def test_what_one_server_decides_is_not_for_another(policies: Policies, records: Records, clock: Clock) -> None:
    await choose(records, "newcomer_days", "7", clock)
    assert (await policies.of("200")).policy.newcomer_days == 0


async def test_a_block_everywhere_holds_in_direct_messages_too(
    policies: Policies, records: Records, clock: Clock
) -> None:
    await records.block(Block(EVERYWHERE, "1", "operator", "", clock()))
    assert [one.user for one in (await policies.of(None)).policy.blocks] == ["1"]


async def test_rules_are_compiled_anew_only_when_they_change(
    policies: Policies, records: Records, clock: Clock
) -> None:
    await records.add_filter(SERVER, Filter("no kazoos", "block", ("kazoo",)), by="1", now_s=clock())
    first = await policies.of(SERVER)
    await choose(records, "newcomer_days", "7", clock)
    second = await policies.of(SERVER)
    assert second.rules is first.rules
    assert second.veils is first.veils
    await records.remove_filter(SERVER, "no kazoos", by="1", now_s=clock())
    assert outcome((await policies.of(SERVER)).rules, "kazoo solo") == "allow"


async def test_a_filter_that_this_version_can_not_use_leaves_the_others(
    policies: Policies, records: Records, clock: Clock
) -> None:
    for one in (Filter("broken", "block", pattern="("), Filter("no kazoos", "block", ("kazoo",))):
        await records.add_filter(SERVER, one, by="1", now_s=clock())
    assert outcome((await policies.of(SERVER)).rules, "kazoo solo") == "refuse"


async def test_so_many_servers_are_kept_and_no_more(records: Records, clock: Clock) -> None:
    policies = Policies(records, rules=lambda: rules_of_jamgram(None), clock=clock, most=2)
    first, second, third = [await policies.of(server) for server in ("1", "2", "3")]
    assert await policies.of("3") is third
    assert await policies.of("2") is second
    assert await policies.of("1") is not first


def test_an_operators_rules_hold_everywhere(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[rules]]\nname = "no kazoos"\nfamily = "spam"\naction = "block"\nwords = ["kazoo"]\n', "utf-8")
    assert outcome((rules_of_jamgram(file),), "kazoo solo") == "refuse"
    assert outcome((rules_of_jamgram(None),), "kazoo solo") == "allow"


def test_they_are_compiled_once() -> None:
    assert rules_of_jamgram(None) is rules_of_jamgram(None)
