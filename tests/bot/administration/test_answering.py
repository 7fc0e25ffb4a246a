"""How /riff-admin answers."""

import pytest
from simcord.actors import MemberActor

from bot.administration.answering import ALL, NOT_KNOWN_YET, TOO_LONG
from bot.administration.filters import WORDS_MAX
from bot.records.oversight import Filter
from tests.bot.administration.conftest import Admin
from tests.bot.stage import Stage

MANY = 30


async def test_what_is_too_long_for_a_message_is_whole_in_a_file(stage: Stage, chief: MemberActor) -> None:
    records, server = stage.services.records, str(stage.guild.id)
    for number in range(MANY):
        one = Filter(f"filter {number}", "hold", ("word " * (WORDS_MAX // 5),))
        await records.add_filter(server, one, by="1", now_s=0)
    result = await chief.slash(stage.channel, "riff-admin filters list")
    assert result.response is not None
    assert result.response.content.startswith(TOO_LONG)
    (file,) = result.response.attachments
    assert file.filename == ALL
    whole = (await stage.bot.http.get_from_cdn(file.url)).decode()
    assert len(whole.splitlines()) == MANY


async def test_what_fits_comes_without_a_file(stage: Stage, chief: MemberActor) -> None:
    result = await chief.slash(stage.channel, "riff-admin filters list")
    assert result.response is not None
    assert result.response.attachments == []


@pytest.mark.parametrize("command", ["selftest", "config set"])
async def test_a_server_that_isnt_known_yet_is_asked_for_patience(stage: Stage, admin: Admin, command: str) -> None:
    guild = stage.bot.get_guild(stage.guild.id)
    assert guild is not None
    guild.unavailable = True
    options = {"key": "mod_channel", "value": str(stage.channel.id)} if command == "config set" else {}
    assert await admin(command, **options) == NOT_KNOWN_YET
