"""/account: what is told to whoever asks, and to nobody else. What each command does is tested where it is done."""

import pytest

from bot.account import limits, shunning
from bot.account.choosing import HEADING
from bot.commands.account import NO_DAY
from bot.privacy import deleting, exporting
from bot.privacy.telling import told_of
from bot.records.statements import Choice
from core.settings import Settings
from tests.bot.stage import Stage, sentence

ALL = {
    "settings": HEADING,
    "limits": limits.HOW,
    "privacy": told_of(Settings()),
    "data delete": deleting.SURE,
}


@pytest.mark.parametrize("name", ALL)
async def test_every_answer_is_for_whoever_asked_alone(stage: Stage, name: str) -> None:
    assert ALL[name] in sentence(await stage.ana.slash(stage.channel, f"account {name}"))
    assert stage.messages() == []


@pytest.mark.parametrize("name", ALL)
async def test_all_of_it_is_there_in_direct_messages(stage: Stage, name: str) -> None:
    result = await stage.ana.user.slash(f"account {name}")
    assert result.response is not None
    assert ALL[name] in result.response.content


async def test_it_says_what_this_bot_keeps_for_how_long(stage: Stage) -> None:
    stage.change(settings=Settings(retention_days=30))
    said = sentence(await stage.ana.slash(stage.channel, "account privacy"))
    assert said == told_of(Settings(retention_days=30))


async def test_it_says_what_the_server_chose(stage: Stage) -> None:
    server = str(stage.guild.id)
    choice = Choice("server", server, "retention_days", "7", server=server)
    await stage.services.records.choose(choice, by="1", now_s=stage.clock())
    said = sentence(await stage.ana.slash(stage.channel, "account privacy"))
    assert said == told_of(Settings(), server_days=7)


@pytest.mark.parametrize("typed", ["yesterday", "2026-13-01", "23.11.2026"])
async def test_what_is_no_day_is_refused_and_nothing_is_gathered(stage: Stage, typed: str) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account data export", after=typed)) == NO_DAY


async def test_a_day_is_one_of_utc(stage: Stage) -> None:
    said = await stage.ana.slash(stage.channel, "account data export", after=" 2027-01-15 ")
    assert exporting.DONE.format(parts="1 part") in [one.content for one in said.followups]


async def test_to_keep_what_nobody_wanted_deleted_changes_nothing(stage: Stage) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "account data keep")) == deleting.NOTHING_ASKED


async def test_somebody_is_blocked_and_unblocked_by_name(stage: Stage) -> None:
    blocked = sentence(await stage.ana.slash(stage.channel, "account block", user=stage.ben))
    assert blocked == shunning.BLOCKED.format(who=f"<@{stage.ben.id}>")
    unblocked = sentence(await stage.ana.slash(stage.channel, "account unblock", user=stage.ben))
    assert unblocked == shunning.UNBLOCKED.format(who=f"<@{stage.ben.id}>")
