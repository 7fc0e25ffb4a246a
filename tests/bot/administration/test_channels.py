"""/riff-admin channels."""

from bot.administration.access import NOTHING_SAID
from bot.administration.channels import ALL_BUT, ALLOWED, DENIED, EVERYWHERE, ONLY, RESET
from bot.records.oversight import Access
from tests.bot.administration.conftest import Admin, thread_in
from tests.bot.stage import Stage


async def test_without_a_word_clips_may_be_asked_for_everywhere(admin: Admin) -> None:
    assert await admin("channels list") == EVERYWHERE


async def test_a_channel_that_is_allowed_is_the_only_one(stage: Stage, admin: Admin) -> None:
    here = f"<#{stage.channel.id}>"
    assert await admin("channels allow", channel=stage.channel) == ALLOWED.format(channel=here)
    assert await admin("channels list") == f"✅ allow: {here}\n{ONLY}"
    oversight = await stage.services.records.oversight(str(stage.guild.id))
    assert oversight.access == (Access("channel", str(stage.channel.id), "allow"),)


async def test_a_channel_that_is_denied_leaves_all_others(stage: Stage, admin: Admin) -> None:
    here = f"<#{stage.channel.id}>"
    assert await admin("channels deny", channel=stage.channel) == DENIED.format(channel=here)
    assert await admin("channels list") == f"🚫 deny: {here}\n{ALL_BUT}"


async def test_the_last_word_on_a_channel_holds(stage: Stage, admin: Admin) -> None:
    await admin("channels deny", channel=stage.channel)
    await admin("channels allow", channel=stage.channel)
    assert "🚫" not in await admin("channels list")


async def test_a_channel_is_as_all_others_again(stage: Stage, admin: Admin) -> None:
    here = f"<#{stage.channel.id}>"
    await admin("channels deny", channel=stage.channel)
    assert await admin("channels reset", channel=stage.channel) == RESET.format(channel=here)
    assert await admin("channels list") == EVERYWHERE
    assert await admin("channels reset", channel=stage.channel) == NOTHING_SAID.format(who=here)


async def test_a_thread_can_be_closed_by_itself(stage: Stage, admin: Admin) -> None:
    thread = thread_in(stage)
    await admin("channels deny", channel=thread)
    assert f"<#{thread.id}>" in await admin("channels list")
