"""A server's own AutoMod rules hold for what the bot makes, as far as the bot may read them."""

import asyncio
from types import MappingProxyType

import discord
import pytest

from bot.judging.automod import RENEWED_S
from tests.bot.judging.gatehouse import FINE, Gatehouse, told
from tests.bot.stage import Stage

KEYWORD = 1
BLOCK, ALERT = 1, 2


def add_rule(stage: Stage, *, keywords: tuple[str, ...] = ("marimba",), action: int = BLOCK, **fields: object) -> int:
    """Let a moderator add a rule in Discord."""
    metadata = {"keyword_filter": list(keywords), "regex_patterns": [], "allow_list": []}
    action_of = {"type": action, "metadata": {"channel_id": str(stage.channel.id)}}
    body = {
        "name": "no marimbas", "event_type": 1, "trigger_type": KEYWORD, "trigger_metadata": metadata,
        "actions": [action_of], "enabled": True, "exempt_roles": [], "exempt_channels": [],
    }  # fmt: skip
    given = {**body, **fields}
    given["trigger_metadata"] = {**metadata, **dict(fields.get("trigger_metadata", {}))}  # type: ignore[call-overload]
    return int(stage.env.backend.create_auto_mod_rule(stage.guild.id, stage.mod.id, MappingProxyType(given)).id)


async def looked(stage: Stage) -> None:
    """Wait until nobody looks at AutoMod's rules any more."""
    await stage.env.settle()
    while looking := [one for one in asyncio.all_tasks() if one.get_name().startswith("automod-")]:
        await asyncio.wait(looking)


def looks(stage: Stage) -> int:
    """How often Discord was asked for them."""
    return sum(one.path.endswith("/auto-moderation/rules") for one in stage.env.http_requests)


def grant(stage: Stage, **permissions: bool) -> None:
    """Let the bot have permissions in its server, or not."""
    member = stage.env.backend.get_guild(stage.guild.id).members[stage.env.backend.bot_user.id]
    for role_id in member.role_ids:
        role = stage.env.backend.get_role(stage.guild.id, role_id)
        granted = discord.Permissions(int(role.permissions))
        granted.update(administrator=False, **permissions)
        stage.env.backend.edit_role(stage.guild.id, role_id, {"permissions": granted.value})


async def state(gate: Gatehouse) -> list[str]:
    return [one.card.state for one in await gate.unfinished()]


async def test_what_it_blocks_is_refused(stage: Stage) -> None:
    gate = Gatehouse(stage)
    add_rule(stage)
    assert "This server has a rule against these words" in told(await gate.ask("riff", FINE))


async def test_what_it_only_tells_of_is_held(gate: Gatehouse) -> None:
    add_rule(gate.stage, action=ALERT)
    await looked(gate.stage)
    await gate.ask("riff", FINE)
    assert await state(gate) == ["held"]


async def test_a_rule_holds_as_soon_as_it_is_made(gate: Gatehouse) -> None:
    await gate.ask("riff", FINE)
    add_rule(gate.stage)
    await looked(gate.stage)
    assert "This server has a rule" in told(await gate.ask("riff", FINE))


async def test_a_rule_that_is_deleted_or_switched_off_holds_no_more(gate: Gatehouse) -> None:
    rules = [add_rule(gate.stage), add_rule(gate.stage)]
    await looked(gate.stage)
    gate.stage.env.backend.delete_auto_mod_rule(gate.stage.guild.id, rules[0])
    gate.stage.env.backend.edit_auto_mod_rule(gate.stage.guild.id, rules[1], {"enabled": False})
    await looked(gate.stage)
    await gate.ask("riff", FINE)
    assert await state(gate) == ["open"]


async def test_its_wildcards_and_its_allow_list_hold(gate: Gatehouse) -> None:
    add_rule(gate.stage, keywords=("marim*",), trigger_metadata={"allow_list": ["marimba solo"]})
    await looked(gate.stage)
    await gate.ask("riff", FINE)
    assert await state(gate) == ["open"]
    assert "This server has a rule" in told(await gate.ask("riff", "marimbula bass"))


@pytest.mark.parametrize("what", ["channel", "role"])
async def test_whom_and_where_it_spares_it_spares_here_too(gate: Gatehouse, what: str) -> None:
    role = gate.stage.guild.create_role("regulars")
    rex = gate.stage.guild.add_member(gate.stage.env.create_user("rex"), roles=[role])
    spared = {"channel": gate.stage.channel.id, "role": role.id}[what]
    add_rule(gate.stage, exempt_channels=[spared], exempt_roles=[spared])
    await looked(gate.stage)
    await gate.ask("riff", FINE, rex)
    assert len(await gate.unfinished(rex)) == 1


async def test_a_server_that_lets_the_bot_not_read_them_has_none(stage: Stage) -> None:
    gate = Gatehouse(stage)
    stage.refuse("GET", "/guilds/*/auto-moderation/rules", status=403, code=50013, times=None)
    await gate.ask("riff", FINE)
    assert await state(gate) == ["open"]
    assert stage.services.auto_mod.is_readable(gate.server) is False


async def test_without_the_permission_nobody_is_asked_and_with_it_at_once(gate: Gatehouse) -> None:
    add_rule(gate.stage)
    grant(gate.stage, manage_guild=False)
    gate.stage.clock.move(RENEWED_S)
    before = looks(gate.stage)
    await gate.ask("riff", FINE)
    assert (looks(gate.stage), gate.stage.services.auto_mod.is_readable(gate.server)) == (before, False)
    grant(gate.stage, manage_guild=True)
    await gate.ask("riff", FINE)
    await looked(gate.stage)
    assert "This server has a rule" in told(await gate.ask("riff", FINE))


async def test_they_are_looked_at_again_each_hour(gate: Gatehouse) -> None:
    await gate.ask("riff", FINE)
    before = looks(gate.stage)
    await gate.ask("riff", FINE)
    assert looks(gate.stage) == before
    gate.stage.clock.move(RENEWED_S)
    await gate.ask("riff", FINE)
    await looked(gate.stage)
    assert looks(gate.stage) == before + 1


async def test_while_discord_does_not_answer_what_was_known_holds(gate: Gatehouse) -> None:
    add_rule(gate.stage)
    await looked(gate.stage)
    gate.stage.refuse("GET", "/guilds/*/auto-moderation/rules", status=500, code=0, times=None)
    gate.stage.clock.move(RENEWED_S)
    await gate.ask("riff", FINE)
    await looked(gate.stage)
    assert "This server has a rule" in told(await gate.ask("riff", FINE))
