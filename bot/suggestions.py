"""What autocomplete offers: pure choices from what is known."""

from collections.abc import Iterable, Sequence
from typing import Final

from bot.card.title import name_of, seconds
from bot.judging.shown import shown
from bot.records import Preset
from bot.records.listed import Listed
from bot.words import plain, shorten

CHOICES_MAX: Final = 25
CHOICE_CHARACTERS: Final = 100
"""Discord's limits on a list of choices, and on the name and the value of each."""

STYLES: Final = (
    "ambient",
    "blues",
    "boom bap",
    "bossa nova",
    "chiptune",
    "choir",
    "church organ",
    "cinematic orchestra",
    "classical piano",
    "country",
    "disco",
    "drum and bass",
    "dub techno",
    "dubstep",
    "flamenco",
    "folk guitar",
    "funk",
    "gamelan",
    "heavy metal",
    "house",
    "jazz ballad",
    "jazz swing",
    "lo-fi hip hop",
    "marimba minimalism",
    "music box",
    "reggae",
    "rock",
    "salsa",
    "steel drums",
    "string quartet",
    "synthwave",
    "taiko drums",
    "techno",
    "trance",
    "trap",
)
"""What the built-in model has heard; other models know them as well."""


def prompts(typed: str, *, recent: Sequence[str], presets: Sequence[Preset]) -> list[tuple[str, str]]:
    """Offer one's own words first, then the server's, then styles: pairs of what is shown and what is meant.

    What would be refused now is not offered.
    """
    ours = [(prompt, prompt) for prompt in recent if _has(prompt, typed)]
    theirs = [(f"{one.name}: {one.prompt}", one.prompt) for one in presets if _has(f"{one.name} {one.prompt}", typed)]
    offered = [one for one in (*ours, *theirs) if shown(one[0]) == one[0]]
    return choices([*offered, *((words, words) for words in completions(typed))])


def clips(found: Iterable[Listed], *, viewer: str) -> list[tuple[str, str]]:
    """Offer clips by their names and words; what is meant is a clip's id."""
    return choices((_shown(one, viewer=viewer), one.clip.id) for one in found)


def completions(typed: str) -> Iterable[str]:
    """Go on with the last of several parts: `sad, jaz` becomes `sad, jazz swing`."""
    head, comma, tail = typed.rpartition(",")
    before = f"{head.strip()}, " if comma else ""
    return (before + style for style in STYLES if _has(style, tail.strip()))


def choices(offers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keep what Discord takes: each value once, none that is too long, as many as there may be."""
    fitting = ((shorten(plain(name), CHOICE_CHARACTERS), value) for name, value in offers)
    kept: dict[str, str] = {}
    for name, value in fitting:
        if name and 0 < len(value) <= CHOICE_CHARACTERS:
            kept.setdefault(value, name)
    return [(name, value) for value, name in kept.items()][:CHOICES_MAX]


def _shown(one: Listed, *, viewer: str) -> str:
    """Say which clip it is; its words are what gives way where there is no room."""
    clip = one.clip
    marks = [seconds(clip.duration_s), *(["yours"] if clip.author == viewer else [])]
    marks += [f"⭐ {one.stars}"] if one.stars else []
    ends = clip.recipe.recipe_id, " · ".join(marks)
    room = CHOICE_CHARACTERS - sum(map(len, ends)) - 2 * len(" · ")
    return f"{ends[0]} · {shorten(plain(name_of(clip.recipe)), room)} · {ends[1]}"


def _has(words: str, typed: str) -> bool:
    return typed.strip().casefold() in words.casefold()
