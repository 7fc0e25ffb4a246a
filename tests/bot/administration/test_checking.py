"""Whether a value can be had."""

from bot.administration.checking import NO_CHANNEL, TOO_LONG
from tests.bot.administration.conftest import Admin, closed_channel
from tests.bot.stage import Stage


async def test_a_channel_that_the_bot_can_use_is_taken(stage: Stage, admin: Admin) -> None:
    said = await admin("config set", key="mod_channel", value=f"<#{stage.channel.id}>")
    assert f"`mod_channel` is <#{stage.channel.id}> for this server now" in said


async def test_a_channel_in_which_the_bot_cant_post_is_refused(stage: Stage, admin: Admin) -> None:
    closed = closed_channel(stage, read_message_history=False, attach_files=False)
    said = await admin("config set", key="mod_channel", value=str(closed.id))
    assert "I lack Attach Files and Read Message History there" in said
    assert "Nothing was changed" in said
    assert "`mod_channel` none" in await admin("config view")


async def test_a_channel_that_there_is_not_is_refused(admin: Admin) -> None:
    assert await admin("config set", key="gallery", value="123456789012345678") == NO_CHANNEL


async def test_nobody_keeps_clips_for_longer_than_the_operator(admin: Admin) -> None:
    assert "`retention_days` is `30`" in await admin("config set", key="retention_days", value="30")
    assert await admin("config set", key="retention_days", value="91") == TOO_LONG.format(most=90)


async def test_where_everything_is_kept_any_number_of_days_will_do(stage: Stage, admin: Admin) -> None:
    stage.change(settings=replace_days(stage, 0))
    assert "`retention_days` is `400`" in await admin("config set", key="retention_days", value="400")


def replace_days(stage: Stage, days: int) -> object:
    return stage.services.settings.model_copy(update={"retention_days": days})
