"""Discord's side: whether it lets the bot in, and whether people can install it."""

from typing import Final

import aiohttp
import discord

from bot.doctor.finding import Finding, well, wrong
from core.settings import Settings

PORTAL: Final = "https://discord.com/developers/applications"

SCOPES: Final = ("bot", "applications.commands")

PERMISSIONS: Final = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    create_private_threads=True,
    pin_messages=True,
    create_events=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
    use_external_emojis=True,
)
"""What an invitation asks for; docs/operations.md says why."""

NEEDED: Final = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, attach_files=True, read_message_history=True
)
"""Without these no clip can be shown."""

AWAY: Final = (discord.HTTPException, discord.GatewayNotFound, aiohttp.ClientError, OSError)


async def application(settings: Settings) -> list[Finding]:
    """Log in as the bot will, and look at the application, without connecting to the gateway."""
    if settings.discord_token is None:
        return [wrong("token", f"DISCORD_TOKEN is not set. {PORTAL} → your application → Bot → Reset Token gives one.")]
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await client.login(settings.discord_token.get_secret_value())
            return [*of_application(client), *await of_server(client, settings.discord_guild_id)]
        except discord.LoginFailure:
            return [wrong("token", f"Discord refuses DISCORD_TOKEN. {PORTAL} → Bot → Reset Token gives a new one.")]
        except AWAY as error:
            return [wrong("discord", f"{unreachable(error)}. Can this machine reach https://discord.com?")]


def unreachable(error: Exception) -> str:
    """Say what came back, if anything did."""
    if isinstance(error, discord.HTTPException):
        return f"Discord answers {error.status}"
    return f"Discord cannot be reached: {str(error) or type(error).__name__}"


def of_application(client: discord.Client) -> list[Finding]:
    """Look at what Discord knows of the application."""
    about = client.application
    assert about is not None
    assert client.user is not None
    known = well("token", f"logged in as {client.user} ({client.user.id}), in {about.approximate_guild_count} servers")
    return [known, of_intents(), of_endpoint(about), *of_installation(about)]


def of_intents() -> Finding:
    """There is nothing that could be forgotten."""
    return well("intents", "none is privileged; nothing has to be switched on in the portal")


def of_endpoint(about: discord.AppInfo) -> Finding:
    """See that commands come over the gateway."""
    if about.interactions_endpoint_url:
        return wrong("commands", f"go to an Interactions Endpoint URL, not to the bot. Empty it: {PORTAL} → General.")
    return well("commands", "arrive over the gateway")


def of_installation(about: discord.AppInfo) -> list[Finding]:
    """See in which ways people can add the application, with what."""
    link = discord.utils.oauth_url(about.id, permissions=PERMISSIONS, scopes=SCOPES)
    invite = well("invite", link) if about.bot_public else well("invite", f"{link} (for its owner: not a public bot)")
    servers, users = about.guild_integration_config, about.user_integration_config
    if about.bot_require_code_grant:
        return [wrong("invite", f"asks for a code grant that nobody answers. Switch it off: {PORTAL} → Bot.")]
    return [invite, of_servers(servers), of_users(users)]


def of_servers(config: discord.IntegrationTypeConfig | None) -> Finding:
    """See that servers get the bot with what it needs."""
    if config is None:
        return wrong("servers", f"cannot install it. Switch Guild Install on: {PORTAL} → Installation.")
    default = config.oauth2_install_params
    if default is None:
        return well("servers", "install it by the link above; the portal has no install settings of its own")
    lacking = [*(scope for scope in SCOPES if scope not in default.scopes), *lacks(default.permissions)]
    if lacking:
        return wrong("servers", f"get it without {', '.join(lacking)}. Add that: {PORTAL} → Installation.")
    return well("servers", "install it with all it needs")


def lacks(permissions: discord.Permissions) -> list[str]:
    """Name the needed permissions that are not among these."""
    if permissions.administrator:
        return []
    return [name.replace("_", " ") for name, needed in NEEDED if needed and not getattr(permissions, name)]


def of_users(config: discord.IntegrationTypeConfig | None) -> Finding:
    """See whether users can take it along."""
    if config is None:
        return well("users", f"cannot install it for themselves; User Install is off: {PORTAL} → Installation")
    return well("users", "install it for themselves too")


async def of_server(client: discord.Client, guild_id: int | None) -> list[Finding]:
    """See that the bot is in the server that its commands are for."""
    if guild_id is None:
        return []
    try:
        guild = await client.fetch_guild(guild_id, with_counts=False)
    except (discord.NotFound, discord.Forbidden):
        return [wrong("server", f"DISCORD_GUILD_ID is {guild_id}, where the bot is not. Invite it by the link above.")]
    return [well("server", f"commands go to “{guild.name}” alone (DISCORD_GUILD_ID)")]
