"""Whatever becomes of a jam, in whichever process, it is found as it was saved last."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from bot.records import Records
from bot.records.jam import Entry, Jam, Offer, Player, Post, Round, Vote
from tests.bot.records.jamming import begun, found

STEPS = 30
USERS = tuple(str(user) for user in range(600, 608))


def user(chance: Random) -> str:
    return chance.choice(USERS)


def join(jam: Jam, chance: Random) -> Jam:
    return jam.with_player(Player(user(chance), chance.random(), order=chance.randrange(9), seen_s=5000.0))


def leave(jam: Jam, chance: Random) -> Jam:
    return replace(jam, players=tuple(one for one in jam.players if one.user != user(chance)))


def shuffle(jam: Jam, chance: Random) -> Jam:
    return replace(jam, players=tuple(chance.sample(jam.players, len(jam.players))))


def enter(jam: Jam, chance: Random) -> Jam:
    number = chance.randrange(1, 9)
    words = chance.choice(("rain", "snow → sun", ""))
    return jam.with_entry(Entry(f"{jam.id}-1-{number}", 1, user(chance), words, chance.choice(("ready", "held")), 1.0))


def paint(jam: Jam, chance: Random) -> Jam:
    painted = tuple(replace(one, state="painted", clip=f"{one.id}-0") for one in jam.entries)
    return replace(jam, entries=painted[chance.randrange(2) :])


def vote(jam: Jam, chance: Random) -> Jam:
    key = (chance.randrange(1, 3), user(chance))
    others = tuple(one for one in jam.votes if (one.round, one.voter) != key)
    votes = (*others, Vote(*key, entry=f"{jam.id}-1-{chance.randrange(9)}"))
    return replace(jam, votes=tuple(sorted(votes, key=lambda one: (one.round, one.voter))))


def go_on(jam: Jam, chance: Random) -> Jam:
    winner = chance.choice((None, f"{jam.id}-1-1"))
    return replace(jam.with_round(Round(chance.randrange(1, 4), 1.0, winner=winner)), round=chance.randrange(4))


def stop(jam: Jam, chance: Random) -> Jam:
    halts = frozenset(chance.sample(("paused", "frozen", "orphaned"), chance.randrange(4)))
    return replace(jam, halts=halts, left_s=chance.choice((None, 12.5)))  # type: ignore[arg-type]


def offer(jam: Jam, chance: Random) -> Jam:
    return replace(jam, offer=chance.choice((None, Offer(user(chance), 1.0, 2.0))), host=user(chance))


CHANGES: tuple[Callable[[Jam, Random], Jam], ...] = (
    join, leave, shuffle, enter, enter, paint, vote, vote, go_on, stop, offer,
)  # fmt: skip


async def test_a_jam_is_always_found_as_it_was_saved_last(records: Records, other: Records) -> None:
    chance = Random(7)  # noqa: S311 - chance that comes again
    kept = await begun(records)
    for step in range(STEPS):
        process, stale = chance.sample((records, other), 2)
        changed = chance.choice(CHANGES)(chance.choice(CHANGES)(kept, chance), chance)
        if chance.random() < 0.2:
            post = await process.note_jam_post(kept.id, f"reveal-{step}", Post("1", str(step), 1.0))
            kept = replace(kept, posts={**kept.posts, f"reveal-{step}": post})
        assert await process.save_jam(kept, changed)
        assert not await stale.save_jam(kept, changed)
        kept = replace(changed, posts=kept.posts, version=kept.version + 1)
        assert await found(stale) == kept == await found(process)
