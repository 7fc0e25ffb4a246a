"""🌀 Morph: asks what the clip, or one of a card's clips, turns into."""

from bot.card import LETTERS
from bot.found import CLEARED, DELETED, NO_CARD, Interaction, clip_under, require_usable
from bot.modals.morph import morph_modal
from bot.patience import in_time
from bot.records.values import CardRecord, ClipRecord
from bot.services import services_of
from core.errors import UserError


async def morph(interaction: Interaction, target: str) -> None:
    """Ask in a modal, which comes back to `bot/modals/morph.py`. A card's button is about all of its clips."""
    clips = await _of_card(interaction, target) or {"A": await clip_under(interaction, target)}
    await interaction.response.send_modal(morph_modal(clips))


async def _of_card(interaction: Interaction, card_id: str) -> dict[str, ClipRecord]:
    """Find the clips of a card, by their letters; none if that is no card's id."""
    if "-" in card_id:
        return {}
    record = await in_time(interaction, services_of(interaction).records.card(card_id))
    if record is None:
        raise UserError(NO_CARD, code="E-UNKNOWN")
    clips = _with_files(record)
    require_usable(interaction, next(iter(clips.values())), record.card)
    return clips


def _with_files(record: CardRecord) -> dict[str, ClipRecord]:
    lettered = zip(LETTERS, record.requests, strict=False)
    there = {letter: one.clip for letter, one in lettered if one.clip and one.clip.deleted_s is None}
    with_files = {letter: clip for letter, clip in there.items() if clip.png is not None}
    if not with_files:
        raise UserError(CLEARED if there else DELETED, code="E-GONE")
    return with_files
