"""The operator's orders."""

from dataclasses import replace

import pytest

from bot.operator.orders import NOBODY, RUNNING, block, go, status, stop, unblock
from bot.records import Records
from bot.records.oversight import EVERYWHERE, Freeze
from tests.bot.records.jamming import begun, saved

NOW_S = 1_800_000_000.0
SERVER, USER, MOD = "123456789012345678", "987654321098765432", "112233445566778899"


@pytest.mark.parametrize(("server", "what"), [(None, "Everything"), (SERVER, f"Server {SERVER}")])
async def test_what_is_stopped_goes_on(records: Records, server: str | None, what: str) -> None:
    assert (await stop(records, server, "", now_s=NOW_S)).startswith(f"{what} is stopped:")
    assert len(await records.freezes(EVERYWHERE)) == 1
    assert (await go(records, server, now_s=NOW_S)).startswith(f"{what} goes on")
    assert await records.freezes() == []


async def test_to_stop_twice_changes_nothing(records: Records) -> None:
    await stop(records, None, "first", now_s=NOW_S)
    assert "already" in await stop(records, None, "second", now_s=NOW_S)
    (frozen,) = await records.freezes()
    assert frozen.reason == "first"


async def test_what_is_not_stopped_is_said_to_go_on_anyway(records: Records) -> None:
    assert "was not stopped" in await go(records, None, now_s=NOW_S)


async def test_what_moderators_froze_stays_so(records: Records) -> None:
    await records.freeze(Freeze(SERVER, "server", SERVER, MOD, "", NOW_S))
    assert "was not stopped" in await go(records, SERVER, now_s=NOW_S)
    assert len(await records.freezes()) == 1


async def test_somebody_is_blocked_everywhere_and_no_longer(records: Records) -> None:
    await block(records, USER, "spam", now_s=NOW_S)
    (found,) = await records.blocks(EVERYWHERE)
    assert (found.user, found.by, found.reason) == (USER, "operator", "spam")
    assert "no longer blocked" in await unblock(records, USER, alias="gone-1", now_s=NOW_S)
    assert "was not blocked" in await unblock(records, USER, alias="gone-1", now_s=NOW_S)


async def test_a_block_that_outlived_its_owners_data_is_lifted_too(records: Records) -> None:
    await block(records, "gone-1", "spam", now_s=NOW_S)
    assert "no longer blocked" in await unblock(records, USER, alias="gone-1", now_s=NOW_S)
    assert await records.blocks(EVERYWHERE) == []


async def test_the_status_says_what_holds(records: Records) -> None:
    await stop(records, None, "maintenance", now_s=NOW_S)
    await records.freeze(Freeze(SERVER, "channel", "1", MOD, "", NOW_S))
    await block(records, USER, "spam", now_s=NOW_S)
    assert await status(records, now_s=NOW_S) == "\n".join([
        f"Channel 1 is stopped by moderators of server {SERVER} since 2027-01-15 08:00:00+00:00",
        "Everything is stopped by an operator since 2027-01-15 08:00:00+00:00: maintenance",
        f"User {USER} is blocked everywhere since 2027-01-15 08:00:00+00:00: spam",
        "0 cards are under way, 0 are frozen.",
        "Jams that are on: 0, of which stand still: 0.",
    ])  # fmt: skip


async def test_the_status_counts_jams(records: Records) -> None:
    jam = await begun(records)
    assert (await status(records, now_s=NOW_S)).endswith("\nJams that are on: 1, of which stand still: 0.")
    await saved(records, jam, replace(jam, halts=frozenset({"frozen"})))
    assert (await status(records, now_s=NOW_S)).endswith("\nJams that are on: 1, of which stand still: 1.")


async def test_what_moderators_wrote_does_nothing_in_a_terminal(records: Records) -> None:
    await records.freeze(Freeze(SERVER, "channel", "1", MOD, "\x1b[2J\x1b]0;owned\x07\nNothing is stopped.", NOW_S))
    said = await status(records, now_s=NOW_S)
    assert "\x1b" not in said
    assert len(said.split("\n")) == 4


async def test_the_status_says_that_nothing_holds(records: Records) -> None:
    assert (await status(records, now_s=NOW_S)).split("\n")[:2] == [RUNNING, NOBODY]


async def test_the_audit_log_has_it(records: Records) -> None:
    await stop(records, None, "maintenance", now_s=NOW_S)
    (entry,) = (await records.audit(EVERYWHERE)).entries
    assert (entry.actor, entry.action) == ("operator", "freeze")
