"""Who asks and where, as Discord tells it."""

from typing import Any

import discord

from bot.judging.permitting import Person, Place
from bot.origins import area_of, origin_of
from bot.privacy.pseudonym import pseudonym
from bot.services import Services, services_of


def asker_of(interaction: discord.Interaction[Any]) -> Person:
    """Say who acts."""
    return person_of(services_of(interaction), interaction.user, server=origin_of(interaction).server)


def place_here(interaction: discord.Interaction[Any]) -> Place:
    """Say where they act."""
    origin = origin_of(interaction)
    return place_of(interaction.channel, server=origin.server, channel=origin.channel)


def person_of(services: Services, user: discord.abc.User | None, *, server: str | None, known_as: str = "") -> Person:
    """Say who somebody is. Outside of the servers that the bot is in they have no roles, and moderate nothing."""
    name = known_as if user is None else str(user.id)
    alias = pseudonym(services.settings, name)
    if server is None or not isinstance(user, discord.Member):
        return Person(name, alias=alias)
    granted = user.guild_permissions
    return Person(
        name,
        roles=frozenset({server, *(str(role.id) for role in user.roles)}),
        joined_s=user.joined_at.timestamp() if user.joined_at else None,
        moderates=granted.manage_messages or granted.administrator,
        alias=alias,
    )


def place_of(where: object, *, server: str | None, channel: str) -> Place:
    """Say what kind of place a channel or thread is; what isn't known is not age-restricted."""
    is_for_adults = getattr(where, "is_nsfw", None)
    is_age_restricted = server is not None and is_for_adults is not None and bool(is_for_adults())
    return Place(server, channel, area_of(where), is_age_restricted)
