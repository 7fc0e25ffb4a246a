"""What is said to one person alone."""

import re

import aiohttp
import discord
import pytest
from discord import app_commands

from bot.answers import CHANGED, DATABASE_DOWN, UNREACHED, explain
from bot.app import Jamgram
from bot.records import DatabaseDownError
from core.codes import coded
from core.errors import UserError
from tests.bot.stage import Stage

Interaction = discord.Interaction[Jamgram]


class Asked:
    """A command whose failure is decided by the test."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    async def fail(self, error: BaseException, *, first: str = "nothing") -> list[str]:
        """Let a command begin its answer and then fail; what ana is told."""

        @app_commands.command(name="fail", description="Fail.")
        async def fail(interaction: Interaction) -> None:
            if first == "card":
                await interaction.response.send_message("a card")
            await explain(interaction, error)

        self.stage.bot.tree.add_command(fail, override=True)
        await self.stage.bot.tree.sync()
        await self.stage.ana.slash(self.stage.channel, "fail")
        return [message.content for message in self.stage.messages(self.stage.ana)]


@pytest.fixture
def asked(stage: Stage) -> Asked:
    return Asked(stage)


async def test_a_sentence_for_the_user_reaches_them_as_it_stands(asked: Asked) -> None:
    assert await asked.fail(UserError("No such thing.")) == ["No such thing."]
    assert asked.stage.messages(asked.stage.ben) == []


async def test_what_people_look_it_up_by_stands_behind_the_sentence(asked: Asked) -> None:
    refusal = UserError("That is gone.\nWhat you typed:\nrain", code="E-GONE")
    assert await asked.fail(refusal) == ["That is gone. `E-GONE`\nWhat you typed:\nrain"]


async def test_a_card_that_was_begun_is_taken_back(asked: Asked) -> None:
    assert await asked.fail(UserError("No such thing."), first="card") == ["No such thing."]
    assert asked.stage.messages(asked.stage.ben) == []


async def test_a_database_that_is_away_is_told(asked: Asked) -> None:
    assert await asked.fail(DatabaseDownError("secret host")) == [coded(DATABASE_DOWN, "E-DOWN")]


async def test_a_fault_of_ours_is_told_by_its_id_only(asked: Asked, caplog: pytest.LogCaptureFixture) -> None:
    (said,) = await asked.fail(ZeroDivisionError("secret of ours"))
    assert "the fault is ours" in said
    assert "secret" not in said
    found = re.search(r"`(E-[0-9A-F]{8})`", said)
    assert found is not None
    assert found[1] in caplog.text
    assert said.endswith(" `E-INTERNAL`")
    assert "secret of ours" in caplog.text


async def test_an_answer_that_another_process_gave_is_left_alone(stage: Stage) -> None:
    stage.refuse("POST", "/interactions/*/*/callback", status=400, code=40060)
    await stage.ana.slash(stage.channel, "help")
    assert stage.messages(stage.ana) == []


async def test_a_command_that_has_changed_says_so(stage: Stage) -> None:
    """A client shows the old one for a while."""
    stage.bot.tree.remove_command("about")
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    await explain(arrived[0], app_commands.CommandNotFound("about", []))
    assert coded(CHANGED, "E-UNKNOWN") in [message.content for message in stage.messages(stage.ana)]


async def test_an_explanation_that_does_not_get_through_breaks_nothing(asked: Asked) -> None:
    asked.stage.refuse("POST", "/interactions/*/*/callback", status=500, code=0, times=None)
    assert await asked.fail(UserError("No such thing.")) == []


async def test_what_is_cut_off_as_the_bot_leaves_is_no_fault(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "help")
    monkeypatch.setattr(stage.bot, "is_closed", lambda: True)
    await explain(arrived[0], RuntimeError("Session is closed"))
    assert "E-" not in caplog.text
    assert "Session is closed" in caplog.text


async def test_a_line_to_discord_that_broke_is_no_fault_of_ours(asked: Asked, caplog: pytest.LogCaptureFixture) -> None:
    assert await asked.fail(aiohttp.ServerDisconnectedError()) == [coded(UNREACHED, "E-DISCORD")]
    assert not [one for one in caplog.records if one.levelname == "ERROR"]
