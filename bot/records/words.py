"""What stands beside a recipe, to find it by; and what is left of it when its words are taken away."""

import hashlib
import json
import unicodedata
from typing import Final

from sqlalchemy import ColumnElement, or_

from bot.records.models import ClipRow
from core.contract import Morph, Recipe
from core.limits import tidy
from core.recipes import heading_of

REMOVED: Final = "[removed]"
NOTHING: Final = "{}"

MISREAD: Final = str.maketrans("OIL", "011")
"""Letters that recipes' names don't have, and the digits that are meant by them."""


def prompt_of(recipe: Recipe) -> str | None:
    """Write the words of a recipe, as they were typed; a track's title; None if it has none."""
    heading = heading_of(recipe)
    return f"{heading} → {recipe.to_prompt}" if isinstance(recipe, Morph) else heading


def hash_of(recipe: Recipe) -> str:
    """Name a recipe for good: equal recipes have equal names."""
    return hashlib.sha256(recipe.canonical_json().encode()).hexdigest()


def folded(words: str) -> str:
    """Bring words to the form in which they are searched: without what tells apart only to the eye."""
    printable = "".join(sign for sign in words if unicodedata.category(sign) not in {"Cc", "Cs"} or sign.isspace())
    return tidy(printable).casefold()


def matches(text: str | None) -> tuple[ColumnElement[bool], ...]:
    """Keep clips with these letters in their words, in any case, and those whose recipe's name begins so."""
    letters = folded(text or "")
    if not letters:
        return ()
    named = ClipRow.recipe_id.startswith(recipe_name(letters), autoescape=True)
    return (or_(ClipRow.prompt_folded.contains(letters, autoescape=True), named),)


def recipe_name(typed: str) -> str:
    """Read a recipe's name as somebody types it: in any case, with or without what it begins with."""
    return "R-" + typed.strip().upper().removeprefix("R-").translate(MISREAD)


def wordless(recipe: str) -> str:
    """Take the words out of a recipe's JSON, also out of one of another version; of what is none, nothing is left."""
    try:
        fields = json.loads(recipe)
    except ValueError:
        return NOTHING
    if not isinstance(fields, dict):
        return NOTHING
    kept = {name: value for name, value in fields.items() if name != "negative"}
    words: dict[str, object] = {name: REMOVED for name in ("prompt", "to_prompt", "title") if name in fields}
    words |= {"chapters": [REMOVED for _ in fields["chapters"]]} if isinstance(fields.get("chapters"), list) else {}
    return json.dumps(kept | words, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
