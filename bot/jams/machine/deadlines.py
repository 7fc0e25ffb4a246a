"""What happens by itself as time passes. Time alone brings every jam to its end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from random import Random
from typing import Final

from bot.jams.machine import clock
from bot.jams.machine.acts import Closed, Grace, Mastered, Open, Revealed, Tick, Unmastered
from bot.jams.machine.clock import Moment
from bot.jams.machine.halts import wait_longer
from bot.jams.machine.lobby import close_lobby, open_lobby
from bot.jams.machine.offers import look_after
from bot.jams.machine.rounds import begin_round, decide, end_rendering, entered, is_complete, ring
from bot.jams.machine.votes import choices
from bot.records.jam import Jam, Phase


def tick(jam: Jam, act: Tick, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Let happen what is due, one thing at a time."""
    if jam.phase == "archived":
        return jam
    looked = look_after(wait_longer(jam, at) if jam.halts else jam, at)
    if looked is not jam or looked.halts or looked.deadline_s is None or at.now_s < looked.deadline_s:
        return looked
    return OVER[looked.phase](looked, at)


def is_due(jam: Jam, now_s: float) -> bool:
    """Tell whether anything happens if time is let pass."""
    at = Moment(now_s, Random(0))  # noqa: S311 - nobody sees what it draws
    return settled(tick(jam, Tick(), at), at) is not jam


def settled(jam: Jam, at: Moment) -> Jam:
    """End a phase in which nobody is waited for any more, if the clock runs."""
    return jam if jam.halts else _settled(jam, at)


def _settled(jam: Jam, at: Moment) -> Jam:
    match jam.phase:
        case "collecting" if is_complete(jam):
            return ring(jam, at, counts_missed=False)
        case "rendering" if not entered(jam, "ready"):
            return end_rendering(jam, at)
        case "voting" if len(choices(jam)) < 2:
            return decide(jam, at)
        case "reveal" if jam.now is not None and jam.now.winner is None:
            return begin_round(jam, at)
        case "finale" if not jam.sections:
            return clock.archived(jam, now_s=at.now_s)
    return jam


def revealed(jam: Jam, act: Revealed, at: Moment) -> Jam:
    """Give time to listen, from when it is shown on."""
    now = jam.now
    if now is None or jam.phase != "reveal" or act.round != jam.round or now.ended_s is not None:
        return jam
    jam = jam.with_round(replace(now, ended_s=at.now_s))
    return clock.lasting(jam, now_s=at.now_s, lasts_s=jam.rules.length_s + clock.LISTENING_S)


def mastered(jam: Jam, act: Mastered, at: Moment) -> Jam:
    """Note the track; there is time to show it."""
    sections = {one.id for one in jam.sections}
    if jam.phase != "finale" or jam.track is not None or not sections or not sections.issuperset(act.entries):
        return jam
    return clock.lasting(replace(jam, track=act.clip), now_s=at.now_s, lasts_s=clock.FINALE_S)


def unmastered(jam: Jam, act: Unmastered, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """End it without a track."""
    return clock.archived(jam, now_s=at.now_s) if jam.phase == "finale" and jam.track is None else jam


def closed(jam: Jam, act: Closed, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """End it: all is shown."""
    return clock.archived(jam, now_s=at.now_s) if jam.phase == "finale" else jam


def grace(jam: Jam, act: Grace, at: Moment) -> Jam:
    """Give what was due while nobody looked a minute more, and the host their time to be heard of."""
    if not clock.runs(jam):
        return jam
    later_s = at.now_s + clock.GRACE_S
    if jam.deadline_s is not None and act.since_s <= jam.deadline_s <= at.now_s:
        jam = replace(jam, deadline_s=later_s)
    if jam.offer is not None and jam.offer.until_s <= at.now_s:
        jam = replace(jam, offer=replace(jam.offer, until_s=later_s))
    return replace(jam, running_s=at.now_s)


OVER: Final[Mapping[Phase, Callable[[Jam, Moment], Jam]]] = {
    "scheduled": lambda jam, at: open_lobby(jam, Open(), at),
    "lobby": close_lobby,
    "collecting": partial(ring, counts_missed=True),
    "rendering": end_rendering,
    "voting": decide,
    "reveal": begin_round,
    "finale": lambda jam, at: clock.archived(jam, now_s=at.now_s),
}
"""What becomes of a phase whose deadline has come."""
