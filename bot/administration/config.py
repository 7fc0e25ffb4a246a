"""/riff-admin config: what is chosen for a server and its channels, and where each value comes from."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from discord import app_commands
from discord.app_commands import Choice, Range

from bot import suggestions
from bot.administration.answering import Interaction, by, guild_of, kept, now_s, server_of, tell
from bot.administration.checking import require_possible
from bot.administration.findings import of_mod_channel
from bot.administration.places import Place, area_of
from bot.answers import defer
from bot.choices import SETTINGS, Choices, Chosen, Setting, Settled, setting_of
from bot.choices.keys import ARTISTS, MOD_CHANNEL, MODERATION
from bot.choices.kinds import Channel
from bot.records.oversight import Scope
from bot.records.statements import Choice as Choosing
from bot.services import services_of
from core.errors import UserError

WRITTEN_MAX: Final = 100

NOT_CHOSEN: Final = "`{key}` was not chosen {where}. Nothing was changed."
BY_DEFAULT: Final = "by default"
HERE: Final = "for this server"
ELSEWHERE: Final = "-# {channels}: other values hold there; `/riff-admin config view` shows them with `channel`."

NEED_MODERATORS: Final[tuple[Setting[Any], ...]] = (MODERATION, ARTISTS, MOD_CHANNEL)
"""What means little where moderators can't be asked."""

config = app_commands.Group(name="config", description="What holds in this server, and in its channels.")


@config.command(description="See what holds, and where each value comes from.")
@app_commands.describe(channel="See it for this channel.")
async def view(interaction: Interaction, channel: Place | None = None) -> None:
    """Say each value."""
    await defer(interaction)
    choices = (await kept(services_of(interaction).records.oversight(server_of(interaction)))).choices
    await tell(interaction, *lines_of(choices, server_of(interaction), channel))


@config.command(name="set", description="Choose a value for this server, or for one of its channels.")
@app_commands.describe(key="What to choose.", value="The value.", channel="For this channel and its threads alone.")
async def choose(
    interaction: Interaction, key: str, value: Range[str, 1, WRITTEN_MAX], channel: Place | None = None
) -> None:
    """Remember a value, if it can be had."""
    await defer(interaction)
    setting = setting_of(key, _scope(channel))
    found = setting.kind.parse(value)
    require_possible(interaction, setting, found)
    await _write(interaction, setting, channel, setting.kind.write(found))
    told = f"{_said(setting, found)} {_where(channel)} now: {setting.says}."
    await tell(interaction, told, *await _warnings(interaction, setting))


@config.command(description="Choose no value any more: then the server's holds, or the default.")
@app_commands.describe(key="What not to choose.", channel="For this channel and its threads alone.")
async def reset(interaction: Interaction, key: str, channel: Place | None = None) -> None:
    """Forget a value."""
    await defer(interaction)
    setting = setting_of(key, _scope(channel))
    choices = (await kept(services_of(interaction).records.oversight(server_of(interaction)))).choices
    if setting.key not in choices.get(_holder(interaction, channel), {}):
        raise UserError(NOT_CHOSEN.format(key=setting.key, where=_where(channel)), code="E-UNKNOWN")
    await _write(interaction, setting, channel, None)
    left = {**choices, _holder(interaction, channel): {**choices[_holder(interaction, channel)], setting.key: ""}}
    now = _settled(left, server_of(interaction), channel).of(setting)
    await tell(interaction, f"{_said(setting, now.value)} {_where(channel)} again: it is {_source(now)}.")


@choose.autocomplete("key")
@reset.autocomplete("key")
async def offer_keys(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer what can be chosen, with what it decides."""
    scope: Scope = "channel" if interaction.namespace.channel else "server"
    known = [one for one in SETTINGS.values() if scope in one.scopes]
    named = [(f"{one.key}: {one.says}", one.key) for one in known]
    return _choices(offer for offer in named if typed.casefold() in offer[0].casefold())


@choose.autocomplete("value")
async def offer_values(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Offer the values that there are of what was chosen, or the channels of this server."""
    setting = SETTINGS.get(str(interaction.namespace.key))
    if setting is None:
        return []
    if isinstance(setting.kind, Channel):
        offers = [(f"#{one.name}", str(one.id)) for one in interaction.guild.text_channels] if interaction.guild else []
    else:
        offers = [(name, name) for name in setting.kind.offers()] or [(typed, typed), (str(setting.default),) * 2]
    return _choices(offer for offer in offers if typed.casefold() in offer[0].casefold())


def lines_of(
    choices: Choices,
    server: str,
    channel: Place | None = None,
    *,
    settings: Collection[Setting[Any]] = tuple(SETTINGS.values()),
) -> list[str]:
    """Say what holds of these settings, a line each; in a channel only what can be chosen for one."""
    settled, scope = _settled(choices, server, channel), _scope(channel)
    known = [one for one in settings if scope in one.scopes]
    lines = [f"`{one.key}` {one.kind.tell((now := settled.of(one)).value)} · {_source(now)}" for one in known]
    keys = {one.key for one in settings}
    others = [at for (kind, at), written in choices.items() if kind == "channel" and keys.intersection(written)]
    shown = ", ".join(f"<#{holder}>" for holder in sorted(others)[:10])
    return lines if channel or not others else [*lines, ELSEWHERE.format(channels=shown)]


async def _warnings(interaction: Interaction, setting: Setting[Any]) -> list[str]:
    """Say so if moderators can't be asked in the way that was just chosen."""
    if setting not in NEED_MODERATORS:
        return []
    oversight = await kept(services_of(interaction).records.oversight(server_of(interaction)))
    found = of_mod_channel(guild_of(interaction), Settled.at(oversight.choices, server=server_of(interaction)))
    return [] if found.well else [f"⚠️ {found.says}"]


def _source(now: Chosen[Any]) -> str:
    """Say where a value comes from."""
    if now.scope == "default":
        return BY_DEFAULT
    return HERE if now.scope == "server" else f"for <#{now.holder}>"


def _settled(choices: Choices, server: str, channel: Place | None) -> Settled:
    if channel is None:
        return Settled.at(choices, server=server)
    return Settled.at(choices, server=server, area=area_of(channel), channel=str(channel.id))


def _scope(channel: Place | None) -> Scope:
    return "server" if channel is None else "channel"


def _holder(interaction: Interaction, channel: Place | None) -> tuple[Scope, str]:
    return _scope(channel), server_of(interaction) if channel is None else str(channel.id)


def _where(channel: Place | None) -> str:
    return HERE if channel is None else f"for <#{channel.id}>"


def _said(setting: Setting[Any], value: Any) -> str:  # noqa: ANN401 - of the setting's own type
    return f"`{setting.key}` is {setting.kind.tell(value)}"


async def _write(interaction: Interaction, setting: Setting[Any], channel: Place | None, written: str | None) -> None:
    scope, holder = _holder(interaction, channel)
    choosing = Choosing(scope, holder, setting.key, written, server_of(interaction))
    await kept(services_of(interaction).records.choose(choosing, by=by(interaction), now_s=now_s(interaction)))


def _choices(offers: Iterable[tuple[str, str]]) -> list[Choice[str]]:
    return [Choice(name=shown, value=value) for shown, value in suggestions.choices(offers)]
