"""What the wizard can show of what a server decided: Discord takes no menu with channels or roles that are gone."""

from dataclasses import replace

import discord

from bot.choices.keys import GALLERY, MOD_CHANNEL
from bot.records.oversight import Access, Oversight, Scope


def as_known(guild: discord.Guild, oversight: Oversight) -> Oversight:
    """Leave out what is said of channels and roles that a menu can't show."""
    holder: tuple[Scope, str] = ("server", str(guild.id))
    chosen = dict(oversight.choices.get(holder, {}))
    for one in (MOD_CHANNEL, GALLERY):
        if (channel := one.kind.read(chosen.get(one.key, ""))) and guild.get_channel(int(channel)) is None:
            del chosen[one.key]
    access = tuple(one for one in oversight.access if is_shown(guild, one))
    return replace(oversight, access=access, choices={**oversight.choices, holder: chosen})


def is_shown(guild: discord.Guild, access: Access) -> bool:
    """Tell whether a menu can show what this is said of."""
    if access.kind == "role":
        return guild.get_role(int(access.target)) is not None
    return access.kind == "channel" and guild.get_channel(int(access.target)) is not None


def is_thread(guild: discord.Guild, access: Access) -> bool:
    """Tell whether this is said of a thread, which only commands name."""
    return access.kind == "channel" and guild.get_thread(int(access.target)) is not None
