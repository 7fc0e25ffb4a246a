"""The presets of servers: words under a name."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.records.models import PresetRow
from bot.records.part import Part, changed, reading, writing
from core.errors import UserError

PRESETS_MOST: Final = 25


@dataclass(frozen=True, slots=True)
class Preset:
    """Words that a server offers under a name."""

    name: str
    prompt: str


class Presets(Part):
    """The part that knows the presets of servers."""

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
            raise UserError(
                f"This server has {PRESETS_MOST} presets, which is the most: remove one first.", code="E-RATE"
            )
        session.merge(PresetRow(server=server, name=preset.name, prompt=preset.prompt))

    @writing
    def remove_preset(self, session: Session, server: str, name: str) -> bool:
        """Forget a preset; False if there is none of that name."""
        which = (PresetRow.server == server, PresetRow.name == name)
        return changed(session, delete(PresetRow).where(*which))
