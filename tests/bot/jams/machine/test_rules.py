"""Whatever sixteen people, a host and moderators do in whichever order: what must be true of a jam stays true."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.jams.machine import JamError, acts, applied, is_due, next_player
from bot.records.jam import Entry, EntryState, Jam, Mode
from tests.bot.jams.machine.game import BEGAN_S, RULES, STEPS_S, drawn, planned
from tests.bot.jams.machine.invariants import check

Makes = Callable[..., acts.Act]
USERS = st.sampled_from([str(number) for number in range(1, 8)])
LIVES: dict[EntryState, set[EntryState]] = {
    "held": {"held", "ready", "withdrawn", "removed"},
    "ready": {"ready", "painted", "failed", "withdrawn", "removed"},
    "painted": {"painted", "removed"},
    "failed": {"failed", "removed"},
    "removed": {"removed"},
    "withdrawn": {"withdrawn"},
}
"""What an entry can be after what it was, at once or later."""


class AnyJam(RuleBasedStateMachine):
    """A jam of at most five players, in which anything is tried."""

    def __init__(self) -> None:
        super().__init__()
        self.now_s, self.chance = BEGAN_S, drawn(7)
        self.jam = replace(planned(), rules=replace(RULES["battle"], players_most=5))

    def do(self, act: acts.Act) -> None:
        before = self.jam
        try:
            self.jam = applied(before, act, now_s=self.now_s, chance=self.chance)
        except JamError:
            return
        for entry in before.entries:
            self.check_life(entry, act)

    def check_life(self, entry: Entry, act: acts.Act) -> None:
        """No entry is lost, nor does it become what it can't."""
        after = self.jam.entry(entry.id)
        assert after is not None
        states = LIVES[entry.state]
        reachable = states.union(*(LIVES[one] for one in states if entry.state == "held" and one == "ready"))
        assert after.state in reachable
        assert after.user == entry.user
        if after.prompt != entry.prompt:
            assert (entry.state, isinstance(act, acts.Enter)) == ("ready", True)

    @initialize(mode=st.sampled_from(["relay", "battle", "layers"]), others=st.integers(0, 5))
    def begin(self, mode: Mode, others: int) -> None:
        self.jam = planned(replace(RULES[mode], players_most=5))
        for user in range(2, 2 + others):
            self.do(acts.Join(str(user)))
        self.do(acts.Start(self.jam.host))

    @rule(user=USERS)
    def join(self, user: str) -> None:
        self.do(acts.Join(user))

    @rule(user=USERS, is_rare=st.integers(0, 4))
    def listen(self, user: str, is_rare: int) -> None:
        if is_rare == 3:
            self.do(acts.Listen(user))

    @rule(user=USERS, is_late=st.integers(0, 9))
    def leave(self, user: str, is_late: int) -> None:
        if is_late == 7:
            self.do(acts.Leave(user))

    @rule(prompt=st.sampled_from(["rain", "sun"]), user=USERS, is_held=st.booleans())
    def enter(self, prompt: str, user: str, *, is_held: bool) -> None:
        self.do(acts.Enter(user, prompt, is_held))

    @rule(data=st.data())
    def all_enter(self, data: st.DataObject) -> None:
        for one in self.jam.players:
            self.do(acts.Enter(one.user, f"words of {one.user}"))
        if data.draw(st.booleans()):
            self.paint(data.draw(st.integers(0, 4)))

    @rule(user=USERS)
    def withdraw(self, user: str) -> None:
        self.do(acts.Withdraw(user))

    @precondition(lambda self: bool(self.jam.entries))
    @rule(user=USERS, data=st.data())
    def vote(self, user: str, data: st.DataObject) -> None:
        self.do(acts.CastVote(user, data.draw(self.some_entry()).id))

    @precondition(lambda self: bool(self.jam.entries))
    @rule(data=st.data(), kind=st.sampled_from([acts.RemoveEntry, acts.Clear, acts.Restore]))
    def moderate(self, data: st.DataObject, kind: Makes) -> None:
        self.do(kind("mod", data.draw(self.some_entry()).id, as_moderator=True))

    @rule(fails=st.integers(0, 4))
    def paint(self, fails: int) -> None:
        for one in [one for one in self.jam.entries if one.state == "ready"]:
            self.do(acts.Failed(one.id) if fails == 3 else acts.Painted(one.id, f"clip-{one.id}"))

    @rule(kind=st.sampled_from([acts.Start, acts.Draft, acts.Extend, acts.Next, acts.Next, acts.Skip]))
    def lead(self, kind: Makes) -> None:
        seen = (self.jam.round, self.jam.phase)
        more: dict[Makes, tuple[object, ...]] = {
            acts.Extend: (5,),
            acts.Draft: (self.jam.round,),
            acts.Next: seen,
            acts.Skip: seen,
        }
        self.do(kind(self.jam.host, *more.get(kind, ())))

    @rule(
        kind=st.sampled_from([acts.Kick, acts.HandOver, acts.Mute, acts.Unmute]), user=USERS, is_rare=st.integers(0, 4)
    )
    def lead_people(self, kind: Makes, user: str, is_rare: int) -> None:
        if is_rare == 3:
            self.do(kind("mod", user, as_moderator=True))

    @rule(kind=st.sampled_from([acts.Freeze, acts.Pause]), is_rare=st.integers(0, 4))
    def halt(self, kind: Makes, is_rare: int) -> None:
        if is_rare == 3:
            self.do(kind("mod", as_moderator=True))

    @precondition(lambda self: bool(self.jam.halts))
    @rule(kind=st.sampled_from([acts.Thaw, acts.Resume]))
    def go_on(self, kind: Makes) -> None:
        self.do(kind("mod", as_moderator=True))

    @precondition(lambda self: bool(self.jam.entries) and not self.jam.halts)
    @rule(data=st.data())
    def all_vote(self, data: st.DataObject) -> None:
        for one in self.jam.players:
            self.do(acts.CastVote(one.user, data.draw(self.some_entry()).id))
        self.do(acts.Revealed(self.jam.round))
        self.do(acts.Next(self.jam.host, self.jam.round, self.jam.phase))

    @rule(user=USERS, kind=st.sampled_from([acts.Revive, acts.TakeSeat]))
    def bring_back(self, user: str, kind: Makes) -> None:
        self.do(kind(user))

    @rule(kind=st.sampled_from([acts.Mastered("track"), acts.Closed(), acts.Grace(BEGAN_S)]))
    def happen(self, kind: acts.Act) -> None:
        self.do(kind)

    @rule(step_s=st.sampled_from(STEPS_S[:6]))
    def wait(self, step_s: float) -> None:
        self.now_s += step_s
        while is_due(self.jam, self.now_s):
            self.do(acts.Tick())

    @invariant()
    def is_one_that_there_can_be(self) -> None:
        check(self.jam)

    def teardown(self) -> None:
        for step_s in STEPS_S * 60:
            self.wait(step_s)
            self.now_s += 86400.0
        assert self.jam.phase == "archived", "time alone ends it"

    def some_entry(self) -> st.SearchStrategy[Entry]:
        return st.sampled_from(self.jam.entries)


