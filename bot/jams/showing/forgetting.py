"""A jam without somebody who is forgotten, as it is shown just before the records forget them. Pure."""

from dataclasses import replace

from bot.records.jam import Jam
from bot.records.words import REMOVED


def forgotten(jam: Jam, user: str, alias: str) -> Jam:
    """Put an alias in place of somebody, and take their words out: the jam's own, if they lead it."""
    named = {user: alias}
    return replace(
        untitled(jam) if jam.host == user else jam,
        host=named.get(jam.host, jam.host),
        ended_by=named.get(jam.ended_by or "", jam.ended_by),
        players=tuple(replace(one, user=named.get(one.user, one.user)) for one in jam.players),
        rounds=tuple(replace(one, player=named.get(one.player or "", one.player)) for one in jam.rounds),
        votes=tuple(replace(one, voter=named.get(one.voter, one.voter)) for one in jam.votes),
        entries=tuple(replace(one, user=alias, prompt=REMOVED) if one.user == user else one for one in jam.entries),
    )


def untitled(jam: Jam) -> Jam:
    """Take the words of the jam itself out."""
    return replace(jam, name=REMOVED, theme="")
