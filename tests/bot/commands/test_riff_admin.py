"""/riff-admin."""

import discord
import pytest
from simcord.actors import MemberActor
from simcord.results import InteractionResult

from bot.commands.riff_admin import NEVER_SHOWN_AGAIN, NONE, NOT_FOUND, SHARED, SHOWN_AGAIN
from bot.records.preferences import PRESETS_MOST
from tests.bot.stage import Stage, sentence


@pytest.fixture
def chief(stage: Stage) -> MemberActor:
    """Somebody who may manage the server."""
    role = stage.guild.create_role("chiefs", permissions=discord.Permissions(manage_guild=True))
    return stage.guild.add_member(stage.env.create_user("chief"), roles=[role])


async def add(stage: Stage, chief: MemberActor, name: str = "rain", prompt: str = "soft rain") -> InteractionResult:
    return await chief.slash(stage.channel, "riff-admin presets add", name=name, prompt=prompt)


async def listed(stage: Stage, chief: MemberActor) -> str:
    return sentence(await chief.slash(stage.channel, "riff-admin presets list"))


async def test_what_holds_for_remixes_is_shown(stage: Stage, chief: MemberActor) -> None:
    said = sentence(await chief.slash(stage.channel, "riff-admin settings"))
    assert said == f"{SHOWN_AGAIN.format(stars='3 stars')}\n{SHARED['all']}"


async def test_what_holds_for_remixes_is_changed_one_by_one(stage: Stage, chief: MemberActor) -> None:
    await chief.slash(stage.channel, "riff-admin settings", promotion=0)
    said = sentence(await chief.slash(stage.channel, "riff-admin settings", remixes="ask"))
    assert said == f"{NEVER_SHOWN_AGAIN}\n{SHARED['ask']}"
    settings = await stage.services.records.server_settings(str(stage.guild.id))
    assert (settings.promotion, settings.remixes) == (0, "ask")


async def test_a_preset_is_offered_to_everybody_there(stage: Stage, chief: MemberActor) -> None:
    assert "**rain** · soft rain" in sentence(await add(stage, chief))
    choices = await stage.ben.autocomplete(stage.channel, "riff", "prompt", "rain")
    assert {"name": "rain: soft rain", "value": "soft rain"} in choices


async def test_a_preset_of_the_same_name_takes_its_place(stage: Stage, chief: MemberActor) -> None:
    await add(stage, chief)
    await add(stage, chief, prompt="hard rain")
    assert await listed(stage, chief) == "**rain** · hard rain"


async def test_a_preset_is_removed_by_its_name(stage: Stage, chief: MemberActor) -> None:
    await add(stage, chief)
    offered = await chief.autocomplete(stage.channel, "riff-admin presets remove", "name", "RA")
    assert [one["value"] for one in offered] == ["rain"]
    assert "**rain** no more" in sentence(await chief.slash(stage.channel, "riff-admin presets remove", name="rain"))
    assert await listed(stage, chief) == NONE


async def test_a_name_that_there_is_not_is_told(stage: Stage, chief: MemberActor) -> None:
    assert sentence(await chief.slash(stage.channel, "riff-admin presets remove", name="rain")) == NOT_FOUND


async def test_words_that_make_no_clip_make_no_preset(stage: Stage, chief: MemberActor) -> None:
    assert "control character" in sentence(await add(stage, chief, prompt="a\u0000b"))
    assert await listed(stage, chief) == NONE


async def test_there_are_so_many_and_no_more(stage: Stage, chief: MemberActor) -> None:
    for number in range(PRESETS_MOST):
        await add(stage, chief, name=f"preset {number}")
    assert f"{PRESETS_MOST} presets" in sentence(await add(stage, chief, name="one more"))


async def test_hostile_words_in_the_list_do_nothing(stage: Stage, chief: MemberActor) -> None:
    await add(stage, chief, name="**x**", prompt="@everyone")
    assert await listed(stage, chief) == "**\\*\\*x\\*\\*** · @\u200beveryone"


@pytest.mark.parametrize("who", ["ana", "mod"])
async def test_nobody_else_may(stage: Stage, who: str) -> None:
    command = next(one.to_dict(stage.bot.tree) for one in stage.bot.tree.get_commands() if one.name == "riff-admin")
    assert command["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    with pytest.raises(Exception, match=r"(?i)permission|access"):
        await add(stage, getattr(stage, who))


async def test_it_is_there_in_servers_only(stage: Stage) -> None:
    command = next(one.to_dict(stage.bot.tree) for one in stage.bot.tree.get_commands() if one.name == "riff-admin")
    assert (command["contexts"], command["integration_types"]) == ([0], [0])
