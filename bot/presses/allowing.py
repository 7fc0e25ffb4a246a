"""✅ Allow and ⛔ Don't allow: an author says whether somebody may make another of their clip."""

from typing import Final

from bot.family.questions import answer
from bot.found import Interaction, is_author
from bot.patience import in_time
from bot.records.asks import Answer
from bot.services import services_of
from core.errors import UserError

NOT_YOURS: Final = "Only the person who is asked can answer this."
ANSWERED: Final = "This is answered already."
FORGOTTEN: Final = "Jamgram doesn't know this question any more."


async def allow(interaction: Interaction, ask_id: str) -> None:
    """Let it be made."""
    await _answer(interaction, ask_id, "approved")


async def deny(interaction: Interaction, ask_id: str) -> None:
    """Let it not be made."""
    await _answer(interaction, ask_id, "denied")


async def _answer(interaction: Interaction, ask_id: str, said: Answer) -> None:
    """Answer once, however often and by how many buttons it is said; the question then shows the answer itself."""
    services = services_of(interaction)
    ask = await in_time(interaction, services.records.ask(ask_id))
    if ask is None:
        raise UserError(FORGOTTEN, code="E-GONE")
    if not is_author(interaction, ask.owner):
        raise UserError(NOT_YOURS, code="E-NOT-YOURS")
    if ask.state != "open":
        raise UserError(ANSWERED, code="E-OVER")
    await interaction.response.defer()
    if not await answer(services, interaction.client, ask_id, said):
        raise UserError(ANSWERED, code="E-OVER")
