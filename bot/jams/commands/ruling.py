"""The rules of a jam: everybody in it may read them, and its host changes them as long as nothing is played."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, Final

import discord

from bot.answers import LOST
from bot.choices.here import settled_here
from bot.jams.board.view import rules_line, title_line
from bot.jams.commands.acting import tell
from bot.jams.commands.leading import lead
from bot.jams.commands.planning import rounds_of
from bot.jams.entering import require_moderators
from bot.jams.machine.acts import Settle
from bot.jams.showing.schedule import tell_again
from bot.patience import in_time
from bot.records.jam import Jam, JamRules
from bot.services import services_of
from core.errors import UserError

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

CHANGED: Final = "⚙️ These rules hold now."
NOT_PLANNED: Final = (
    "Only a jam that is planned can come again every week: `/jam schedule` plans one, and one that is planned already "
    "is called off with `/jam end`. Nothing was changed."
)
SECTIONS: Final = "{rounds} sections, {least} to {most} players"


async def settle(interaction: Interaction, jam: Jam, asked: Mapping[str, object]) -> None:
    """Change the rules, if anything was asked for, and tell them."""
    given = {name: value for name, value in asked.items() if value is not None}
    if not given:
        await tell(interaction, "\n".join(lines_of(jam)))
        return
    if "is_weekly" in given and jam.phase != "scheduled":
        raise UserError(NOT_PLANNED, code="E-JAM-PHASE")
    rules = await _changed(interaction, jam.rules, given)
    after = await lead(interaction, jam, partial(Settle, rules=rules))
    await tell(interaction, "\n".join([CHANGED, *lines_of(after)]))
    try:
        await tell_again(services_of(interaction), interaction.client, after)
    except LOST as error:
        log.info("jam %s: its announcement stays as it was: %s", jam.id, error)


def lines_of(jam: Jam) -> list[str]:
    """Tell by which rules a jam is played."""
    sections = SECTIONS.format(rounds=jam.rules.rounds, least=2, most=jam.rules.players_most)
    return [title_line(jam), f"{sections} · {rules_line(jam.rules)}"]


async def _changed(interaction: Interaction, rules: JamRules, given: Mapping[str, Any]) -> JamRules:
    changed = replace(rules, **given)
    rounds_of(changed.mode, changed.rounds)
    if changed.pre_moderated and not rules.pre_moderated:
        await in_time(interaction, require_moderators(services_of(interaction), str(interaction.guild_id)))
    most = (await settled_here(interaction)).jam_players
    return replace(changed, players_most=min(changed.players_most, most))
