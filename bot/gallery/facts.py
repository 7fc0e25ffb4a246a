"""All that is known of one clip, in lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.card.credits import credit_line
from bot.card.title import seconds
from bot.gallery.telling import words_of
from bot.judging.shown import shown
from bot.records.values import CardRecord, ClipRecord, Remixes, Visibility
from bot.words import PROMPT_SHOWN, escape, mention, moment
from core.clip import Receipt
from core.contract import Beat, Extend, Layer, Morph, Painted, Recipe, Remix, Section

NOTE_MAX: Final = 300
HASH_SHOWN: Final = 12
CLEARED: Final = "🧹 Its files were cleared away; its recipe is kept."

SEEN_BY: Final[dict[Visibility, str]] = {
    "public": "🌍 Everybody may find it",
    "server": "🏠 Whoever is in its server may find it",
    "private": "🔒 Only its author may find it",
}
SECLUDED: Final = "🚪 Whoever sees its channel may find it there"
REMIXED_BY: Final[dict[Remixes, str]] = {
    "all": "and make others of it",
    "ask": "and its author is asked before others are made of it",
    "none": "and only its author may make others of it",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """A clip with its card and what people think of it."""

    clip: ClipRecord
    record: CardRecord | None
    stars: int
    starred: bool
    """Whoever looks has given it one of them."""


def facts_of(facts: Facts) -> str:
    """Write down what is known of a clip."""
    clip = facts.clip
    lines = [
        f"**{words_of(clip.recipe, most=PROMPT_SHOWN)}**",
        " · ".join([f"`{clip.recipe.recipe_id}`", f"by {mention(clip.author)}", *_measures(clip)]),
        *(credit_line(facts.record) if facts.record else []),
        _stars(facts),
        shared(clip),
        *recipe_lines(clip.recipe),
        *([_receipt(clip.receipt)] if clip.receipt else []),
        *(f"-# {escape(note, most=NOTE_MAX)}" for note in clip.notes),
        *([] if clip.png else [CLEARED]),
    ]
    return "\n".join(lines)


def shared(clip: ClipRecord) -> str:
    """Say who may find a clip, and who may make others of it."""
    return f"{SECLUDED if clip.secluded else SEEN_BY[clip.visibility]}, {REMIXED_BY[clip.remixes]}."


def recipe_lines(recipe: Recipe) -> Iterator[str]:
    """Write the settings that a clip was painted with."""
    if not isinstance(recipe, Painted):
        return
    if recipe.negative:
        yield f"🚫 not: {escape(shown(recipe.negative))}"
    parts = [f"seed {recipe.seed}", f"{recipe.steps} steps", f"guidance {recipe.guidance:g}", *_own(recipe)]
    mixed_in = recipe.second.chain if recipe.second else ()
    parts += [f"mixed by {one.amount:.0%} with seed {one.seed}" for one in mixed_in]
    yield f"🧾 {' · '.join([*parts, *(['loop'] if recipe.loop else [])])}"


def _own(recipe: Painted) -> list[str]:
    """Say what only its kind of recipe has."""
    match recipe:
        case Remix():
            return [f"strength {recipe.strength:g}", *(["a part of it"] if recipe.region else [])]
        case Beat() | Section():
            return [f"{recipe.bpm} bpm"]
        case Layer():
            return [recipe.part, f"{recipe.bpm} bpm", f"{recipe.tonic} {recipe.scale}"]
        case Extend():
            return [f"{recipe.added_s} s added ({recipe.side})"]
        case Morph():
            return [f"{recipe.stages} stages, {recipe.curve}"]
    return []


def _receipt(receipt: Receipt) -> str:
    model = f"{escape(receipt.model)} (`{receipt.model_hash[:HASH_SHOWN]}`)"
    return f"🖨️ by {model} · {escape(receipt.scheduler)} · {escape(receipt.device)}"


def _measures(clip: ClipRecord) -> list[str]:
    return [seconds(clip.duration_s), moment(clip.created_s)]


def _stars(facts: Facts) -> str:
    if not facts.stars:
        return "☆ no stars yet"
    return f"★ {facts.stars}{', yours among them' if facts.starred else ''}"
