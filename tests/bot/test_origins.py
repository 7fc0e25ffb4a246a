"""Where an interaction comes from, and how its answer can be reached later."""

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.app import Jamgram
from bot.origins import is_member, origin_of, reach_of
from tests.bot.stage import Stage

Interaction = discord.Interaction[Jamgram]


@pytest.fixture
async def in_server(stage: Stage) -> Interaction:
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    return arrived[0]


@pytest.fixture
async def in_private(stage: Stage) -> Interaction:
    arrived = stage.watch()
    await stage.ana.user.slash("help")
    return arrived[0]


def leave_server(stage: Stage) -> None:
    """Let the bot be there only because somebody installed it for themselves."""
    guild = stage.bot.get_guild(stage.guild.id)
    assert guild is not None
    stage.bot._connection._remove_guild(guild)


async def test_a_servers_line_is_the_servers(stage: Stage, in_server: Interaction) -> None:
    origin = origin_of(in_server)
    assert (origin.server, origin.channel) == (str(stage.guild.id), str(stage.channel.id))
    assert origin.author == str(stage.ana.id)


async def test_a_server_that_the_bot_is_not_in_has_no_line(stage: Stage, in_server: Interaction) -> None:
    leave_server(stage)
    assert not is_member(in_server)
    assert origin_of(in_server).server is None


async def test_discords_word_for_it_counts_before_the_server_is_loaded(stage: Stage, in_server: Interaction) -> None:
    leave_server(stage)
    in_server._integration_owners = {0: stage.guild.id}
    assert is_member(in_server)


async def test_a_direct_message_has_no_line_but_its_authors(in_private: Interaction) -> None:
    assert origin_of(in_private).server is None


async def test_messages_are_edited_by_the_bots_token_where_it_is_a_member(in_server: Interaction) -> None:
    assert reach_of(in_server, private=False) == "channel"


async def test_private_messages_are_edited_by_the_interactions_token(in_server: Interaction) -> None:
    assert reach_of(in_server, private=True) == "token"


async def test_where_the_bot_is_no_member_only_the_interactions_token_works(
    stage: Stage, in_server: Interaction
) -> None:
    leave_server(stage)
    assert reach_of(in_server, private=False) == "token"


async def test_direct_messages_are_edited_by_the_bots_token(in_private: Interaction) -> None:
    assert reach_of(in_private, private=False) == "channel"


async def test_a_conversation_of_others_is_reached_by_the_interactions_token(in_private: Interaction) -> None:
    in_private.context = discord.app_commands.AppCommandContext(private_channel=True)
    assert reach_of(in_private, private=False) == "token"


async def test_a_channel_that_the_bot_may_not_see_is_reached_by_the_interactions_token(stage: Stage) -> None:
    _, deny = discord.PermissionOverwrite(view_channel=False).pair()
    me = stage.env.backend.bot_user.id
    stage.env.backend.set_overwrite(stage.channel.id, Overwrite(me, OverwriteType.MEMBER, deny=deny.value))
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    assert reach_of(arrived[0], private=False) == "token"


async def test_a_riff_where_the_bot_is_no_member_works(stage: Stage) -> None:
    leave_server(stage)
    result = await stage.riff()
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    assert len(stage.message(result.response.id).attachments) == 2
