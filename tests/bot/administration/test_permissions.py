"""What the bot has to be allowed to do in a channel."""

import discord
import pytest

from bot.administration.permissions import JAMS, NEEDED, THREADS, WITHOUT, lacking, told
from bot.doctor.application import NEEDED as DOCTORS
from bot.doctor.application import PERMISSIONS


def test_all_that_is_needed_is_asked_for_by_the_invitation() -> None:
    assert [name for name, _ in (*NEEDED, *THREADS, *JAMS) if not getattr(PERMISSIONS, name)] == []


def test_all_that_the_doctor_needs_is_looked_at_and_nothing_else_is_called_needed() -> None:
    needed, threads = (discord.Permissions(**{name: True for name, _ in several}) for several in (NEEDED, THREADS))
    assert needed <= DOCTORS
    assert needed | threads >= DOCTORS


def test_of_all_that_jams_can_do_without_it_is_said_what_that_is() -> None:
    assert list(WITHOUT) == [name for _, name in JAMS]


def test_what_is_not_allowed_is_named_as_discord_names_it() -> None:
    allowed = discord.Permissions(view_channel=True, send_messages=True)
    assert lacking(allowed) == ["Attach Files", "Read Message History"]
    assert lacking(allowed, THREADS) == ["Create Public Threads", "Send Messages in Threads"]


def test_where_all_is_allowed_nothing_is_lacking() -> None:
    assert lacking(discord.Permissions.all()) == []


@pytest.mark.parametrize(
    ("names", "said"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")]
)
def test_names_are_listed_in_a_sentence(names: list[str], said: str) -> None:
    assert told(names) == said
