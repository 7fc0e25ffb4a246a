"""How the stand-in writes what it remembers as Discord's JSON."""

from datetime import UTC, datetime
from typing import Final

from tests.discord.state import (
    APPLICATION_ID,
    BOT_ID,
    MANAGE_GUILD,
    MANAGE_MESSAGES,
    PERMISSION_BITS,
    Channel,
    File,
    Guild,
    Interaction,
    Json,
    Message,
    User,
    World,
)

GUILD_TEXT, DIRECT, THREAD, PRIVATE_THREAD = 0, 1, 11, 12
SLASH_REPLY, REPLY, DEFAULT = 20, 19, 0
MEMBER: Final = sum(PERMISSION_BITS.values())
MODERATOR: Final = MANAGE_GUILD | MANAGE_MESSAGES
CONTEXTS: Final = {"guild": 0, "bot": 1, "private": 2}


def written_time(at_s: float) -> str:
    return datetime.fromtimestamp(at_s, UTC).isoformat()


def user_json(user: User) -> Json:
    return {
        "id": user.id,
        "username": user.name,
        "discriminator": "0",
        "global_name": user.name.capitalize(),
        "avatar": None,
        "bot": user.id == BOT_ID,
    }


def member_json(user: User, guild: Guild) -> Json:
    return {
        "user": user_json(user),
        "roles": [moderators_of(guild)] if user.moderates else [],
        "joined_at": written_time(1_700_000_000),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "permissions": str(MEMBER | MODERATOR if user.moderates else MEMBER),
    }


def moderators_of(guild: Guild) -> str:
    """Name the role of a server's moderators."""
    return str(int(guild.id) + 1)


def role_json(id_: str, name: str, permissions: int) -> Json:
    return {
        "id": id_,
        "name": name,
        "permissions": str(permissions),
        "position": int(name != "@everyone"),
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel_json(channel: Channel, world: World) -> Json:
    if channel.guild is None:
        recipients = [user_json(channel.recipient)] if channel.recipient else []
        return {"id": channel.id, "type": DIRECT, "recipients": recipients, "last_message_id": None}
    if channel.parent is not None:
        return thread_json(channel, channel.guild, channel.parent)
    return {
        "id": channel.id,
        "type": GUILD_TEXT,
        "guild_id": channel.guild.id,
        "name": channel.name,
        "position": list(world.channels).index(channel.id),
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "last_message_id": None,
        "rate_limit_per_user": 0,
    }


def thread_json(thread: Channel, guild: Guild, parent: Channel) -> Json:
    return {
        "id": thread.id,
        "type": PRIVATE_THREAD if thread.private else THREAD,
        "guild_id": guild.id,
        "parent_id": parent.id,
        "owner_id": BOT_ID,
        "name": thread.name,
        "last_message_id": None,
        "message_count": 0,
        "member_count": 1,
        "total_message_sent": 0,
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": thread.archived,
            "locked": thread.locked,
            "auto_archive_duration": 1440,
            "archive_timestamp": written_time(1_700_000_000),
            "create_timestamp": written_time(1_700_000_000),
        },
    }


def guild_json(guild: Guild, world: World) -> Json:
    roles = [
        role_json(guild.id, "@everyone", MEMBER),
        role_json(moderators_of(guild), "moderators", MODERATOR),
    ]
    return {
        "id": guild.id,
        "name": guild.name,
        "owner_id": "1",
        "roles": roles,
        "emojis": [],
        "features": [],
        "channels": [
            channel_json(channel, world)
            for channel in world.channels.values()
            if channel.guild is guild and not channel.deleted and channel.parent is None
        ],
        "members": [member_json(world.bot, guild)],
        "member_count": 2,
        "threads": [channel_json(thread, world) for thread in world.threads_of(guild)],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "stickers": [],
        "soundboard_sounds": [],
        "large": False,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "system_channel_flags": 0,
        "premium_progress_bar_enabled": False,
    }


def file_json(file: File, base: str) -> Json:
    return {
        "id": file.id,
        "filename": file.name,
        "description": file.description,
        "content_type": file.content_type,
        "size": len(file.content),
        "url": f"{base}/cdn/attachments/{file.id}/{file.name}?ex=1&is=1&hm=1",
        "proxy_url": f"{base}/cdn/attachments/{file.id}/{file.name}",
    }


def message_json(message: Message, base: str) -> Json:
    """Write a message. An attachment that an embed shows is absent, as with Discord."""
    shown = str(message.embeds)
    written = {
        "id": message.id,
        "channel_id": message.channel.id,
        "type": SLASH_REPLY if message.interaction else REPLY if message.reply_to else DEFAULT,
        "author": user_json(message.author),
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "attachments": [file_json(file, base) for file in message.files if f"attachment://{file.name}" not in shown],
        "flags": message.flags,
        "timestamp": written_time(message.created_s),
        "edited_timestamp": written_time(message.edits[-1].at_s) if message.edits else None,
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": False,
        "pinned": message.pinned,
        "tts": False,
        "application_id": APPLICATION_ID,
        "webhook_id": APPLICATION_ID,
    }
    if message.nonce is not None:
        written["nonce"] = message.nonce
    if message.interaction is None:
        del written["webhook_id"], written["application_id"]
    else:
        written["interaction_metadata"] = metadata_json(message.interaction)
    if message.reply_to is not None:
        written["message_reference"] = {"message_id": message.reply_to, "channel_id": message.channel.id}
        if message.channel.guild is not None:
            written["message_reference"]["guild_id"] = message.channel.guild.id
    return written


def heard_json(message: Message, base: str) -> Json:
    """Write what a bot without the right to read messages hears of one: its words only if they are for it."""
    written, guild = message_json(message, base), message.channel.guild
    if guild is None:
        return written
    if f"<@{BOT_ID}>" not in message.content and message.author.id != BOT_ID:
        written |= {"content": "", "embeds": [], "attachments": [], "components": []}
    member = {name: value for name, value in member_json(message.author, guild).items() if name != "user"}
    return {**written, "guild_id": guild.id, "member": member}


def metadata_json(interaction: Interaction) -> Json:
    return {
        "id": interaction.id,
        "type": interaction.kind,
        "user": user_json(interaction.user),
        "authorizing_integration_owners": {},
    }


def interaction_json(interaction: Interaction, world: World, base: str) -> Json:
    """Write what the bot is told of an interaction, in a server, a direct message or where it is no member."""
    channel, guild = interaction.channel, interaction.channel.guild
    present = sum(PERMISSION_BITS[name] for name in channel.bot_may)
    written = {
        "id": interaction.id,
        "application_id": APPLICATION_ID,
        "type": interaction.kind,
        "token": interaction.token,
        "version": 1,
        "data": interaction.data,
        "channel_id": channel.id,
        "channel": channel_json(channel, world),
        "app_permissions": str(present),
        "locale": "en-US",
        "entitlements": [],
        "attachment_size_limit": guild.upload_limit if guild else Guild("").upload_limit,
    }
    if guild is None:
        owned_by, context = {"0": "0"}, "bot" if channel.recipient else "private"
        written["user"] = user_json(interaction.user)
    else:
        owned_by = {"0": guild.id} if guild.has_bot else {"1": interaction.user.id}
        context = "guild"
        written["guild_id"] = guild.id
        written["guild"] = {"id": guild.id, "locale": "en-US", "features": []}
        written["guild_locale"] = "en-US"
        written["member"] = member_json(interaction.user, guild)
    written["authorizing_integration_owners"] = owned_by
    written["context"] = CONTEXTS[context]
    if interaction.message is not None:
        written["message"] = message_json(interaction.message, base)
    return written
