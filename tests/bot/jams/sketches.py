"""Jams as values, for what is pure."""

from dataclasses import replace

from bot.records.jam import Entry, EntryState, Jam, JamRules, Mode, Phase, Player, Post, Round, Seat

ANA, BEN, CAT = "100000000000000001", "100000000000000002", "100000000000000003"
NOW_S = 1_800_000_000.0
SERVER, CHANNEL, THREAD = "200000000000000001", "200000000000000002", "200000000000000003"


def jam_of(phase: Phase = "collecting", *, mode: Mode = "battle", number: int = 1) -> Jam:
    """A jam in which ana, who leads it, and ben play."""
    rounds = tuple(Round(one, NOW_S) for one in range(1, number + 1))
    return Jam(
        id="J7F3K9Q",
        server=SERVER,
        channel=CHANNEL,
        host=ANA,
        name="Friday",
        theme="rain",
        rules=JamRules(mode, rounds=4),
        phase=phase,
        created_s=NOW_S,
        deadline_s=NOW_S + 90,
        thread=THREAD,
        round=number,
        players=(Player(ANA, NOW_S, order=1), Player(BEN, NOW_S, order=2)),
        rounds=rounds,
    )


def entry_of(user: str, *, number: int = 1, place: int = 1, state: EntryState = "ready", prompt: str = "rain") -> Entry:
    """Something that somebody entered; it has a clip if it is painted."""
    clip = f"J7F3K9Q-{number}-{place}-0" if state == "painted" else None
    return Entry(f"J7F3K9Q-{number}-{place}", number, user, prompt, state, NOW_S + place, clip)


def seated(jam: Jam, user: str, seat: Seat) -> Jam:
    """The same, with somebody in a seat."""
    return jam.with_player(replace(jam.player(user) or Player(user, NOW_S), seat=seat))


def posted(jam: Jam, what: str, message: str = "300000000000000001") -> Jam:
    """The same, with a message that shows something of it."""
    return replace(jam, posts={**jam.posts, what: Post(THREAD, message, NOW_S)})
