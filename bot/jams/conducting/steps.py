"""What is done for a jam at each look: first what holds, then what follows from it, then how that is shown."""

from collections.abc import Sequence

import discord

from bot.jams import overseeing
from bot.jams.board import offering
from bot.jams.board.keeping import Boards
from bot.jams.conducting import finishing, following, rendering
from bot.jams.conducting.clearing import Clearer
from bot.jams.conducting.stepping import Step
from bot.jams.machine import is_due
from bot.jams.machine.acts import Tick
from bot.jams.moving import move
from bot.jams.showing import closing, failing, finale, reveals, schedule, threads, turns, voting
from bot.records.jam import Jam
from bot.services import Services


def steps() -> Sequence[Step]:
    """Give the steps of a process that begins to look after jams."""
    return (
        Step("overseeing", overseeing.tend, "always"),
        Step("ticking", tick),
        Step("following", following.tend),
        Step("threads", threads.tend),
        Step("schedule", schedule.tend, "always"),
        Step("clearing", Clearer().tend, "always"),
        Step("rendering", rendering.tend),
        Step("finishing", finishing.tend),
        Step("failing", failing.tend),
        Step("turns", turns.tend),
        Step("voting", voting.tend),
        Step("reveals", reveals.tend),
        Step("finale", finale.tend),
        Step("offering", offering.tend),
        Step("board", Boards().tend, "always"),
        Step("closing", closing.tend, "over"),
    )


async def tick(services: Services, client: discord.Client, jam: Jam) -> Jam:  # noqa: ARG001 - as all steps
    """Let happen what is due."""
    return await move(services, jam.id, Tick()) if is_due(jam, services.clock()) else jam
