"""How a jam begins: who comes, who goes, and when there are enough."""

from dataclasses import dataclass, replace
from typing import Final

from bot.jams.machine import clock
from bot.jams.machine.acts import Join, Leave, Listen, Noted, Open, Reschedule, Settle, Start
from bot.jams.machine.clock import Moment
from bot.jams.machine.errors import DONE, FROZEN, ORPHANED, JamError, not_theirs
from bot.jams.machine.halts import require_running
from bot.jams.machine.rounds import begin_round, entered
from bot.jams.machine.turns import able, heir, is_in, is_player, let_in
from bot.records.jam import PLAYERS_LEAST, Jam, JamRules, Player, Seat

SEATS_MOST: Final = 100
"""So many people play in one jam or wait for that."""

SCHEDULED_MOST: Final = 25
"""Jams of a server that are yet to begin."""

LISTENERS_MOST: Final = 100

PEOPLE_MOST: Final = 300
"""So many are kept of one jam, with all who left."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a jam is to be, and where."""

    server: str
    channel: str
    name: str
    theme: str
    rules: JamRules
    opens_s: float | None = None
    """When its lobby opens; None for at once."""


def begun(jam_id: str, plan: Plan, *, host: str, now_s: float) -> Jam:
    """Begin a jam with its lobby, or schedule it. Its host plays."""
    opens_s = now_s + clock.LOBBY_S if plan.opens_s is None else plan.opens_s
    return Jam(
        id=jam_id,
        server=plan.server,
        channel=plan.channel,
        host=host,
        name=plan.name,
        theme=plan.theme,
        rules=plan.rules,
        phase="lobby" if plan.opens_s is None else "scheduled",
        created_s=now_s,
        phase_s=now_s,
        running_s=now_s,
        deadline_s=opens_s,
        opens_s=plan.opens_s,
        players=(Player(host, now_s, seen_s=now_s),),
    )


