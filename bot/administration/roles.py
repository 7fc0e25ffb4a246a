"""/riff-admin roles: who may ask for clips, whose words aren't held, and who moderates."""

from typing import Final

import discord
from discord import app_commands

from bot.administration.access import lines_of, named, said, say_nothing_of, say_of
from bot.administration.answering import Interaction, server_of, tell
from bot.answers import defer
from bot.records.oversight import Access, AccessKind, Verdict
from core.errors import UserError

Who = discord.Role | discord.Member

EVERYBODY: Final = "Everybody may ask for clips. `/riff-admin roles allow` names the only ones who may."
ALL_BUT: Final = "-# Everybody else may ask for clips too."
ONLY: Final = "-# Nobody else may ask for clips, but for those who moderate."
NOT_EVERYONE: Final = "That would be everybody in this server: choose another role. Nothing was changed."

TOLD: Final[dict[Verdict, str]] = {
    "allow": "✅ {who} may ask for clips, and nobody who isn't allowed.",
    "deny": "🚫 {who} may ask for no clips any more.",
    "trusted": "🤝 Nothing that {who} asks for is held, and there is no slow lane for them.",
    "moderator": "🛡️ {who} may decide what is held and reported.",
}
ALLOWED: Final = "✅ {who} may ask for clips, whatever holds for channels and roles."
"""Of one member; nobody else is turned away by it."""
RESET: Final = "{who} is as everybody else again."

roles = app_commands.Group(name="roles", description="Who may ask for clips, who is trusted, who moderates.")


@roles.command(description="Let them ask for clips; without anybody allowed everybody may.")
@app_commands.describe(who="Which role or member.")
async def allow(interaction: Interaction, who: Who) -> None:
    """Put a role or a member onto the list of those that are allowed."""
    await _say(interaction, who, "allow")


@roles.command(description="Let them ask for no clips.")
@app_commands.describe(who="Which role or member.")
async def deny(interaction: Interaction, who: Who) -> None:
    """Turn a role or a member away."""
    await _say(interaction, who, "deny")


@roles.command(description="Hold nothing that they ask for.")
@app_commands.describe(who="Which role or member.")
async def trusted(interaction: Interaction, who: Who) -> None:
    """Trust a role or a member."""
    await _say(interaction, who, "trusted")


@roles.command(description="Let them decide what is held and reported, as those do who may manage messages.")
@app_commands.describe(role="Which role.")
async def moderator(interaction: Interaction, role: discord.Role) -> None:
    """Name a role whose members moderate."""
    await _say(interaction, role, "moderator")


@roles.command(description="Let them be as everybody else.")
@app_commands.describe(who="Which role or member.")
async def reset(interaction: Interaction, who: Who) -> None:
    """Say nothing of a role or a member any more."""
    await defer(interaction)
    told = RESET.format(who=_name(interaction, who))
    await say_nothing_of(interaction, _kind(who), str(who.id), told=told)


@roles.command(name="list", description="See who may ask for clips, who is trusted, who moderates.")
async def show(interaction: Interaction) -> None:
    """List what is said of roles and members."""
    await defer(interaction)
    found = await said(interaction, "role", "user")
    rest = ONLY if any((one.kind, one.verdict) == ("role", "allow") for one in found) else ALL_BUT
    lines = lines_of(found, server_of(interaction))
    await tell(interaction, *([*lines, rest] if found else [EVERYBODY]))


async def _say(interaction: Interaction, who: Who, verdict: Verdict) -> None:
    await defer(interaction)
    if isinstance(who, discord.Role) and who.is_default():
        raise UserError(NOT_EVERYONE, code="E-VALUE")
    access = Access(_kind(who), str(who.id), verdict)
    told = ALLOWED if (access.kind, verdict) == ("user", "allow") else TOLD[verdict]
    await say_of(interaction, access, told=told.format(who=_name(interaction, who)))


def _kind(who: Who) -> AccessKind:
    return "role" if isinstance(who, discord.Role) else "user"


def _name(interaction: Interaction, who: Who) -> str:
    return named(_kind(who), str(who.id), server_of(interaction))
