"""The one word for how a jam stands."""

from typing import Final

from bot.records.jam import Halt, Jam, Phase

Standing = Phase | Halt

STRONGEST: Final[tuple[Halt, ...]] = ("frozen", "orphaned", "paused")


def standing(jam: Jam) -> Standing:
    """Name why it stands, or else its phase."""
    halts = () if jam.phase == "archived" else STRONGEST
    return next((halt for halt in halts if halt in jam.halts), jam.phase)
