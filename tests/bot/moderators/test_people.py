"""Whom moderators may do something about, and where."""

from dataclasses import dataclass

import pytest

from bot.moderators.people import A_BOT, NOWHERE, YOURSELF, require_other, server_of
from core.errors import UserError


@dataclass
class Somebody:
    """A user as Discord names one."""

    id: int
    bot: bool = False


@dataclass
class Acted:
    """As much of an interaction as is looked at."""

    user: Somebody
    guild_id: int | None = 1


MOD = Somebody(1)


def test_somebody_else_is_named() -> None:
    assert require_other(Acted(MOD), Somebody(2)) == "2"  # type: ignore[arg-type]


@pytest.mark.parametrize(("user", "sentence"), [(MOD, YOURSELF), (Somebody(3, bot=True), A_BOT)])
def test_oneself_and_bots_are_left_alone(user: Somebody, sentence: str) -> None:
    with pytest.raises(UserError) as raised:
        require_other(Acted(MOD), user)  # type: ignore[arg-type]
    assert str(raised.value) == sentence


def test_a_server_is_named() -> None:
    assert server_of(Acted(MOD)) == "1"  # type: ignore[arg-type]


def test_nobody_moderates_direct_messages() -> None:
    with pytest.raises(UserError) as raised:
        server_of(Acted(MOD, guild_id=None))  # type: ignore[arg-type]
    assert str(raised.value) == NOWHERE
