"""Why something is decided as it is: who may ask, what the rules say of the words, and what the gate makes of it."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Final

import discord

from bot.administration.answering import Interaction, guild_of, kept, now_s, server_of
from bot.administration.places import Place, area_of
from bot.choices.keys import ARTISTS, MODERATION
from bot.judging.asking import Asked
from bot.judging.deciding import Allowed, Held, Ruling, Verdict
from bot.judging.gate import judged, ruling_for
from bot.judging.people import person_of, place_here, place_of
from bot.judging.permitting import Place as Looked
from bot.judging.permitting import permitted
from bot.services import services_of
from bot.words import escape, plain, shorten
from core.contract import Riff
from core.errors import UserError
from core.moderation import Judgement
from core.moderation.judging import judge
from core.recipes import riff_of

WHO: Final = "**Who**: {who} in <#{channel}>"
WORDS: Final = "**Words**: {words}"
STEP_SHOWN: Final = 300

TURNED_AWAY: Final = "🚫 **Turned away**: {why}"
REFUSED: Final = "🚫 **Refused**{how}: {why}"
APPEALABLE: Final = ", with a button to appeal"
LET_THROUGH: Final = "✅ **Made**."
EASED: Final = "✅ **Made**: it would be held, but who asks is trusted, or `moderation` is `open`."
REPLACED: Final = "✏️ **Made**, as: {words}"
HELD: Final = "⏸️ **Held** for the moderators in <#{channel}>."


async def explanation(
    interaction: Interaction, words: str, *, who: discord.Member | None, where: Place | None
) -> list[str]:
    """Say step by step what would become of words, by whom and where. The gate itself has the last word."""
    services, server = services_of(interaction), server_of(interaction)
    recipe = riff_of({"prompt": words, "seed": 0})
    person = person_of(services, who or interaction.user, server=server)
    place = place_here(interaction) if where is None else _place(guild_of(interaction), where)
    asked, house = Asked(person, place), await kept(services.policies.of(server))
    ruling, settled = await ruling_for(services, interaction.client, asked, house), house.settled(place)
    leave = permitted(person, place, house.policy, now_s=now_s(interaction))
    judgement = await _judgement(recipe, asked, ruling)
    return [
        WHO.format(who=f"<@{person.id}>", channel=place.channel),
        *map(_step, leave.steps),
        WORDS.format(words=escape(recipe.prompt)),
        _step(f"`{MODERATION.key}` is `{settled.moderation}`, `{ARTISTS.key}` is `{settled.artists}`."),
        *map(_found, judgement.trace),
        end_of(await _verdict(interaction, asked, recipe), judgement, recipe, channel=settled.mod_channel),
    ]


def end_of(verdict: Verdict | UserError, judgement: Judgement, recipe: Riff, *, channel: str | None) -> str:
    """Say what becomes of it all."""
    if isinstance(verdict, UserError):
        return TURNED_AWAY.format(why=verdict)
    if isinstance(verdict, Held):
        return HELD.format(channel=channel)
    if isinstance(verdict, Allowed):
        return _made(verdict, judgement, recipe)
    return REFUSED.format(how=APPEALABLE if verdict.appealable else "", why=verdict.sentence)


def _place(guild: discord.Guild, where: Place) -> Looked:
    """Say what kind of place it is; of a thread that we don't know, its channel tells."""
    area = area_of(where)
    known = guild.get_channel_or_thread(where.id) or (guild.get_channel(int(area)) if area else None)
    return replace(place_of(known, server=str(guild.id), channel=str(where.id)), area=area)


def _made(verdict: Allowed, judgement: Judgement, recipe: Riff) -> str:
    words = " ".join(one.prompt for one in verdict.recipes if isinstance(one, Riff))
    if words != recipe.prompt:
        return REPLACED.format(words=escape(words))
    return EASED if judgement.outcome == "hold" else LET_THROUGH


async def _verdict(interaction: Interaction, asked: Asked, recipe: Riff) -> Verdict | UserError:
    """Ask the gate, which remembers nothing."""
    try:
        return await kept(judged(services_of(interaction), interaction.client, asked, [recipe]))
    except UserError as error:
        return error


async def _judgement(recipe: Riff, asked: Asked, ruling: Ruling) -> Judgement:
    """Ask the rules for their steps; an operator's classifier may take its time."""
    ask = partial(judge, recipe.prompt, ruling.rules, age_restricted=asked.age_restricted)
    artists = ruling.house.settled(asked.place).artists
    return await asyncio.to_thread(ask, artists=artists, classifier=ruling.classifier)


def _step(words: str) -> str:
    return f"- {shorten(plain(words), STEP_SHOWN)}"


def _found(words: str) -> str:
    """Write what a rule says, in which people's words stand: those of who wrote it, and those that it found."""
    return f"- {escape(words, most=STEP_SHOWN)}"
