"""What a person gets from the bot's real process, over the wire."""

from pathlib import Path

import pytest

from tests.discord.quick_clips import sound_of
from tests.discord.rig import Rig
from tests.discord.state import File

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_riff_becomes_a_clip_in_the_message_that_acknowledged_it(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    interaction = await rig.discord.slash("riff", prompt="lo-fi beats", user=user, channel=channel)
    clip = await rig.clip(channel)
    assert clip is interaction.original
    assert clip.file(".mp3").content == sound_of(f"{interaction.id}-0")


async def test_variations_share_one_message_with_a_contact_sheet(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    await rig.discord.slash("riff", prompt="rain", variations=4, user=user, channel=channel)
    clip = await rig.clip(channel)
    assert [file.name.rpartition(".")[2] for file in clip.files].count("mp3") == 4
    assert len(rig.discord.seen(channel)) == 1


async def test_a_private_riff_is_seen_by_its_author_only(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    await rig.discord.slash("riff", prompt="rain", private=True, user=user, channel=channel)
    await rig.clip(channel, user)
    assert rig.discord.seen(channel) == []


async def test_a_riff_in_a_direct_message_comes_there(rig: Rig) -> None:
    user = rig.discord.new_user()
    channel = rig.discord.world.channel_with(user)
    await rig.discord.slash("riff", prompt="rain", user=user, channel=channel)
    await rig.clip(channel)


async def test_a_riff_where_the_bot_is_no_member_comes_by_the_interactions_token(rig: Rig) -> None:
    user = rig.discord.new_user()
    channel = await rig.discord.new_channel(await rig.discord.new_guild(has_bot=False))
    await rig.discord.slash("riff", prompt="rain", user=user, channel=channel)
    await rig.clip(channel)
    calls = [call for call in rig.discord.reception.calls if channel.id in call.path]
    assert [call for call in calls if call.status != 200] == []


async def test_what_waits_is_called_off_by_its_button(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    seed = rig.close_gate(71)
    await rig.discord.slash("riff", prompt="rain", seed=seed, user=user, channel=channel)
    card = await rig.card(channel)
    (cancel,) = [button["custom_id"] for button in card.buttons if "cancel" in button["label"].lower()]
    await rig.discord.press(card, cancel, user=user)
    await rig.wait_for(lambda: "Cancelled" in card.content, "an end")
    assert not [button for button in card.buttons if button["custom_id"] == cancel]
    assert rig.clips(channel) == []


async def test_a_sound_is_painted_over(rig: Rig, root: Path) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    picture = File("lo-fi-beats.png", (root / "docs/images/lo-fi-beats.png").read_bytes(), content_type="image/png")
    await rig.discord.slash("riff", prompt="rain", source=picture, user=user, channel=channel)
    await rig.clip(channel)


async def test_a_posted_picture_is_played(rig: Rig, root: Path) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    picture = File("lo-fi-beats.png", (root / "docs/images/lo-fi-beats.png").read_bytes(), content_type="image/png")
    message = rig.discord.say(user, channel, "listen to this", picture)
    await rig.discord.menu("Play this spectrogram", message, user=user)
    assert (await rig.clip(channel)).id != message.id


async def test_ones_own_words_are_offered_again(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    await rig.discord.slash("riff", prompt="zither in the rain", user=user, channel=channel)
    await rig.clip(channel)
    offered = await rig.discord.autocomplete("riff", "prompt", "zith", user=user, channel=channel)
    assert "zither in the rain" in {choice["value"] for choice in offered}


@pytest.mark.parametrize("words", ["queue view", "help", "about"])
async def test_other_commands_answer(rig: Rig, words: str) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    await rig.discord.slash(words, user=user, channel=channel)
    answer = await rig.card(channel, user)
    await rig.wait_for(lambda: answer.content or answer.embeds or answer.components, "an answer")


async def test_more_than_may_wait_is_refused_in_a_sentence(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    seed = rig.close_gate(72)
    asked = await rig.discord.slash("riff", prompt="rain", variations=4, seed=seed, user=user, channel=channel)
    await rig.wait_for(lambda: rig.state_of(f"{asked.id}-0"), "a place in the lanes")
    await rig.discord.slash("riff", prompt="rain", variations=4, seed=seed, user=user, channel=channel)
    await rig.wait_for(lambda: any(message.ephemeral for message in rig.discord.seen(channel, user)), "a sentence")
    await rig.wait_for(lambda: rig.discord.seen(channel) == [asked.original], "one card")


async def test_neither_the_token_nor_an_interactions_is_in_the_logs(rig: Rig) -> None:
    said = "".join(process.log.read_text("utf-8") for process in (*rig.bots, *rig.workers))
    assert rig.discord.world.token not in said
    assert not [found for found in rig.discord.world.interactions.values() if found.token in said]
