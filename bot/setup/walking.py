"""Through the wizard: from screen to screen, and what is picked on each."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import discord

from bot.administration.answering import by, guild_of, kept, now_s, server_of
from bot.administration.checking import require_usable
from bot.administration.selftest import findings
from bot.answers import NOBODY
from bot.choices import Setting
from bot.choices.keys import GALLERY, JAM_PLAYERS, JAMS, JAMS_AT_ONCE, LONGEST, MOD_CHANNEL, MODERATION
from bot.found import UNKNOWN_BUTTON
from bot.records.oversight import Access, AccessKind, Verdict
from bot.records.statements import Choice
from bot.services import services_of
from bot.setup.knowing import as_known, is_shown, is_thread
from bot.setup.packs import PACKS
from bot.setup.screens import MOST, SCREENS, result_screen, targets
from core.errors import UserError

Interaction = discord.Interaction[Any]

TEST: Final = "test"

OPEN_S: Final = 15 * 60
"""For so long a wizard stays open to who may use the command, but may not manage the server."""

NOT_YOURS: Final = "Only those who may manage this server set it up. Nothing was changed."

LISTS: Final[dict[str, tuple[str, AccessKind, Verdict]]] = {
    "allowed": ("channels", "channel", "allow"),
    "moderators": ("moderators", "role", "moderator"),
    "trusted": ("moderators", "role", "trusted"),
}
"""Menu → its screen, and what it says of those that are picked."""

CHANNELS: Final[dict[str, tuple[str, Setting[str | None]]]] = {
    "asked": ("moderators", MOD_CHANNEL),
    "gallery": ("jams", GALLERY),
}
"""Menu → its screen, and the setting of which it picks the channel."""

VALUES: Final[dict[str, tuple[str, Setting[Any]]]] = {
    "longest": ("limits", LONGEST),
    "jams": ("jams", JAMS),
    "jam-players": ("jams", JAM_PLAYERS),
    "jams-at-once": ("jams", JAMS_AT_ONCE),
}
"""Menu → its screen, and the setting of which it picks the value."""


def require_manager(interaction: Interaction) -> None:
    """Let nobody set a server up who may not manage it, or not any more.

    A server can let others use the command too. Of that Discord tells us nothing when they press: theirs is a screen
    that they alone see, and it works for a while after they used the command.

    Raises
    ------
    UserError
        If they may not.
    """
    if not (interaction.permissions.manage_guild or _is_new(interaction)):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")


def _is_new(interaction: Interaction) -> bool:
    screen = interaction.message
    if screen is None or not screen.flags.ephemeral:
        return False
    return interaction.created_at - screen.created_at < timedelta(seconds=OPEN_S)


async def show_screen(interaction: Interaction, name: str) -> None:
    """Show a screen as it is now. The interaction is deferred already."""
    if name == TEST:
        view = result_screen(await findings(interaction))
    elif name in SCREENS:
        oversight = await kept(services_of(interaction).records.oversight(server_of(interaction)))
        view = SCREENS[name](server_of(interaction), as_known(guild_of(interaction), oversight))
    else:
        raise UserError(UNKNOWN_BUTTON, code="E-UNKNOWN")
    await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)


async def pick(interaction: Interaction, what: str, values: Sequence[str]) -> None:
    """Remember what was picked, and show the screen again."""
    require_manager(interaction)
    await interaction.response.defer()
    await show_screen(interaction, await _remembered(interaction, what, values))


async def _remembered(interaction: Interaction, what: str, values: Sequence[str]) -> str:
    """Do it, and name the screen."""
    if what in LISTS:
        screen, kind, verdict = LISTS[what]
        await _list(interaction, kind, verdict, values)
        return screen
    if what in CHANNELS:
        screen, place = CHANNELS[what]
        await _choose(interaction, {place.key: _usable(interaction, values)})
        return screen
    if what == "pack" and (pack := MODERATION.kind.read("".join(values))):
        await _choose(interaction, PACKS[pack])
        return "limits"
    if what in VALUES and values:
        screen, setting = VALUES[what]
        await _choose(interaction, {setting.key: setting.kind.write(setting.kind.parse(values[0]))})
        return screen
    raise UserError(UNKNOWN_BUTTON, code="E-UNKNOWN")


def _usable(interaction: Interaction, values: Sequence[str]) -> str | None:
    if not values:
        return None
    require_usable(interaction, values[0])
    return values[0]


async def _list(interaction: Interaction, kind: AccessKind, verdict: Verdict, values: Sequence[str]) -> None:
    """Say so of those that are picked, and no more of all others that the menu has room for."""
    records, server, guild = services_of(interaction).records, server_of(interaction), guild_of(interaction)
    before = targets(await kept(records.oversight(server)), kind, verdict)
    shown = [one for one in before if is_shown(guild, Access(kind, one, verdict))]
    others = {*shown[MOST:], *(one for one in before if is_thread(guild, Access(kind, one, verdict)))}
    for gone in set(before) - set(values) - others:
        await kept(records.remove_access(server, kind, gone, by=by(interaction), now_s=now_s(interaction)))
    for new in [one for one in values if one not in before]:
        access = Access(kind, new, verdict)
        await kept(records.set_access(server, access, by=by(interaction), now_s=now_s(interaction)))


async def _choose(interaction: Interaction, chosen: Mapping[str, str | None]) -> None:
    server = server_of(interaction)
    choices = [Choice("server", server, key, value, server) for key, value in chosen.items()]
    await kept(services_of(interaction).records.choose_all(choices, by=by(interaction), now_s=now_s(interaction)))
