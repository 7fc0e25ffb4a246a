"""The buttons of the moderators' lists: pages of cases and of the audit log, thaws, and what is done about somebody."""

from bot.answers import NOBODY, defer
from bot.cases.moderators import require_moderator
from bot.found import Interaction
from bot.modals.person import person_modal
from bot.moderators.acting import thaw_target, unblock_user
from bot.moderators.desk import page_of, show_desk
from bot.moderators.log import reading_of, show_log
from bot.moderators.people import server_of, user_in


async def cases(interaction: Interaction, code: str) -> None:
    """Show another page of open cases."""
    await require_moderator(interaction, server_of(interaction))
    number = page_of(code)
    await interaction.response.defer()
    await show_desk(interaction, number)


async def audit(interaction: Interaction, code: str) -> None:
    """Show a page of the audit log: in place of another, or by itself under what is no such page."""
    await require_moderator(interaction, server_of(interaction))
    reading = reading_of(code)
    is_page = interaction.message is not None and interaction.message.flags.components_v2
    if is_page:
        await interaction.response.defer()
    else:
        await defer(interaction)
    await show_log(interaction, reading)


async def thaw(interaction: Interaction, code: str) -> None:
    """Let go on what was frozen."""
    await require_moderator(interaction, server_of(interaction))
    await defer(interaction)
    said = await thaw_target(interaction, code)
    await interaction.edit_original_response(content=said, allowed_mentions=NOBODY)


async def person(interaction: Interaction, target: str) -> None:
    """Ask for what an action needs to know; lifting a block needs nothing."""
    await require_moderator(interaction, server_of(interaction))
    action, _, user = target.partition("-")
    if action != "unblock":
        await interaction.response.send_modal(person_modal(action, user))
        return
    await defer(interaction)
    said = await unblock_user(interaction, user_in(user))
    await interaction.edit_original_response(content=said, allowed_mentions=NOBODY)
