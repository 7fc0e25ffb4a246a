"""Who made a jam's track, in everybody's own words: a line a section in a message, and everything in a file. Pure."""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Final

from bot.jams.board.phases import PARTS
from bot.jams.showing.statistics import COUNTED
from bot.judging.shown import shown
from bot.records.jam import Entry, Jam, Round
from bot.words import escape, mention, plain
from core.sections import LayerPart

SOMEBODY: Final = "somebody"
ALSO: Final = "Also entered"


def section_lines(jam: Jam, *, cleared: Collection[str] = (), most: int) -> Iterator[str]:
    """Name whose each section is, and their words."""
    for number, entry in enumerate(jam.sections, 1):
        part = part_of(jam, entry)
        title = f"{number} · {PARTS[part]}" if part else str(number)
        yield f"**{title}** {mention(entry.user)}: {escape(_words(entry, cleared), most=most)}"


def part_of(jam: Jam, entry: Entry) -> LayerPart | None:
    """Name the part of a loop that was entered, in layers."""
    return next((one.part for one in jam.rounds if one.number == entry.round), None)


def credits_of(jam: Jam, names: Mapping[str, str], *, cleared: Collection[str] = ()) -> str:
    """Write down who entered what, section by section and then the rest, for a file."""
    return "\n".join([*_head(jam), "", *_sections(jam, names, cleared), *_others(jam, names, cleared)]) + "\n"


def people_of(jam: Jam) -> list[str]:
    """Name everybody who is credited."""
    return list(dict.fromkeys([jam.host, *(one.user for one in jam.entries if one.state in COUNTED)]))


def _head(jam: Jam) -> Iterator[str]:
    yield plain(shown(jam.name))
    yield f"A jam ({jam.rules.mode}) of {datetime.fromtimestamp(jam.created_s, UTC):%Y-%m-%d} · {jam.id}"
    if jam.theme:
        yield f"Theme: {plain(shown(jam.theme))}"


def _sections(jam: Jam, names: Mapping[str, str], cleared: Collection[str]) -> Iterator[str]:
    for number, entry in enumerate(jam.sections, 1):
        part = part_of(jam, entry)
        who = f"{part}, {_named(entry, names)}" if part else _named(entry, names)
        yield f"{number}. {who}: {plain(_words(entry, cleared))}{_votes(jam, entry)}"


def _others(jam: Jam, names: Mapping[str, str], cleared: Collection[str]) -> Iterator[str]:
    """Name what did not win, by rounds: it was heard, or could not be painted."""
    won = set(jam.sections)
    left = [one for one in jam.entries if one not in won and one.state in COUNTED]
    if left:
        yield ""
        yield ALSO
    for on in jam.rounds:
        yield from (_other(jam, on, one, names, cleared) for one in left if one.round == on.number)


def _other(jam: Jam, on: Round, entry: Entry, names: Mapping[str, str], cleared: Collection[str]) -> str:
    return f"Round {on.number}, {_named(entry, names)}: {plain(_words(entry, cleared))}{_votes(jam, entry)}"


def _named(entry: Entry, names: Mapping[str, str]) -> str:
    return plain(shown(names.get(entry.user, SOMEBODY))) or SOMEBODY


def _words(entry: Entry, cleared: Collection[str]) -> str:
    return entry.prompt if entry.id in cleared else shown(entry.prompt)


def _votes(jam: Jam, entry: Entry) -> str:
    count = sum(vote.entry == entry.id for vote in jam.votes)
    return f" ({count} {'vote' if count == 1 else 'votes'})" if count else ""
