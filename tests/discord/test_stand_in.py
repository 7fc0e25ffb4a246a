"""The stand-in as a person uses it: what a bot answers is seen by whom it should be."""

import asyncio

import pytest

from tests.discord.interactions import FIRST_ANSWER_S
from tests.discord.small_bot import BUTTON, SmallBot, connected
from tests.discord.stand_in import StandIn
from tests.discord.state import Channel, File, User

pytestmark = pytest.mark.usefixtures("bot")


async def test_a_command_is_answered_in_the_channel(stand_in: StandIn, channel: Channel, user: User) -> None:
    interaction = await stand_in.slash("echo", words="hello", user=user, channel=channel)
    assert [message.content for message in stand_in.seen(channel)] == ["hello"]
    assert interaction.took_s < 3


async def test_a_file_goes_up_and_comes_down(stand_in: StandIn, channel: Channel, user: User) -> None:
    sent = File("noise.mp3", bytes(range(256)) * 4)
    await stand_in.slash("echo", words="hello", file=sent, user=user, channel=channel)
    (message,) = stand_in.seen(channel)
    assert message.file(".mp3").content == sent.content
    assert message.file(".mp3").description == "the same"


async def test_a_deferred_answer_keeps_who_sees_it(stand_in: StandIn, channel: Channel, user: User) -> None:
    interaction = await stand_in.slash("later", user=user, channel=channel)
    await stand_in.wait_for(lambda: interaction.original and interaction.original.content == "thought", 60)
    assert [message.files[0].name for message in stand_in.seen(channel, user)] == ["thought.mp3"]
    assert stand_in.seen(channel) == []


async def test_an_ephemeral_answer_is_for_one_person(stand_in: StandIn, channel: Channel, user: User) -> None:
    await stand_in.slash("hidden", user=user, channel=channel)
    assert [message.content for message in stand_in.seen(channel, user)] == ["psst"]
    assert stand_in.seen(channel, stand_in.new_user("ben")) == []


async def test_a_button_is_pressed(stand_in: StandIn, channel: Channel, user: User) -> None:
    await stand_in.slash("echo", words="hello", user=user, channel=channel)
    (message,) = stand_in.seen(channel)
    await stand_in.press(message, BUTTON, user=user)
    assert (message.content, message.components, len(message.edits)) == ("pressed", [], 1)


async def test_what_is_typed_is_completed(stand_in: StandIn, channel: Channel, user: User) -> None:
    choices = await stand_in.autocomplete("echo", "words", "ab", user=user, channel=channel)
    assert choices == [{"name": "abab", "value": "abab"}]


async def test_a_modal_is_filled_in(stand_in: StandIn, channel: Channel, user: User) -> None:
    shown = await stand_in.slash("ask", user=user, channel=channel)
    await stand_in.submit(shown, name="Ana")
    assert [message.content for message in stand_in.seen(channel)] == ["hello Ana"]


async def test_a_menu_of_a_message_is_used(stand_in: StandIn, channel: Channel, user: User) -> None:
    message = stand_in.say(user, channel, "listen", File("a.mp3", b"a"), File("b.png", b"b"))
    interaction = await stand_in.menu("Look", message, user=user)
    assert interaction.original is not None
    assert interaction.original.content == "2 files"


async def test_a_direct_channel_works_as_well(stand_in: StandIn, user: User) -> None:
    direct = stand_in.world.channel_with(user)
    await stand_in.slash("echo", words="hello", user=user, channel=direct)
    assert [message.content for message in stand_in.seen(direct)] == ["hello"]


async def test_what_a_client_would_not_send_is_not_sent(stand_in: StandIn, channel: Channel, user: User) -> None:
    with pytest.raises(AssertionError, match="client"):
        await stand_in.slash("echo", words="x" * 21, user=user, channel=channel)


async def test_who_takes_over_3_s_has_not_responded(
    stand_in: StandIn, channel: Channel, user: User, caplog: pytest.LogCaptureFixture
) -> None:
    stand_in.interactions.first_answer_s = FIRST_ANSWER_S
    with pytest.raises(TimeoutError, match="did not respond"):
        await stand_in.slash("slow", user=user, channel=channel)
    await stand_in.wait_for(lambda: "10062" in caplog.text, 60)
    assert stand_in.seen(channel) == []


async def test_two_bots_of_one_token_hear_the_same(
    stand_in: StandIn, channel: Channel, user: User, bot: SmallBot
) -> None:
    async with connected(stand_in) as other:
        interaction = await stand_in.ask("hidden", user=user, channel=channel)
        await stand_in.wait_for(lambda: bot.heard and other.heard, 60)
        assert bot.heard == other.heard == [int(interaction.id)]
        await stand_in.answered(interaction)
        await asyncio.sleep(0.2)
    assert len(stand_in.seen(channel, user)) == 1
