"""What every part of the bot works with, built once in `__main__` and handed down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import discord
from redis import Redis

from bot.carrying import Carriers
from bot.fetching import Fetch, fetch
from bot.judging.automod import AutoMod
from bot.judging.policies import Policies, rules_of_jamgram
from bot.privacy.turns import Exports
from bot.records import Records
from bot.shelf import Shelf
from core.artefacts import Artefacts
from core.lanes import Lanes
from core.moderation import Classifier
from core.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """The stores behind the bot. `lanes`, `artefacts` and `redis` block: go through `bot.threads`."""

    settings: Settings
    records: Records
    lanes: Lanes
    artefacts: Artefacts
    redis: Redis
    clock: Callable[[], float]
    """Seconds since 1970."""
    fetch: Fetch = fetch
    """How attachments are had."""
    carriers: Carriers = field(default_factory=Carriers)
    """Bounds the files in memory."""
    shelf: Shelf = field(default_factory=Shelf)
    """Remembers which file a modal is about."""
    exports: Exports = field(default_factory=Exports)
    """Bounds how many people get all their data at a time."""
    auto_mod: AutoMod = field(default_factory=AutoMod)
    """What servers have Discord refuse."""
    classifier: Classifier | None = None
    """An operator's own judge of words."""
    policies: Policies = field(init=False)
    """What servers decided about who may make what."""

    def __post_init__(self) -> None:
        """Keep what the records say of servers."""
        rules = partial(rules_of_jamgram, self.settings.riff_rules)
        object.__setattr__(self, "policies", Policies(self.records, rules=rules, clock=self.clock))


def services_of(interaction: discord.Interaction[Any]) -> Services:
    """Find the services of the bot that was asked."""
    services = interaction.client.services
    assert isinstance(services, Services)
    return services
