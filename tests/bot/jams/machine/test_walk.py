"""All acts in all kinds of states: each gives a jam that there can be, or a sentence; and time alone ends each."""

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.jams.machine import JAMGRAM, JamError, acts, applied, is_due
from bot.jams.machine.happenings import Silenced
from bot.records.jam import Jam, Mode
from core.codes import CODES
from tests.bot.jams.machine.game import BEGAN_S, BEN, CAM, HOST, RULES, STEPS_S, drawn, planned, voting
from tests.bot.jams.machine.invariants import check

Kind = tuple[object, ...]

STRANGER = "9"
WHEN_OVER = acts.RemoveEntry | acts.Restore | acts.Noted
KINDS_MOST = 8
"""So many kinds of states of a phase and its halts are walked; more of who sits where would tell nothing new."""


def kind_of(jam: Jam) -> Kind:
    """What matters of a jam to what can happen to it."""
    now = jam.now
    entries = sorted((one.state, one.user == jam.host) for one in jam.entries if one.round == jam.round)
    seats = sorted((one.seat, one.is_muted) for one in jam.players)
    offer = None if jam.offer is None else jam.offer.to == jam.host
    sections = (min(len(jam.sections), 2), now is not None and now.winner is not None, jam.track is not None)
    return jam.phase, jam.halts, jam.is_last_call, offer, sections, tuple(entries), tuple(seats), bool(jam.votes)


def things_to_do(jam: Jam) -> Iterator[acts.Act]:
    """What anybody could try now."""
    for user in (HOST, BEN, STRANGER):
        yield from (acts.Join(user), acts.Leave(user), acts.Withdraw(user), acts.TakeSeat(user))
        yield from (acts.Enter(user, "words"), acts.Enter(user, "others", is_held=True), acts.Revive(user))
        yield from (acts.CastVote(user, entry.id) for entry in jam.entries[-2:])
    yield from (acts.Open(), acts.Tick(), acts.Closed(), acts.Mastered("track"), acts.Unmastered())
    yield from (acts.Revealed(jam.round), acts.Reschedule(BEGAN_S + 50.0), acts.Grace(0.0), acts.Noted("300"))
    yield Silenced(BEN)
    for entry in jam.entries[-2:]:
        yield acts.Restore("7", entry.id, as_moderator=True)
        yield from (acts.Painted(entry.id, f"clip-{entry.id}"), acts.Failed(entry.id))
        yield from (acts.RemoveEntry("7", entry.id, as_moderator=True), acts.Clear("7", entry.id, as_moderator=True))
    yield from (lead for by in (HOST, CAM, "7") for lead in leading(jam, by, is_moderator=by == "7"))
    yield from (acts.Listen(user) for user in (HOST, BEN, STRANGER))


def leading(jam: Jam, by: str, *, is_moderator: bool) -> Iterator[acts.Lead]:
    """What a host or a moderator could try now."""
    how = {"as_moderator": is_moderator}
    yield from (kind(by, jam.round, jam.phase, as_moderator=is_moderator) for kind in (acts.Next, acts.Skip))
    yield from (acts.Start(by, **how), acts.End(by, **how))
    yield from (acts.Pause(by, **how), acts.Resume(by, **how), acts.Extend(by, 5, **how), acts.Stop(by, **how))
    yield from (acts.Freeze(by, **how), acts.Thaw(by, **how), acts.Draft(by, jam.round, **how))
    for user in (HOST, BEN):
        yield from (acts.Kick(by, user, **how), acts.HandOver(by, user, **how))
        yield from (acts.Mute(by, user, **how), acts.Unmute(by, user, **how))


def states(mode: Mode) -> Iterator[tuple[Jam, float]]:
    """One jam of each kind that can be reached, with what time it is then; the nearest first."""
    known: set[Kind] = set()
    walked: Counter[Kind] = Counter()
    first = [planned(RULES[mode], opens_s=BEGAN_S + 60.0), planned(RULES[mode])]
    first += [voting(RULES[mode]).jam] if mode != "relay" else []
    edge = [(jam, BEGAN_S) for jam in first]
    for jam, now_s in edge:
        if kind_of(jam) in known or walked[jam.phase, jam.halts] >= KINDS_MOST:
            continue
        known.add(kind_of(jam))
        walked[jam.phase, jam.halts] += 1
        yield jam, now_s
        edge.extend(reached(jam, now_s))


def reached(jam: Jam, now_s: float) -> Iterator[tuple[Jam, float]]:
    """What becomes of a jam by whatever is tried, now and when it is due."""
    for act in things_to_do(jam):
        after = tried(jam, act, now_s)
        if after is not jam:
            yield after, now_s
    if (later := after_a_while(jam, now_s)) is not None:
        yield later


def tried(jam: Jam, act: acts.Act, now_s: float) -> Jam:
    try:
        after = applied(jam, act, now_s=now_s, chance=drawn())
    except JamError as refused:
        assert not isinstance(act, acts.Happen), "what happens by itself is refused nowhere"
        return jam if refused.code in CODES else pytest.fail(f"no code: {refused}")
    check(after)
    assert after is jam or jam.phase != "archived" or isinstance(act, WHEN_OVER), "it is over"
    return after


def after_a_while(jam: Jam, now_s: float) -> tuple[Jam, float] | None:
    """Let pass what has to pass until something happens."""
    for step_s in STEPS_S:
        if is_due(jam, now_s + step_s):
            return tried(jam, acts.Tick(), now_s + step_s), now_s + step_s
    return None


def ends_by_itself(jam: Jam, now_s: float) -> bool:
    while jam.phase != "archived":
        later = after_a_while(jam, now_s)
        if later is None:
            return False
        jam, now_s = later
    return True


@pytest.mark.parametrize("mode", ["relay", "battle", "layers"])
def test_every_act_in_every_kind_of_state_is_done_or_refused_and_time_alone_ends_each(mode: Mode) -> None:
    phases: set[str] = set()
    for jam, now_s in states(mode):
        phases.update({jam.phase}, jam.halts)
        assert ends_by_itself(jam, now_s), f"nothing ends {kind_of(jam)}"
    assert len(phases) == 11 - (mode == "relay"), "a relay has no vote"


def test_what_jamgram_does_itself_needs_no_host() -> None:
    assert applied(planned(), acts.Stop(JAMGRAM), now_s=BEGAN_S, chance=drawn()).phase == "archived"
