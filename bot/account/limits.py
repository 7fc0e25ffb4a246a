"""How much somebody may have today, how much of it is used, and when there is room again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import discord
from redis.exceptions import RedisError

from bot.judging.admitting import SLOWLY
from bot.judging.gate import is_newcomer
from bot.origins import origin_of
from bot.patience import soon
from bot.records.values import CardRecord
from bot.services import Services, services_of
from bot.threads import in_queue
from bot.words import moment
from core.errors import UserError
from core.lanes import Forecast, Limits
from core.lanes.usage import Usage, Usages, day_ends_s
from core.request import Origin

Interaction = discord.Interaction[Any]

RESTING: Final = "💤 The queue can't be reached just now, so nobody knows what is used up: try again in a minute."

TODAY: Final = "🎨 **Today** {spent} of {most} seconds of painting are used up; all are there again {when}."
WAITING: Final = "⏳ **Waiting** {waiting} of {most} requests."
NEW: Final = "You are new in this server: there is room for more when you have been here for longer."
FREES: Final = "{line} There is room again {when}."
FREES_UNKNOWN: Final = "{line} There is room again when one begins."
RUNNING: Final = "🖌️ **Being painted** {running} of {most} at a time; variations of one riff count once."
SERVER: Final = "🏠 **This server** {waiting} of {most} waiting, {running} of {running_most} being painted."
HOW: Final = (
    "-# What fails uses nothing up, unless your file was to blame, nor does what you call off in time or what is held "
    "or refused. `/queue view` shows what waits."
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody has used, of what, and when the first of theirs that wait begins, if that can be told."""

    usage: Usage
    limits: Limits
    now_s: float
    begins_s: float | None = None
    in_server: bool = False
    is_new: bool = False
    """They are a newcomer there."""

    @property
    def most_waiting(self) -> int:
        """How many requests of theirs may wait."""
        return SLOWLY if self.is_new else self.limits.user_waiting


async def standing_of(interaction: Interaction) -> Standing:
    """Look how somebody stands.

    Raises
    ------
    UserError
        If the queue can't be reached.
    """
    services, origin = services_of(interaction), origin_of(interaction)
    open_cards = await soon(services.records.open_cards_of(origin.author))
    is_new = await soon(is_newcomer(interaction))
    try:
        return replace(await in_queue(_standing, services, origin, open_cards), is_new=is_new)
    except RedisError as error:
        raise UserError(RESTING, code="E-DOWN") from error


def lines_of(standing: Standing) -> list[str]:
    """Tell it, line by line."""
    usage, limits = standing.usage, standing.limits
    spent, reset_s = round(usage.spent_s), day_ends_s(standing.now_s)
    lines = [
        TODAY.format(spent=spent, most=limits.user_s_a_day, when=moment(reset_s)),
        _waiting(standing),
        RUNNING.format(running=usage.running, most=limits.user_running),
    ]
    return [*lines, _server(standing), HOW] if standing.in_server else [*lines, HOW]


def _waiting(standing: Standing) -> str:
    most = standing.most_waiting
    line = WAITING.format(waiting=standing.usage.waiting, most=most)
    if standing.is_new:
        line = f"{line} {NEW}"
    if standing.usage.waiting < most:
        return line
    if standing.begins_s is None:
        return FREES_UNKNOWN.format(line=line)
    return FREES.format(line=line, when=moment(standing.begins_s))


def _server(standing: Standing) -> str:
    usage, limits = standing.usage, standing.limits
    return SERVER.format(
        waiting=usage.server_waiting,
        most=limits.server_waiting,
        running=usage.server_running,
        running_most=limits.server_running,
    )


def _standing(services: Services, origin: Origin, cards: Iterable[CardRecord]) -> Standing:
    """Blocks on Redis."""
    now_s = services.clock()
    usage = Usages(services.redis).of(origin, now_s=now_s)
    begins_s = first_begin_s(cards, services.lanes.forecast_of_late(now_s=now_s))
    return Standing(usage, services.settings.limits, now_s, begins_s, in_server=origin.server is not None)


def first_begin_s(cards: Iterable[CardRecord], forecasts: Mapping[str, Forecast]) -> float | None:
    """Say when the first of somebody's requests that wait begins; None if nothing waits or nobody works."""
    foreseen = (forecasts.get(one.request.id) for record in cards for one in record.requests)
    waiting = [one.starts_s for one in foreseen if one is not None and not one.running and one.starts_s is not None]
    return min(waiting, default=None)
