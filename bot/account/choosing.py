"""One's own choices: made, taken back, and told with where each value comes from."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import discord

from bot.choices import SETTINGS, Chosen, Setting, Settled
from bot.choices.here import settled_here
from bot.patience import soon
from bot.records.statements import Choice
from bot.services import services_of

Interaction = discord.Interaction[Any]

DEFAULT: Final = "default"
"""Typed in place of a value: one's own choice is forgotten."""

YOURS: Final = "you chose it"
OF_SERVER: Final = "this server's"
OF_CHANNEL: Final = "<#{channel}>'s"
OF_NOBODY: Final = "nobody chose otherwise"
HEADING: Final = "**What holds for you here**"
HOW: Final = "-# `/account settings` with a value changes it, with `default` it is not your choice any more."

OWN: Final[Sequence[Setting[Any]]] = tuple(one for one in SETTINGS.values() if "user" in one.scopes)
"""What somebody may choose for themselves."""


def offers_of(setting: Setting[Any]) -> tuple[str, ...]:
    """Name what can be typed."""
    return (*setting.kind.offers(), DEFAULT)


async def choose(interaction: Interaction, typed: Mapping[str, str | None]) -> None:
    """Remember what was typed, all or nothing; what is None was left out."""
    services, user = services_of(interaction), str(interaction.user.id)
    written = [(setting, text) for setting in OWN if (text := typed.get(setting.key)) is not None]
    choices = [Choice("user", user, setting.key, _written(setting, text)) for setting, text in written]
    if choices:
        await soon(services.records.choose_all(choices, by=user, now_s=services.clock()))


async def lines_here(interaction: Interaction) -> list[str]:
    """Tell what holds for whoever asks, where they ask."""
    return lines_of(await settled_here(interaction))


def lines_of(settled: Settled) -> list[str]:
    """Tell each value, and whose choice it is."""
    return [HEADING, *(line_of(setting, settled.of(setting)) for setting in OWN), HOW]


def line_of(setting: Setting[Any], chosen: Chosen[Any]) -> str:
    """Tell one value."""
    return f"`{setting.key}` {setting.kind.tell(chosen.value)} · {source_of(chosen)}\n-# {setting.says}"


def source_of(chosen: Chosen[Any]) -> str:
    """Say whose choice holds."""
    match chosen.scope:
        case "user":
            return YOURS
        case "server":
            return OF_SERVER
        case "channel":
            return OF_CHANNEL.format(channel=chosen.holder)
        case _:
            return OF_NOBODY


def _written(setting: Setting[Any], text: str) -> str | None:
    return None if text == DEFAULT else setting.kind.write(setting.kind.parse(text))
