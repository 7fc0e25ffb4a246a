"""Users have settings; servers have presets."""

import pytest

from bot.records import Preset, Records, ServerSettings, UserSettings
from bot.records.models import PresetRow
from bot.records.preferences import PRESETS_MOST
from bot.records.statements import Choice
from core.errors import UserError


async def test_settings_have_defaults(records: Records) -> None:
    assert await records.user_settings("600") == UserSettings(ping="ping")


async def test_settings_are_remembered_and_changed(records: Records) -> None:
    await records.set_user_settings("600", UserSettings(ping="none"))
    await records.set_user_settings("600", UserSettings(ping="silent"))
    assert await records.user_settings("600") == UserSettings(ping="silent")
    assert await records.user_settings("601") == UserSettings()


async def test_settings_that_this_version_does_not_know_are_as_if_unset(records: Records) -> None:
    await records.set_user_settings("600", UserSettings(ping="none"))
    await records.choose(Choice("user", "600", "ping", "drum roll"), by="600", now_s=1.0)
    assert await records.user_settings("600") == UserSettings()


async def test_what_becomes_of_ones_clips_is_remembered(records: Records) -> None:
    chosen = UserSettings(ping="none", remixes="ask")
    await records.set_user_settings("600", chosen)
    assert await records.user_settings("600") == chosen


async def test_a_server_has_settings(records: Records) -> None:
    assert await records.server_settings("800") == ServerSettings(promotion=3, remixes="all")
    await records.set_server_settings("800", ServerSettings(promotion=5, remixes="ask"))
    await records.set_server_settings("800", ServerSettings(promotion=0, remixes="none"))
    assert await records.server_settings("800") == ServerSettings(promotion=0, remixes="none")
    assert await records.server_settings("801") == ServerSettings()


async def test_rules_for_remixes_that_this_version_does_not_know_are_as_if_unset(records: Records) -> None:
    await records.set_user_settings("600", UserSettings(remixes="none"))
    await records.set_server_settings("800", ServerSettings(promotion=5, remixes="none"))
    for choice in (Choice("user", "600", "remixes", "friends"), Choice("server", "800", "remixes", "friends", "800")):
        await records.choose(choice, by="600", now_s=1.0)
    assert await records.user_settings("600") == UserSettings()
    assert await records.server_settings("800") == ServerSettings(promotion=5)


async def test_presets_are_listed_by_name(records: Records) -> None:
    rain, dust = Preset("rainy", "rain on a window"), Preset("dusty", "dusty vinyl")
    await records.add_preset("800", rain)
    await records.add_preset("800", dust)
    assert await records.presets("800") == [dust, rain]
    assert await records.presets("801") == []


async def test_a_preset_of_the_same_name_takes_the_other_ones_place(records: Records) -> None:
    await records.add_preset("800", Preset("rainy", "rain"))
    await records.add_preset("800", Preset("rainy", "rain on a window"))
    assert await records.presets("800") == [Preset("rainy", "rain on a window")]


async def test_a_preset_is_removed(records: Records) -> None:
    await records.add_preset("800", Preset("rainy", "rain"))
    assert not await records.remove_preset("801", "rainy")
    assert await records.remove_preset("800", "rainy")
    assert not await records.remove_preset("800", "rainy")
    assert await records.presets("800") == []


async def test_a_server_has_only_so_many_presets(records: Records) -> None:
    rows = [PresetRow(server="800", name=f"preset {number:03}", prompt="rain") for number in range(PRESETS_MOST)]
    await records._database.write(lambda session: session.add_all(rows))
    with pytest.raises(UserError, match=r"25 presets, which is the most: remove one first\."):
        await records.add_preset("800", Preset("one more", "rain"))
    await records.add_preset("800", Preset("preset 000", "snow"))
    assert len(await records.presets("800")) == PRESETS_MOST
