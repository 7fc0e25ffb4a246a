"""The slash commands and menus: found, within Discord's limits, sent when they have changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from discord import app_commands
from redis import Redis

from bot.app import Jamgram, intents
from bot.services import Services
from bot.tree import found, sync
from core.errors import UserError
from core.redis_client import redis_of
from core.settings import Settings
from tests.bot.stage import Stage, rest

NAME = re.compile(r"[-_'\w]{1,32}")
Json = dict[str, Any]


@pytest.fixture
async def commands(services: Services) -> list[Json]:
    tree = Jamgram(services, deliver=rest).tree
    return [command.to_dict(tree) for command in tree.get_commands()]


def options(command: Json) -> Iterator[Json]:
    """A command's options, and those of its subcommands."""
    for option in command.get("options", []):
        yield option
        yield from options(option)


def texts(command: Json) -> Iterator[str]:
    yield from (command["name"], command.get("description", ""))
    for option in options(command):
        yield from (option["name"], option["description"])
        yield from (str(choice[part]) for choice in option.get("choices", []) for part in ("name", "value"))


FOR_SOME = {"riff-admin", "riff-mod", "Riff moderation", "jam", "Invite to jam"}
"""What is there in servers alone, or for those who manage or moderate one."""


def test_every_file_of_commands_is_found(root: Path) -> None:
    files = {path.stem for path in (root / "bot/commands").glob("*.py")} - {"__init__"}
    assert {command.name for command in found()} == {
        "about", "account", "extend", "help", "morph", "play", "queue", "remix", "vary", "riff", "riff-admin", "riffs",
        "riff-mod", "Remix this", "Riff from this audio", "Riff details", "Play this spectrogram", "Report riff",
        "Riff moderation", "See their riffs", "jam", "Invite to jam",
    }  # fmt: skip
    assert files == {
        "about", "account", "extend", "help", "jam", "jam_hosts", "menus", "morph", "people", "play", "queue", "remix",
        "riff", "riff_admin", "riff_mod", "riffs",
    }  # fmt: skip


async def test_commands_may_be_used_everywhere_and_by_anybody(commands: list[Json]) -> None:
    for command in (one for one in commands if one["name"] not in FOR_SOME):
        assert command["contexts"] == [0, 1, 2], command["name"]
        assert command["integration_types"] == [0, 1], command["name"]
        assert command["default_member_permissions"] is None, command["name"]


async def test_there_are_no_more_commands_than_discord_takes(commands: list[Json]) -> None:
    kinds = [command["type"] for command in commands]
    assert kinds.count(1) <= 100
    assert kinds.count(2) <= 5
    assert kinds.count(3) <= 5


async def test_names_and_descriptions_are_within_limits(commands: list[Json]) -> None:
    for command in (one for one in commands if one["type"] == 1):
        for part in (command, *options(command)):
            assert NAME.fullmatch(part["name"]), part
            assert part["name"] == part["name"].lower()
            assert 1 <= len(part["description"]) <= 100, part
    assert all(1 <= len(one["name"]) <= 32 for one in commands)


async def test_options_and_choices_are_within_limits(commands: list[Json]) -> None:
    for part in [part for command in commands for part in (command, *options(command))]:
        assert len(part.get("options", [])) <= 25
        assert len(part.get("choices", [])) <= 25
        assert all(1 <= len(choice["name"]) <= 100 for choice in part.get("choices", []))
        assert all(len(str(choice["value"])) <= 100 for choice in part.get("choices", []))
        assert part.get("max_length", 1) <= 6000


async def test_required_options_come_first(commands: list[Json]) -> None:
    for command in commands:
        required = [option.get("required", False) for option in command.get("options", [])]
        assert required == sorted(required, reverse=True), command["name"]


async def test_a_command_holds_no_more_text_than_discord_takes(commands: list[Json]) -> None:
    assert all(sum(map(len, texts(command))) <= 8000 for command in commands)


