"""/riff-admin."""

from typing import Any

import discord
import pytest

from bot.commands.riff_admin import PARTS
from tests.bot.stage import Stage

MOST = 8000
"""Discord's limit on all names, descriptions and values of a command."""


def sent(stage: Stage) -> dict[str, Any]:
    return next(one.to_dict(stage.bot.tree) for one in stage.bot.tree.get_commands() if one.name == "riff-admin")


def size(option: dict[str, Any]) -> int:
    inner = sum(size(one) for one in [*option.get("options", ()), *option.get("choices", ())])
    return inner + sum(len(str(option.get(name, ""))) for name in ("name", "description", "value"))


@pytest.mark.parametrize("who", ["ana", "mod"])
@pytest.mark.parametrize("command", ["setup", "config view", "channels list", "roles list", "filters list", "selftest"])
async def test_nobody_else_may(stage: Stage, who: str, command: str) -> None:
    assert sent(stage)["default_member_permissions"] == discord.Permissions(manage_guild=True).value
    with pytest.raises(Exception, match=r"(?i)permission|access"):
        await getattr(stage, who).slash(stage.channel, f"riff-admin {command}")


async def test_it_is_there_in_servers_only(stage: Stage) -> None:
    assert (sent(stage)["contexts"], sent(stage)["integration_types"]) == ([0], [0])


async def test_it_is_as_big_as_discord_takes(stage: Stage) -> None:
    assert [one["name"] for one in sent(stage)["options"]] == [part.name for part in PARTS]
    assert size(sent(stage)) < MOST
