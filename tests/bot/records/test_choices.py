"""What was chosen is remembered as written, and who changed it for others is in the log."""

import asyncio
from dataclasses import replace

from bot.records import Records
from bot.records.oversight import JAMGRAM
from bot.records.statements import Choice
from tests.bot.records.matters import actions


async def test_users_choose_for_themselves_and_no_log_tells_it(records: Records) -> None:
    await records.choose(Choice("user", "600", "ping", "silent"), by="600", now_s=1000.0)
    await records.choose(Choice("user", "600", "length", "10"), by="600", now_s=1000.0)
    assert await records.choices_of("600") == {"ping": "silent", "length": "10"}
    assert await records.choices_of("601") == {}
    assert await actions(records, "*") == await actions(records) == []


async def test_a_choice_replaces_the_one_before_and_can_be_taken_back(records: Records) -> None:
    for value in ("silent", "none"):
        await records.choose(Choice("user", "600", "ping", value), by="600", now_s=1000.0)
    assert await records.choices_of("600") == {"ping": "none"}
    await records.choose(Choice("user", "600", "ping", None), by="600", now_s=1000.0)
    assert await records.choices_of("600") == {}


async def test_the_log_tells_what_a_server_chose_before_and_after(records: Records) -> None:
    for value in ("5", "7", "7", None):
        await records.choose(Choice("server", "800", "promotion", value, "800"), by="900", now_s=1000.0)
    entries = [entry async for entry in records.audit_all("800")]
    assert [(entry.rule, entry.before, entry.after) for entry in entries] == [
        ("promotion", "", "5"),
        ("promotion", "5", "7"),
        ("promotion", "7", ""),
    ]
    assert {(entry.actor, entry.target, entry.action) for entry in entries} == {("900", "800", "choose")}


async def test_servers_and_their_channels_choose_apart(records: Records) -> None:
    both = [
        Choice("server", "800", "moderation", "strict", "800"),
        Choice("channel", "700", "moderation", "open", "800"),
        Choice("channel", "701", "moderation", "open", "801"),
    ]
    await records.choose_all(both, by="900", now_s=1000.0)
    assert (await records.oversight("800")).choices == {
        ("server", "800"): {"moderation": "strict"},
        ("channel", "700"): {"moderation": "open"},
    }
    assert (await records.oversight(None)).choices == {}


async def test_of_the_same_choice_at_once_one_holds(records: Records, other: Records) -> None:
    values = ("1", "2", "3", "4")
    chosen = [Choice("server", "800", "promotion", value, "800") for value in values]
    await asyncio.gather(*(
        each.choose(choice, by="900", now_s=1000.0)
        for choice, each in zip(chosen, (records, other) * 2, strict=True)
    ))  # fmt: skip
    entries = [entry async for entry in records.audit_all("800")]
    assert [entry.before for entry in entries] == ["", *(entry.after for entry in entries[:-1])]
    assert (await records.oversight("800")).choices[("server", "800")]["promotion"] == entries[-1].after


async def test_a_choice_that_cant_hold_is_taken_back_unless_another_was_made_meanwhile(records: Records) -> None:
    await records.choose(Choice("server", "800", "mod_channel", "2", "800"), by="900", now_s=1000.0)
    gone = Choice("server", "800", "mod_channel", "1", "800")
    assert not await records.take_back(gone, by=JAMGRAM, now_s=1000.0)
    assert await records.take_back(replace(gone, value="2"), by=JAMGRAM, now_s=1000.0)
    assert not await records.take_back(replace(gone, value="2"), by=JAMGRAM, now_s=1000.0)
    assert (await records.oversight("800")).choices == {}
    newest = (await records.audit("800")).entries[0]
    assert (newest.actor, newest.before, newest.after) == (JAMGRAM, "2", "")
