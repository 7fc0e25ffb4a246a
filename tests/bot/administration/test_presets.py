"""/riff-admin presets."""

from simcord.actors import MemberActor

from bot.administration.presets import NONE, NOT_FOUND
from bot.records import Preset
from bot.records.presets import PRESETS_MOST
from tests.bot.administration.conftest import Admin
from tests.bot.stage import Stage


async def add(admin: Admin, name: str = "rain", prompt: str = "soft rain") -> str:
    return await admin("presets add", name=name, prompt=prompt)


async def test_a_preset_is_offered_to_everybody_there(stage: Stage, admin: Admin) -> None:
    assert "**rain** · soft rain" in await add(admin)
    choices = await stage.ben.autocomplete(stage.channel, "riff", "prompt", "rain")
    assert {"name": "rain: soft rain", "value": "soft rain"} in choices


async def test_a_preset_of_the_same_name_takes_its_place(admin: Admin) -> None:
    await add(admin)
    await add(admin, prompt="hard rain")
    assert await admin("presets list") == "**rain** · hard rain"


async def test_a_preset_is_removed_by_its_name(stage: Stage, admin: Admin, chief: MemberActor) -> None:
    await add(admin)
    offered = await chief.autocomplete(stage.channel, "riff-admin presets remove", "name", "RA")
    assert [one["value"] for one in offered] == ["rain"]
    assert "**rain** no more" in await admin("presets remove", name="rain")
    assert await admin("presets list") == NONE


async def test_a_name_that_there_is_not_is_told(admin: Admin) -> None:
    assert await admin("presets remove", name="rain") == NOT_FOUND


async def test_words_that_make_no_clip_make_no_preset(admin: Admin) -> None:
    assert "control character" in await add(admin, prompt="a\u0000b")
    assert await admin("presets list") == NONE


async def test_there_are_so_many_and_no_more(stage: Stage, admin: Admin) -> None:
    for number in range(PRESETS_MOST):
        await stage.services.records.add_preset(str(stage.guild.id), Preset(f"preset {number}", "rain"))
    assert f"{PRESETS_MOST} presets" in await add(admin, name="one more")


async def test_hostile_words_in_the_list_do_nothing(admin: Admin) -> None:
    await add(admin, name="**x**", prompt="@everyone")
    assert await admin("presets list") == "**\\*\\*x\\*\\*** · @\u200beveryone"
