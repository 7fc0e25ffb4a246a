"""Entries of a jam that moderators look at first: each has a case as long as its round is on."""

from typing import Final

import discord

from bot.cases.outcomes import carry_out
from bot.cases.posting import show_case
from bot.judging.deciding import Held
from bot.records.jam import Entry, EntryState, Jam, Phase
from bot.records.oversight import Case, NewCase
from bot.services import Services

OVER: Final[frozenset[EntryState]] = frozenset({"held", "withdrawn", "removed"})
"""What may have left a case behind that is still open."""

CUT_OFF_S: Final = 5.0
"""Whoever entered something and asked nobody after so long was cut off."""

DECIDABLE: Final[frozenset[Phase]] = frozenset({"collecting", "rendering"})
"""What moderators let pass then is still painted for this round."""


async def ask_about(services: Services, entry: Entry, jam: Jam, held: Held | None = None) -> Case:
    """Ask moderators about an entry, by the words that stand; what they were asked before about others is over."""
    now_s, before = services.clock(), await services.records.case_of_card(entry.id)
    if before is not None and before.state == "open" and before.text != entry.prompt:
        await services.records.lapse_case(before.number, now_s)
    return await services.records.open_case(_case(jam, entry, held), now_s)


async def tend_held(services: Services, client: discord.Client, jam: Jam) -> None:
    """Ask about what nobody was asked about, and close what can't be decided in time or was taken back."""
    theirs = [one for one in jam.entries if one.state == "held"]
    waiting = {one.id: one for one in theirs if is_decidable(jam, one)}
    for entry in (one for one in waiting.values() if services.clock() - one.at_s >= CUT_OFF_S):
        known = await services.records.case_of_card(entry.id)
        if known is None or (known.state == "open" and known.text != entry.prompt):
            await ask_about(services, entry, jam)
    if not any(one.state in OVER for one in jam.entries):
        return
    for case in await services.records.open_entry_cases(jam.id):
        if case.card_id not in waiting:
            await close(services, client, case)


async def close(services: Services, client: discord.Client, case: Case) -> None:
    """Close a case that nobody has to decide any more, and tell its author unless they took it back themselves."""
    lapsed = await services.records.lapse_case(case.number, services.clock())
    if lapsed is not None:
        await carry_out(services, client, lapsed)
    else:
        await show_case(services, client, case)


def is_decidable(jam: Jam, entry: Entry) -> bool:
    """Tell whether moderators can still let an entry into its round."""
    return entry.state == "held" and entry.round == jam.round and jam.phase in DECIDABLE


def _case(jam: Jam, entry: Entry, held: Held | None) -> NewCase:
    return NewCase(
        "entry",
        jam.server,
        entry.user,
        entry.id,
        family=held.family or "" if held else "",
        rule=held.rule if held else "",
        matched=held.matched if held else "",
        text=entry.prompt,
    )
