"""Jams as the tests need them."""

from dataclasses import replace

from bot.records import Records
from bot.records.jam import Entry, Jam, JamEvent, JamRules, Player, Round, Vote

RULES = JamRules(mode="battle", rounds=2)
BEGUN = JamEvent(1000.0, "600", "begin")


def jam(jam_id: str = "J7F3K9Q", *, host: str = "600", created_s: float = 1000.0) -> Jam:
    """A jam in its lobby, with its host and one player more."""
    players = tuple(Player(user, created_s, order=at, seen_s=created_s) for at, user in enumerate((host, "601")))
    return Jam(
        id=jam_id, server="800", channel="700", host=host, name="Friday", theme="rain", rules=RULES, phase="lobby",
        created_s=created_s, deadline_s=created_s + 600.0, players=players,
    )  # fmt: skip


def entry(jam: Jam, number: int = 1, *, user: str = "601", clip: str | None = None) -> Entry:
    return Entry(f"{jam.id}-1-{number}", 1, user, "soft rain", "painted" if clip else "ready", 1100.0 + number, clip)


def played(jam: Jam) -> Jam:
    """A jam whose first round was voted on: the second player's entry is the section."""
    entries = (entry(jam, 1, user="600", clip=f"{jam.id}-1-1-0"), entry(jam, 2, clip=f"{jam.id}-1-2-0"))
    first = Round(1, 1050.0, winner=entries[1].id, ended_s=1200.0)
    votes = (Vote(1, "600", entries[1].id), Vote(1, "602", entries[1].id))
    return replace(jam, phase="reveal", round=1, rounds=(first,), entries=entries, votes=votes)


async def begun(records: Records, jam_id: str = "J7F3K9Q", *, host: str = "600", created_s: float = 1000.0) -> Jam:
    """Begin a jam, and give it as it is kept."""
    assert await records.new_jam(jam(jam_id, host=host, created_s=created_s), BEGUN)
    return await found(records, jam_id)


async def saved(records: Records, before: Jam, after: Jam) -> Jam:
    """Save what became of a jam, and give it as it is kept."""
    assert await records.save_jam(before, after)
    return await found(records, before.id)


async def found(records: Records, jam_id: str = "J7F3K9Q") -> Jam:
    """Find a jam that is there."""
    jam = await records.jam(jam_id)
    assert jam is not None
    return jam
