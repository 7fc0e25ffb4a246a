"""What a person gets from the bot's real process, over the wire."""

import pytest

from tests.discord.quick_worker import sound_of
from tests.discord.rig import Rig

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_riff_becomes_a_clip_in_the_message_that_acknowledged_it(rig: Rig) -> None:
    user, channel = rig.discord.new_user(), await rig.new_channel()
    interaction = await rig.discord.slash("riff", prompt="lo-fi beats", user=user, channel=channel)
    clip = await rig.clip(channel)
    assert clip is interaction.original
    assert clip.file(".mp3").content == sound_of(f"{interaction.id}-0")
