"""Buttons that outlive the process that posted them: all they need is in their id."""

import re
from typing import Any, Final, Protocol, Self, cast

import discord
from discord import Interaction

from bot.card import VERSION, Button, CardView

TEMPLATE: Final = rf"{VERSION}:(?P<verb>[a-z]+):(?P<target>[A-Za-z0-9_-]+)(?::(?P<arg>[A-Za-z0-9_-]+))?"

STYLES: Final = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "danger": discord.ButtonStyle.danger,
}


class Pressable(Protocol):
    """The bot, as a button knows it."""

    async def pressed(self, interaction: Interaction[Any], verb: str, target: str) -> None:
        """Do what the button says."""


class CardButton(discord.ui.DynamicItem[discord.ui.Button[Any]], template=TEMPLATE):
    """Any button of any card. The bot knows what each verb does."""

    def __init__(self, item: discord.ui.Button[Any], *, verb: str, target: str) -> None:
        super().__init__(item)
        self.verb = verb
        self.target = target

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction[Any],  # noqa: ARG003 - discord.py hands it over
        item: discord.ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Make the button anew that somebody pressed."""
        return cls(cast("discord.ui.Button[Any]", item), verb=match["verb"], target=match["target"])

    async def callback(self, interaction: Interaction[Any]) -> None:
        """Hand the press to the bot."""
        await cast("Pressable", interaction.client).pressed(interaction, self.verb, self.target)


def buttons_of(view: CardView) -> discord.ui.View:
    """Make the buttons under a card. discord.py keeps nothing of them in memory. Call within the event loop."""
    made = discord.ui.View(timeout=None)
    for row, buttons in enumerate(view.buttons):
        for button in buttons:
            made.add_item(made_button(button, row=row))
    return made


def mentions_of(author: str) -> discord.AllowedMentions:
    """Let a message call nobody but its author."""
    return discord.AllowedMentions(everyone=False, roles=False, replied_user=False, users=[discord.Object(int(author))])


def made_button(button: Button, *, row: int | None = None) -> CardButton:
    """Make one button. Call within the event loop."""
    item: discord.ui.Button[Any] = discord.ui.Button(
        custom_id=button.custom_id, emoji=button.emoji, label=button.label, style=STYLES[button.style], row=row
    )
    return CardButton(item, verb=button.verb, target=button.target)
