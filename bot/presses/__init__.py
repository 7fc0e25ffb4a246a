"""What the buttons under a card do: one file a kind. Whatever one raises becomes a sentence for who pressed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import discord

from bot.presses import jamming
from bot.presses.allowing import allow, deny
from bot.presses.appealing import appeal
from bot.presses.calling_off import cancel
from bot.presses.deleting import delete
from bot.presses.dropping import drop, dropped
from bot.presses.erasing import erase, keep
from bot.presses.exporting import export, form
from bot.presses.extending import extend
from bot.presses.judging import approve, block, remove, review, strike
from bot.presses.moderating import audit, cases, person, thaw
from bot.presses.morphing import morph
from bot.presses.paging import details, lineage, page
from bot.presses.remixing import remix
from bot.presses.repeating import again, reroll
from bot.presses.reporting import report
from bot.presses.setting_up import set_up
from bot.presses.sharing import consent, seen, share
from bot.presses.starring import star
from bot.presses.varying import vary

Press = Callable[[discord.Interaction[Any], str], Awaitable[None]]
"""Takes the interaction and what the button is about: the id of a card or clip, or a page of a list."""

PRESSES: Final[Mapping[str, Press]] = {
    "cancel": cancel,
    "reroll": reroll,
    "again": again,
    "vary": vary,
    "remix": remix,
    "extend": extend,
    "morph": morph,
    "star": star,
    "export": export,
    "form": form,
    "page": page,
    "details": details,
    "lineage": lineage,
    "share": share,
    "seen": seen,
    "consent": consent,
    "drop": drop,
    "dropped": dropped,
    "delete": delete,
    "allow": allow,
    "deny": deny,
    "cases": cases,
    "audit": audit,
    "thaw": thaw,
    "person": person,
    "report": report,
    "appeal": appeal,
    "approve": approve,
    "remove": remove,
    "strike": strike,
    "block": block,
    "review": review,
    "setup": set_up,
    "erase": erase,
    "keep": keep,
    "jamjoin": jamming.join,
    "jamlisten": jamming.listen,
    "jamleave": jamming.leave,
    "jamenter": jamming.enter,
    "jamvote": jamming.vote,
    "jampick": jamming.pick,
    "jamseat": jamming.seat,
    "jamstart": jamming.start,
    "jamnext": jamming.go_on,
    "jampause": jamming.pause,
    "jamresume": jamming.resume,
    "jamskip": jamming.skip,
    "jamdraft": jamming.draft,
    "jamtools": jamming.tools,
}
