"""Menus of the wizard that outlive the process that posted them: what each one is about is in its id."""

import re
from typing import Any, Final, Protocol, Self, cast

import discord
from discord import Interaction

PREFIX: Final = "rf1-pick"
TEMPLATE: Final = rf"{PREFIX}:(?P<what>[a-z-]+)"
"""Unlike a button's, so that nobody takes the one for the other."""

Menu = discord.ui.ChannelSelect[Any] | discord.ui.RoleSelect[Any] | discord.ui.Select[Any]


class Pickable(Protocol):
    """The bot, as a menu knows it."""

    async def picked(self, interaction: Interaction[Any], what: str, values: list[str]) -> None:
        """Remember what was picked."""


class Picker(discord.ui.DynamicItem[Menu], template=TEMPLATE):
    """Any menu of the wizard."""

    def __init__(self, item: Menu, *, what: str) -> None:
        super().__init__(item)
        self.what = what

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction[Any],  # noqa: ARG003 - discord.py hands it over
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the menu anew in which somebody picked."""
        return cls(cast("Menu", item), what=match["what"])

    async def callback(self, interaction: Interaction[Any]) -> None:
        """Hand what was picked to the bot, as Discord names it: ids, or values of options."""
        picked = cast("dict[str, Any]", interaction.data or {}).get("values", [])
        await cast("Pickable", interaction.client).picked(interaction, self.what, list(map(str, picked)))


def menu_id(what: str) -> str:
    """Write the id of a menu."""
    return f"{PREFIX}:{what}"
