"""Who may have something made in a place. Pure: a person, a place and what was decided there give an answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from bot.judging.denying import Denied, block_denial, channel_denial, freeze_denial, role_denial, user_denial
from bot.records.oversight import DIRECT, EVERYWHERE, Access, Block, Freeze, Verdict

DAY_S: Final = 24 * 3600.0

Rank = Literal["newcomer", "member", "trusted", "moderator"]
"""What somebody is in a server. A newcomer is in the slow lane; who is trusted is not held."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, as their server knows them."""

    id: str
    roles: frozenset[str] = frozenset()
    joined_s: float | None = None
    """Since when they are a member; None where nobody is one, or it isn't known."""
    moderates: bool = False
    """Discord lets them manage the messages there."""
    alias: str | None = None
    """What blocks call them who had all their data deleted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asks."""

    server: str | None
    channel: str
    area: str | None = None
    """The channel that a thread belongs to."""
    age_restricted: bool = False
    """Discord shows it to adults alone."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What was decided about who may ask: by a server, and by the operator for all of them."""

    blocks: tuple[Block, ...] = ()
    freezes: tuple[Freeze, ...] = ()
    access: tuple[Access, ...] = ()
    newcomer_days: int = 0


@dataclass(frozen=True, slots=True)
class Permitted:
    """They may ask, as what they are there."""

    rank: Rank
    steps: tuple[str, ...] = ()
    """How it was decided, a sentence a step: for those who make the rules."""

    @property
    def is_trusted(self) -> bool:
        """Tell whether nothing of theirs is held."""
        return self.rank in {"trusted", "moderator"}


@dataclass(frozen=True, slots=True)
class _Look:
    """All that the levels look at."""

    person: Person
    place: Place
    policy: Policy
    now_s: float

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """What the server says of the roles that they have."""
        return frozenset(self._said("role", self.person.roles))

    @property
    def own(self) -> Verdict | None:
        """What it says of themselves."""
        said = next(self._said("user", {self.person.id}), None)
        return said or next((one for one in self._said("user", {self.person.alias}) if one == "deny"), None)

    @property
    def is_moderator(self) -> bool:
        """Tell whether allow-lists don't hold for them."""
        return self.person.moderates or "moderator" in {self.own, *self.verdicts}

    def of_channel(self, channel: str | None) -> Verdict | None:
        """What it says of a channel."""
        return next(self._said("channel", {channel}), None)

    def allowed(self, kind: Literal["channel", "role"]) -> tuple[str, ...]:
        """Name the channels or roles that it allows; with any, all others are denied."""
        return tuple(one.target for one in self.policy.access if (one.kind, one.verdict) == (kind, "allow"))

    def _said(self, kind: str, targets: frozenset[str] | set[str] | set[str | None]) -> Iterator[Verdict]:
        return (one.verdict for one in self.policy.access if one.kind == kind and one.target in targets)


Level = Callable[[_Look], Denied | str | None]
"""Answers with a denial, with a step that settles it, or not at all."""


def permitted(person: Person, place: Place, policy: Policy, *, now_s: float) -> Permitted | Denied:
    """Ask each level in turn: the first that denies has decided, and what a server says of a user ends the search.

    Blocks come first, the operator's before the server's, then what is frozen; then what the server says of the user,
    of the channel (a thread's own word before its channel's) and of their roles (a denial before all else).
    """
    look = _Look(person, place, policy, now_s)
    steps: list[str] = []
    for name, level in LEVELS:
        answer = level(look)
        if isinstance(answer, Denied):
            return answer.after(steps, name)
        steps.append(f"{name}: {answer or 'nothing is said.'}")
        if answer is not None and level is _user:
            break
    rank = rank_of(person, policy, now_s=now_s)
    return Permitted(rank, (*steps, f"They may, as {rank}."))


def rank_of(person: Person, policy: Policy, *, now_s: float) -> Rank:
    """Say what somebody is: what trusts them counts for more than how long they are there."""
    look = _Look(person, Place(None, ""), policy, now_s)
    if look.is_moderator:
        return "moderator"
    if "trusted" in {look.own, *look.verdicts}:
        return "trusted"
    is_new = person.joined_s is not None and now_s - person.joined_s < policy.newcomer_days * DAY_S
    return "newcomer" if is_new else "member"


def _block_everywhere(look: _Look) -> Denied | None:
    return _blocked(look, EVERYWHERE)


def _block_here(look: _Look) -> Denied | None:
    return _blocked(look, look.place.server or DIRECT)


def _blocked(look: _Look, server: str) -> Denied | None:
    """The block that lasts longest is the one to tell of."""
    mine = [
        one for one in look.policy.blocks if one.server == server and one.user in {look.person.id, look.person.alias}
    ]
    until = [(float("inf") if one.until_s is None else one.until_s, one) for one in mine]
    holding = [(until_s, one) for until_s, one in until if until_s > look.now_s]
    return block_denial(max(holding, key=lambda pair: pair[0])[1]) if holding else None


def _frozen(look: _Look) -> Denied | None:
    return next((freeze_denial(one) for one in look.policy.freezes if covers(one, look.person, look.place)), None)


def covers(freeze: Freeze, person: Person, place: Place) -> bool:
    """Tell whether a freeze is about this."""
    if freeze.server not in {EVERYWHERE, place.server}:
        return False
    match freeze.kind:
        case "everything":
            return True
        case "server":
            return place.server is not None and freeze.target == place.server
        case "channel":
            return freeze.target in {place.channel, place.area}
        case "user":
            return freeze.target in {person.id, person.alias}
        case _:
            assert_never(freeze.kind)


def _user(look: _Look) -> Denied | str | None:
    if look.own == "deny":
        return user_denial()
    return None if look.own is None else f"this user is set to `{look.own}`, whatever holds for channels and roles."


def _channel(look: _Look) -> Denied | str | None:
    said = look.of_channel(look.place.channel) or look.of_channel(look.place.area)
    if said is not None:
        return channel_denial(look.allowed("channel")) if said == "deny" else f"it is set to `{said}`."
    if (others := look.allowed("channel")) and not look.is_moderator:
        return channel_denial(others)
    return None


def _role(look: _Look) -> Denied | str | None:
    verdicts = look.verdicts
    if "deny" in verdicts:
        return role_denial(())
    if verdicts:
        return f"they have one that is set to {_listed(verdicts)}."
    if (others := look.allowed("role")) and not look.is_moderator:
        return role_denial(others)
    return None


def _listed(verdicts: frozenset[Verdict]) -> str:
    return " and ".join(f"`{one}`" for one in sorted(verdicts))


LEVELS: Final[Sequence[tuple[str, Level]]] = (
    ("Blocks of the operator", _block_everywhere),
    ("Blocks of the server", _block_here),
    ("What is frozen", _frozen),
    ("Users", _user),
    ("Channels", _channel),
    ("Roles", _role),
)
"""In the order in which they are asked."""
