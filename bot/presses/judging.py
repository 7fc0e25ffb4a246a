"""✅ Approve, 🗑️ Remove, ⚠️ Strike, 🚫 Block and 🔎 Open, under a case: a moderator takes it up."""

from bot.answers import NOBODY, defer
from bot.cases.deciding import case_here, claim
from bot.cases.posting import shown_of
from bot.cases.view import review_view
from bot.found import Interaction
from bot.modals.decide import decide_modal
from bot.patience import soon
from bot.records.oversight import Case, Decision
from bot.services import services_of

PAST_SHOWN = 5


async def approve(interaction: Interaction, number: str) -> None:
    """Let it pass."""
    await _decide(interaction, number, "approve")


async def remove(interaction: Interaction, number: str) -> None:
    """Take it away."""
    await _decide(interaction, number, "remove")


async def strike(interaction: Interaction, number: str) -> None:
    """Take it away, with a strike."""
    await _decide(interaction, number, "strike")


async def block(interaction: Interaction, number: str) -> None:
    """Take it away, and block its author."""
    await _decide(interaction, number, "block_day")


async def review(interaction: Interaction, number: str) -> None:
    """Show one moderator all that is known of it; it is theirs for as long as they look."""
    case = await case_here(interaction, number)
    if case.state == "open":
        case = await claim(interaction, case)
    await defer(interaction)
    await show_review(interaction, case)


async def show_review(interaction: Interaction, case: Case) -> None:
    """Show a case to whoever asks, who is a moderator. The interaction is deferred already."""
    services = services_of(interaction)
    about = await soon(services.records.cases_about(case.author, case.server))
    past = [one for one in about if one.state != "open" and one.number != case.number][:PAST_SHOWN]
    view = review_view(await soon(shown_of(services, case)), past)
    await interaction.edit_original_response(view=view, allowed_mentions=NOBODY)


async def _decide(interaction: Interaction, number: str, decision: Decision) -> None:
    """Take a case up and ask for the reason."""
    case = await claim(interaction, await case_here(interaction, number))
    await interaction.response.send_modal(decide_modal(case, decision))
