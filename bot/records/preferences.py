"""What users chose, and the presets of servers."""

from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.records.choices import choose, chosen_by
from bot.records.models import PresetRow
from bot.records.oversight import JAMGRAM
from bot.records.part import Part, changed, reading, writing
from bot.records.statements import Choice
from bot.records.values import Remixes
from core.errors import UserError

Ping = Literal["ping", "silent", "none"]
"""How an author hears that a clip is done that took long: with a sound, without one, not at all."""

PRESETS_MOST: Final = 25
PROMOTION_DEFAULT: Final = 3


@dataclass(frozen=True, slots=True)
class UserSettings:
    """A user's choices."""

    ping: Ping = "ping"
    remixes: Remixes | None = None
    """Who may make others of a new clip; None: as the server says."""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What holds in a server."""

    promotion: int = PROMOTION_DEFAULT
    """How many stars a remix needs to be shown in the channel; 0: none ever is."""
    remixes: Remixes = "all"
    """Who may make others of a new clip, if its author said nothing."""


@dataclass(frozen=True, slots=True)
class Preset:
    """Words that a server offers under a name."""

    name: str
    prompt: str


class Preferences(Part):
    """The part that knows what users chose, and the presets of servers."""

    @reading
    def user_settings(self, session: Session, author: str) -> UserSettings:
        """Find a user's choices, or what holds without any."""
        chosen = chosen_by(session, "user", author)
        ping = chosen.get("ping")
        known = cast("Ping", ping) if ping in get_args(Ping) else UserSettings().ping
        return UserSettings(ping=known, remixes=known_remixes(chosen.get("remixes")))

    @writing
    def set_user_settings(self, session: Session, author: str, settings: UserSettings) -> None:
        """Remember a user's choices."""
        for key, value in (("ping", settings.ping), ("remixes", settings.remixes)):
            choose(session, Choice("user", author, key, value), by=author, now_s=0.0)

    @reading
    def server_settings(self, session: Session, server: str) -> ServerSettings:
        """Find what holds in a server."""
        chosen = chosen_by(session, "server", server)
        promotion = chosen.get("promotion", "")
        stars = int(promotion) if promotion.isascii() and promotion.isdigit() else PROMOTION_DEFAULT
        return ServerSettings(promotion=stars, remixes=known_remixes(chosen.get("remixes")) or "all")

    @writing
    def set_server_settings(self, session: Session, server: str, settings: ServerSettings) -> None:
        """Remember what holds in a server."""
        for key, value in (("promotion", str(settings.promotion)), ("remixes", settings.remixes)):
            choose(session, Choice("server", server, key, value, server), by=JAMGRAM, now_s=0.0)

    @reading
    def presets(self, session: Session, server: str) -> list[Preset]:
        """List a server's presets by name."""
        asked = select(PresetRow).where(PresetRow.server == server).order_by(PresetRow.name)
        return [Preset(row.name, row.prompt) for row in session.scalars(asked)]

    @writing
    def add_preset(self, session: Session, server: str, preset: Preset) -> None:
        """Remember a preset, in place of the one that has its name.

        Raises
        ------
        UserError
            If the server has too many.
        """
        others = (PresetRow.server == server, PresetRow.name != preset.name)
        counted = select(func.count()).select_from(PresetRow).where(*others)
        if session.scalars(counted).one() >= PRESETS_MOST:
            raise UserError(f"This server has {PRESETS_MOST} presets, which is the most: remove one first.")
        session.merge(PresetRow(server=server, name=preset.name, prompt=preset.prompt))

    @writing
    def remove_preset(self, session: Session, server: str, name: str) -> bool:
        """Forget a preset; False if there is none of that name."""
        which = (PresetRow.server == server, PresetRow.name == name)
        return changed(session, delete(PresetRow).where(*which))


def known_remixes(said: str | None) -> Remixes | None:
    """Read who may make others of a clip; what this version doesn't know is as if nothing was said."""
    return cast("Remixes", said) if said in get_args(Remixes) else None


def remixes_of(session: Session, author: str, server: str | None) -> Remixes:
    """Say who may make others of a new clip: what its author chose, or else its server."""
    theirs = {} if server is None else chosen_by(session, "server", server)
    said = (known_remixes(chosen.get("remixes")) for chosen in (chosen_by(session, "user", author), theirs))
    return next(filter(None, said), "all")
