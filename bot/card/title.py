"""How a card names what was asked for."""

from collections.abc import Iterator, Mapping
from typing import Final

from bot.card.forms import form_title
from bot.card.hearing import heard
from bot.judging.shown import shown
from bot.records.values import CardRecord
from bot.words import PROMPT_SHOWN, escape, mention, plain, shorten
from core.clip import Features
from core.contract import Beat, Export, Extend, Join, Layer, Morph, Painted, Play, Recipe, Remix, Section
from core.limits import Side
from core.recipes import heading_of

ALT_PROMPT = 200
ALT_SHORT: Final = 300
"""Screen readers read all of a description, so one that tells what can be heard is brief."""

TURN: Final = "→"
"""Stands between what a morph begins and ends with."""


SIDES: Final[Mapping[Side, str]] = {
    "after": "{added} s longer",
    "before": "{added} s before it",
    "loop": "{added} s back to its beginning",
}


def title_of(record: CardRecord) -> str:
    """Write the first line of a card: the prompt, as it was typed, or what is converted, as far as that is known."""
    if not record.requests:
        return "**A posted file**"
    recipe = _first(record)
    if isinstance(recipe, Export):
        return form_title(record, recipe)
    return " · ".join([f"**{_escaped_name(recipe)}**", *_how(recipe)])


def name_of(recipe: Recipe) -> str:
    """Name a clip in plain words: by its prompt, a morph by both, a track by its title, else by what was converted."""
    if isinstance(recipe, Morph):
        return f"{shown(recipe.prompt)} {TURN} {shown(recipe.to_prompt)}"
    heading = heading_of(recipe)
    return _conversion(recipe) if heading is None else shown(heading)


def asked_by(record: CardRecord) -> str:
    """Say who asked."""
    return f"by {mention(record.card.origin.author)}"


def alt_of(recipe: Recipe, *, duration_s: float, features: Features | None = None) -> str:
    """Describe a picture to those who can't see it, by what can be heard where that was measured."""
    if features is None:
        what = _what(recipe, most=ALT_PROMPT)
        return f"Spectrogram of {what}: {seconds(duration_s)} of sound from left to right, low notes at the bottom."
    said = f", {seconds(duration_s)}: {heard(features)}."
    return f"Spectrogram of {_what(recipe, most=ALT_SHORT - len(said) - len('Spectrogram of “”'))}{said}"


def seconds(duration_s: float) -> str:
    """Write a length to a tenth of a second: `5.1 s`, `60 s`."""
    return f"{duration_s:.1f}".removesuffix(".0") + " s"


def _what(recipe: Recipe, *, most: int) -> str:
    return "a posted file" if heading_of(recipe) is None else f"“{shorten(plain(name_of(recipe)), most)}”"


def _escaped_name(recipe: Recipe) -> str:
    """The arrow of a morph is ours; its words share the room that one prompt has."""
    if isinstance(recipe, Morph):
        halves = (escape(shown(words), most=PROMPT_SHOWN // 2) for words in (recipe.prompt, recipe.to_prompt))
        return f" {TURN} ".join(halves)
    return escape(name_of(recipe))


def _how(recipe: Recipe) -> Iterator[str]:
    """What is special about a clip beside its words."""
    if isinstance(recipe, Join):
        yield f"{len(recipe.sources)} sections"
    if isinstance(recipe, Layer):
        yield recipe.part
    if isinstance(recipe, Beat | Section | Layer | Join):
        yield f"{recipe.bpm} BPM"
    if isinstance(recipe, Extend):
        yield SIDES[recipe.side].format(added=recipe.added_s)
    if isinstance(recipe, Remix) and recipe.region is not None:
        yield "a part of it"
    if isinstance(recipe, Painted) and recipe.second is not None:
        yield "varied"


def _first(record: CardRecord) -> Recipe:
    return record.first.request.recipe


def _conversion(recipe: Recipe) -> str:
    return "The sound of a picture" if isinstance(recipe, Play) else "The picture of a sound"
