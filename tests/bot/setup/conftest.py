"""Somebody at the wizard."""

from dataclasses import dataclass

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import RoleHandle
from simcord.results import InteractionResult, ResponseMessage

from bot.choices import Settled
from bot.records.oversight import Oversight
from tests.bot.gallery.reading import Shown
from tests.bot.stage import Stage


@dataclass
class Wizard:
    """The wizard, in the hands of who manages the server."""

    stage: Stage
    chief: MemberActor
    role: RoleHandle
    """What lets them manage it."""

    async def begin(self) -> ResponseMessage:
        """Open it."""
        result = await self.chief.slash(self.stage.channel, "riff-admin setup")
        assert result.response is not None
        assert result.response.ephemeral
        return result.response

    async def to(self, label: str, message: Shown) -> InteractionResult:
        """Press a button of a screen."""
        return await self.chief.click(message, label=label)

    async def pick(self, what: str, message: Shown, *values: object) -> InteractionResult:
        """Pick in a menu of a screen."""
        return await self.chief.select(message, list(values), custom_id=f"rf1-pick:{what}")

    async def oversight(self) -> Oversight:
        """What the server decided."""
        return await self.stage.services.records.oversight(str(self.stage.guild.id))

    async def settled(self) -> Settled:
        """What holds in the server."""
        return Settled.at((await self.oversight()).choices, server=str(self.stage.guild.id))


@pytest.fixture
def wizard(stage: Stage) -> Wizard:
    """Somebody who may manage the server, and the wizard."""
    return wizard_on(stage)


def wizard_on(stage: Stage) -> Wizard:
    """Give the wizard to somebody new who may manage the server."""
    role = stage.guild.create_role("chiefs", permissions=discord.Permissions(manage_guild=True))
    return Wizard(stage, stage.guild.add_member(stage.env.create_user("chief"), roles=[role]), role)
