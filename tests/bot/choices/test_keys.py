"""What can be chosen."""

import re

import pytest

from bot.choices.keys import KEY_UNKNOWN, SETTINGS, Setting, setting_of
from core.errors import UserError


@pytest.fixture(params=list(SETTINGS), name="setting")
def each(request: pytest.FixtureRequest) -> Setting[object]:
    return SETTINGS[request.param]


def test_its_default_can_be_kept_and_read_again(setting: Setting[object]) -> None:
    assert setting.kind.read(setting.kind.write(setting.default)) == setting.default


def test_whatever_is_offered_can_be_typed(setting: Setting[object]) -> None:
    typed = [setting.kind.parse(name) for name in setting.kind.offers()]
    assert [setting.kind.read(setting.kind.write(value)) for value in typed] == typed


def test_it_goes_from_the_widest_scope_to_the_nearest(setting: Setting[object]) -> None:
    assert setting.scopes == tuple(one for one in ("server", "channel", "user") if one in setting.scopes)


def test_its_name_and_its_clause_fit_into_a_list_of_choices(setting: Setting[object]) -> None:
    assert re.fullmatch("[a-z_]{1,30}", setting.key)
    assert len(f"{setting.key}: {setting.says}") <= 100
    assert not setting.says.endswith(".")


def test_what_moderators_rely_on_is_no_choice_of_a_users() -> None:
    own = {key for key, setting in SETTINGS.items() if "user" in setting.scopes}
    assert own == {"remixes", "length", "quality", "ping", "private_by_default", "progress"}


def test_a_setting_is_found_in_any_case() -> None:
    assert setting_of(" Moderation ", "server") is SETTINGS["moderation"]


@pytest.mark.parametrize(("key", "scope"), [("volume", "server"), ("ping", "server"), ("gallery", "channel")])
def test_what_cant_be_chosen_there_is_told(key: str, scope: str) -> None:
    with pytest.raises(UserError, match=re.escape(KEY_UNKNOWN)):
        setting_of(key, scope)  # type: ignore[arg-type]
