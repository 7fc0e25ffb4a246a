"""/help."""

from typing import get_args

import pytest

from bot.commands.help import TOPICS, Topic, text_of
from bot.words import CONTENT_MAX, units
from core.settings import Settings
from tests.bot.stage import Stage, sentence


async def test_help_is_for_the_one_who_asks(stage: Stage) -> None:
    result = await stage.ana.slash(stage.channel, "help")
    assert "`/riff lo-fi beats`" in sentence(result)
    assert stage.messages() == []


async def test_a_topic_can_be_chosen(stage: Stage) -> None:
    assert "servers take turns" in sentence(await stage.ana.slash(stage.channel, "help", topic="queue"))


@pytest.mark.parametrize("topic", get_args(Topic))
def test_every_topic_has_words_that_fit(topic: Topic) -> None:
    text = text_of(topic, Settings())
    assert 0 < units(text) <= CONTENT_MAX
    assert "{" not in text


def test_every_topic_is_named_at_the_start() -> None:
    assert all(f"`{topic}`" in text_of("start", Settings()) for topic in set(TOPICS) - {"start"})


def test_limits_are_those_of_this_bot() -> None:
    text = text_of("limits", Settings(user_waiting=7, server_waiting=70, user_s_a_day=700))
    assert "7 requests waiting and a server 70" in text
    assert "700 seconds" in text


def test_retention_is_that_of_this_bot() -> None:
    assert "after 30 days" in text_of("privacy", Settings(retention_days=30))
    assert "only when you delete them" in text_of("privacy", Settings(retention_days=0))
