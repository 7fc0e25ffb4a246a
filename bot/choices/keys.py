"""What can be chosen: by a server, for one of its channels, or by a user for themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar, get_args

from bot.choices.kinds import Channel, Count, Kind, Named
from bot.records.jam import PLAYERS_LEAST, PLAYERS_MOST
from bot.records.oversight import Scope
from bot.records.values import Remixes
from core.errors import UserError
from core.limits import LENGTHS_S, LONGEST_S, NATIVE_LENGTH_S, OfferedLengthS
from core.recipes import Quality

T = TypeVar("T")

Moderation = Literal["open", "balanced", "strict"]
"""Whether what is doubtful is made (`open`) or held for the moderators; `strict`: uploads and first clips too."""

Artists = Literal["allow", "hold", "refuse"]
"""What becomes of words that name living artists."""

Ping = Literal["ping", "silent", "none"]
"""How an author hears that a clip is done that took long: with a sound, without one, not at all."""

KEY_UNKNOWN: Final = "There is no setting of that name: choose one of the list. Nothing was changed."

STARS_MOST: Final = 1000
REPORTS_MOST: Final = 50
DAYS_MOST: Final = 3650
JAMS_MOST: Final = 10
"""Jams of a server at a time."""


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """Something to choose. Its key is how it is kept and what it is called."""

    key: str
    kind: Kind[T]
    default: T
    scopes: tuple[Scope, ...]
    """Whose choice it is, the widest first."""
    says: str
    """What it decides, in a clause."""


S: Final[tuple[Scope, ...]] = ("server",)
SC: Final[tuple[Scope, ...]] = ("server", "channel")
SU: Final[tuple[Scope, ...]] = ("server", "user")
SCU: Final[tuple[Scope, ...]] = ("server", "channel", "user")
U: Final[tuple[Scope, ...]] = ("user",)

SWITCH: Final = Named({"on": True, "off": False})
MODERATIONS: Final[Named[Moderation]] = Named({name: name for name in get_args(Moderation)})
ARTIST_POLICIES: Final[Named[Artists]] = Named({name: name for name in get_args(Artists)})
PINGS: Final[Named[Ping]] = Named({name: name for name in get_args(Ping)})
REMIXES_KIND: Final[Named[Remixes]] = Named({name: name for name in get_args(Remixes)})
QUALITIES: Final[Named[Quality]] = Named({name: name for name in get_args(Quality)})
LENGTHS: Final[Named[OfferedLengthS]] = Named({str(length): length for length in LENGTHS_S})

MODERATION: Final[Setting[Moderation]] = Setting(
    "moderation", MODERATIONS, "balanced", SC, "whether what is doubtful is made, or held for the moderators"
)
ARTISTS: Final[Setting[Artists]] = Setting(
    "artists", ARTIST_POLICIES, "hold", SC, "what becomes of words that name living artists"
)
UPLOADS: Final[Setting[bool]] = Setting(
    "uploads",
    SWITCH,
    default=True,
    scopes=SC,
    says="whether pictures and sounds of one's own may be painted over and played",
)
VEIL_UPLOADS: Final[Setting[bool]] = Setting(
    "veil_uploads",
    SWITCH,
    default=False,
    scopes=SC,
    says="whether pictures that come of uploads are spoilers until a moderator has looked",
)
PRIVATE: Final[Setting[bool]] = Setting(
    "private", SWITCH, default=True, scopes=S, says="whether clips may be made for oneself alone"
)
MOD_CHANNEL: Final[Setting[str | None]] = Setting(
    "mod_channel", Channel(), None, S, "where moderators are asked to decide"
)
GALLERY: Final[Setting[str | None]] = Setting(
    "gallery",
    Channel(),
    None,
    S,
    "where remixes with many stars, and tracks of jams, are shown; without one, in their threads",
)
PROMOTION: Final[Setting[int]] = Setting(
    "promotion", Count(0, STARS_MOST), 3, S, "how many stars a remix needs to be shown outside of its thread; 0: never"
)
REMIXES: Final[Setting[Remixes]] = Setting(
    "remixes", REMIXES_KIND, "all", SU, "who may remix new clips: everybody, whoever asks their author, nobody"
)
REPORTS_TO_HIDE: Final[Setting[int]] = Setting(
    "reports_to_hide", Count(0, REPORTS_MOST), 3, S, "how many people report a clip until it is hidden; 0: never"
)
NEWCOMER_DAYS: Final[Setting[int]] = Setting(
    "newcomer_days", Count(0, DAYS_MOST), 0, S, "for how many days a new member has one clip in the line at a time"
)
RETENTION_DAYS: Final[Setting[int]] = Setting(
    "retention_days", Count(0, DAYS_MOST), 0, S, "for how many days clips without stars are kept; 0: as long as here"
)
LENGTH: Final[Setting[OfferedLengthS]] = Setting(
    "length", LENGTHS, NATIVE_LENGTH_S, SCU, "how many seconds a clip has if nobody says"
)
LONGEST: Final[Setting[OfferedLengthS]] = Setting("longest", LENGTHS, LONGEST_S, SC, "how many seconds it may have")
QUALITY: Final[Setting[Quality]] = Setting(
    "quality", QUALITIES, "standard", SCU, "how often the painter goes over a picture if nobody says"
)
PING: Final[Setting[Ping]] = Setting("ping", PINGS, "ping", U, "how you hear of a clip that took over a minute")
LOUDEST_PING: Final[Setting[Ping]] = Setting(
    "loudest_ping", PINGS, "ping", S, "how loudly anybody may hear of a clip that took over a minute"
)
PRIVATE_BY_DEFAULT: Final[Setting[bool]] = Setting(
    "private_by_default", SWITCH, default=False, scopes=U, says="whether a clip is for you alone if you don't say"
)
PROGRESS: Final[Setting[bool]] = Setting(
    "progress", SWITCH, default=True, scopes=U, says="whether your cards are edited while they wait and are painted"
)
JAMS: Final[Setting[bool]] = Setting("jams", SWITCH, default=True, scopes=SC, says="whether jams may be held")
JAM_PLAYERS: Final[Setting[int]] = Setting(
    "jam_players", Count(PLAYERS_LEAST, PLAYERS_MOST), PLAYERS_MOST, SC, "how many people may play in one jam"
)
JAMS_AT_ONCE: Final[Setting[int]] = Setting(
    "jams_at_once", Count(1, JAMS_MOST), 3, S, "how many jams may be on in this server at a time"
)

SETTINGS: Final[Mapping[str, Setting[Any]]] = {
    one.key: one
    for one in (
        MODERATION, ARTISTS, UPLOADS, VEIL_UPLOADS, PRIVATE, MOD_CHANNEL, GALLERY, PROMOTION, REMIXES, REPORTS_TO_HIDE,
        NEWCOMER_DAYS, RETENTION_DAYS, LENGTH, LONGEST, QUALITY, PING, LOUDEST_PING, PRIVATE_BY_DEFAULT, PROGRESS,
        JAMS, JAM_PLAYERS, JAMS_AT_ONCE,
    )
}  # fmt: skip
"""All there is to choose, in the order in which it is shown."""


def setting_of(key: str, scope: Scope) -> Setting[Any]:
    """Find what is called so and can be chosen there.

    Raises
    ------
    UserError
        If there is no such thing.
    """
    found = SETTINGS.get(key.strip().casefold())
    if found is None or scope not in found.scopes:
        raise UserError(KEY_UNKNOWN, code="E-UNKNOWN")
    return found
