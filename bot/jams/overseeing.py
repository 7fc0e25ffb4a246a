"""What moderators decide holds in jams too: what is frozen stands still, and nobody plays who may make nothing."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import discord

from bot.freezing.blocking import holds
from bot.jams.held import tend_held
from bot.jams.machine.acts import JAMGRAM, Freeze, HandOver, RemoveEntry, Skip, Thaw
from bot.jams.machine.errors import JamError, not_theirs
from bot.jams.machine.happenings import Silenced
from bot.jams.machine.turns import heir
from bot.jams.moving import move
from bot.jams.places import place_of_jam
from bot.judging.permitting import Person, Place, Policy, covers
from bot.privacy.pseudonym import pseudonym
from bot.records.jam import Entry, Jam
from bot.records.oversight import EVERYWHERE
from bot.records.oversight import Freeze as Frozen
from bot.services import Services

log = logging.getLogger(__name__)

PHASES_OF_ENTRIES: Final = frozenset({"collecting", "rendering"})

Act = Freeze | Thaw | HandOver | RemoveEntry | Skip | Silenced

NO_VOTE: Final = "You are blocked here, so you have no vote: you can listen."


async def tend(services: Services, client: discord.Client, jam: Jam) -> Jam:
    """Let hold in a jam what moderators decided, as far as it does not yet, and give it as it is then."""
    if jam.phase != "archived":
        policy = (await services.policies.of(jam.server)).policy
        jam = await _stop_or_go(services, jam, frozen_by(policy, place_of_jam(client, jam)))
        jam = await _keep_out(services, jam, policy)
    await tend_held(services, client, jam)
    return jam


def frozen_by(policy: Policy, place: Place) -> Frozen | None:
    """Find what freezes a place, for everybody in it."""
    there = (one for one in policy.freezes if one.kind != "user" and covers(one, Person(""), place))
    return next(there, None)


def kept_out(policy: Policy, users: Iterable[str], jam: Jam, services: Services) -> frozenset[str]:
    """Name those who may make nothing where a jam is: blocked, but not only to cool down, or frozen."""
    here = {jam.server, EVERYWHERE}
    frozen = {one.target for one in policy.freezes if one.server in here and one.kind == "user"}
    return _among(users, frozen, services) | blocked(policy, users, jam, services)


def blocked(policy: Policy, users: Iterable[str], jam: Jam, services: Services) -> frozenset[str]:
    """Name those whom people blocked where a jam is."""
    now_s, here = services.clock(), {jam.server, EVERYWHERE}
    named = {one.user for one in policy.blocks if one.server in here and holds(one, now_s=now_s)}
    return _among(users, named, services)


async def require_vote(services: Services, jam: Jam, user: str) -> None:
    """Refuse the vote of somebody who is blocked where a jam is.

    Raises
    ------
    JamError
        If they are.
    """
    if blocked((await services.policies.of(jam.server)).policy, [user], jam, services):
        raise not_theirs(NO_VOTE)


def _among(users: Iterable[str], named: set[str], services: Services) -> frozenset[str]:
    """Find people by their ids, or by what they are called who had all their data deleted and came back."""
    if not named:
        return frozenset()
    return frozenset(one for one in users if not named.isdisjoint({one, pseudonym(services.settings, one)}))


async def _stop_or_go(services: Services, jam: Jam, by: Frozen | None) -> Jam:
    is_stopped = "frozen" in jam.halts
    if by is not None and not is_stopped:
        return await _done(services, jam, Freeze(by.by, as_moderator=True))
    if by is None and is_stopped:
        return await _done(services, jam, Thaw(JAMGRAM, as_moderator=True))
    return jam


async def _keep_out(services: Services, jam: Jam, policy: Policy) -> Jam:
    """Let nobody lead or vote who is blocked; take out what they entered.

    Nobody waits for the turn of who may make nothing.
    """
    users = [one.user for one in jam.players]
    out = blocked(policy, users, jam, services)
    others = replace(jam, players=tuple(one for one in jam.players if one.user not in out))
    if jam.host in out and (other := heir(others, now_s=services.clock())) is not None:
        jam = await _done(services, jam, HandOver(JAMGRAM, other.user, as_moderator=True))
    if jam.phase == "voting":
        return await _without_votes(services, jam, out)
    if jam.phase not in PHASES_OF_ENTRIES or jam.now is None:
        return jam
    out = kept_out(policy, users, jam, services)
    for entry in [one for one in _unpainted(jam) if one.user in out]:
        log.info("jam %s: entry %s is taken out, as its author may make nothing", jam.id, entry.id)
        jam = await _done(services, jam, RemoveEntry(JAMGRAM, entry.id, as_moderator=True))
    if jam.now is not None and jam.now.player in out and jam.phase == "collecting" and not jam.halts:
        return await _done(services, jam, Skip(JAMGRAM, jam.round, jam.phase, as_moderator=True))
    return jam


async def _without_votes(services: Services, jam: Jam, out: frozenset[str]) -> Jam:
    for voter in sorted(out & {one.voter for one in jam.votes if one.round == jam.round}):
        jam = await _done(services, jam, Silenced(voter))
    return jam


def _unpainted(jam: Jam) -> list[Entry]:
    return [one for one in jam.entries if one.round == jam.round and one.state in {"held", "ready"}]


async def _done(services: Services, jam: Jam, act: Act) -> Jam:
    """Do it, unless somebody was quicker or it no longer makes sense."""
    try:
        return await move(services, jam.id, act)
    except JamError as error:
        log.info("jam %s: %s has nothing to do: %s", jam.id, type(act).__name__, error)
        return await services.records.jam(jam.id) or jam
