"""Who asks and where, as Discord tells it."""

import discord
import pytest

from bot.judging.people import person_of, place_of
from bot.privacy.pseudonym import pseudonym
from tests.bot.judging.gatehouse import Gatehouse
from tests.bot.stage import Stage


@pytest.fixture
def gate_without_clips(stage: Stage) -> Gatehouse:
    """A server in which nothing was made."""
    return Gatehouse(stage)


async def member(stage: Stage, user_id: int) -> discord.Member:
    guild = stage.bot.get_guild(stage.guild.id)
    assert guild is not None
    return await guild.fetch_member(user_id)


async def test_a_member_has_roles_and_a_day_of_joining(gate_without_clips: Gatehouse) -> None:
    stage = gate_without_clips.stage
    newt = await member(stage, gate_without_clips.newcomer(days=2).id)
    person = person_of(stage.services, newt, server=str(stage.guild.id))
    assert person.roles == {str(stage.guild.id)}
    assert person.joined_s == pytest.approx(stage.clock() - 2 * 24 * 3600)
    assert not person.moderates


async def test_who_may_manage_messages_moderates(stage: Stage) -> None:
    person = person_of(stage.services, await member(stage, stage.mod.id), server=str(stage.guild.id))
    assert person.moderates
    assert len(person.roles) == 2


async def test_in_a_server_that_the_bot_is_not_in_nobody_moderates(stage: Stage) -> None:
    person = person_of(stage.services, await member(stage, stage.mod.id), server=None)
    assert (person.id, person.moderates, person.roles, person.joined_s) == (str(stage.mod.id), False, frozenset(), None)


def test_of_somebody_who_left_only_the_name_is_known(stage: Stage) -> None:
    person = person_of(stage.services, None, server="1", known_as="7")
    assert (person.id, person.moderates) == ("7", False)
    assert person.alias == pseudonym(stage.services.settings, "7")


async def test_a_thread_is_in_its_channel_and_as_restricted(stage: Stage) -> None:
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    thread = await channel.create_thread(name="family", type=discord.ChannelType.public_thread)
    place = place_of(thread, server="1", channel=str(thread.id))
    assert (place.channel, place.area, place.age_restricted) == (str(thread.id), str(channel.id), False)
    channel.nsfw = True
    assert place_of(thread, server="1", channel=str(thread.id)).age_restricted
    assert place_of(channel, server="1", channel=str(channel.id)).age_restricted


async def test_what_is_not_known_or_in_no_server_is_for_all_ages(stage: Stage) -> None:
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    channel.nsfw = True
    assert not place_of(None, server="1", channel="2").age_restricted
    assert not place_of(channel, server=None, channel="2").age_restricted
