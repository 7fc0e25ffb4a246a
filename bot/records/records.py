"""What the bot remembers, as one: opened at the start, closed at the end."""

from typing import Self

from bot.records.address import address_of
from bot.records.asks import Asks
from bot.records.auditing import Auditing
from bot.records.cards import Cards
from bot.records.cases import Cases
from bot.records.choices import Choices
from bot.records.clips import Clips
from bot.records.deciding import Deciding
from bot.records.deliveries import Deliveries
from bot.records.ends import Ends
from bot.records.erasing import Erasing
from bot.records.exporting import Exporting
from bot.records.finding import Finding
from bot.records.freezing import Freezing
from bot.records.holding import Holding
from bot.records.jam_finding import JamFinding
from bot.records.jam_looking import JamLooking
from bot.records.jams import Jams
from bot.records.lineage import Lineage
from bot.records.listings import Listings
from bot.records.opening import change_nothing, join, prepare, saying_what_is_wrong
from bot.records.overseeing import Overseeing
from bot.records.presets import Presets
from bot.records.reporting import Reporting
from bot.records.sanctions import Sanctions
from bot.records.shunning import Shunning
from bot.records.stars import Stars
from bot.records.threads import Threads
from bot.records.uses import Uses


class Making(Cards, Ends, Deliveries, Clips, Uses, Lineage, Stars, Listings, Finding, Threads, Asks):
    """The parts that know what was made."""


class Moderating(Holding, Cases, Deciding, Sanctions, Freezing, Reporting, Overseeing, Auditing):
    """The parts that know what was decided about that."""


class Playing(Jams, JamFinding, JamLooking):
    """The parts that know what is played together."""


class Serving(Presets, Choices, Shunning, Exporting, Erasing):
    """The parts that know what people want of us, also to be forgotten."""


class Records(Making, Moderating, Playing, Serving):
    """All parts of the records on one database. Every call is one transaction: it happened, or nothing did.

    A call raises `DatabaseDownError` if the database can't be reached; all calls can be repeated.
    """

    @classmethod
    async def open(cls, url: str) -> Self:
        """Bring the database up to date and use it.

        Raises
        ------
        UserError
            If it can't be used, with a sentence that says why.
        """
        return cls(await prepare(address_of(url)))

    @classmethod
    async def join(cls, url: str) -> Self:
        """Use the database of bots that may be running, as it is.

        Raises
        ------
        UserError
            If it is not there, or can't be used, with a sentence that says why.
        """
        return cls(await join(address_of(url)))

    async def check(self) -> None:
        """See that the database can be written to.

        Raises
        ------
        UserError
            If it can't, with a sentence that says why.
        """
        with saying_what_is_wrong("The database"):
            await self._database.write(change_nothing)

    async def close(self) -> None:
        """Let go of the database."""
        await self._database.close()
