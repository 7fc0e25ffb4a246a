"""The board as a message: what somebody reads who comes along and knows nothing of it."""

from collections.abc import Iterator
from typing import Final

from bot.card import CardView
from bot.family.links import link
from bot.jams.board.buttons import OVER, rows_of
from bot.jams.board.phases import MODES, says
from bot.jams.board.roster import roster_lines
from bot.judging.shown import shown
from bot.records.jam import FINALE, Jam, JamRules
from bot.words import escape, fit, mention, moment

THEME_SHOWN: Final = 200
TITLE: Final = "## 🎶 {name}"
THEME: Final = "> {theme}"
LAST: Final = "🎧 Last heard: {link}"
AWAY: Final = "🪑 {host} is away. {to} can lead it now, anybody in it from {alone} on."
FREE: Final = "🪑 {host} is away. Anybody in it can lead it now."
TRACK: Final = "🏁 The track: {link}"
SECONDS: Final = "sections of {length} s"
TURNS: Final = "{turn} s to say something"
VOTES: Final = "{vote} s to vote"
KEY: Final = "in {tonic} {scale}"
MODERATED: Final = "moderators see everything first"
PRIVATE: Final = "for those who were invited"
WEEKLY: Final = "every week"
FOOT: Final = "-# {rules} · `{jam}`"


def board_view(jam: Jam) -> CardView:
    """Say how a jam stands and what can be done about it."""
    return CardView(fit(list(_lines(jam))), buttons=rows_of(jam))


def is_board(jam: Jam, content: str) -> bool:
    """Tell the board of a jam from its other messages, whatever the board tells."""
    return content.startswith(TITLE.format(name="")) and content.endswith(f"`{jam.id}`")


def title_line(jam: Jam) -> str:
    """Say which jam it is, in one line: its name, its mode and how far it is."""
    return " · ".join([f"**{name_of(jam)}**", mode_line(jam)])


def mode_line(jam: Jam) -> str:
    """Say how it is played and how far it is."""
    of = f"of {jam.rules.rounds} sections" if jam.rules.rounds > 1 else "of 1 section"
    return f"{MODES[jam.rules.mode]} · {len(jam.sections)} {of}"


def name_of(jam: Jam) -> str:
    """Write its name as it may be shown."""
    return escape(shown(jam.name))


def rules_line(rules: JamRules) -> str:
    """Say by which rules it is played."""
    times = [SECONDS.format(length=rules.length_s), f"{rules.bpm} BPM", TURNS.format(turn=rules.turn_s)]
    if rules.mode != "relay":
        times.append(VOTES.format(vote=rules.vote_s))
    if rules.mode == "layers":
        times.append(KEY.format(tonic=rules.tonic, scale=rules.scale))
    said = {MODERATED: rules.pre_moderated, PRIVATE: rules.is_private, WEEKLY: rules.is_weekly}
    return " · ".join([*times, *(words for words, holds in said.items() if holds)])


def last_heard(jam: Jam) -> str | None:
    """Say where the last section was shown, or the track."""
    if post := jam.posts.get(FINALE):
        return link(jam.server, post.channel, post.message)
    post = jam.posts.get(f"reveal-{jam.sections[-1].round}") if jam.sections else None
    return None if post is None else link(jam.server, post.channel, post.message)


def _lines(jam: Jam) -> Iterator[str]:
    yield TITLE.format(name=name_of(jam))
    yield mode_line(jam)
    yield says(jam)
    if jam.offer is not None and jam.phase not in OVER:
        said = FREE if "paused" in jam.halts else AWAY
        yield said.format(host=mention(jam.host), to=mention(jam.offer.to), alone=moment(jam.offer.alone_until_s))
    if jam.theme:
        yield THEME.format(theme=escape(shown(jam.theme), most=THEME_SHOWN))
    yield from roster_lines(jam)
    if heard := last_heard(jam):
        yield (TRACK if FINALE in jam.posts else LAST).format(link=heard)
    yield FOOT.format(rules=rules_line(jam.rules), jam=jam.id)
