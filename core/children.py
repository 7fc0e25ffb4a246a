"""Recipes of clips that come of others: their words, lengths and seeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from core.contract import AnyPaint, Extend, Morph, Painted, Recipe, Region, Remix, SecondSeed
from core.errors import UserError
from core.limits import (
    COLUMNS_PER_SECOND,
    HIGHEST_HZ,
    KEEP,
    LONGEST_S,
    NATIVE_COLUMNS,
    NATIVE_LENGTH_S,
    PROMPT_MAX,
    SEED_MAX,
    VARIED_MOST,
    VARY,
    Keep,
    Side,
    Variation,
)
from core.recipes import chained, made, new_seed, painted_fields, require_painted

NATIVE_S: Final = NATIVE_COLUMNS / COLUMNS_PER_SECOND

TO_COME: Final = "0" * 64
"""Stands for the key of a file that is not here yet."""

NO_WORDS: Final = "This was not painted from words: say in words what to make of it."
FULL: Final = f"A clip can last {LONGEST_S} s: nothing can be added to this one."
NO_ROOM: Final = f"A clip can last {LONGEST_S} s: {{room}} s can still be added to this one, not {{added}}."
VARIED_OUT: Final = f"This was varied {VARIED_MOST} times in a row, and no more can be mixed in: remix it instead."
NO_PART: Final = "Between these times there is nothing: the clip lasts {lasts} s."
Part = Literal["bass", "middle", "treble"]
PARTS: Final[Mapping[str, tuple[int, int]]] = {"bass": (0, 250), "middle": (250, 2000), "treble": (2000, HIGHEST_HZ)}
TOO_SHORT: Final = "That leaves no room to turn from one into the other: use at least {least} s."


class Parent(Protocol):
    """A clip or a file that others can come of; its picture or sound is an artefact, unless that is gone."""

    @property
    def recipe(self) -> Recipe:
        """How it was made; a conversion, if that is unknown."""

    @property
    def png(self) -> str | None:
        """Name what its children begin with."""

    @property
    def duration_s(self) -> float:
        """Say how long it lasts."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody said of a child; what they left out comes from its parent, and a seed is drawn."""

    prompt: str = ""
    negative: str | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """How a morph goes."""

    length_s: int = 20
    stages: int = 5
    curve: str = "linear"


def remix_of(parent: Parent, wish: Wish, *, model: str, keep: Keep = "groove", region: Region | None = None) -> Remix:
    """Paint over a clip. What loops goes on to."""
    recipe = parent.recipe
    loop = isinstance(recipe, Painted) and recipe.loop
    fields = {**_fields(parent, wish, words=words_of(recipe), model=model), "length_s": length_of(parent), "loop": loop}
    return made(Remix, {**fields, "source": parent.png, "strength": KEEP[keep], "region": region})


def over_file(wish: Wish, *, model: str, keep: Keep, length_s: int) -> Remix:
    """Paint over a file that is still to be had: its key is to come."""
    fields = {"prompt": _require_words(wish.prompt.strip()), "negative": wish.negative or "", "seed": _seed(wish)}
    return made(Remix, {**fields, "model": model, "length_s": length_s, "source": TO_COME, "strength": KEEP[keep]})


def vary_of(parent: Parent, how: Variation, *, model: str) -> AnyPaint:
    """Paint a clip again from a beginning close to its own, which may be a varied one already.

    Raises
    ------
    UserError
        If it was varied too often.
    """
    recipe = require_painted(parent.recipe)
    mixed_in = recipe.second.chain if recipe.second else ()
    if len(mixed_in) >= VARIED_MOST:
        raise UserError(VARIED_OUT, code="E-VALUE")
    second = chained([*mixed_in, SecondSeed(seed=new_seed(), amount=VARY[how])])
    return recipe.model_copy(update={"second": second, "model": model})


def extend_of(parent: Parent, wish: Wish, *, model: str, side: Side, added_s: int) -> Extend:
    """Let a clip go on.

    Raises
    ------
    UserError
        If it would last too long; the sentence says how much can be added.
    """
    kept_s = length_of(parent)
    if added_s > room_of(parent):
        raise UserError(NO_ROOM.format(room=room_of(parent), added=added_s), code="E-VALUE")
    words = first_words(parent.recipe) if side == "before" else last_words(parent.recipe)
    fields = {**_fields(parent, wish, words=words, model=model), "source": parent.png, "side": side}
    return made(Extend, {**fields, "added_s": added_s, "length_s": kept_s + added_s, "loop": side == "loop"})


