"""What users and servers chose."""

from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from sqlalchemy import delete, func, select

from bot.records.models import PresetRow, ServerSettingsRow, UserSettingsRow
from bot.records.part import Part, changed
from core.contract import LENGTHS_S, LengthS
from core.errors import UserError

Ping = Literal["ping", "silent", "none"]
"""How an author hears that a clip is done that took long: with a sound, without one, not at all."""

PRESETS_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class UserSettings:
    """A user's choices."""

    ping: Ping = "ping"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """A server's choices. `longest_s` bounds the length of its clips."""

    longest_s: LengthS | None = None


@dataclass(frozen=True, slots=True)
class Preset:
    """Words that a server offers under a name."""

    name: str
    prompt: str


class Preferences(Part):
    """The part that knows what users and servers chose."""

    async def user_settings(self, author: str) -> UserSettings:
        """Find a user's choices, or what holds without any."""
        async with self._database.reading() as session:
            row = await session.get(UserSettingsRow, author)
            known = row is not None and row.ping in get_args(Ping)
            return UserSettings(ping=cast("Ping", row.ping)) if row is not None and known else UserSettings()

    async def set_user_settings(self, author: str, settings: UserSettings) -> None:
        """Remember a user's choices."""
        async with self._database.writing() as session:
            await session.merge(UserSettingsRow(author=author, ping=settings.ping))

    async def server_settings(self, server: str) -> ServerSettings:
        """Find a server's choices, or what holds without any."""
        async with self._database.reading() as session:
            row = await session.get(ServerSettingsRow, server)
            longest_s = None if row is None or row.longest_s not in LENGTHS_S else row.longest_s
            return ServerSettings(longest_s=longest_s)

    async def set_server_settings(self, server: str, settings: ServerSettings) -> None:
        """Remember a server's choices."""
        async with self._database.writing() as session:
            await session.merge(ServerSettingsRow(server=server, longest_s=settings.longest_s))

    async def presets(self, server: str) -> list[Preset]:
        """List a server's presets by name."""
        asked = select(PresetRow).where(PresetRow.server == server).order_by(PresetRow.name)
        async with self._database.reading() as session:
            return [Preset(row.name, row.prompt) for row in await session.scalars(asked)]

    async def add_preset(self, server: str, preset: Preset) -> None:
        """Remember a preset, in place of the one that has its name.

        Raises
        ------
        UserError
            If the server has too many.
        """
        others = (PresetRow.server == server, PresetRow.name != preset.name)
        async with self._database.writing() as session:
            counted = select(func.count()).select_from(PresetRow).where(*others)
            if (await session.scalars(counted)).one() >= PRESETS_MOST:
                raise UserError(f"This server has {PRESETS_MOST} presets, which is the most: remove one first.")
            await session.merge(PresetRow(server=server, name=preset.name, prompt=preset.prompt))

    async def remove_preset(self, server: str, name: str) -> bool:
        """Forget a preset; False if there is none of that name."""
        which = (PresetRow.server == server, PresetRow.name == name)
        async with self._database.writing() as session:
            return await changed(session, delete(PresetRow).where(*which))
