"""🚩 Report: somebody thinks that moderators should look at a clip."""

from bot.cases.reporting import reportable
from bot.found import Interaction
from bot.modals.report import report_modal


async def report(interaction: Interaction, clip_id: str) -> None:
    """Ask what is wrong with it."""
    await interaction.response.send_modal(report_modal(await reportable(interaction, clip_id)))
