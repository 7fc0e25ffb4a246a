"""The card of a case, as moderators see it: what it is about, what was found in it, and what they can do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord

from bot.card import Button, Verb
from bot.card.values import Style
from bot.cases.marking import marked
from bot.cases.words import KINDS, REASONS, decided_line, named
from bot.family.links import link
from bot.gallery.facts import recipe_lines
from bot.gallery.parts import layout, row, text
from bot.records.jam import Jam
from bot.records.oversight import Case
from bot.records.statements import Report
from bot.records.values import CardRecord, ClipRecord
from bot.words import escape, moment, units
from core.contract import Morph, Painted, Recipe
from core.recipes import heading_of

WORDS_SHOWN: Final = 1000
REPORTS_SHOWN: Final = 3
REPORT_SHOWN: Final = 200

CASE_MOST: Final = 2500
REVIEW_MOST: Final = 1400
"""Of the 4,000 signs that a message of components has room for."""

GONE: Final = "-# What it is about is gone."
HIDDEN: Final = "🙈 It is hidden until this is decided."
IN_TRACK: Final = "🎶 It is also in the track `{name}` of its jam: `/riff-mod remove` takes that away."
VEILED: Final = "🫣 Its picture is a spoiler until this is decided."

BELL: Final = "🔔 The bell rings {when}: what is let pass by then is played."
RUNG: Final = "🔔 The bell has rung: what is let pass now is played if the others are still being painted."

OFFERED: Final[tuple[tuple[Verb, str, str, Style], ...]] = (
    ("approve", "✅", "Approve", "primary"),
    ("remove", "🗑️", "Remove", "secondary"),
    ("strike", "⚠️", "Strike", "secondary"),
    ("block", "🚫", "Block", "danger"),
    ("review", "🔎", "Open", "secondary"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A case with all that moderators should know to decide it."""

    case: Case
    record: CardRecord | None
    strikes: int = 0
    """Those of its author that count now."""
    reports: tuple[Report, ...] = ()
    jam: Jam | None = None
    """The one that it is to be played in."""
    track: str | None = None
    """The name of the track that it was joined to."""

    @property
    def clip(self) -> ClipRecord | None:
        """The clip that it is about; None if it is about a whole card, or that is gone."""
        clips = [one.clip for one in self.record.requests if one.clip] if self.record else []
        return next((clip for clip in clips if clip.id == self.case.clip_id), None)

    @property
    def recipes(self) -> tuple[Recipe, ...]:
        """What it is about."""
        if self.clip is not None:
            return (self.clip.recipe,)
        return tuple(one.request.recipe for one in self.record.requests) if self.record else ()

    @property
    def link(self) -> str | None:
        """Where its card is, if others than its author see that."""
        card = self.record.card if self.record else None
        if card is None or card.message is None or card.reach != "channel":
            return None
        return link(card.origin.server, card.origin.channel, card.message)


def case_view(shown: Shown) -> discord.ui.LayoutView:
    """Build a case's card; there is something to press as long as it is open. Call within the event loop."""
    rows: list[discord.ui.Item[Any]] = []
    if shown.case.state == "open":
        rows.append(row(_offer(shown.case, *one) for one in OFFERED))
    if shown.link:
        rows.append(row((), link=shown.link))
    return layout(text("\n".join(fitting(list(lines_of(shown)), most=CASE_MOST))), *rows)


def review_view(shown: Shown, past: Sequence[Case] = ()) -> discord.ui.LayoutView:
    """Build the same for one moderator alone, with how each clip is painted and what was decided about its author."""
    recipes = [line for recipe in shown.recipes[:1] for line in recipe_lines(recipe)][-1:]
    before = [f"-# {KINDS[one.kind][0]} #{one.number} {decided_line(one)}" for one in past]
    view = case_view(shown)
    told = [*recipes, *(["**Decided about its author before:**", *before] if before else [])]
    if told:
        view.add_item(text("\n".join(fitting(told, most=REVIEW_MOST))))
    return view


def fitting(lines: Sequence[str], *, most: int) -> list[str]:
    """Leave out lines that would make a text too long: the longest, until the rest fits."""
    kept = list(lines)
    while sum(units(line) + 1 for line in kept) > most:
        kept.remove(max(kept, key=units))
    return kept


