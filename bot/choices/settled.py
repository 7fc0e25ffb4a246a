"""All that is chosen for somebody in some place, each value typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self, TypeVar

from bot.choices import keys
from bot.choices.cascade import Chosen, Layer, chosen
from bot.choices.keys import Artists, Moderation, Ping, Setting
from bot.records.oversight import Scope
from bot.records.values import Remixes
from core.limits import OfferedLengthS
from core.recipes import Quality

T = TypeVar("T")

Choices = Mapping[tuple[Scope, str], Mapping[str, str]]
"""Those of a server and its channels, as `Oversight.choices` has them."""

NOTHING: Final[Mapping[str, str]] = {}
LOUDNESS: Final[tuple[Ping, ...]] = ("none", "silent", "ping")


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds, from the widest choice to the nearest: server, channel, thread, user."""

    layers: tuple[Layer, ...] = ()

    @classmethod
    def at(
        cls,
        choices: Choices,
        *,
        server: str | None,
        area: str | None = None,
        channel: str | None = None,
        user: tuple[str, Mapping[str, str]] | None = None,
    ) -> Self:
        """Gather the choices for a place; `area` is the channel that a thread belongs to, `user` who and their own."""
        places: Sequence[tuple[Scope, str | None]] = (("server", server), ("channel", area), ("channel", channel))
        there = [Layer(scope, at, choices.get((scope, at), NOTHING)) for scope, at in places if at is not None]
        own = [] if user is None else [Layer("user", *user)]
        return cls((*there, *own))

    def of(self, setting: Setting[T]) -> Chosen[T]:
        """Find a value and where it comes from."""
        return chosen(setting, self.layers)

    @property
    def moderation(self) -> Moderation:
        """Whether what is doubtful is made or held."""
        return self.of(keys.MODERATION).value

    @property
    def artists(self) -> Artists:
        """What becomes of words that name living artists."""
        return self.of(keys.ARTISTS).value

    @property
    def uploads(self) -> bool:
        """Whether files of one's own are taken."""
        return self.of(keys.UPLOADS).value

    @property
    def veil_uploads(self) -> bool:
        """Whether pictures that come of uploads are spoilers until a moderator looked at them."""
        return self.of(keys.VEIL_UPLOADS).value

    @property
    def private(self) -> bool:
        """Whether clips may be made for oneself alone."""
        return self.of(keys.PRIVATE).value

    @property
    def mod_channel(self) -> str | None:
        """Where moderators are asked to decide."""
        return self.of(keys.MOD_CHANNEL).value

    @property
    def gallery(self) -> str | None:
        """Where remixes with many stars are shown; None: where their family began."""
        return self.of(keys.GALLERY).value

    @property
    def promotion(self) -> int:
        """How many stars a remix needs to be shown there; 0: none ever is."""
        return self.of(keys.PROMOTION).value

    @property
    def remixes(self) -> Remixes:
        """Who may remix a new clip."""
        return self.of(keys.REMIXES).value

    @property
    def reports_to_hide(self) -> int:
        """How many people have to report a clip until it is hidden; 0: it never is."""
        return self.of(keys.REPORTS_TO_HIDE).value

    @property
    def newcomer_days(self) -> int:
        """For how long a new member is in the slow lane."""
        return self.of(keys.NEWCOMER_DAYS).value

    @property
    def retention_days(self) -> int:
        """For how long clips without stars are kept; 0: as long as the operator keeps them."""
        return self.of(keys.RETENTION_DAYS).value

    @property
    def length(self) -> OfferedLengthS:
        """How long a clip is if nobody says: never longer than it may be here."""
        return min(self.of(keys.LENGTH).value, self.longest)

    @property
    def longest(self) -> OfferedLengthS:
        """How long a clip may be."""
        return self.of(keys.LONGEST).value

    @property
    def quality(self) -> Quality:
        """How often the painter goes over a picture if nobody says."""
        return self.of(keys.QUALITY).value

    @property
    def ping(self) -> Ping:
        """How an author hears that a clip is done that took long: never louder than the server has it."""
        return min(self.of(keys.PING).value, self.of(keys.LOUDEST_PING).value, key=LOUDNESS.index)

    @property
    def private_by_default(self) -> bool:
        """Whether a clip is for its author alone if they don't say: never where that may not be."""
        return self.private and self.of(keys.PRIVATE_BY_DEFAULT).value

    @property
    def progress(self) -> bool:
        """Whether cards are edited while they wait and are painted."""
        return self.of(keys.PROGRESS).value

    @property
    def jams(self) -> bool:
        """Whether jams may be held."""
        return self.of(keys.JAMS).value

    @property
    def jam_players(self) -> int:
        """How many people may play in one jam."""
        return self.of(keys.JAM_PLAYERS).value

    @property
    def jams_at_once(self) -> int:
        """How many jams may be on at a time."""
        return self.of(keys.JAMS_AT_ONCE).value
