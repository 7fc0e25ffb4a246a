"""A round that would take long is offered as a draft: the host may say so, and after a while it is painted as it is."""

import logging
from collections.abc import Sequence
from typing import Final

import discord
from redis.exceptions import RedisError

from bot.jams.board.buttons import draft_button
from bot.jams.conducting.cards import clip_id_of
from bot.jams.conducting.telling import tell_once
from bot.records.jam import Jam
from bot.services import Services
from bot.threads import in_queue
from core.contract import Recipe
from core.errors import UserError
from core.recipes import STEPS
from core.request import Origin, Request

log = logging.getLogger(__name__)

LONG_S: Final = 180.0
ANSWER_S: Final = 20.0
"""So long the host may think; then it is painted as it is."""

DRAFT: Final = STEPS["draft"] / STEPS["standard"]
"""The steps, and so about the time, of a draft."""

LATE: Final = "It is being painted already, so it stays as it is."
TAKES_LONG: Final = (
    "🐢 To paint this round takes about {minutes} minutes. The host can have it painted as a draft, in about "
    "{draft}; without a word it begins as it is in {answer} seconds."
)


async def is_settled(services: Services, client: discord.Client, jam: Jam, recipes: Sequence[Recipe]) -> bool:
    """Tell whether a round can be painted now; one that takes long is offered to its host first."""
    if jam.now is None or jam.now.is_draft:
        return True
    offered = jam.posts.get(name_of(jam.round))
    if offered is None:
        takes_s = await long_s(services, jam, recipes)
        if takes_s is None or takes_s <= LONG_S:
            return True
        offered = await tell_once(
            services, client, jam, name_of(jam.round), _words(takes_s), buttons=((draft_button(jam),),)
        )
    return offered is None or services.clock() - offered.at_s >= ANSWER_S


async def long_s(services: Services, jam: Jam, recipes: Sequence[Recipe]) -> float | None:
    """Foresee how long a round would take if it were asked for now; None if nobody knows."""
    origin = Origin(server=jam.server, channel=jam.thread or jam.channel, author=jam.host, jam=jam.id)
    asked = [Request(id=clip_id_of(f"{jam.id}-{n}"), recipe=one, origin=origin) for n, one in enumerate(recipes)]
    try:
        return await in_queue(services.lanes.foreseen, asked, now_s=services.clock())
    except RedisError as error:
        log.warning("nobody knows how long a round takes: %s", error)
        return None


async def require_unbegun(services: Services, jam: Jam) -> None:
    """See that nothing of a round is asked for yet.

    Raises
    ------
    UserError
        If it is painted already.
    """
    if any(record.card.id.startswith(f"{jam.id}-{jam.round}-") for record in await services.records.jam_cards(jam.id)):
        raise UserError(LATE, code="E-OVER")


def name_of(number: int) -> str:
    """Name the message that offers a round as a draft."""
    return f"draft-{number}"


def _words(takes_s: float) -> str:
    minutes, draft = (max(1, round(seconds / 60)) for seconds in (takes_s, takes_s * DRAFT))
    return TAKES_LONG.format(minutes=minutes, draft=draft, answer=int(ANSWER_S))
