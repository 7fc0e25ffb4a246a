"""What the wizard can show of what a server decided."""

import discord

from bot.choices import Settled
from bot.records.oversight import Access, Oversight
from bot.setup.knowing import as_known
from tests.bot.administration.conftest import thread_in
from tests.bot.stage import Stage

GONE = "123456789012345678"


def guild_of(stage: Stage) -> discord.Guild:
    found = stage.bot.get_guild(stage.guild.id)
    assert found is not None
    return found


def decided(stage: Stage, channel: str, *access: Access) -> Oversight:
    chosen = {"mod_channel": channel, "gallery": channel, "longest": "15"}
    return Oversight({("server", str(stage.guild.id)): chosen}, access, (), (), ())


async def test_what_is_gone_is_left_out(stage: Stage) -> None:
    role = stage.guild.create_role("band")
    there = Access("channel", str(stage.channel.id), "allow"), Access("role", str(role.id), "trusted")
    gone = Access("channel", GONE, "allow"), Access("role", GONE, "moderator")
    threads = (Access("channel", str(thread_in(stage).id), "allow"),)
    known = as_known(guild_of(stage), decided(stage, GONE, *there, *gone, *threads))
    settled = Settled.at(known.choices, server=str(stage.guild.id))
    assert known.access == there
    assert (settled.mod_channel, settled.gallery, settled.longest) == (None, None, 15)


async def test_what_is_there_stays(stage: Stage) -> None:
    oversight = decided(stage, str(stage.channel.id))
    assert as_known(guild_of(stage), oversight) == oversight


async def test_a_server_that_chose_nothing_still_did_not(stage: Stage) -> None:
    known = as_known(guild_of(stage), Oversight({}, (), (), (), ()))
    assert Settled.at(known.choices, server=str(stage.guild.id)) == Settled.at(
        {("server", str(stage.guild.id)): {}}, server=str(stage.guild.id)
    )
