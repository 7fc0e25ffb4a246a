"""Addresses of channels and messages, as Discord's clients open them."""

from typing import Final

from bot.records.values import Card

ADDRESS: Final = "https://discord.com/channels"


def link_to(card: Card) -> str:
    """Say where a card is, or will be."""
    return link(card.origin.server, card.origin.channel, card.message)


def link(server: str | None, channel: str, message: str | None = None) -> str:
    """Write the address of a message, or of a channel."""
    parts = [ADDRESS, server or "@me", channel, *([message] if message else [])]
    return "/".join(parts)