async def test_riff_offers_the_contracts_ranges(commands: list[Json]) -> None:
    (riff,) = [command for command in commands if command["name"] == "riff"]
    by_name = {option["name"]: option for option in riff["options"]}
    assert (by_name["prompt"]["min_length"], by_name["prompt"]["max_length"]) == (1, 300)
    assert (by_name["seed"]["min_value"], by_name["seed"]["max_value"]) == (0, 4294967295)
    assert (by_name["variations"]["min_value"], by_name["variations"]["max_value"]) == (1, 4)
    assert (by_name["guidance"]["min_value"], by_name["guidance"]["max_value"]) == (1.0, 15.0)
    assert (by_name["strength"]["min_value"], by_name["strength"]["max_value"]) == (0.05, 0.95)
    assert [choice["value"] for choice in by_name["length"]["choices"]] == [5, 10, 15, 20, 30, 60]
    assert [choice["value"] for choice in by_name["quality"]["choices"]] == ["draft", "standard", "fine"]


def test_no_intent_needs_discords_permission() -> None:
    assert {name for name, wanted in intents() if wanted} == {
        "guilds", "guild_messages", "dm_messages", "auto_moderation_configuration", "guild_scheduled_events",
    }  # fmt: skip


@dataclass
class Sent:
    """What is sent to Discord from a moment on."""

    env: simcord.Env

    def __post_init__(self) -> None:
        self.before = len(self.env.http_requests)

    def paths(self) -> list[str]:
        return [one.path for one in self.env.http_requests[self.before :] if one.method == "PUT"]


async def restart(stage: Stage, services: Services) -> list[str]:
    """Start a bot anew, and say where it sent commands."""
    sent = Sent(stage.env)
    await stage.env.restart_bot(Jamgram(services, deliver=rest, shard_count=1))
    return sent.paths()


async def test_the_first_start_sends_the_commands_to_everybody(stage: Stage) -> None:
    paths = [one.path for one in stage.env.http_requests if one.method == "PUT"]
    assert len(paths) == 1
    assert paths[0].endswith("/commands")
    assert "guilds" not in paths[0]


async def test_commands_that_have_not_changed_are_not_sent_again(stage: Stage, services: Services) -> None:
    assert await restart(stage, services) == []


async def test_commands_that_have_changed_are_sent_again(stage: Stage, services: Services) -> None:
    @app_commands.command(description="New.")
    async def new(interaction: discord.Interaction) -> None:
        await interaction.response.send_message("new")

    stage.bot.tree.add_command(new)
    sent = Sent(stage.env)
    await sync(stage.bot.tree, services.redis, guild_id=None)
    assert len(sent.paths()) == 1


async def test_commands_are_sent_when_redis_is_away(stage: Stage, services: Services) -> None:
    away = replace(services, redis=redis_of("unix:///nowhere/redis.sock"))
    assert len(await restart(stage, away)) == 1


async def test_commands_can_be_sent_to_one_server(stage: Stage, services: Services) -> None:
    chosen = replace(services, settings=Settings(discord_guild_id=stage.guild.id))
    (path,) = await restart(stage, chosen)
    assert f"/guilds/{stage.guild.id}/commands" in path


async def test_a_server_that_the_bot_is_not_in_is_told_in_a_sentence(stage: Stage, services: Services) -> None:
    stage.refuse("PUT", "/applications/*/guilds/*/commands", status=403, code=50001)
    with pytest.raises(UserError, match="Discord refuses commands for server 123"):
        await sync(stage.bot.tree, services.redis, guild_id=123)


async def test_the_bot_starts_where_discord_does_not_take_the_commands(
    stage: Stage, services: Services, redis: Redis, caplog: pytest.LogCaptureFixture
) -> None:
    redis.flushall()
    stage.refuse("PUT", "/applications/*/commands", status=400, code=30034)
    await restart(stage, services)
    assert "Discord did not take the commands" in caplog.text
