"""A jam at play in the tests of the machine: each act is one line, and the clock stands until it is moved."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Self

from bot.jams.machine import Plan, applied, begun, is_due
from bot.jams.machine.acts import Act, CastVote, Enter, Failed, Join, Painted, Revealed, Start, Tick
from bot.records.jam import Entry, Jam, JamRules, Mode, Player, Round

HOST, BEN, CAM, DEE = "1", "2", "3", "4"
JAM = "J7F3K9Q"
BEGAN_S = 1000.0
RELAY = JamRules("relay", rounds=4)
BATTLE = JamRules("battle", rounds=2)
LAYERS = JamRules("layers", rounds=4)
RULES: dict[Mode, JamRules] = {"relay": RELAY, "battle": BATTLE, "layers": LAYERS}
STEPS_S = (0.0, 15.0, 60.0, 120.0, 300.0, 600.0, 900.0, 3600.0, 86400.0, 30 * 86400.0)


def drawn(seed: int = 1) -> Random:
    """The same chance every time."""
    return Random(seed)  # noqa: S311 - it decides who is first in a test


def planned(rules: JamRules = BATTLE, *, opens_s: float | None = None) -> Jam:
    return begun(JAM, Plan("100", "200", "Friday", "rain", rules, opens_s), host=HOST, now_s=BEGAN_S)


@dataclass
class Game:
    """A jam, what time it is, and the chance of it."""

    jam: Jam = field(default_factory=planned)
    now_s: float = BEGAN_S
    chance: Random = field(default_factory=drawn)

    def do(self, *acts: Act) -> Self:
        for act in acts:
            self.jam = applied(self.jam, act, now_s=self.now_s, chance=self.chance)
        return self

    def wait(self, seconds: float) -> Self:
        """Let time pass, and then what is due happen, one after the other."""
        self.now_s += seconds
        while is_due(self.jam, self.now_s):
            self.do(Tick())
        return self

    def ring(self) -> Self:
        """Wait until the phase is over."""
        assert self.jam.deadline_s is not None
        return self.wait(self.jam.deadline_s - self.now_s)

    def seen(self, *users: str) -> Self:
        """Note that somebody did something, as the records do."""
        for user in users:
            self.jam = self.jam.with_player(replace(self.player(user), seen_s=self.now_s))
        return self

    def enter(self, *users: str, is_held: bool = False) -> Self:
        return self.do(*(Enter(user, f"words of {user}", is_held) for user in users))

    def paint(self, *failing: str) -> Self:
        """Let all that is awaited be painted, but what some people entered."""
        for one in self.entries("ready"):
            self.do(Failed(one.id) if one.user in failing else Painted(one.id, f"clip-{one.id}"))
        return self

    def vote(self, **votes: str) -> Self:
        """Vote: `ben="1"` gives Ben's vote to what user 1 entered."""
        users = {"host": HOST, "ben": BEN, "cam": CAM, "dee": DEE}
        return self.do(*(CastVote(users[voter], self.entry(user).id) for voter, user in votes.items()))

    def reveal(self) -> Self:
        """Show what came of the round, and listen to it."""
        return self.do(Revealed(self.jam.round)).ring()

    def turn(self) -> Self:
        """Play a turn of a relay to its end."""
        return self.enter(self.playing).paint().reveal()

    def win(self, winner: str) -> Self:
        """Play a round that everybody enters something in, of which one thing can be painted."""
        users = [one.user for one in self.jam.players if one.seat == "playing"]
        return self.seen(self.jam.host).enter(*users).paint(*(set(users) - {winner})).reveal()

    @property
    def now(self) -> Round:
        assert self.jam.now is not None
        return self.jam.now

    @property
    def playing(self) -> str:
        """Whose turn it is."""
        assert self.now.player is not None
        return self.now.player

    def player(self, user: str) -> Player:
        found = self.jam.player(user)
        assert found is not None
        return found

    def entry(self, user: str) -> Entry:
        """What somebody entered last."""
        return [one for one in self.jam.entries if one.user == user][-1]

    def entries(self, *states: str) -> list[Entry]:
        """What was entered in this round, in these states."""
        return [one for one in self.jam.entries if one.round == self.jam.round and one.state in states]


def lobby(rules: JamRules = BATTLE, *others: str) -> Game:
    """A lobby in which the host and others wait, by default Ben and Cam."""
    return Game(planned(rules)).do(*(Join(user) for user in others or (BEN, CAM)))


def playing(rules: JamRules = BATTLE, *others: str) -> Game:
    """A jam whose first round has begun."""
    return lobby(rules, *others).do(Start(HOST))


def voting(rules: JamRules = BATTLE, *others: str) -> Game:
    """A round in which everybody entered something, and votes."""
    game = playing(rules, *others)
    return game.enter(*(one.user for one in game.jam.players)).paint()
