"""Values that go together."""

import pytest

from bot.choices import SETTINGS, Settled
from bot.setup.packs import PACKS, SAYS, pack_of


@pytest.mark.parametrize("name", PACKS)
def test_every_value_is_one_that_can_be_kept(name: str) -> None:
    values = PACKS[name]  # type: ignore[index]
    assert [key for key, value in values.items() if SETTINGS[key].kind.read(value) is None] == []
    assert values["moderation"] == name


@pytest.mark.parametrize("name", PACKS)
def test_a_server_with_its_values_has_it(name: str) -> None:
    assert pack_of({("server", "800"): PACKS[name]}, "800") == name  # type: ignore[index]


def test_who_chose_nothing_has_balanced() -> None:
    assert pack_of({}, "800") == "balanced"


def test_all_choose_the_same_keys_and_are_explained() -> None:
    assert {frozenset(values) for values in PACKS.values()} == {frozenset(PACKS["open"])}
    assert SAYS.keys() == PACKS.keys()


def test_each_is_stricter_than_the_one_before() -> None:
    settled = [Settled.at({("server", "1"): values}, server="1") for values in PACKS.values()]
    assert [one.newcomer_days for one in settled] == [0, 0, 7]
    assert [one.jams_at_once for one in settled] == [5, 3, 1]
