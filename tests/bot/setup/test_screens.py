"""The screens of the wizard."""

from typing import Any

import discord
import pytest

from bot.doctor.finding import wrong
from bot.records.oversight import Access, Oversight
from bot.setup.screens import MOST, SCREENS, jams_screen, limits_screen, result_screen
from tests.discord.description import Description

NOTHING = Oversight(choices={}, access=(), filters=(), blocks=(), freezes=())
SERVER = "800"


def decided(*, chosen: dict[str, str] | None = None, access: tuple[Access, ...] = ()) -> Oversight:
    return Oversight({("server", SERVER): chosen or {}}, access, (), (), ())


def sent(view: discord.ui.LayoutView) -> list[dict[str, Any]]:
    """All components of a screen, as Discord gets them."""
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return components


def menus(view: discord.ui.LayoutView) -> dict[str, dict[str, Any]]:
    """Menu → what is sent of it."""
    rows = [one for one in sent(view) if one["type"] == discord.ComponentType.action_row.value]
    inner = [item for row in rows for item in row["components"]]
    return {item["custom_id"].partition(":")[2]: item for item in inner if item["custom_id"].startswith("rf1-pick")}


def picked(menu: dict[str, Any]) -> list[str]:
    """What a menu shows as picked."""
    options = [one["value"] for one in menu.get("options", ()) if one.get("default")]
    return [*options, *(str(one["id"]) for one in menu.get("default_values", ()))]


async def test_what_is_chosen_is_shown_as_picked() -> None:
    access = (Access("channel", "1", "allow"), Access("role", "2", "moderator"), Access("role", "3", "trusted"))
    channel = "123456789012345678"
    chosen = {"mod_channel": channel, "longest": "15", "jams": "off", "jam_players": "5", "gallery": channel}
    oversight = decided(chosen=chosen, access=access)
    shown = {
        name: picked(menu) for screen in SCREENS.values() for name, menu in menus(screen(SERVER, oversight)).items()
    }
    assert shown == {
        "allowed": ["1"],
        "asked": ["123456789012345678"],
        "moderators": ["2"],
        "trusted": ["3"],
        "pack": ["balanced"],
        "longest": ["15"],
        "jams": ["off"],
        "jam-players": ["5"],
        "jams-at-once": ["3"],
        "gallery": [channel],
    }


async def test_what_holds_of_jams_is_told_with_where_it_comes_from() -> None:
    oversight = decided(chosen={"jam_players": "5"})
    said = [one["content"] for one in sent(jams_screen(SERVER, oversight)) if "content" in one][1]
    assert said.splitlines() == [
        "`jams` `on` · by default",
        "`jam_players` `5` · for this server",
        "`jams_at_once` `3` · by default",
        "`gallery` none · by default",
    ]


@pytest.mark.parametrize(("key", "is_told"), [("jams", True), ("longest", False)])
async def test_that_something_else_holds_of_jams_in_a_channel_is_told_too(key: str, *, is_told: bool) -> None:
    written = {"jams": "off", "longest": "15"}[key]
    oversight = Oversight({("channel", "123456789012345678"): {key: written}}, (), (), (), ())
    told = [one["content"] for one in sent(jams_screen(SERVER, oversight)) if "content" in one]
    assert ("<#123456789012345678>: other values hold there" in told[1]) is is_told


async def test_without_a_choice_the_lists_are_empty() -> None:
    shown = [
        picked(menu) for name in ("channels", "moderators") for menu in menus(SCREENS[name](SERVER, NOTHING)).values()
    ]
    assert shown == [[]] * 4


async def test_a_server_in_between_has_no_preset() -> None:
    assert picked(menus(limits_screen(SERVER, decided(chosen={"artists": "allow"})))["pack"]) == []


@pytest.mark.parametrize("name", SCREENS)
async def test_a_list_that_is_too_long_shows_as_many_as_discord_takes(name: str) -> None:
    kinds = [("channel", "allow"), ("role", "moderator"), ("role", "trusted")]
    access = tuple(Access(kind, str(number), verdict) for kind, verdict in kinds for number in range(40))  # type: ignore[arg-type]
    assert all(len(picked(menu)) <= MOST for menu in menus(SCREENS[name](SERVER, decided(access=access))).values())


@pytest.mark.parametrize("name", SCREENS)
async def test_discord_takes_each_screen(description: Description, name: str) -> None:
    """Asked of Discord's own description of its API, where that is at hand."""
    access = (Access("channel", "123456789012345678", "allow"), Access("role", "123456789012345679", "trusted"))
    body = {"flags": 32768, "components": sent(SCREENS[name](SERVER, decided(access=access)))}
    assert description.faults_of("patch", "/webhooks/1/t/messages/@original", body) == []


async def test_a_self_test_of_many_words_still_fits() -> None:
    view = result_screen([wrong("Channels", "word " * 200) for _ in range(20)])
    assert sum(len(one["content"]) for one in sent(view) if "content" in one) < 4000
