"""What people are told of what is kept."""

import pytest

from bot.privacy.telling import told_of
from core.settings import Settings


def test_how_long_files_are_kept_is_the_setting() -> None:
    assert "files 30 days (those with a star for good)" in told_of(Settings(retention_days=30))


def test_without_a_setting_they_are_kept_for_good() -> None:
    assert "files until you delete them" in told_of(Settings(retention_days=0))


@pytest.mark.parametrize(
    ("days", "server_days", "is_told"), [(90, 7, True), (0, 7, True), (7, 90, False), (90, 0, False)]
)
def test_what_a_server_chose_is_told_if_it_is_shorter(days: int, server_days: int, *, is_told: bool) -> None:
    said = told_of(Settings(retention_days=days), server_days=server_days)
    assert (f"of this server's riffs files {server_days} days only" in said) is is_told


@pytest.mark.parametrize("server_days", [0, 7])
def test_it_fits_a_message(server_days: int) -> None:
    assert len(told_of(Settings(), server_days=server_days)) < 2000


def test_both_ways_out_are_named() -> None:
    assert {"`/account data export`", "`/account data delete`"} <= {
        f"`{word}`" for word in told_of(Settings()).split("`")[1::2]
    }
