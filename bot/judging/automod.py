"""The servers' own AutoMod rules: they spare bots, so the bot keeps them itself where it may read them."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, cast

import discord

from bot.answers import LOST
from bot.judging.permitting import Person, Place
from bot.patience import leave
from core.moderation import AutoModRule, Rules

log = logging.getLogger(__name__)

RENEWED_S: Final = 3600.0
FIRST_LOOK_S: Final = 0.5
"""How long somebody waits for the rules of a server that was never looked at."""

BLOCKS: Final = {discord.AutoModRuleActionType.block_message, discord.AutoModRuleActionType.timeout}


@dataclass(frozen=True, slots=True)
class Kept:
    """One of them, and for whom and where it doesn't hold."""

    rules: Rules
    exempt: frozenset[str]
    """Ids of roles and channels."""

    def holds(self, person: Person, places: Sequence[Place]) -> bool:
        """Tell whether it holds for what somebody asks for: everywhere where it is seen, it would have to be exempt."""
        if self.exempt & person.roles:
            return False
        return not all(self.exempt & {place.channel, place.area} for place in places)


@dataclass(frozen=True, slots=True)
class Seen:
    """What there was to see of a server's rules."""

    at_s: float
    may_read: bool
    """The bot had the permission."""
    rules: tuple[Kept, ...] | None
    """None: Discord didn't let it all the same."""


@dataclass(slots=True)
class AutoMod:
    """What is known of each server's rules. A server that doesn't let the bot read them has none."""

    _seen: dict[str, Seen] = field(default_factory=dict)
    _looking: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def rules_for(
        self, guild: discord.Guild | None, person: Person, places: Sequence[Place], *, now_s: float
    ) -> tuple[Rules, ...]:
        """Give the rules that hold for what somebody asks for. What is old is renewed meanwhile."""
        if guild is None:
            return ()
        seen = self._seen.get(str(guild.id))
        if seen is None or now_s - seen.at_s >= RENEWED_S or seen.may_read != may_read(guild):
            looking = self._looking.get(str(guild.id)) or self.renew(guild, now_s=now_s)
            if seen is None:
                await asyncio.wait({looking}, timeout=FIRST_LOOK_S)
        return tuple(one.rules for one in self._rules(guild) or () if one.holds(person, places))

    def renew(self, guild: discord.Guild, *, now_s: float) -> asyncio.Task[None]:
        """Look at a server's rules again, after whoever looks just now: they may have looked too early."""
        name = str(guild.id)
        looking = asyncio.create_task(self._look(guild, now_s, self._looking.get(name)), name=f"automod-{name}")
        self._looking[name] = looking
        looking.add_done_callback(partial(self._looked, name))
        leave(looking)
        return looking

    def is_readable(self, server: str) -> bool | None:
        """Tell whether the bot could read them when it last looked; None: it never did."""
        seen = self._seen.get(server)
        return None if seen is None else seen.rules is not None

    def _looked(self, name: str, looking: asyncio.Task[None]) -> None:
        if self._looking.get(name) is looking:
            del self._looking[name]

    async def _look(self, guild: discord.Guild, now_s: float, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait({before})
        is_allowed = may_read(guild)
        found = await self._asked(guild) if is_allowed else None
        self._seen[str(guild.id)] = Seen(now_s, is_allowed, found)

    async def _asked(self, guild: discord.Guild) -> tuple[Kept, ...] | None:
        try:
            return tuple(kept_of(rule) for rule in await _fetched(guild))
        except discord.Forbidden:
            return None
        except LOST as error:
            log.info("the AutoMod rules of server %s stay as they were known: %s", guild.id, error)
            return self._rules(guild)

    def _rules(self, guild: discord.Guild) -> tuple[Kept, ...] | None:
        seen = self._seen.get(str(guild.id))
        return None if seen is None else seen.rules


def may_read(guild: discord.Guild) -> bool:
    """Tell whether the bot has the permission to read a server's rules."""
    me = cast("discord.Member | None", guild.me)
    return me is not None and me.guild_permissions.manage_guild


async def _fetched(guild: discord.Guild) -> list[discord.AutoModRule]:
    rules = await guild.fetch_automod_rules()
    return [rule for rule in rules if rule.enabled and (rule.trigger.keyword_filter or rule.trigger.regex_patterns)]


def kept_of(rule: discord.AutoModRule) -> Kept:
    """Take a rule over: what it blocks is refused, what it only tells moderators of is held."""
    trigger = rule.trigger
    written = AutoModRule(
        rule.name,
        keywords=tuple(trigger.keyword_filter),
        patterns=tuple(trigger.regex_patterns),
        allowed=tuple(trigger.allow_list),
        blocks=any(action.type in BLOCKS for action in rule.actions),
    )
    exempt = {str(one) for one in (*rule.exempt_role_ids, *rule.exempt_channel_ids)}
    return Kept(Rules.auto_mod(written), frozenset(exempt))
