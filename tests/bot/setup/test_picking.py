"""Menus that outlive the process that posted them."""

import re

from bot.buttons import TEMPLATE as BUTTONS
from bot.setup.picking import TEMPLATE, menu_id
from bot.setup.walking import CHANNELS, LISTS, VALUES


def test_every_menus_id_is_read_again() -> None:
    for what in [*LISTS, *CHANNELS, *VALUES, "pack"]:
        match = re.fullmatch(TEMPLATE, menu_id(what))
        assert match is not None
        assert match["what"] == what


def test_no_menu_is_taken_for_a_button() -> None:
    assert re.fullmatch(BUTTONS, menu_id("pack")) is None
    assert re.fullmatch(TEMPLATE, "rf1:setup:channels") is None