def lines_of(shown: Shown) -> Iterator[str]:
    """Write down what is known of a case."""
    case, (emoji, kind) = shown.case, KINDS[shown.case.kind]
    yield f"### {emoji} #{case.number} · {kind}"
    yield " · ".join(_who(shown))
    yield from _words(shown)
    yield from _found(case)
    yield from _reports(shown.reports)
    yield from _state(shown)


def _who(shown: Shown) -> Iterator[str]:
    case, card = shown.case, shown.record.card if shown.record else None
    yield f"by {named(case.author)}"
    where = card.origin.channel if card else (shown.jam.thread or shown.jam.channel) if shown.jam else None
    yield f"{moment(case.opened_s)} in <#{where}>" if where else moment(case.opened_s)
    yield {0: "no strikes", 1: "1 strike so far"}.get(shown.strikes, f"{shown.strikes} strikes so far")


def _words(shown: Shown) -> Iterator[str]:
    if shown.case.kind == "entry":
        yield f"> {marked(shown.case.text, shown.case.matched)}" if shown.case.text else GONE
        yield from _of_jam(shown)
        return
    if not shown.recipes:
        yield GONE
    for words in dict.fromkeys(_words_of(recipe, shown.case.matched) for recipe in shown.recipes):
        yield f"> {words}"
    negatives = {one.negative for one in shown.recipes if isinstance(one, Painted) and one.negative}
    yield from (f"🚫 not: {marked(one, shown.case.matched)}" for one in sorted(negatives))


def _of_jam(shown: Shown) -> Iterator[str]:
    """Say which jam it is, how far it is, and for how long an answer still helps."""
    jam, entry = shown.jam, shown.jam.entry(shown.case.card_id) if shown.jam else None
    if jam is None or entry is None:
        return
    yield f"🎶 **{escape(jam.name)}**, round {entry.round}"
    if jam.theme:
        yield f"-# Its theme: {escape(jam.theme)}"
    if shown.case.state == "open" and entry.round == jam.round and jam.deadline_s is not None:
        yield BELL.format(when=moment(jam.deadline_s)) if jam.phase == "collecting" else RUNG


def _words_of(recipe: Recipe, matched: str) -> str:
    if isinstance(recipe, Morph):
        return f"{marked(recipe.prompt, matched)} → {marked(recipe.to_prompt, matched)}"
    heading = heading_of(recipe)
    return "A file that somebody posted" if heading is None else marked(heading, matched)


def _found(case: Case) -> Iterator[str]:
    if case.rule or case.family:
        matched = f": “{escape(case.matched)}”" if case.matched else ""
        rule = f" (rule `{escape(case.rule, most=100)}`)" if case.rule else ""
        yield f"🔍 {escape(case.family.replace('_', ' ')) or 'a rule'}{rule}{matched}"
    if case.text and case.kind != "entry":
        yield f"💬 {named(case.author)} says: “{escape(case.text, most=WORDS_SHOWN)}”"


def _reports(reports: Sequence[Report]) -> Iterator[str]:
    if not reports:
        return
    counted = Counter(REASONS[one.reason] for one in reports)
    named = " · ".join(f"{reason} ×{count}" if count > 1 else reason for reason, count in counted.most_common())
    people = "1 person" if len(reports) == 1 else f"{len(reports)} people"
    yield f"🚩 {people}: {named}"
    said = [one.text for one in reports if one.text]
    yield from (f"💬 “{escape(words, most=REPORT_SHOWN)}”" for words in said[:REPORTS_SHOWN])


def _state(shown: Shown) -> Iterator[str]:
    case, clip, record = shown.case, shown.clip, shown.record
    if case.state != "open":
        yield decided_line(case)
        return
    if clip is not None and clip.hidden_s is not None:
        yield HIDDEN
    if shown.track is not None:
        yield IN_TRACK.format(name=shown.track)
    if case.kind == "veiled" and record is not None and record.card.veiled:
        yield VEILED


def _offer(case: Case, verb: Verb, emoji: str, label: str, style: Style) -> Button:
    return Button(verb, str(case.number), emoji, label, style)
