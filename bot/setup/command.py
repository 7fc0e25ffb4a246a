"""/riff-admin setup: where the wizard begins."""

from discord import app_commands

from bot.administration.answering import Interaction
from bot.answers import defer
from bot.setup.walking import show_screen


@app_commands.command(description="Set Jamgram up for this server in four screens; it ends with a test.")
async def setup(interaction: Interaction) -> None:
    """Show the first screen."""
    await defer(interaction)
    await show_screen(interaction, "channels")
