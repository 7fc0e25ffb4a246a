"""Who of several users chose something for themselves."""

from bot.records import Records
from bot.records.statements import Choice


async def test_those_who_chose_it_are_named(records: Records) -> None:
    said = {"1": ("progress", "off"), "2": ("progress", "on"), "3": ("ping", "off"), "4": ("progress", "off")}
    for user, (key, value) in said.items():
        await records.choose(Choice("user", user, key, value), by=user, now_s=0)
    await records.choose(Choice("server", "5", "progress", "off", "5"), by="1", now_s=0)
    assert await records.choosing(["1", "2", "3", "5"], "progress", "off") == {"1"}


async def test_who_chose_nothing_is_not_among_them(records: Records) -> None:
    assert await records.choosing(["1"], "progress", "off") == set()
