"""What a jam does just now, in words, and until when."""

from collections.abc import Callable, Mapping
from typing import Final

from bot.jams.board.roster import entered, painted, turn_of, voted
from bot.records.jam import PLAYERS_LEAST, Halt, Jam, Mode, Phase
from bot.words import date, mention, moment
from core.sections import LayerPart

MODES: Final[Mapping[Mode, str]] = {"relay": "relay", "battle": "battle", "layers": "layers"}
PARTS: Final[Mapping[LayerPart, str]] = {
    "drums": "🥁 Drums",
    "bass": "🎸 A bass line",
    "chords": "🎹 Chords",
    "lead": "🎺 A lead",
}

HALTED: Final[Mapping[Halt, str]] = {
    "frozen": "❄️ The moderators have stopped it: it goes on when they let it.",
    "orphaned": "🪑 Nobody leads it any more. Whoever plays can take it up again with `/jam revive`, for 30 days.",
    "paused": "⏸️ It is paused{left}.",
}
"""The strongest reason comes first."""

SCHEDULED: Final = "📅 Its lobby opens {when}."
LOBBY: Final = "🚪 The lobby is open. It begins {when}, or when {host} starts it; {least} players are needed."
LAST_CALL: Final = (
    "🚪 Too few have come so far. It begins {when}, or when {host} starts it; if there are no {least} players by then, "
    "it is called off."
)
TURN: Final = "🎤 It is {player}'s turn. The bell rings {when}."
ENTRIES: Final = "🎤 Say what to play. The bell rings {when}, or when {all}: {entered} of {playing} have."
PART: Final = "{part}, please. The bell rings {when}, or when {all}: {entered} of {playing} have."
ALL: Final = "all have entered"
ALL_WERE_READ: Final = "moderators let pass what all have entered"
PAINTING: Final = "🎨 It is being painted: {painted} of {all} done."
VOTING: Final = "⭐ Vote for the best one, as long as you like to think again. It is counted {when}; {voted} voted."
REVEAL: Final = "🎧 Listen. It goes on {when}."
JOINING: Final = "🏁 That was the last round: the track is being put together."
OVER: Final = "✅ It is over."
CALLED_OFF: Final = "✖️ It was called off."
SOON: Final = "soon"


def says(jam: Jam) -> str:
    """Say what is on, or why nothing is."""
    halt = next((one for one in HALTED if one in jam.halts), None)
    if halt is not None and jam.phase != "archived":
        return HALTED[halt].format(left=_left(jam))
    return PHASES[jam.phase](jam)


def _left(jam: Jam) -> str:
    return "" if jam.left_s is None else f", with {round(jam.left_s)} s left"


def _when(jam: Jam) -> str:
    return SOON if jam.deadline_s is None else moment(jam.deadline_s)


def _scheduled(jam: Jam) -> str:
    at_s = jam.opens_s
    return SCHEDULED.format(when=SOON if at_s is None else f"{date(at_s)}, {moment(at_s)}")


def _lobby(jam: Jam) -> str:
    said = LAST_CALL if jam.is_last_call else LOBBY
    return said.format(when=_when(jam), host=mention(jam.host), least=PLAYERS_LEAST)


def _collecting(jam: Jam) -> str:
    player = turn_of(jam)
    if player is not None:
        return TURN.format(player=mention(player), when=_when(jam))
    said = ENTRIES if jam.now is None or jam.now.part is None else PART
    playing = sum(one.seat == "playing" for one in jam.players)
    part = PARTS[jam.now.part] if jam.now and jam.now.part else ""
    counted = {"entered": len(entered(jam)), "playing": playing}
    return said.format(part=part, when=_when(jam), all=ALL_WERE_READ if jam.rules.pre_moderated else ALL, **counted)


def _rendering(jam: Jam) -> str:
    done, of = painted(jam)
    return PAINTING.format(painted=done, all=of)


def _voting(jam: Jam) -> str:
    votes = voted(jam)
    return VOTING.format(when=_when(jam), voted="1 has" if votes == 1 else f"{votes} have")


def _reveal(jam: Jam) -> str:
    return REVEAL.format(when=_when(jam))


def _finale(jam: Jam) -> str:
    return JOINING if jam.track is None else OVER


def _archived(jam: Jam) -> str:
    return CALLED_OFF if jam.round == 0 else OVER


PHASES: Final[Mapping[Phase, Callable[[Jam], str]]] = {
    "scheduled": _scheduled,
    "lobby": _lobby,
    "collecting": _collecting,
    "rendering": _rendering,
    "voting": _voting,
    "reveal": _reveal,
    "finale": _finale,
    "archived": _archived,
}
