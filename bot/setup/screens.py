"""The screens of the wizard. Call within the event loop; nothing of a screen is kept in memory."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import discord

from bot.administration.config import lines_of
from bot.administration.selftest import told
from bot.card import Button
from bot.choices import Settled
from bot.choices.keys import GALLERY, JAM_PLAYERS, JAMS, JAMS_AT_ONCE, JAMS_MOST, LONGEST
from bot.doctor.finding import Finding
from bot.gallery.parts import Row, layout, row, text
from bot.records.jam import PLAYERS_LEAST, PLAYERS_MOST
from bot.records.oversight import AccessKind, Oversight, Verdict
from bot.setup.packs import PACKS, SAYS, pack_of
from bot.setup.picking import Menu, Picker, menu_id
from bot.words import shorten

MOST: Final = 25
TEXTS: Final = [discord.ChannelType.text, discord.ChannelType.news]
ALL: Final = [
    *TEXTS,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
    discord.ChannelType.forum,
    discord.ChannelType.media,
]

CHANNELS: Final = (
    "## 1 of 4 · Channels\nWhere may clips be asked for? Pick nothing, and it is everywhere.\n"
    "-# Every choice holds as soon as you make it. `/riff-admin setup` goes on whenever you want."
)
MODERATORS: Final = (
    "## 2 of 4 · Moderators\nWhere are moderators asked what is doubtful or was reported? Choose a channel that only "
    "they see. Whoever may manage messages moderates; name roles for others, and roles of whom nothing is held.\n"
    "-# A role decides what I ask there; for `/riff-mod` allow it that command in Server Settings → Integrations."
)
LIMITS: Final = "## 3 of 4 · Limits\nHow careful is this server, and how long may clips be?"
JAMS_ASKED: Final = (
    "## 4 of 4 · Jams\nIn a jam people make a track together, in a thread. May there be jams, how many at a time, and "
    "for how many people each? In which channel are their tracks shown, and remixes with many stars?\n"
    "-# Whoever may ask for clips may begin one; `/riff-admin config set` chooses otherwise for a channel."
)
DONE: Final = "## Ready\n`/riff-admin config view` shows everything that can be chosen."
REFERENCE_MAX: Final = 3000
"""Characters of a self-test on a screen, which has 4,000 for all its words."""


def channels_screen(server: str, oversight: Oversight) -> discord.ui.LayoutView:
    """Ask where clips may be asked for."""
    del server
    allowed = targets(oversight, "channel", "allow")
    menu = _channels("allowed", "Everywhere", allowed, most=MOST, types=ALL)
    return layout(text(CHANNELS), _menu(menu), row([_to("moderators")]))


def moderators_screen(server: str, oversight: Oversight) -> discord.ui.LayoutView:
    """Ask who moderates, and where."""
    chosen = Settled.at(oversight.choices, server=server).mod_channel
    return layout(
        text(MODERATORS),
        _menu(_channels("asked", "The moderators' channel", [chosen] if chosen else [], most=1, types=TEXTS)),
        _menu(_roles("moderators", "Roles that moderate", targets(oversight, "role", "moderator"))),
        _menu(_roles("trusted", "Roles of whom nothing is held", targets(oversight, "role", "trusted"))),
        row([_to("channels", back=True), _to("limits")]),
    )


def limits_screen(server: str, oversight: Oversight) -> discord.ui.LayoutView:
    """Ask how careful the server is, and how long clips may be."""
    now, longest = pack_of(oversight.choices, server), Settled.at(oversight.choices, server=server).longest
    packs = [
        discord.SelectOption(label=name, value=name, description=shorten(SAYS[name], 100), default=name == now)
        for name in PACKS
    ]
    lengths = [
        discord.SelectOption(label=f"{length} s", value=length, default=length == str(longest))
        for length in LONGEST.kind.offers()
    ]
    return layout(
        text(LIMITS),
        _menu(discord.ui.Select(custom_id=menu_id("pack"), placeholder="Somewhere in between", options=packs)),
        _menu(discord.ui.Select(custom_id=menu_id("longest"), placeholder="How long", options=lengths)),
        row([_to("moderators", back=True), _to("jams")]),
    )


def jams_screen(server: str, oversight: Oversight) -> discord.ui.LayoutView:
    """Ask for jams, and say where what holds of them comes from."""
    settled = Settled.at(oversight.choices, server=server)
    asked = (JAMS, JAM_PLAYERS, JAMS_AT_ONCE, GALLERY)
    switch = {"on": "Jams may be held", "off": "There are no jams"}
    players = {str(one): f"Up to {one} players" for one in range(PLAYERS_LEAST, PLAYERS_MOST + 1)}
    at_once = {str(one): f"{one} jam{'s' if one > 1 else ''} at a time" for one in range(1, JAMS_MOST + 1)}
    shown = [settled.gallery] if settled.gallery else []
    return layout(
        text(JAMS_ASKED),
        _menu(_options("jams", switch, JAMS.kind.write(settled.jams))),
        _menu(_options("jam-players", players, str(settled.jam_players))),
        _menu(_options("jams-at-once", at_once, str(settled.jams_at_once))),
        _menu(_channels("gallery", "In their own threads alone", shown, most=1, types=TEXTS)),
        text("\n".join(lines_of(oversight.choices, server, settings=asked))),
        row([_to("limits", back=True), _to("test")]),
    )


def result_screen(found: Sequence[Finding]) -> discord.ui.LayoutView:
    """Say what a self-test found, and offer a first clip."""
    said = shorten("\n".join(told(list(found))), REFERENCE_MAX)
    first = Button("setup", "first", "🎵", "Make a first clip", "primary")
    return layout(text(DONE), text(said), row([_to("jams", back=True), _to("test", again=True), first]))


Screen = Callable[[str, Oversight], discord.ui.LayoutView]

SCREENS: Final[Mapping[str, Screen]] = {
    "channels": channels_screen,
    "moderators": moderators_screen,
    "limits": limits_screen,
    "jams": jams_screen,
}

NAMES: Final[Mapping[str, str]] = {
    "channels": "Channels", "moderators": "Moderators", "limits": "Limits", "jams": "Jams", "test": "Self-test",
}  # fmt: skip


def _to(screen: str, *, back: bool = False, again: bool = False) -> Button:
    emoji = "◀️" if back else "🔁" if again else "▶️"
    return Button("setup", screen, emoji, NAMES[screen], "secondary" if back or again else "primary")


def _menu(menu: Menu) -> Row:
    made: Row = discord.ui.ActionRow()
    made.add_item(Picker(menu, what=menu.custom_id.partition(":")[2]))
    return made


def _channels(
    what: str, placeholder: str, chosen: Sequence[str], *, most: int, types: list[discord.ChannelType]
) -> discord.ui.ChannelSelect[Any]:
    shown = [discord.Object(int(one)) for one in chosen[:most]]
    return discord.ui.ChannelSelect(
        custom_id=menu_id(what),
        channel_types=types,
        placeholder=placeholder,
        min_values=0,
        max_values=most,
        default_values=[discord.SelectDefaultValue.from_channel(one) for one in shown],
    )


def _options(what: str, names: Mapping[str, str], chosen: str) -> discord.ui.Select[Any]:
    options = [discord.SelectOption(label=name, value=value, default=value == chosen) for value, name in names.items()]
    return discord.ui.Select(custom_id=menu_id(what), options=options)


def _roles(what: str, placeholder: str, chosen: Sequence[str]) -> discord.ui.RoleSelect[Any]:
    return discord.ui.RoleSelect(
        custom_id=menu_id(what),
        placeholder=placeholder,
        min_values=0,
        max_values=MOST,
        default_values=[discord.Object(int(one), type=discord.Role) for one in chosen[:MOST]],
    )


def targets(oversight: Oversight, kind: AccessKind, verdict: Verdict) -> list[str]:
    """Name those of whom the server says so."""
    return [one.target for one in oversight.access if (one.kind, one.verdict) == (kind, verdict)]
