"""A jam that is over, as a file: who played what, what was voted for, and how the track came to be. Pure."""

import json
from collections.abc import Mapping
from typing import Final

from bot.jams.machine.votes import tally
from bot.jams.showing.statistics import listeners
from bot.judging.shown import shown
from bot.records.jam import Entry, Jam, Player, Round

VERSION: Final = 1
"""Of this kind of file."""

TOLD: Final = frozenset({"painted", "failed", "ready"})
"""The states of entries that everybody heard of."""

Fields = Mapping[str, object]


def recap_of(jam: Jam) -> str:
    """Write it as JSON. Who voted for what is in no file."""
    listening = listeners(jam)
    said: Fields = {
        "version": VERSION,
        "jam": jam.id,
        "name": shown(jam.name),
        "theme": shown(jam.theme),
        "host": jam.host,
        "mode": jam.rules.mode,
        "bpm": jam.rules.bpm,
        "key": f"{jam.rules.tonic} {jam.rules.scale}",
        "section_s": jam.rules.length_s,
        "track": jam.track,
        "began_s": jam.created_s,
        "ended_s": jam.ended_s,
        "players": [_player(one) for one in jam.players if one.seat != "kicked" and one not in listening],
        "listeners": len(listening),
        "rounds": [_round(jam, one) for one in jam.rounds],
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def _player(player: Player) -> Fields:
    return {"user": player.user, "wins": player.wins, "last_heard_in_round": player.heard_round}


def _round(jam: Jam, played: Round) -> Fields:
    votes = tally(jam, played.number)
    entries = [one for one in jam.entries if one.round == played.number and one.state in TOLD]
    return {
        "round": played.number,
        "part": played.part,
        "turn_of": played.player,
        "winner": played.winner,
        "entries": [_entry(one, votes) for one in entries],
    }


def _entry(entry: Entry, votes: Mapping[str, int]) -> Fields:
    said = {"entry": entry.id, "user": entry.user, "prompt": shown(entry.prompt), "clip": entry.clip}
    return {**said, "votes": votes.get(entry.id, 0)}
