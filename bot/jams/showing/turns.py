"""The call at the beginning of a round: whose turn it is, and a word to them before the bell rings."""

from collections.abc import Iterator
from typing import Final

import discord

from bot.card import Button, CardView
from bot.family.links import link
from bot.jams.board.buttons import stamped
from bot.jams.board.phases import PARTS
from bot.jams.machine.turns import able
from bot.jams.showing.posting import JamSaying, posted
from bot.records.jam import Jam, Round
from bot.services import Services
from bot.words import fit, mention, moment
from core.sections import SECTIONS_MOST

SOON_S: Final = 20.0
"""So long before the bell a player who said nothing yet is called once more."""

TURN_LEAST_S: Final = 45
"""In shorter turns nobody is called twice."""

TURN: Final = "🎤 **Round {round}** · section {section} of {rounds} · {player}, it is your turn."
EVERYBODY: Final = "🎤 **Round {round}** · section {section} of {rounds} · everybody enters."
PART: Final = (
    "🎤 **Round {round}** · part {section} of {rounds}: {part}, in {tonic} {scale} at {bpm} BPM · everybody enters."
)
BEGINS: Final = "Say in a few words how it begins. You have {turn} s."
GOES_ON: Final = "Say in a few words how it goes on from {last}. You have {turn} s."
OVER: Final = "Say in a few words how it sounds: it is played over {last}. You have {turn} s."
EARLY: Final = "The bell rings early once all have entered."
NEW: Final = "📣 You play now: {people}"
MISSED: Final = "⏭️ Nothing came of {player}'s turn."
BENCHED: Final = "⏭️ {player} said nothing in time again, and is not called any more: 🙋 **Join** brings them back."
SOON: Final = "⏰ **Round {round}** · {player}, the bell rings {when}."


async def tend(services: Services, client: discord.Client, jam: Jam) -> None:
    """Call those whose turn it is, once, and once more if they say nothing."""
    if jam.phase != "collecting" or jam.halts or jam.thread is None or jam.now is None:
        return
    if call_name(jam.now) not in jam.posts:
        await posted(services, client, jam, call(jam, jam.now))
    if _is_late(jam, jam.now, now_s=services.clock()):
        await posted(services, client, jam, reminder(jam, jam.now))


def call_name(on: Round) -> str:
    """Name the call of a round."""
    return f"call-{on.number}"


def call(jam: Jam, on: Round) -> JamSaying:
    """Say who may say what, and for how long."""
    assert jam.thread is not None
    button = Button("jamenter", stamped(jam), "🎤", "Contribute", "primary")
    view = CardView(fit(list(_lines(jam, on))), buttons=((button,),))
    return JamSaying(call_name(on), view, jam.thread, to=(on.player,) if on.player else new_players(jam))


def new_players(jam: Jam) -> tuple[str, ...]:
    """Name those who play and were in no round yet: they may look elsewhere since they came to the lobby."""
    heard = {one.user for one in jam.entries}
    return tuple(one.user for one in able(jam) if one.missed == 0 and one.user not in heard)


def reminder(jam: Jam, on: Round) -> JamSaying:
    """Call a player once more."""
    assert jam.thread is not None
    assert on.player is not None
    assert jam.deadline_s is not None
    said = SOON.format(round=on.number, player=mention(on.player), when=moment(jam.deadline_s))
    return JamSaying(f"bell-{on.number}", CardView(said), jam.thread, to=(on.player,))


def _is_late(jam: Jam, on: Round, *, now_s: float) -> bool:
    """Tell whether a relay's player is to be called once more."""
    if on.player is None or jam.deadline_s is None or jam.rules.turn_s < TURN_LEAST_S:
        return False
    if f"bell-{on.number}" in jam.posts or any(one.round == on.number for one in jam.entries):
        return False
    return 0 < jam.deadline_s - now_s <= SOON_S


def _lines(jam: Jam, on: Round) -> Iterator[str]:
    yield _title(jam, on)
    yield from _missed(jam, on)
    said = GOES_ON if on.part is None else OVER
    last, turn = _last(jam), jam.rules.turn_s
    yield said.format(last=last, turn=turn) if last else BEGINS.format(turn=turn)
    if on.player is None:
        yield EARLY
        new = [mention(one) for one in new_players(jam)]
        yield from [NEW.format(people=", ".join(new))] if new else []


def _title(jam: Jam, on: Round) -> str:
    section = min(len(jam.sections) + 1, SECTIONS_MOST)
    counted = {"round": on.number, "section": section, "rounds": jam.rules.rounds}
    if on.player is not None:
        return TURN.format(player=mention(on.player), **counted)
    if on.part is not None:
        rules = jam.rules
        return PART.format(part=PARTS[on.part], tonic=rules.tonic, scale=rules.scale, bpm=rules.bpm, **counted)
    return EVERYBODY.format(**counted)


def _missed(jam: Jam, on: Round) -> Iterator[str]:
    """Say of whoever was called before that nothing came of it, so that nobody wonders."""
    before = next((one for one in jam.rounds if one.number == on.number - 1), None)
    if before is None or before.player is None or any(one.round == before.number for one in jam.entries):
        return
    player = jam.player(before.player)
    is_benched = player is not None and player.seat == "benched"
    yield (BENCHED if is_benched else MISSED).format(player=mention(before.player))


def _last(jam: Jam) -> str | None:
    """Say where the last section can be heard."""
    if not jam.sections:
        return None
    post = jam.posts.get(f"reveal-{jam.sections[-1].round}")
    return link(jam.server, post.channel, post.message) if post else "the last section"
