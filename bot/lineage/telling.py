"""A family as text: a line a clip, each below what it was made of and further in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from bot.lineage.naming import is_shown, name_of
from bot.lineage.selecting import by_need
from bot.records.lineage import Member
from bot.words import mention, ordinal, units

INDENT: Final = "\u2003"
"""Clients drop common spaces where a line begins."""

INDENTS_MOST: Final = 8
"""Deeper ones are not indented any further: phones are narrow. The generation is written out anyway."""

ELSEWHERE: Final = "one of another family"


def tell(members: Sequence[Member], *, asked: str, most: int, left_out: int = 0) -> str:
    """List a family, oldest first, as a tree in at most so many characters; what has no room is counted.

    The clip that was asked for and all that it comes of are kept first, then the oldest.
    """
    depths = _depths(members)
    lines = {one.id: _line(one, depths[one.id], members, is_asked=one.id == asked) for one in members}
    room = most - units(_rest(len(members) + left_out))
    kept = _kept(by_need(members, asked=asked), lines, room)
    shown = [lines[one.id] for one in _as_tree(members) if one.id in kept]
    missing = len(members) + left_out - len(shown)
    return "\n".join([*shown, *([_rest(missing)] if missing else [])])


def _kept(members: Sequence[Member], lines: Mapping[str, str], room: int) -> set[str]:
    kept = set()
    for one in members:
        room -= units(lines[one.id]) + 1
        if room < 0:
            break
        kept.add(one.id)
    return kept


def _as_tree(members: Sequence[Member]) -> Iterator[Member]:
    """Go through a family so that each is followed by what was made of it."""
    known = {one.id for one in members}
    children: dict[str | None, list[Member]] = {}
    for one in members:
        parent = next(iter(one.parents), None)
        children.setdefault(parent if parent in known else None, []).append(one)
    waiting = children.get(None, [])[::-1]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children.get(one.id, [])[::-1]


def _depths(members: Sequence[Member]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for one in members:
        parent = next(iter(one.parents), None)
        depths[one.id] = depths[parent] + 1 if parent in depths else 0
    return depths


def _line(one: Member, depth: int, members: Sequence[Member], *, is_asked: bool) -> str:
    """Write one member: `↳ **R-7F3K9Q** remix · by @ana · ★ 3 · 3rd generation`."""
    before = INDENT * min(depth - 1, INDENTS_MOST) + "↳ " if depth else ""
    parts = [f"{before}{f'**{_name(one)}**' if is_asked else _name(one)} {one.operation}"]
    parts += [f"by {mention(one.author)}"] if is_shown(one) else []
    parts += [f"★ {one.stars}"] if is_shown(one) and one.stars else []
    parts += [f"with {_other(one, members)}"] if len(one.parents) > 1 else []
    parts += [f"{ordinal(one.generation)} generation"] if depth > INDENTS_MOST else []
    return " · ".join(parts)


def _other(one: Member, members: Sequence[Member]) -> str:
    other = next((known for known in members if known.id == one.parents[1]), None)
    return _name(other) if other else ELSEWHERE


def _name(one: Member) -> str:
    return f"`{name_of(one)}`" if is_shown(one) else name_of(one)


def _rest(count: int) -> str:
    return f"… and {count} more"
