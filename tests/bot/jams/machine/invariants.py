"""What is true of every jam, however it came to be."""

from collections import Counter

from bot.records.jam import Jam


def check(jam: Jam) -> None:
    """See that a jam is one that there can be."""
    check_clock(jam)
    check_people(jam)
    check_entries(jam)
    check_votes(jam)
    check_rounds(jam)


def check_clock(jam: Jam) -> None:
    over = jam.phase == "archived"
    assert (jam.deadline_s is not None) == (not jam.halts and not over), "the clock has a deadline while it runs"
    assert over or (jam.left_s is not None) == bool(jam.halts), "what is left is kept while it stands"
    assert over or (jam.halted_s is not None) == bool(jam.halts)
    assert (jam.ended_s is not None) == over
    assert not over or (jam.ended_by is not None and jam.offer is None)


def check_people(jam: Jam) -> None:
    users = [one.user for one in jam.players]
    assert len(users) == len(set(users))
    assert sum(one.seat == "playing" for one in jam.players) <= jam.rules.players_most
    host = jam.player(jam.host)
    assert host is not None
    assert host.seat != "listening", "who leads plays"
    assert all(one.missed < 2 or one.seat != "playing" for one in jam.players)
    assert all(one.wins >= 0 for one in jam.players)


def check_entries(jam: Jam) -> None:
    assert len({one.id for one in jam.entries}) == len(jam.entries)
    asked = Counter((one.round, one.user) for one in jam.entries if one.state in {"held", "ready", "painted"})
    assert not asked or max(asked.values()) == 1, "one entry a player and round"
    assert all((one.clip is not None) or one.state != "painted" for one in jam.entries)
    assert all(one.round == jam.round for one in jam.entries if one.state == "ready"), "nothing is awaited of the past"
    open_entries = [one for one in jam.entries if one.round == jam.round and one.state in {"held", "ready"}]
    seats = {one.user: one.seat for one in jam.players}
    assert jam.phase != "collecting" or all(seats[one.user] != "listening" for one in open_entries)
    if jam.phase == "rendering" and not jam.halts:
        assert any(one.state == "ready" and one.round == jam.round for one in jam.entries)


def check_votes(jam: Jam) -> None:
    voters = [(one.round, one.voter) for one in jam.votes]
    assert len(voters) == len(set(voters)), "one vote a voter and round"
    for vote in jam.votes:
        entry = jam.entry(vote.entry)
        assert entry is not None
        assert (entry.state, entry.round) == ("painted", vote.round)
        assert entry.user != vote.voter, "nobody votes for themselves"


def check_rounds(jam: Jam) -> None:
    assert [one.number for one in jam.rounds] == list(range(1, jam.round + 1))
    for one in jam.rounds:
        won = jam.entry(one.winner) if one.winner is not None else None
        assert one.winner is None or (won is not None and (won.state, won.round) == ("painted", one.number))
        assert one.ended_s is not None or one.number == jam.round
        assert (one.player is not None) == (jam.rules.mode == "relay")
        assert (one.part is not None) == (jam.rules.mode == "layers")
    assert len(jam.sections) == sum(one.winner is not None for one in jam.rounds)
    assert jam.phase != "finale" or jam.halts or jam.sections, "a finale has something to be heard"
    assert jam.track is None or jam.sections or jam.phase == "archived"
