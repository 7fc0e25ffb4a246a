"""The entries of a round, to be heard and voted for: without whose they are, and without who has how many votes."""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot.card import CardFile, CardView
from bot.jams.board.buttons import vote_button
from bot.jams.showing.fitting import fitting
from bot.jams.showing.hearing import Heard, heard_in, sheet_of
from bot.jams.showing.letters import gone, lettered
from bot.jams.showing.posting import JamSaying, is_right, posted
from bot.judging.veiling import veiled_in
from bot.records.jam import Jam
from bot.services import Services

A_MESSAGE_MOST: Final = 9
"""Sounds in one message, which holds ten files: their pictures are one."""

TITLE: Final = "🗳️ **Round {round}** · {letters}: which one shall stay?"
RULES: Final = "Nobody sees who voted for what, and you may change your mind until it is counted."
TIME: Final = "You have {vote} s."
TAKEN_OUT: Final = "**{letter}** was taken out."


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Show what can be voted for; what was taken out since is heard no more."""
    if jam.thread is None:
        return
    for number in _numbers(jam):
        for saying in await sayings(services, client, jam, number):
            await posted(services, client, jam, saying)


def names_of(jam: Jam, number: int) -> list[str]:
    """Name the messages that a round's entries are shown in."""
    pages = len(_pages([letter for letter, _ in lettered(jam, number)]))
    return [f"vote-{number}" if page == 0 else f"vote-{number}-{page + 1}" for page in range(pages)]


async def sayings(services: Services, client: discord.Client, jam: Jam, number: int) -> list[JamSaying]:
    """Write all messages that show the entries of a round."""
    assert jam.thread is not None
    heard = {one.letter: one for one in await heard_in(services, jam, number)}
    pages = _pages([letter for letter, _ in lettered(jam, number)])
    async with veiled_in(services, client, server=jam.server, channel=jam.thread):
        views = [_view(jam, number, page, heard) for page in pages]
    taken = gone(jam, number)
    names = names_of(jam, number)
    return [JamSaying(name, view, jam.thread, gone=taken) for name, view in zip(names, views, strict=True)]


def _numbers(jam: Jam) -> Iterator[int]:
    """Name the rounds of which something is to be shown, or shown without something."""
    for one in jam.rounds:
        if one.number == jam.round and jam.phase == "voting" and "frozen" not in jam.halts:
            yield one.number
        elif taken := gone(jam, one.number):
            shown = [name for name in names_of(jam, one.number) if name in jam.posts]
            if not all(is_right(jam, name, gone=taken) for name in shown):
                yield one.number


def _pages(letters: Sequence[str]) -> list[Sequence[str]]:
    """Spread letters evenly over as few messages as hold them."""
    count = max(1, -(-len(letters) // A_MESSAGE_MOST))
    size = max(1, -(-len(letters) // count))
    return [letters[at : at + size] for at in range(0, len(letters), size)]


def _view(jam: Jam, number: int, letters: Sequence[str], heard: dict[str, Heard]) -> CardView:
    is_on = jam.phase == "voting" and jam.round == number
    content = fitting(lambda most: _lines(jam, number, letters, heard, most=most))
    return CardView(content, tuple(_files(jam, number, letters, heard)), ((vote_button(jam),),) if is_on else ())


def _lines(jam: Jam, number: int, letters: Sequence[str], heard: dict[str, Heard], *, most: int) -> Iterator[str]:
    span = letters[0] if len(letters) == 1 else f"{letters[0]}–{letters[-1]}"
    yield TITLE.format(round=number, letters=span)
    for letter in letters:
        yield f"**{letter}** {heard[letter].words(most)}" if letter in heard else TAKEN_OUT.format(letter=letter)
    yield f"-# {_time(jam)}{RULES}"


def _time(jam: Jam) -> str:
    """Say how long there is to vote, if the clock runs: once it is over nobody needs that."""
    if jam.phase != "voting" or jam.deadline_s is None:
        return ""
    return f"{TIME.format(vote=round(jam.deadline_s - jam.phase_s))} "


def _files(jam: Jam, number: int, letters: Sequence[str], heard: dict[str, Heard]) -> Iterator[CardFile]:
    there = [heard[letter] for letter in letters if letter in heard]
    sheet = sheet_of(f"{jam.id}-{number}", there)
    yield from [sheet] if sheet else []
    yield from (one.sound for one in there if one.sound is not None)
