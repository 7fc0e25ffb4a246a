"""What somebody asks for, as the gate looks at it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.judging.permitting import Person, Place
from bot.records.values import Ancestry, ClipRecord
from core.contract import Join, Morph, Painted, Recipe
from core.errors import UserError
from core.limits import NEGATIVE_MAX, PROMPT_MAX
from core.recipes import made

NOTHING_LEFT: Final = (
    "Nothing is left of these words: this server has rules that take them out. Nothing was used up: use others."
)
LONGEST: Final[Mapping[str, int]] = {"prompt": PROMPT_MAX, "to_prompt": PROMPT_MAX, "negative": NEGATIVE_MAX}
"""The words of a recipe, and how many characters each may have."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, where, and for what kind of thing."""

    person: Person
    place: Place
    shown: Place | None = None
    """Where it will be shown, if that is elsewhere: what holds there holds as well."""
    private: bool = False
    upload: bool = False
    """It is made of a file that somebody posted."""
    export: bool = False
    """It is a file of a clip that is there: no new one is made."""
    may_hold: bool = True
    """Moderators can let it be made later; if not, what would be held is refused."""
    inherited: frozenset[str] = frozenset()
    """Words of what it is made of: whoever asks did not type them, and maybe may not even see them."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it has to be right."""
        return (self.place,) if self.shown is None else (self.place, self.shown)

    @property
    def age_restricted(self) -> bool:
        """Tell whether adults alone see it."""
        return all(place.age_restricted for place in self.places)


@dataclass(frozen=True, slots=True)
class Texts:
    """All words of what is asked for, each once."""

    wanted: tuple[str, ...] = ()
    avoided: tuple[str, ...] = ()

    @classmethod
    def of(cls, recipes: Sequence[Recipe]) -> "Texts":
        """Collect them."""
        wanted = [words for one in recipes for words in _wanted(one)]
        avoided = [one.negative for one in recipes if isinstance(one, Painted) and one.negative]
        return cls(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(avoided)))

    @property
    def all(self) -> frozenset[str]:
        """All of them."""
        return frozenset({*self.wanted, *self.avoided})

    def without(self, inherited: Iterable[str]) -> "Texts":
        """Leave out what stands at the beginning of a text and was not typed by whoever asks."""
        known = sorted(inherited, key=len, reverse=True)
        return Texts(_left(self.wanted, known), _left(self.avoided, known))


def rewritten(recipe: Recipe, used: Mapping[str, str]) -> Recipe:
    """Put words in the place of others; those that became too many are cut.

    Raises
    ------
    UserError
        If nothing is left of them.
    """
    if not isinstance(recipe, Painted):
        return recipe
    fields = {name: (getattr(recipe, name, ""), most) for name, most in LONGEST.items()}
    changed = {name: used[words][:most] for name, (words, most) in fields.items() if used.get(words, words) != words}
    if not changed:
        return recipe
    if not all(words.strip() for name, words in changed.items() if name != "negative"):
        raise UserError(NOTHING_LEFT, code="E-REJECT")
    return made(type(recipe), {**recipe.model_dump(), **changed})


def is_of_upload(recipes: Sequence[Recipe], ancestry: Ancestry, parents: Sequence[ClipRecord] = ()) -> bool:
    """Tell whether something is made of a file that somebody posted, and not of clips."""
    if ancestry.operation == "export" or (ancestry.parent is not None and not parents):
        return False
    theirs = {key for parent in parents for key in (parent.png, parent.mp3)}
    return not _sources(recipes) <= theirs


def _left(texts: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.removeprefix(next((one for one in known if text.startswith(one)), "")) for text in texts)


def _sources(recipes: Sequence[Recipe]) -> set[str | None]:
    named = {getattr(recipe, name, None) for recipe in recipes for name in ("source", "to_source")}
    return named - {None}


def _wanted(recipe: Recipe) -> tuple[str, ...]:
    match recipe:
        case Morph():
            return (recipe.prompt, recipe.to_prompt)
        case Join():
            return (recipe.title, *recipe.chapters)
        case _:
            return (recipe.prompt,) if isinstance(recipe, Painted) else ()
