"""What each server decided, kept ready to be asked, and renewed as soon as anybody changes it."""

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Self

from bot.choices.settled import Settled
from bot.judging.permitting import Place, Policy
from bot.judging.veil import Veil
from bot.records import Records
from bot.records.oversight import Filter, Oversight
from core.errors import UserError
from core.moderation import Rules

log = logging.getLogger(__name__)

SERVERS_MOST: Final = 1000
"""Servers that are kept ready; who comes back is read again."""

LATELY_S: Final = 1.0

NOTHING: Final = Oversight(choices={}, access=(), filters=(), blocks=(), freezes=())


@dataclass(frozen=True, slots=True)
class House:
    """What a server, or the operator for direct messages, decided."""

    server: str | None
    oversight: Oversight
    rules: tuple[Rules, ...]
    """Those of words: of Jamgram and the operator, and then the server's own."""
    veils: Mapping[bool, Veil]
    """How words are shown there, where anybody may look and where adults alone may."""

    @classmethod
    def of(cls, server: str | None, oversight: Oversight, rules: tuple[Rules, ...]) -> Self:
        """Put one together."""
        veils = {age_restricted: Veil(rules, age_restricted=age_restricted) for age_restricted in (False, True)}
        return cls(server, oversight, rules, veils)

    @property
    def policy(self) -> Policy:
        """What was decided about who may ask."""
        over = self.oversight
        days = Settled.at(over.choices, server=self.server).newcomer_days
        return Policy(over.blocks, over.freezes, over.access, days)

    def settled(self, place: Place) -> Settled:
        """Find what holds in one of its places, for nobody in particular."""
        return Settled.at(self.oversight.choices, server=self.server, area=place.area, channel=place.channel)


@dataclass(frozen=True, slots=True)
class _Known:
    house: House
    version: int
    looked_s: float


class Policies:
    """The houses of the servers that ask. What one process changes, all others know with their next look."""

    def __init__(
        self, records: Records, *, rules: Callable[[], Rules], clock: Callable[[], float], most: int = SERVERS_MOST
    ) -> None:
        self._records, self._rules, self._clock, self._most = records, rules, clock, most
        self._known: OrderedDict[str | None, _Known] = OrderedDict()
        self._bare: House | None = None

    async def of(self, server: str | None) -> House:
        """Give what holds now: each decision looks whether anything was changed, which is one short read.

        Raises
        ------
        DatabaseDownError
            If the records can't be read: nobody knows then who is blocked.
        """
        version, known = await self._records.oversight_version(), self._known.get(server)
        if known is None or known.version != version:
            house = self._house(server, await self._records.oversight(server), known)
        else:
            house = known.house
        self._keep(server, _Known(house, version, self._clock()))
        return house

    @property
    def bare(self) -> House:
        """What holds where nobody decided anything."""
        if self._bare is None:
            self._bare = House.of(None, NOTHING, (self._rules(),))
        return self._bare

    async def lately(self, server: str | None) -> House:
        """Give what held a second ago at most: for what is shown over and over."""
        known = self._known.get(server)
        if known is not None and abs(self._clock() - known.looked_s) < LATELY_S:
            return known.house
        return await self.of(server)

    def _house(self, server: str | None, oversight: Oversight, before: _Known | None) -> House:
        """Put a house together; its rules are compiled anew only if they were changed."""
        if before is not None and before.house.oversight.filters == oversight.filters:
            return replace(before.house, oversight=oversight)
        return House.of(server, oversight, (self._rules(), *_usable(oversight.filters)))

    def _keep(self, server: str | None, known: _Known) -> None:
        self._known[server] = known
        self._known.move_to_end(server)
        while len(self._known) > self._most:
            self._known.popitem(last=False)


def _usable(filters: Sequence[Filter]) -> Iterator[Rules]:
    """Compile a server's own rules. One that this version can't use is left out, and the others hold."""
    for one in filters:
        try:
            yield Rules.of([one])
        except UserError as error:
            log.warning("a filter of a server can't be used: %s", error)


@cache
def rules_of_jamgram(extra: Path | None) -> Rules:
    """Compile the rules that hold everywhere, once: Jamgram's and those of the operator's file."""
    return Rules.built_in(extra)
