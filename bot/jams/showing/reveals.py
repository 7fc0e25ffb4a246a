"""What came of a round: the section, whose it is, and who entered what for how many votes."""

from collections.abc import Iterator, Sequence
from typing import Final

import discord

from bot.card import Button, CardView, remix_button
from bot.card.title import seconds
from bot.jams.board.phases import PARTS
from bot.jams.machine.acts import Revealed
from bot.jams.machine.votes import QUORUM, tally
from bot.jams.moving import move
from bot.jams.showing.fitting import fitting
from bot.jams.showing.hearing import Heard, heard_in
from bot.jams.showing.letters import gone, lettered
from bot.jams.showing.posting import JamSaying, is_right, posted
from bot.jams.showing.presenting import present
from bot.judging.veiling import veiled_in
from bot.records.jam import Jam, Round
from bot.services import Services
from bot.words import mention

IN_A_ROW: Final = 5
ROWS_MOST: Final = 4
"""Of a message's five rows, one is the section's own."""

SECTION: Final = "🎧 **Round {round}** · section {section} of {rounds}, by {player}"
WON: Final = "🏆 **Round {round}** · {player} wins with {votes}: {noun} {section} of {rounds}"
ALONE: Final = "🏆 **Round {round}** · {player} entered alone and wins: {noun} {section} of {rounds}"
TAKEN_OUT: Final = "🧹 **Round {round}** · what was heard here was taken out."
FEW: Final = "-# Fewer than {quorum} votes decide nothing: the earliest entry wins."
TIE: Final = "-# Several have as many votes: the earliest of them wins."
OTHERS: Final = "Also entered:"


async def tend(services: Services, client: discord.Client, jam: Jam) -> Jam:
    """Show what came of the round that is on, and give time to listen; what was taken out since is shown no more."""
    if jam.thread is None:
        return jam
    for one in jam.rounds:
        if _is_changed(jam, one):
            await posted(services, client, jam, (await saying_of(services, client, jam, one))[0])
    if jam.phase == "reveal" and jam.now is not None and jam.now.ended_s is None and "frozen" not in jam.halts:
        return await _reveal(services, client, jam, jam.now)
    return jam


def name_of(on: Round) -> str:
    """Name the message in which a round's section is shown."""
    return f"reveal-{on.number}"


async def saying_of(services: Services, client: discord.Client, jam: Jam, on: Round) -> tuple[JamSaying, Heard | None]:
    """Write what came of a round, as it may be shown now; and name what is heard, if it may be."""
    assert jam.thread is not None
    heard = await heard_in(services, jam, on.number)
    best = next((one for one in heard if one.entry.id == on.winner), None)
    async with veiled_in(services, client, server=jam.server, channel=jam.thread):
        view = _view(jam, on, heard, best)
    return JamSaying(name_of(on), view, jam.thread, gone=gone(jam, on.number)), best


async def _reveal(services: Services, client: discord.Client, jam: Jam, on: Round) -> Jam:
    saying, best = await saying_of(services, client, jam, on)
    if best is None:
        await posted(services, client, jam, saying)
    else:
        await present(services, client, jam, saying, clip=best.clip)
    return await move(services, jam.id, Revealed(on.number))


def _is_changed(jam: Jam, on: Round) -> bool:
    """Tell whether something was taken out that a message still shows."""
    return name_of(on) in jam.posts and not is_right(jam, name_of(on), gone=gone(jam, on.number))


def _view(jam: Jam, on: Round, heard: Sequence[Heard], best: Heard | None) -> CardView:
    content = fitting(lambda most: _lines(jam, on, heard, best, most=most))
    if best is None:
        return CardView(content)
    files = (best.picture, best.sound)
    return CardView(content, tuple(one for one in files if one is not None), tuple(_rows(heard, best)))


def _lines(jam: Jam, on: Round, heard: Sequence[Heard], best: Heard | None, *, most: int) -> Iterator[str]:
    if best is None:
        yield TAKEN_OUT.format(round=on.number)
    else:
        yield _title(jam, on, best)
        yield f"**{best.words(most)}**"
        yield f"-# {seconds(best.clip.duration_s)} · `{best.clip.recipe.recipe_id}`"
        yield from _reason(jam, on, best)
    others = [one for one in heard if one is not best]
    if others:
        yield OTHERS
        yield from (f"**{one.letter}** {_credit(jam, one)}: {one.words(most)}" for one in others)


def _reason(jam: Jam, on: Round, best: Heard) -> Iterator[str]:
    """Say why an entry wins that has no more votes than others; nothing where some were taken out since."""
    votes = tally(jam, on.number)
    if len(votes) < 2 or gone(jam, on.number):
        return
    if sum(votes.values()) < QUORUM:
        yield FEW.format(quorum=QUORUM)
    elif list(votes.values()).count(votes.get(best.entry.id, 0)) > 1:
        yield TIE


def _title(jam: Jam, on: Round, best: Heard) -> str:
    place = next((at for at, one in enumerate(jam.sections, 1) if one.id == on.winner), len(jam.sections))
    counted = {"round": on.number, "player": mention(best.entry.user), "section": place, "rounds": jam.rules.rounds}
    counted["noun"] = "section" if on.part is None else f"{PARTS[on.part]}, part"
    if jam.rules.mode == "relay":
        return SECTION.format(**counted)
    if len(lettered(jam, on.number)) == 1:
        return ALONE.format(**counted)
    return WON.format(votes=votes_of(jam, best), **counted)


def _credit(jam: Jam, one: Heard) -> str:
    return f"{mention(one.entry.user)} · {votes_of(jam, one)}"


def votes_of(jam: Jam, one: Heard) -> str:
    """Say how many voted for an entry."""
    count = sum(vote.entry == one.entry.id for vote in jam.votes)
    return "1 vote" if count == 1 else f"{count} votes"


def _rows(heard: Sequence[Heard], best: Heard) -> Iterator[tuple[Button, ...]]:
    """Offer what can be done with the section, and the files of the others."""
    clip = best.clip
    yield (
        remix_button(clip),
        Button("star", clip.id, "⭐", "Star"),
        Button("export", clip.id, "⬇️", "Export"),
        Button("details", clip.id, "🔎", "Details"),
        Button("report", clip.id, "🚩", "Report"),
    )
    others = [Button("export", one.clip.id, "⬇️", f"Export {one.letter}") for one in heard if one is not best]
    for at in range(0, min(len(others), IN_A_ROW * ROWS_MOST), IN_A_ROW):
        yield tuple(others[at : at + IN_A_ROW])
