"""Which members of a family are shown where there is no room for all."""

from collections.abc import Sequence

from bot.records.lineage import Member


def select(members: Sequence[Member], *, asked: str, most: int) -> list[Member]:
    """Keep so many members, oldest first: the one that was asked for, all that it comes of, then the oldest."""
    kept = {one.id for one in by_need(members, asked=asked)[:most]}
    return [one for one in members if one.id in kept]


def by_need(members: Sequence[Member], *, asked: str) -> list[Member]:
    """Sort a family, oldest first, so that every beginning of it holds each first parent of whom it holds."""
    known = {one.id: one for one in members}
    line: list[Member] = []
    wanted: str | None = asked
    while wanted in known:
        line.insert(0, known[wanted])
        wanted = next(iter(known[wanted].parents), None)
    own = {one.id for one in line}
    return [*line, *(one for one in members if one.id not in own)]
