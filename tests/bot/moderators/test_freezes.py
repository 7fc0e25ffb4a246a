"""What is frozen, as moderators name, read and choose it."""

import pytest

from bot.moderators.freezes import NONE, SHOWN_MOST, choice, code_of, line_of, named, read_code, thaw_here
from bot.records.oversight import Freeze, FreezeKind
from bot.words import CONTENT_MAX, units
from core.errors import UserError
from tests.bot.freezing.frozen import freeze_of
from tests.bot.stage import Stage

ANA, MOD = "987654321098765432", "123456789012345678"


def frozen(kind: FreezeKind = "user", *, reason: str = "") -> Freeze:
    return Freeze("1", kind, ANA, MOD, reason, 1_800_000_000.0)


@pytest.mark.parametrize("kind", ["user", "channel", "server"])
def test_what_a_button_spells_is_read_again(kind: FreezeKind) -> None:
    assert read_code(code_of(frozen(kind))) == (kind, ANA)


@pytest.mark.parametrize("code", ["", "user", "user-", "weather-1"])
def test_what_is_spelled_otherwise_is_not_frozen(code: str) -> None:
    with pytest.raises(UserError, match="not frozen"):
        read_code(code)


def test_each_kind_has_a_name() -> None:
    assert [named("user", ANA), named("channel", ANA), named("server", ANA)] == [
        f"<@{ANA}>",
        f"<#{ANA}>",
        "This server",
    ]


def test_a_line_says_since_when_by_whom_and_why() -> None:
    assert line_of(frozen(reason="a *fight*")) == f"<@{ANA}>, <t:1800000000:R>, by <@{MOD}>: “a \\*fight\\*”"


def test_nothing_frozen_is_said() -> None:
    assert choice([]).content == NONE


def test_however_many_there_are_each_line_has_its_button() -> None:
    view = choice([frozen(reason="*" * 400)] * (SHOWN_MOST + 3))
    assert units(view.content) <= CONTENT_MAX
    assert "and 3 more" in view.content
    assert view.content.count("\n") == SHOWN_MOST + 1
    assert [button.label for row in view.buttons for button in row] == [f"Thaw {one + 1}" for one in range(SHOWN_MOST)]


async def test_what_somebody_thawed_before_is_said_not_to_be_frozen(stage: Stage) -> None:
    code = code_of(freeze_of(stage))
    with pytest.raises(UserError, match="not frozen"):
        await thaw_here(stage.services, str(stage.guild.id), code, by="mod")


async def test_one_servers_moderators_thaw_nothing_of_anothers(stage: Stage) -> None:
    await stage.services.records.freeze(freeze_of(stage))
    with pytest.raises(UserError, match="not frozen"):
        await thaw_here(stage.services, "another", code_of(freeze_of(stage)), by="mod")
    assert len(await stage.services.records.freezes()) == 1
