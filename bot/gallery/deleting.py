"""One clip is deleted for good: its bytes go, its card says so, and its place in the family stays."""

from typing import Any, Final

import discord

from bot.card import Button, CardView, removed_view
from bot.clearing import clear, forget, show_gone
from bot.family.withdrawing import withdraw
from bot.found import NO_CARD, is_author, manages_messages
from bot.jams.taking_out import taken_out
from bot.patience import soon
from bot.records.values import Card, CardRecord, ClipRecord
from bot.services import services_of
from core.errors import UserError

Interaction = discord.Interaction[Any]

FINDING_S: Final = 5.0

NOT_YOURS: Final = "Only its author, or somebody who may manage messages where it was posted, can delete a riff."
STILL_WORKING: Final = "Its card is still being worked on: cancel that first, or wait until it is done."
SURE: Final = (
    "Delete {name} for good? Its sound and its picture go, from the store and from its card. What was made of it stays"
    ", and its place in the family stays as “[removed]”."
)
GONE: Final = "🗑️ {name} is deleted."


def may_delete(interaction: Interaction, card: Card) -> bool:
    """Tell whether whoever acts made the card, or may manage the messages where it is."""
    is_allowed = is_author(interaction, card.origin.author) or manages_messages(interaction, card)
    return is_allowed or _may_manage(interaction, card)


async def card_to_delete(interaction: Interaction, clip: ClipRecord) -> CardRecord:
    """Find the card of a clip.

    Raises
    ------
    UserError
        If whoever acts may not delete what is on it, or it is not finished.
    """
    record = await soon(services_of(interaction).records.card(clip.card_id), within_s=FINDING_S)
    if record is None:
        raise UserError(NO_CARD, code="E-UNKNOWN")
    if not may_delete(interaction, record.card):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")
    if record.card.state in {"open", "frozen"}:
        raise UserError(STILL_WORKING, code="E-BUSY")
    return record


def question(clip: ClipRecord) -> CardView:
    """Ask before it is done: nothing brings it back."""
    button = Button("dropped", clip.id, "🗑️", "Delete it", "danger")
    return CardView(SURE.format(name=f"`{clip.recipe.recipe_id}`"), buttons=((button,),))


async def delete(interaction: Interaction, clip: ClipRecord, record: CardRecord) -> None:
    """Delete a clip, with its card if nothing else is on that.

    A card that only its interaction's token could change stays as it is: its end would come anew, as a direct message.
    """
    services = services_of(interaction)
    await withdraw(services, interaction.client, record, [clip])
    if any(one.clip and one.clip.id != clip.id and one.clip.deleted_s is None for one in record.requests):
        is_shown = record.card.reach == "channel"
        leftover = await services.records.delete_clip(clip.id, services.clock(), redeliver=is_shown)
        if leftover is not None:
            await clear(services, leftover)
        return
    await forget(services, record)
    await show_gone(interaction.client, record.card, removed_view(str(interaction.user.id)).content)
    await taken_out(services, interaction.client, record)


def _may_manage(interaction: Interaction, card: Card) -> bool:
    """Tell whether whoever acts may manage messages where the card is, elsewhere in this server."""
    channel, member = interaction.client.get_channel(int(card.origin.channel)), interaction.user
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread) or not isinstance(member, discord.Member):
        return False
    return channel.guild.id == interaction.guild_id and channel.permissions_for(member).manage_messages