def morph_of(first: Parent | str, last: Parent | str, *, model: str, shape: Shape, seed: int | None = None) -> Morph:
    """Turn one thing into another, each a clip or words. Without a seed of its own, words begin as the clip did.

    Raises
    ------
    UserError
        If there is no room to turn, or a clip without words has no other's to take.
    """
    clips = [end for end in (first, last) if not isinstance(end, str)]
    _require_turn(shape.length_s, clips=len(clips))
    prompt = first if isinstance(first, str) else first_words(first.recipe)
    to_prompt = last if isinstance(last, str) else last_words(last.recipe)
    seeds = [one.recipe.seed for one in clips if isinstance(one.recipe, Painted)] or [new_seed()]
    ends = [seed] if seed is not None else seeds
    return made(Morph, {
        **_style(clips), "model": model, "length_s": shape.length_s, "stages": shape.stages, "curve": shape.curve,
        "prompt": _require_words(prompt or to_prompt), "to_prompt": to_prompt or prompt,
        "seed": ends[0], "to_seed": ends[-1], "source": _picture(first), "to_source": _picture(last),
    })  # fmt: skip


def reseeded(recipe: AnyPaint, seed: int) -> AnyPaint:
    """Begin a recipe anew as it was begun: one that was varied is varied otherwise, both ends of a morph move on."""
    if recipe.second is not None:
        *before, last = recipe.second.chain
        return recipe.model_copy(update={"second": chained([*before, last.model_copy(update={"seed": seed})])})
    moved = recipe.model_copy(update={"seed": seed})
    if isinstance(moved, Morph):
        return moved.model_copy(update={"to_seed": (moved.to_seed - recipe.seed + seed) % (SEED_MAX + 1)})
    return moved


def region_of(clip: Parent, *, part: str, from_s: float, to_s: float | None) -> Region | None:
    """Bound the part of a clip that is painted anew; None for all of it.

    Raises
    ------
    UserError
        If nothing of the clip is in it.
    """
    low_hz, high_hz = PARTS.get(part, (0, HIGHEST_HZ))
    if part not in PARTS and not from_s and to_s is None:
        return None
    if from_s >= clip.duration_s or (to_s is not None and to_s <= from_s):
        raise UserError(NO_PART.format(lasts=f"{clip.duration_s:.1f}"), code="E-VALUE")
    return made(Region, {"low_hz": low_hz, "high_hz": high_hz, "from_s": from_s, "to_s": to_s})


def length_of(clip: Parent) -> int:
    """Say how long a clip's children are: as long as it is, in whole windows."""
    if isinstance(clip.recipe, Painted):
        return clip.recipe.length_s
    windows = round(clip.duration_s / NATIVE_S)
    return NATIVE_LENGTH_S * min(max(windows, 1), LONGEST_S // NATIVE_LENGTH_S)


def room_of(clip: Parent) -> int:
    """Say how many seconds can be added to a clip.

    Raises
    ------
    UserError
        If none can.
    """
    room_s = LONGEST_S - length_of(clip)
    if room_s <= 0:
        raise UserError(FULL, code="E-VALUE")
    return room_s


def words_of(recipe: Recipe) -> str:
    """Say of which words a clip is: of a morph's, both; of what was converted, none."""
    both = dict.fromkeys((first_words(recipe), last_words(recipe)))
    joined = ", ".join(both)
    return joined if len(joined) <= PROMPT_MAX else first_words(recipe)


def first_words(recipe: Recipe) -> str:
    """Say with which words a clip begins."""
    return recipe.prompt if isinstance(recipe, Painted) else ""


def last_words(recipe: Recipe) -> str:
    """Say with which words a clip ends."""
    turned = isinstance(recipe, Morph) and recipe.curve != "ping-pong"
    return recipe.to_prompt if isinstance(recipe, Morph) and turned else first_words(recipe)


def _fields(parent: Parent, wish: Wish, *, words: str, model: str) -> dict[str, object]:
    """What a child has of its parent, and what was wished for."""
    style = _style([parent])
    negative = style.get("negative", "") if wish.negative is None else wish.negative
    prompt = _require_words(wish.prompt.strip() or words)
    return {**style, "prompt": prompt, "negative": negative, "seed": _seed(wish), "model": model}


def _seed(wish: Wish) -> int:
    return new_seed() if wish.seed is None else wish.seed


def _style(clips: list[Parent]) -> Mapping[str, object]:
    """How the first painted one of clips was painted."""
    kept = ("negative", "steps", "guidance", "scheduler")
    styles = (painted_fields(one.recipe) for one in clips if isinstance(one.recipe, Painted))
    style = next(styles, {})
    return {name: style[name] for name in kept if name in style}


def _picture(end: Parent | str) -> str | None:
    return None if isinstance(end, str) else end.png


def _require_words(words: str) -> str:
    if not words:
        raise UserError(NO_WORDS, code="E-VALUE")
    return words


def _require_turn(length_s: int, *, clips: int) -> None:
    """See that beside the clips at its ends there is a window to turn in; words are the same all over a window."""
    least_s = NATIVE_LENGTH_S * max(clips + 1, 2)
    if length_s < least_s:
        raise UserError(TOO_SHORT.format(least=least_s), code="E-VALUE")
