"""Addresses that Discord's clients open."""

from dataclasses import replace

from bot.family.links import link, link_to
from tests.bot.samples import card


def test_a_card_has_an_address_before_it_has_a_message() -> None:
    assert link_to(card()) == "https://discord.com/channels/7/8"
    assert link_to(replace(card(), message="9")) == "https://discord.com/channels/7/8/9"


def test_direct_messages_belong_to_no_server() -> None:
    assert link(None, "8", "9") == "https://discord.com/channels/@me/8/9"
