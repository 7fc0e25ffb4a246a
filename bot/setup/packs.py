"""Values that go together: how strict a server is, chosen at once."""

from collections.abc import Mapping
from typing import Final

from bot.choices import Choices, Moderation, Settled
from bot.choices.keys import SETTINGS

PACKS: Final[Mapping[Moderation, Mapping[str, str]]] = {
    "open": {
        "moderation": "open", "artists": "allow", "veil_uploads": "off", "newcomer_days": "0", "jams_at_once": "5",
    },
    "balanced": {
        "moderation": "balanced", "artists": "hold", "veil_uploads": "off", "newcomer_days": "0", "jams_at_once": "3",
    },
    "strict": {
        "moderation": "strict", "artists": "refuse", "veil_uploads": "on", "newcomer_days": "7", "jams_at_once": "1",
    },
}  # fmt: skip
"""Preset → key → value, as it is kept."""

SAYS: Final[Mapping[Moderation, str]] = {
    "open": "What is doubtful is made; only what no server should have is refused.",
    "balanced": "What is doubtful is held until a moderator has looked at it.",
    "strict": "Uploads and newcomers' first clips are held too, artists' names are refused; one jam at a time.",
}


def pack_of(choices: Choices, server: str) -> Moderation | None:
    """Name the preset whose values hold in a server; None if somebody chose some of them otherwise."""
    settled = Settled.at(choices, server=server)
    now = {key: SETTINGS[key].kind.write(settled.of(SETTINGS[key]).value) for key in PACKS["open"]}
    return next((name for name, values in PACKS.items() if values == now), None)
