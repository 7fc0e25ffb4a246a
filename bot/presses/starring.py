"""⭐: a star, one from each person and clip; to press again takes it back."""

from typing import Final

from bot.answers import say
from bot.family.promoting import promote
from bot.found import DELETED, Interaction, clip_under
from bot.gallery.counting import StarCounter
from bot.gallery.details import show_details
from bot.patience import soon
from bot.records.values import ClipRecord
from bot.services import services_of
from core.errors import UserError

FINDING_S: Final = 5.0
GIVEN: Final = "⭐ {name} has your star: `/riffs favorites` lists it."
TAKEN: Final = "☆ You took your star of {name} back."


async def star(interaction: Interaction, clip_id: str) -> None:
    """Give a star, or take it back, and let whatever shows the count follow."""
    await interaction.response.defer()
    services = services_of(interaction)
    clip = await clip_under(interaction, clip_id)
    starring = services.records.star(clip.id, str(interaction.user.id), now_s=services.clock())
    count = await soon(starring, within_s=FINDING_S)
    if count is None:
        raise UserError(DELETED, code="E-GONE")
    await say(interaction, (GIVEN if count.starred else TAKEN).format(name=f"`{clip.recipe.recipe_id}`"))
    await _follow(interaction, clip)
    await promote(services, interaction.client, clip, stars=count.count)


async def _follow(interaction: Interaction, clip: ClipRecord) -> None:
    """Show the new count in the panel that was pressed on, and on the clip's card."""
    services = services_of(interaction)
    if interaction.message is not None and interaction.message.flags.components_v2:
        await show_details(interaction, clip)
    record = await soon(services.records.card(clip.card_id), within_s=FINDING_S)
    if record is not None:
        counter = interaction.client.stars
        assert isinstance(counter, StarCounter)
        counter.follow(services, interaction.client, record)
