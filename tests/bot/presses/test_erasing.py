"""🗑️ Delete everything and 🌱 Keep everything; what they do is tested with `bot/privacy/deleting.py`."""

import discord

from bot.privacy.deleting import KEPT, SURE
from tests.bot.stage import Stage, custom_ids


async def question(stage: Stage) -> discord.Message:
    result = await stage.ana.slash(stage.channel, "account data delete")
    assert result.response is not None
    return stage.message(result.response.id)


async def test_both_change_the_message_that_they_are_under(stage: Stage) -> None:
    message = await question(stage)
    assert message.content == SURE
    await stage.press("Delete everything", message)
    assert list(custom_ids(stage.message(message.id))) == ["Keep everything"]
    await stage.press("Keep everything", message)
    now = stage.message(message.id)
    assert (now.content, now.components) == (KEPT, [])


async def test_nobody_else_sees_any_of_it(stage: Stage) -> None:
    await stage.press("Delete everything", await question(stage))
    assert stage.messages() == []


async def test_they_work_after_a_restart(stage: Stage) -> None:
    """All that they need is in their ids."""
    ids = custom_ids(await question(stage))
    assert ids == {"Delete everything": f"rf1:erase:{stage.ana.id}"}
