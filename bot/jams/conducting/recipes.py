"""What a jam is painted from: its entries as recipes, and the track that its sections are joined to. Pure."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.judging.shown import shown
from bot.records.jam import Entry, Jam, Round
from bot.records.values import ClipRecord
from bot.words import plain, shorten
from core.limits import SEED_MAX, Key
from core.recipes import STEPS, made
from core.sections import CHAPTER_MAX, TITLE_MAX, Join, Layer, Section

NAME_SHOWN: Final = 32
"""Characters of a player's name in a chapter; the rest of it is for the words."""

SOMEBODY: Final = "somebody"
UNTITLED: Final = "Jam"


def entry_recipe(jam: Jam, entry: Entry, *, source: Key | None, model: str) -> Section | Layer:
    """Make the recipe of an entry, always the same one: it goes on from the source, or is played over it.

    Raises
    ------
    UserError
        If its words can't be painted.
    """
    here = next(one for one in jam.rounds if one.number == entry.round)
    fields = {**_painted_fields(jam, entry, here), "source": source, "model": model}
    if here.part is None:
        return made(Section, fields)
    return made(Layer, {**fields, "part": here.part, "tonic": jam.rules.tonic, "scale": jam.rules.scale})


def track_recipe(
    jam: Jam,
    sections: Sequence[tuple[Entry, ClipRecord]],
    names: Mapping[str, str],
    *,
    cleared: Collection[str] = (),
) -> Join:
    """Join sections, each with its player and their words for a chapter: as they may be shown, or as cleared.

    Raises
    ------
    UserError
        If they can't be joined.
    """
    words = {one.id: one.prompt if one.id in cleared else shown(one.prompt) for one, _ in sections}
    fields = {
        "sources": tuple(clip.png for _, clip in sections),
        "chapters": tuple(_chapter(names.get(one.user, SOMEBODY), words[one.id]) for one, _ in sections),
        "title": shorten(plain(shown(jam.name)), TITLE_MAX) or UNTITLED,
        "bpm": jam.rules.bpm,
    }
    return made(Join, fields)


def seed_of(entry_id: str) -> int:
    """Draw a seed that is an entry's own: whoever makes its recipe anew makes the same one."""
    return int.from_bytes(hashlib.sha256(entry_id.encode()).digest()[:4], "big") % (SEED_MAX + 1)


def _painted_fields(jam: Jam, entry: Entry, here: Round) -> dict[str, object]:
    return {
        "prompt": entry.prompt,
        "seed": seed_of(entry.id),
        "steps": STEPS["draft" if here.is_draft else "standard"],
        "length_s": jam.rules.length_s,
        "bpm": jam.rules.bpm,
    }


def _chapter(name: str, prompt: str) -> str:
    who = shorten(plain(name), NAME_SHOWN) or SOMEBODY
    return shorten(f"{who}: {plain(prompt)}", CHAPTER_MAX)
