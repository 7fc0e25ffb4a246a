"""/account."""

import pytest

from bot.commands.account import SHARED, TOLD, told_of
from bot.records import Ping, UserSettings
from bot.records.values import Remixes
from tests.bot.stage import Stage, sentence


async def test_without_a_choice_what_holds_is_shown(stage: Stage) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account settings")) == told_of(UserSettings())
    assert stage.messages() == []


@pytest.mark.parametrize("ping", ["silent", "none", "ping"])
async def test_a_choice_is_remembered_and_shown(stage: Stage, ping: Ping) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account settings", ping=ping)).startswith(TOLD[ping])
    assert (await stage.services.records.user_settings(str(stage.ana.id))).ping == ping
    assert sentence(await stage.ana.slash(stage.channel, "account settings")).startswith(TOLD[ping])


@pytest.mark.parametrize("remixes", ["all", "ask", "none"])
async def test_who_may_remix_is_remembered_beside_what_was_chosen_before(stage: Stage, remixes: Remixes) -> None:
    await stage.ana.slash(stage.channel, "account settings", ping="silent")
    said = sentence(await stage.ana.slash(stage.channel, "account settings", remixes=remixes))
    assert said == f"{TOLD['silent']}\n{SHARED[remixes]}"
    assert await stage.services.records.user_settings(str(stage.ana.id)) == UserSettings("silent", remixes)


async def test_a_choice_is_ones_own(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "account settings", ping="none")
    assert (await stage.services.records.user_settings(str(stage.ben.id))).ping == "ping"
