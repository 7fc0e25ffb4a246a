"""/account."""

import pytest

from bot.commands.account import TOLD
from bot.records import Ping
from tests.bot.stage import Stage, sentence


async def test_without_a_choice_what_holds_is_shown(stage: Stage) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account settings")) == TOLD["ping"]
    assert stage.messages() == []


@pytest.mark.parametrize("ping", ["silent", "none", "ping"])
async def test_a_choice_is_remembered_and_shown(stage: Stage, ping: Ping) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account settings", ping=ping)) == TOLD[ping]
    assert (await stage.services.records.user_settings(str(stage.ana.id))).ping == ping
    assert sentence(await stage.ana.slash(stage.channel, "account settings")) == TOLD[ping]


async def test_a_choice_is_ones_own(stage: Stage) -> None:
    await stage.ana.slash(stage.channel, "account settings", ping="none")
    assert (await stage.services.records.user_settings(str(stage.ben.id))).ping == "ping"
