"""🌀 Morph: asks what the clip, or one of a card's clips, turns into."""

from bot.card import LETTERS
from bot.found import CLEARED, DELETED, Interaction, card_under
from bot.modals.morph import morph_modal
from bot.records.values import CardRecord, ClipRecord
from core.errors import UserError


async def morph(interaction: Interaction, card_id: str) -> None:
    """Ask in a modal, which comes back to `bot/modals/morph.py`."""
    clips = _clips(await card_under(interaction, card_id))
    await interaction.response.send_modal(morph_modal(clips))


def _clips(record: CardRecord) -> dict[str, ClipRecord]:
    """Clips that can turn into something, by their letters."""
    lettered = zip(LETTERS, record.requests, strict=False)
    there = {letter: one.clip for letter, one in lettered if one.clip and one.clip.deleted_s is None}
    with_files = {letter: clip for letter, clip in there.items() if clip.png is not None}
    if not with_files:
        raise UserError(CLEARED if there else DELETED)
    return with_files
