"""What a moderator does about somebody, and may not do about themselves."""

import discord
import pytest
from discord import app_commands
from simcord.actors import MemberActor

from bot.card import Button
from bot.cases.moderators import NOT_YOURS, ONE_CHANNEL
from bot.commands.riff_mod import riff_mod
from bot.moderators.people import NOT_YOUR_OWN
from tests.bot.stage import Stage, owner_of, sentence

ANA = object()
"""Stands for somebody whom a test puts in."""


@pytest.fixture
def eve(stage: Stage) -> MemberActor:
    """The other moderator."""
    role = stage.guild.create_role("more mods", permissions=discord.Permissions(manage_messages=True))
    return stage.guild.add_member(stage.env.create_user("eve"), roles=[role])


COMMANDS: dict[str, dict[str, object]] = {
    "queue": {},
    "review": {"number": 1},
    "block": {"user": ANA},
    "unblock": {"user": ANA},
    "strike": {"user": ANA, "reason": "x"},
    "freeze user": {"user": ANA},
    "freeze channel": {},
    "freeze server": {},
    "thaw": {},
    "purge": {"user": ANA, "number": 9},
    "remove": {"riff": "R-7F3K9Q"},
    "restore": {"riff": "R-7F3K9Q"},
    "audit": {},
    "jam pause": {},
    "jam resume": {},
    "jam freeze": {},
    "jam thaw": {},
    "jam end": {},
    "jam remove-entry": {"user": ANA},
    "jam mute": {"user": ANA},
    "jam unmute": {"user": ANA},
}


def test_these_are_all_commands_of_moderators() -> None:
    known = [one.qualified_name for one in riff_mod.walk_commands() if isinstance(one, app_commands.Command)]
    assert sorted(known) == sorted(f"riff-mod {one}" for one in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
async def test_who_moderates_one_channel_alone_decides_nothing_for_the_server(stage: Stage, command: str) -> None:
    allowed = discord.PermissionOverwrite(manage_messages=True)
    corner = stage.guild.create_text_channel("corner", overwrites={stage.ben: allowed})
    options = {name: stage.ana if value is ANA else value for name, value in COMMANDS[command].items()}
    said = sentence(await stage.ben.slash(corner, f"riff-mod {command}", **options))
    assert said == (NOT_YOURS if command == "review" else ONE_CHANNEL)
    assert (await stage.services.records.audit(str(stage.guild.id))).total == 0


async def test_nor_do_they_see_how_somebody_stands(stage: Stage) -> None:
    allowed = discord.PermissionOverwrite(manage_messages=True)
    corner = stage.guild.create_text_channel("corner", overwrites={stage.ben: allowed})
    assert sentence(await stage.ben.context_menu(corner, "Riff moderation", stage.ana)) == ONE_CHANNEL


async def test_whom_the_server_gave_the_command_uses_it(stage: Stage) -> None:
    root = next(one for one in await stage.bot.tree.fetch_commands() if one.name == "riff-mod")
    stage.guild.set_command_permissions(root, {stage.ben: True})
    assert "can make nothing here" in sentence(await stage.ben.slash(stage.channel, "riff-mod block", user=stage.ana))


async def test_nobody_lifts_a_block_of_their_own(stage: Stage, eve: MemberActor) -> None:
    await eve.slash(stage.channel, "riff-mod block", user=stage.mod)
    assert sentence(await stage.mod.slash(stage.channel, "riff-mod unblock", user=stage.mod)) == NOT_YOUR_OWN
    unblock = Button("person", f"unblock-{stage.mod.id}", "✅", "Unblock")
    assert sentence(await stage.press_on(unblock, stage.mod)) == NOT_YOUR_OWN
    assert len(await stage.services.records.blocks(str(stage.guild.id))) == 1
    assert "no longer blocked" in sentence(await stage.press_on(unblock, eve))


async def test_nobody_thaws_themselves(stage: Stage, eve: MemberActor) -> None:
    await eve.slash(stage.channel, "riff-mod freeze user", user=stage.mod)
    thaw = Button("thaw", f"user-{stage.mod.id}", "🌤️", "Thaw")
    assert sentence(await stage.press_on(thaw, stage.mod)) == NOT_YOUR_OWN
    assert "is thawed" in sentence(await stage.press_on(thaw, eve))


async def test_whose_server_it_is_answers_to_no_moderator(stage: Stage) -> None:
    owner = owner_of(stage)
    await stage.mod.slash(stage.channel, "riff-mod block", user=owner)
    assert "no longer blocked" in sentence(await owner.slash(stage.channel, "riff-mod unblock", user=owner))
