"""/riff-admin roles."""

import pytest

from bot.administration.access import NOTHING_SAID
from bot.administration.roles import ALL_BUT, ALLOWED, EVERYBODY, NOT_EVERYONE, ONLY, RESET, TOLD
from bot.records.oversight import Access
from tests.bot.administration.conftest import Admin
from tests.bot.stage import Stage


async def test_without_a_word_everybody_may(admin: Admin) -> None:
    assert await admin("roles list") == EVERYBODY


@pytest.mark.parametrize("verdict", ["allow", "deny", "trusted"])
async def test_a_role_is_remembered(stage: Stage, admin: Admin, verdict: str) -> None:
    role = stage.guild.create_role("band")
    assert await admin(f"roles {verdict}", who=role) == TOLD[verdict].format(who=f"<@&{role.id}>")  # type: ignore[index]
    oversight = await stage.services.records.oversight(str(stage.guild.id))
    assert oversight.access == (Access("role", str(role.id), verdict),)  # type: ignore[arg-type]


async def test_a_role_moderates(stage: Stage, admin: Admin) -> None:
    role = stage.guild.create_role("helpers")
    assert await admin("roles moderator", role=role) == TOLD["moderator"].format(who=f"<@&{role.id}>")
    assert f"🛡️ moderator: <@&{role.id}>" in await admin("roles list")


async def test_one_member_is_trusted(stage: Stage, admin: Admin) -> None:
    assert f"<@{stage.ana.id}>" in await admin("roles trusted", who=stage.ana)
    assert await admin("roles list") == f"🤝 trusted: <@{stage.ana.id}>\n{ALL_BUT}"


async def test_an_allowed_role_leaves_all_others_out_and_an_allowed_member_doesnt(stage: Stage, admin: Admin) -> None:
    assert await admin("roles allow", who=stage.ana) == ALLOWED.format(who=f"<@{stage.ana.id}>")
    assert (await admin("roles list")).endswith(ALL_BUT)
    await admin("roles allow", who=stage.guild.create_role("band"))
    assert (await admin("roles list")).endswith(ONLY)


async def test_everybody_is_no_role(stage: Stage, admin: Admin) -> None:
    assert await admin("roles deny", who=stage.guild.default_role) == NOT_EVERYONE


async def test_somebody_is_as_everybody_else_again(stage: Stage, admin: Admin) -> None:
    await admin("roles deny", who=stage.ben)
    assert await admin("roles reset", who=stage.ben) == RESET.format(who=f"<@{stage.ben.id}>")
    assert await admin("roles list") == EVERYBODY
    assert await admin("roles reset", who=stage.ben) == NOTHING_SAID.format(who=f"<@{stage.ben.id}>")
