"""What a setting may be."""

import pytest

from bot.choices.keys import MODERATIONS, SWITCH
from bot.choices.kinds import Channel, Count
from core.errors import UserError

CHANNEL = "123456789012345678"


@pytest.mark.parametrize("typed", ["strict", " Strict ", "STRICT"])
def test_a_name_is_taken_in_any_case(typed: str) -> None:
    assert MODERATIONS.parse(typed) == "strict"


def test_a_name_that_there_is_not_is_answered_with_those_that_there_are() -> None:
    with pytest.raises(UserError, match=r"`open`, `balanced`, `strict`.*Nothing was changed"):
        MODERATIONS.parse("stricter")


def test_a_name_of_another_version_is_not_known() -> None:
    assert MODERATIONS.read("paranoid") is None


@pytest.mark.parametrize(("value", "written"), [(True, "on"), (False, "off")])
def test_a_switch_is_kept_as_a_word(value: bool, written: str) -> None:  # noqa: FBT001 - it is what is tested
    assert SWITCH.write(value) == written
    assert SWITCH.read(written) is value


def test_names_are_offered_and_told() -> None:
    assert list(SWITCH.offers()) == ["on", "off"]
    assert SWITCH.tell(SWITCH.names["off"]) == "`off`"


@pytest.mark.parametrize("typed", ["0", "7", " 50 "])
def test_a_count_is_a_whole_number_within_its_bounds(typed: str) -> None:
    assert Count(0, 50).parse(typed) == int(typed)


@pytest.mark.parametrize("typed", ["-1", "51", "1.5", "many", "", "٣", "9" * 5000])
def test_what_is_no_such_number_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="from 0 to 50"):
        Count(0, 50).parse(typed)


def test_a_count_is_kept_in_digits_and_told() -> None:
    assert Count(0, 50).write(7) == "7"
    assert Count(0, 50).tell(7) == "`7`"
    assert list(Count(0, 50).offers()) == []


@pytest.mark.parametrize("typed", [CHANNEL, f"<#{CHANNEL}>", f" {CHANNEL} "])
def test_a_channel_is_an_id_or_a_mention(typed: str) -> None:
    assert Channel().parse(typed) == CHANNEL


@pytest.mark.parametrize("typed", ["#music", "12", f"<@{CHANNEL}>", ""])
def test_what_is_no_channel_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="no channel"):
        Channel().parse(typed)


def test_a_channel_is_told_by_a_mention() -> None:
    assert Channel().tell(CHANNEL) == f"<#{CHANNEL}>"
    assert Channel().tell(None) == "none"
    assert Channel().read(Channel().write(None)) is None
    assert list(Channel().offers()) == []
