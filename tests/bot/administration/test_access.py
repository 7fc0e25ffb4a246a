"""What a server says of its channels, roles and members, in lines."""

from typing import get_args

from bot.administration.access import EMOJI, lines_of, named
from bot.records.oversight import Access, Verdict

SERVER = "800"


def test_the_same_verdicts_stand_together() -> None:
    access = [
        Access("role", "1", "trusted"),
        Access("user", "2", "trusted"),
        Access("role", "3", "deny"),
    ]
    assert lines_of(access, SERVER) == ["🚫 deny: <@&3>", "🤝 trusted: <@&1>, <@2>"]


def test_without_any_there_is_no_line() -> None:
    assert lines_of([], SERVER) == []


def test_every_verdict_has_its_sign() -> None:
    assert set(EMOJI) == set(get_args(Verdict))


def test_everybody_is_named_so_that_nobody_is_called() -> None:
    assert named("role", SERVER, SERVER) == "@everyone"
    assert named("role", "1", SERVER) == "<@&1>"
    assert named("user", "1", SERVER) == "<@1>"
    assert named("channel", "1", SERVER) == "<#1>"