TestAnyJam = AnyJam.TestCase
TestAnyJam.settings = settings(max_examples=50, stateful_step_count=60)


def test_turns_are_fair_to_all_who_are_always_there() -> None:
    chance = drawn(3)
    jam: Jam = planned(replace(RULES["relay"], rounds=16))
    for user in range(2, 7):
        jam = applied(jam, acts.Join(str(user)), now_s=BEGAN_S, chance=chance)
    jam = applied(jam, acts.Start("1"), now_s=BEGAN_S, chance=chance)
    turns = dict.fromkeys(["1", "2", "3", "4"], 0)
    while jam.phase == "collecting":
        whose = next_of(jam)
        turns[whose] = turns.get(whose, 0) + 1
        assert max(turns[one] for one in "1234") - min(turns[one] for one in "1234") <= 1
        jam = after_a_turn(jam, whose, is_there=whose in "1234" or chance.random() < 0.5, chance=chance)


def next_of(jam: Jam) -> str:
    assert jam.now is not None
    assert jam.now.player is not None
    return jam.now.player


def after_a_turn(jam: Jam, user: str, *, is_there: bool, chance: Random) -> Jam:
    """Let somebody have their turn, or miss it."""
    for act in (acts.Enter(user, "words"), acts.Painted(f"{jam.id}-{jam.round}-1", "clip")) if is_there else ():
        jam = applied(jam, act, now_s=BEGAN_S, chance=chance)
    assert next_player(jam) is not None
    return applied(jam, acts.Tick(), now_s=BEGAN_S + 1e5, chance=chance)