def open_lobby(jam: Jam, act: Open, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Open the lobby of a scheduled one."""
    if jam.phase != "scheduled" or jam.halts:
        return jam
    return clock.phased(replace(jam, running_s=at.now_s), "lobby", now_s=at.now_s, lasts_s=clock.LOBBY_S)


def reschedule(jam: Jam, act: Reschedule, at: Moment) -> Jam:
    """Let a scheduled one begin at another time."""
    if jam.phase != "scheduled" or jam.opens_s == act.opens_s:
        return jam
    return clock.lasting(replace(jam, opens_s=act.opens_s), now_s=at.now_s, lasts_s=act.opens_s - at.now_s)


def note(jam: Jam, act: Noted, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Note where it is shown. What is noted stays: of two processes that both opened a thread one was first."""
    thread, event = jam.thread or act.thread, jam.event or act.event
    return jam if (thread, event) == (jam.thread, jam.event) else replace(jam, thread=thread, event=event)


def join(jam: Jam, act: Join, at: Moment) -> Jam:
    """Come in, or back: to play at once in the lobby, and else from the next round on."""
    player = jam.player(act.user)
    _require_open_doors(jam, player)
    if player is not None and player.seat in {"playing", "waiting"}:
        raise JamError("You are in this jam already.")
    if player is None and sum(map(is_player, jam.players)) >= SEATS_MOST:
        raise JamError("This jam is full, and so is its waiting list: look out for the next one.", "E-JAM-FULL")
    jam = jam.with_player(_coming(player, act.user, "waiting", at))
    return let_in(jam) if jam.phase in {"scheduled", "lobby"} else jam


def listen(jam: Jam, act: Listen, at: Moment) -> Jam:
    """Come in without playing, or play no more."""
    if act.user == jam.host:
        raise JamError("You lead this jam: hand it over first, then you can listen.")
    player = jam.player(act.user)
    _require_open_doors(jam, player)
    if player is not None and player.seat == "listening":
        raise JamError("You listen in this jam already: press Join to play.")
    if not is_in(player) and sum(one.seat == "listening" for one in jam.players) >= LISTENERS_MOST:
        raise JamError("As many listen in this jam as can: look out for the next one.", "E-JAM-FULL")
    return _unseated(jam, _coming(player, act.user, "listening", at))


def leave(jam: Jam, act: Leave, at: Moment) -> Jam:
    """Go. Whose jam it was is led by whoever is there the longest."""
    if not is_in(jam.player(act.user)):
        raise JamError("You are not in this jam.")
    return gone(jam, act.user, at)


def gone(jam: Jam, user: str, at: Moment) -> Jam:
    """Let somebody be gone: before the bell with what they entered."""
    player = jam.player(user)
    assert player is not None
    jam = _unseated(jam, replace(player, seat="left"))
    return _led_by_another(jam, at) if user == jam.host else jam


def start(jam: Jam, act: Start, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """End the lobby."""
    if jam.phase == "scheduled":
        raise JamError("Its lobby is not open yet: it opens at the time that it was scheduled for.")
    if jam.phase != "lobby":
        raise JamError(DONE)
    require_running(jam)
    if len(able(jam)) < PLAYERS_LEAST:
        raise JamError(f"A jam needs at least {PLAYERS_LEAST} players: let somebody else press Join first.")
    return play(jam, at)


def close_lobby(jam: Jam, at: Moment) -> Jam:
    """Begin to play if enough came; else wait once more, and then give up."""
    if len(able(jam)) >= PLAYERS_LEAST:
        return play(jam, at)
    if jam.is_last_call:
        return clock.archived(jam, now_s=at.now_s)
    return clock.lasting(replace(jam, is_last_call=True), now_s=at.now_s, lasts_s=clock.LAST_CALL_S)


def play(jam: Jam, at: Moment) -> Jam:
    """Draw in which order it goes, and begin the first round."""
    drawn = [one.user for one in jam.players if one.seat == "playing"]
    at.chance.shuffle(drawn)
    order = {user: place for place, user in enumerate(drawn, start=1)}
    players = tuple(replace(one, order=order.get(one.user, 0)) for one in jam.players)
    return begin_round(replace(jam, players=players), at)


def settle(jam: Jam, act: Settle, at: Moment) -> Jam:  # noqa: ARG001 - all acts are done alike
    """Play by other rules."""
    if jam.phase not in {"scheduled", "lobby"}:
        raise JamError("Its rules can be changed in the lobby only: it is being played.")
    if sum(one.seat == "playing" for one in jam.players) > act.rules.players_most:
        raise JamError("More people than that have a seat already: choose more players.")
    return let_in(replace(jam, rules=act.rules)) if act.rules != jam.rules else jam


def _require_open_doors(jam: Jam, player: Player | None) -> None:
    if "frozen" in jam.halts:
        raise JamError(FROZEN)
    if "orphaned" in jam.halts:
        raise JamError(ORPHANED)
    if jam.phase == "finale":
        raise JamError("This jam has come to its finale: look out for the next one.")
    if player is None and len(jam.players) >= PEOPLE_MOST:
        raise JamError("Too many people came to this jam already: look out for the next one.", "E-JAM-FULL")
    if player is not None and player.seat == "kicked":
        raise not_theirs("You were sent out of this jam: look out for the next one.")


def _coming(player: Player | None, user: str, seat: Seat, at: Moment) -> Player:
    """Let somebody be there in a seat; who was there before is so since then."""
    came = player if player is not None and is_in(player) else replace(player or Player(user, 0.0), joined_s=at.now_s)
    return replace(came, seat=seat, missed=0, seen_s=at.now_s)


def _unseated(jam: Jam, player: Player) -> Jam:
    """Let somebody play no more: before the bell with what they entered, and their place is another's."""
    jam = jam.with_player(player)
    for entry in entered(jam, "held", "ready") if jam.phase == "collecting" else ():
        jam = jam.with_entry(replace(entry, state="withdrawn")) if entry.user == player.user else jam
    return let_in(jam) if jam.phase in {"scheduled", "lobby"} else jam


def _led_by_another(jam: Jam, at: Moment) -> Jam:
    """Give the seat of a host who left to somebody else; where nobody is, it waits for who brings it back."""
    other = heir(jam, now_s=at.now_s)
    if other is not None:
        return replace(jam, host=other.user, offer=None, running_s=at.now_s)
    if jam.phase in {"scheduled", "lobby"}:
        return clock.archived(jam, now_s=at.now_s, by=jam.host)
    return jam if jam.phase == "finale" else clock.halted(replace(jam, offer=None), "orphaned", now_s=at.now_s)
