"""What a moderator does about somebody, and may not do about themselves."""

import discord
import pytest
from simcord.actors import MemberActor

from bot.card import Button
from bot.moderators.people import NOT_YOUR_OWN
from tests.bot.stage import Stage, owner_of, sentence


@pytest.fixture
def eve(stage: Stage) -> MemberActor:
    """The other moderator."""
    role = stage.guild.create_role("more mods", permissions=discord.Permissions(manage_messages=True))
    return stage.guild.add_member(stage.env.create_user("eve"), roles=[role])


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
