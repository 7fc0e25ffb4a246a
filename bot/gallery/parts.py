"""Pieces that messages of components are built from. Call within the event loop."""

from collections.abc import Iterable
from typing import Any

import discord

from bot.buttons import made_button
from bot.card import Button

Row = discord.ui.ActionRow[Any]


def layout(*items: discord.ui.Item[Any]) -> discord.ui.LayoutView:
    """Make a message of components; discord.py keeps nothing of it in memory."""
    made = discord.ui.LayoutView(timeout=None)
    for item in items:
        made.add_item(item)
    return made


def text(words: str) -> discord.ui.TextDisplay[Any]:
    """Words that stand by themselves."""
    return discord.ui.TextDisplay(words)


def row(buttons: Iterable[Button], *, link: str | None = None) -> Row:
    """Up to five buttons side by side; the last may lead to a message."""
    made: Row = discord.ui.ActionRow()
    for button in buttons:
        made.add_item(made_button(button))
    if link:
        made.add_item(discord.ui.Button(label="Go to it", emoji="🔗", url=link))
    return made


def beside(words: str, picture: discord.File | None, *, veiled: bool = False) -> discord.ui.Item[Any]:
    """Words with a small picture at their right, if there is one; a veiled one is seen by who clicks on it."""
    if picture is None:
        return text(words)
    return discord.ui.Section(words, accessory=discord.ui.Thumbnail(picture, spoiler=veiled))
