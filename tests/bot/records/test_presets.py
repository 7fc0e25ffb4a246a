"""Servers have presets."""

import pytest

from bot.records import Preset, Records
from bot.records.models import PresetRow
from bot.records.presets import PRESETS_MOST
from core.errors import UserError


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
