"""All that is chosen for somebody in some place."""

from collections.abc import Mapping

import pytest

from bot.choices import SETTINGS, Settled
from bot.choices.keys import LENGTH, MODERATION
from bot.records.oversight import Scope

Choices = Mapping[tuple[Scope, str], Mapping[str, str]]

SERVER: tuple[Scope, str] = ("server", "800")
AREA: tuple[Scope, str] = ("channel", "700")
THREAD: tuple[Scope, str] = ("channel", "701")


def settled(choices: Choices, own: Mapping[str, str] | None = None) -> Settled:
    user = None if own is None else ("600", own)
    return Settled.at(choices, server="800", area="700", channel="701", user=user)


@pytest.mark.parametrize("key", [key for key in SETTINGS if key != "loudest_ping"])
def test_without_any_choice_all_is_as_by_default(key: str) -> None:
    assert getattr(Settled(), key) == SETTINGS[key].default


def test_a_channel_goes_before_its_server_and_a_thread_before_its_channel() -> None:
    choices: dict[tuple[Scope, str], Mapping[str, str]] = {SERVER: {"moderation": "strict"}}
    assert settled(choices).of(MODERATION).scope == "server"
    choices[AREA] = {"moderation": "balanced"}
    assert settled(choices).moderation == "balanced"
    choices[THREAD] = {"moderation": "open"}
    assert (settled(choices).moderation, settled(choices).of(MODERATION).holder) == ("open", "701")


def test_others_channels_dont_count() -> None:
    assert settled({("channel", "999"): {"moderation": "open"}}).moderation == "balanced"


def test_a_users_own_choice_goes_before_all_others() -> None:
    choices: Choices = {SERVER: {"quality": "fine"}, AREA: {"quality": "draft"}}
    assert settled(choices, {"quality": "standard"}).quality == "standard"
    assert settled(choices).quality == "draft"


def test_a_user_has_no_say_in_moderation() -> None:
    assert settled({SERVER: {"moderation": "strict"}}, {"moderation": "open"}).moderation == "strict"


def test_outside_of_servers_only_ones_own_choices_count() -> None:
    found = Settled.at({SERVER: {"remixes": "none"}}, server=None, channel="5", user=("600", {"length": "10"}))
    assert (found.remixes, found.length) == ("all", 10)


def test_nobodys_length_is_longer_than_it_may_be_there() -> None:
    found = settled({SERVER: {"longest": "15"}}, {"length": "60"})
    assert (found.length, found.of(LENGTH).value) == (15, 60)


@pytest.mark.parametrize(
    ("own", "loudest", "holds"),
    [
        ("ping", "ping", "ping"),
        ("ping", "silent", "silent"),
        ("silent", "ping", "silent"),
        ("none", "ping", "none"),
        ("ping", "none", "none"),
    ],
)
def test_nobody_is_told_more_loudly_than_the_server_has_it(own: str, loudest: str, holds: str) -> None:
    assert settled({SERVER: {"loudest_ping": loudest}}, {"ping": own}).ping == holds


def test_where_nothing_may_be_private_nothing_is_so_by_default() -> None:
    assert settled({}, {"private_by_default": "on"}).private_by_default
    assert not settled({SERVER: {"private": "off"}}, {"private_by_default": "on"}).private_by_default
