"""The bot as a whole, on a simulated Discord."""

import asyncio

import discord
import pytest

from bot.app import Jamgram
from bot.services import Services, services_of
from core.errors import UserError
from core.log import name_request
from tests.bot.stage import SORRY, Stage, custom_ids
from tests.waiting import eventually


async def test_words_become_a_clip_in_one_message(stage: Stage) -> None:
    message = await stage.made()
    assert [one.filename.rpartition(".")[2] for one in message.attachments] == ["png", "mp3"]
    assert stage.messages() == [message]
    assert list(custom_ids(message)) == ["Reroll", "Remix", "Vary", "Extend", "Morph", "Star", "Export", "Delete"]
    assert "lo-fi beats" in message.content


async def test_four_variations_share_one_message(stage: Stage) -> None:
    message = await stage.made(variations=4)
    assert [one.filename.rpartition(".")[2] for one in message.attachments] == ["png", *["mp3"] * 4]
    assert len(stage.messages()) == 1


async def test_a_private_clip_is_seen_by_its_author_alone(stage: Stage) -> None:
    result = await stage.riff(private=True)
    stage.worker.finish()
    await stage.deliver()
    assert result.response is not None
    assert len(stage.message(result.response.id).attachments) == 2
    assert stage.messages(stage.ben) == []


async def test_a_failure_is_shown_on_the_card(stage: Stage) -> None:
    await stage.riff()
    batch = stage.worker.take()
    stage.worker.finish({batch.requests[0].id: SORRY})
    await stage.deliver()
    assert SORRY.sentence in stage.messages()[0].content
    assert "`E-7F3K9Q`" in stage.messages()[0].content


async def test_two_people_have_two_cards(stage: Stage) -> None:
    await stage.riff(stage.ana, prompt="of ana")
    await stage.riff(stage.ben, prompt="of ben")
    stage.worker.finish()
    await stage.deliver()
    first, second = stage.messages()
    assert ("of ana" in first.content, "of ben" in second.content) == (True, True)
    assert len(first.attachments) == len(second.attachments) == 2


async def test_messages_call_nobody_by_themselves(stage: Stage) -> None:
    assert stage.bot.allowed_mentions is not None
    assert stage.bot.allowed_mentions.to_dict() == discord.AllowedMentions.none().to_dict()


async def test_an_interaction_leads_to_the_services(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    assert services_of(arrived[0]) is stage.bot.services


async def test_lines_of_the_log_name_the_card_and_no_token(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(name_request)
    stage.refuse("POST", "/interactions/*/*/callback", status=404, code=10062)
    await stage.riff()
    card = (await stage.only_card()).card
    named = [line.getMessage() for line in caplog.records if getattr(line, "request", None) == card.id]
    assert any("acknowledgement" in line for line in named)
    assert card.token is not None
    assert card.token not in "".join(named)


class Breaking:
    """Deliveries that break, or stop when they are asked to."""

    def __init__(self) -> None:
        self.stopped = False

    async def at_once(self, services: Services, client: discord.Client, *, stop: asyncio.Event) -> None:  # noqa: ARG002
        raise UserError("Discord no longer accepts DISCORD_TOKEN.")

    async def when_asked(self, services: Services, client: discord.Client, *, stop: asyncio.Event) -> None:  # noqa: ARG002
        await stop.wait()
        self.stopped = True


async def test_the_bot_goes_down_with_its_deliveries(services: Services) -> None:
    bot = Jamgram(services, deliver=Breaking().at_once, shard_count=1)
    await begin(bot)
    await eventually(bot.is_closed)
    assert isinstance(bot.failure, UserError)


async def test_deliveries_are_asked_to_stop_before_the_bot_leaves(services: Services) -> None:
    breaking = Breaking()
    bot = Jamgram(services, deliver=breaking.when_asked, shard_count=1)
    await begin(bot)
    await bot.close()
    assert breaking.stopped
    assert bot.failure is None


async def begin(bot: Jamgram) -> None:
    """Begin to deliver, as the hook does after the login."""
    await bot._async_setup_hook()
    bot.begin_to_deliver()
