"""What a jam says in the channel that it is held in: that it is planned, that it begins, and what became of it."""

from collections.abc import Iterator
from typing import Final

from bot.card import CardView
from bot.family.links import link
from bot.jams.board.buttons import join_button
from bot.jams.board.phases import MODES
from bot.jams.board.view import name_of
from bot.jams.machine.turns import is_player
from bot.jams.showing.posting import JamSaying
from bot.judging.shown import shown
from bot.records.jam import FINALE, Jam
from bot.words import date, escape, fit, mention, moment

ANNOUNCED: Final = "announced"
SCHEDULED: Final = "scheduled"

BEGINS: Final = "🎶 **{name}** · {what} · {host} begins a jam · `{jam}`"
CALLED_MOST: Final = 30
"""Of those who took a seat while it was planned."""

CALLED: Final = "📣 {people}: now is the time."
JOIN: Final = "The lobby is open: 🙋 **Join** to play, in the thread there is more."
PLANNED: Final = "📅 **{name}** · {what} · {host} plans a jam · `{jam}`"
OPENS: Final = "Its lobby opens here {date}, {moment}. 🙋 **Join** to have a seat."
WEEKLY: Final = " It comes again every week."
OPEN: Final = "Its lobby is open."
OVER: Final = "✅ **{name}** · {what} · {host}'s jam is over · `{jam}`"
TRACK: Final = "🏁 {link}"
CALLED_OFF: Final = "✖️ **{name}** · {what} · {host}'s jam was called off · `{jam}`"


def announcement(jam: Jam) -> JamSaying:
    """Say that a jam begins, and how to come in."""
    to = _expecting(jam)
    called = [CALLED.format(people=", ".join(map(mention, to)))] if to else []
    lines = [_title(BEGINS, jam), *_theme(jam), *called, JOIN]
    return JamSaying(ANNOUNCED, CardView(fit(lines), buttons=((join_button(jam),),)), jam.channel, to=to)


def _expecting(jam: Jam) -> tuple[str, ...]:
    """Name those who took a seat before its time, and look elsewhere now."""
    if jam.opens_s is None:
        return ()
    return tuple(one.user for one in jam.players if is_player(one))[:CALLED_MOST]


def plan(jam: Jam) -> JamSaying:
    """Say when a jam begins that is planned, or that it did."""
    if jam.phase != "scheduled" or jam.opens_s is None:
        return JamSaying(SCHEDULED, CardView(fit([_title(PLANNED, jam), *_theme(jam), OPEN])), jam.channel)
    when = OPENS.format(date=date(jam.opens_s), moment=moment(jam.opens_s)) + (WEEKLY if jam.rules.is_weekly else "")
    view = CardView(fit([_title(PLANNED, jam), *_theme(jam), when]), buttons=((join_button(jam),),))
    return JamSaying(SCHEDULED, view, jam.channel)


def outcome(jam: Jam, what: str) -> JamSaying:
    """Say in the place of an announcement what became of the jam."""
    if jam.round == 0:
        return JamSaying(what, CardView(_title(CALLED_OFF, jam)), jam.channel)
    post = jam.posts.get(FINALE)
    track = [TRACK.format(link=link(jam.server, post.channel, post.message))] if post else []
    return JamSaying(what, CardView(fit([_title(OVER, jam), *_theme(jam), *track])), jam.channel)


def kind_of(jam: Jam) -> str:
    """Say what is played."""
    rounds = jam.rules.rounds
    return f"{MODES[jam.rules.mode]} of {'1 section' if rounds == 1 else f'{rounds} sections'}"


def _title(words: str, jam: Jam) -> str:
    return words.format(name=name_of(jam), what=kind_of(jam), host=mention(jam.host), jam=jam.id)


def _theme(jam: Jam) -> Iterator[str]:
    if jam.theme:
        yield f"> {escape(shown(jam.theme))}"
