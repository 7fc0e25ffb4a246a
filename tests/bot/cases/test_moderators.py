"""Who may decide for a server."""

from typing import Any

import discord
import pytest
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.cases.moderators import may_moderate
from bot.records.oversight import Access
from tests.bot.cases.docket import Docket


def member(docket: Docket, name: str, **permissions: bool) -> discord.Member:
    """Somebody with a role, as discord.py knows them of an interaction."""
    role = docket.stage.guild.create_role(f"of {name}", permissions=discord.Permissions(**permissions))
    made = docket.stage.guild.add_member(docket.stage.env.create_user(name), roles=[role])
    guild = docket.stage.bot.get_guild(docket.stage.guild.id)
    assert guild is not None
    user = {"id": str(made.id), "username": name, "discriminator": "0", "avatar": None}
    data: Any = {"user": user, "roles": [str(role.id)], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
    return discord.Member(data=data, guild=guild, state=docket.stage.bot._connection)


@pytest.mark.parametrize(
    ("permission", "may"),
    [("manage_messages", True), ("administrator", True), ("send_messages", False), ("manage_channels", False)],
)
async def test_discords_permissions_in_all_of_the_server_decide(docket: Docket, permission: str, may: bool) -> None:  # noqa: FBT001 - it is one
    assert may_moderate(member(docket, "someone", **{permission: True}), ()) == may


async def test_so_does_what_the_server_says_of_roles_and_people(docket: Docket) -> None:
    someone = member(docket, "someone")
    role = str(someone.roles[-1].id)
    assert may_moderate(someone, [Access("role", role, "moderator")])
    assert may_moderate(someone, [Access("user", str(someone.id), "moderator")])
    for access in (
        Access("role", role, "trusted"),
        Access("role", "1", "moderator"),
        Access("channel", role, "moderator"),
        Access("user", "1", "moderator"),
    ):
        assert not may_moderate(someone, [access])


async def test_a_permission_in_one_channel_is_not_enough(docket: Docket) -> None:
    guest = docket.stage.guild.add_member(docket.stage.env.create_user("guest"))
    case = await docket.held()
    card = await docket.shown(case)
    allowed = discord.Permissions(manage_messages=True).value
    overwrite = Overwrite(guest.id, OverwriteType.MEMBER, allow=allowed)
    docket.stage.env.backend.set_overwrite(docket.room.id, overwrite)
    pressed = await guest.click(card, label="Approve")
    assert pressed.modal is None
    assert (await docket.now(case)).claimed_by is None
