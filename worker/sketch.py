"""What a recipe is painted from: nothing, a beat, or what somebody sent; and which parts of that stay as they are."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from torch import Tensor

from core.contract import Beat, Export, Extend, Join, Layer, Morph, Painted, Play, Recipe, Remix, Section, See
from core.errors import UserError
from core.limits import COLUMNS_PER_SECOND, LONGEST_S, NATIVE_COLUMNS, NATIVE_LENGTH_S
from worker import layering, sectioning
from worker.codecs import Chapter, Picture
from worker.extending import continued
from worker.joining import TRACK_MOST_S, track_of
from worker.labels import label_in
from worker.morphing import alphas_of, kept_columns, laid_out, mask_around, places_of
from worker.painter.canvas import Turn
from worker.regions import mask_of
from worker.sent import HERE, Reader, Sent
from worker.sound.beat import beat
from worker.sound.conversion import magnitudes_from_waveform, picture_from_waveform
from worker.sound.format import RIFFUSION
from worker.sound.levels import picture_from_magnitudes
from worker.sources import beginning, cut, ending, side_of, whole

CONVERTED_MOST_S: Final = LONGEST_S // NATIVE_LENGTH_S * NATIVE_COLUMNS / COLUMNS_PER_SECOND
"""The longest clip that is painted, 61.44 s. A picture of more is too wide to look at, and seldom small enough to be
posted."""

Fetch = Callable[[str], bytes]
"""Gives the bytes of an artefact."""

Find = Callable[[str], Sent]


@dataclass(frozen=True)
class Sketch:
    """A recipe ready to be painted, what it is painted from, and what to tell of that.

    `mask` is as of a canvas: float32 [rows, columns], 1 where it is painted. `under` is the mix, uint8 [rows, columns],
    to which only what is new in the painted picture is added.
    """

    recipe: Recipe
    picture: Picture | None = None
    notes: tuple[str, ...] = ()
    mask: Tensor | None = None
    turn: Turn | None = None
    chapters: tuple[Chapter, ...] = ()
    under: Tensor | None = None


def sketch_of(recipe: Recipe, *, fetch: Fetch, reader: Reader = HERE) -> Sketch:
    """Get ready what a recipe begins with.

    Raises
    ------
    UserError
        If what somebody sent is no picture and no sound that can be used.
    """

    def find(key: str) -> Sent:
        return Sent(fetch(key), reader)

    match recipe:
        case Play() | Export():
            return played(recipe, find(recipe.source))
        case See():
            return seen(recipe, find(recipe.source))
        case Join():
            picture, chapters, notes = track_of(recipe, find=find)
            return Sketch(recipe, picture, notes, chapters=chapters)
        case _:
            return begun(recipe, find=find)


def begun(recipe: Recipe, *, find: Find) -> Sketch:
    """Get ready what a model paints over."""
    match recipe:
        case Beat():
            return drummed(recipe)
        case Remix():
            return remixed(recipe, find(recipe.source))
        case Extend():
            return extended(recipe, find(recipe.source))
        case Morph():
            return morphed(recipe, find=find)
        case Section() | Layer():
            return jammed(recipe, find=find)
        case _:
            return Sketch(recipe)


def drummed(recipe: Beat) -> Sketch:
    """Play the beat at the recipe's tempo; of a circle, at the nearest one that goes round in whole beats."""
    beats = recipe.duration_s * recipe.bpm / 60
    bpm = recipe.bpm * round(beats) / beats if recipe.loop else recipe.bpm
    notes = (f"So that the loop closes, its beat has {bpm:.1f} BPM.",) if abs(bpm - recipe.bpm) >= 0.05 else ()
    pixels = picture_from_waveform(beat(bpm, columns=recipe.columns)[None], loop=recipe.loop)
    return Sketch(recipe, Picture(pixels), notes)


def remixed(recipe: Remix, sent: Sent) -> Sketch:
    """Bring a picture or a sound to the recipe's width."""
    pixels, notes = beginning(sent, columns=recipe.columns)
    if recipe.region is None:
        return Sketch(recipe, Picture(pixels[None]), notes)
    mask, told = mask_of(recipe.region, columns=recipe.columns)
    return Sketch(recipe, Picture(pixels[None]), (*notes, *told), mask)


def extended(recipe: Extend, sent: Sent) -> Sketch:
    """Keep the end of a picture or a sound, or its beginning, and guess how it goes on."""
    read = beginning if recipe.side == "before" else ending
    kept, notes = read(sent, columns=recipe.kept_columns)
    return Sketch(recipe, Picture(continued(kept, recipe)[None]), notes)


def jammed(recipe: Section | Layer, *, find: Find) -> Sketch:
    """Begin a jam, or go on from what it has come to."""
    return sectioned(recipe, find=find) if isinstance(recipe, Section) else layered(recipe, find=find)


def sectioned(recipe: Section, *, find: Find) -> Sketch:
    """Lead on from the end of a section, or begin a jam, over the beat of all of them."""
    if recipe.source is None:
        return Sketch(recipe, Picture(sectioning.beat_of(recipe)[None]))
    source, notes = whole(find(recipe.source), most_s=CONVERTED_MOST_S)
    return Sketch(recipe, Picture(sectioning.leading_on(source, recipe)[None]), notes, sectioning.mask_of(recipe))


def layered(recipe: Layer, *, find: Find) -> Sketch:
    """Lay a part's notes or drums over a mix; drums that begin one are painted over as a whole."""
    if recipe.source is None and recipe.part == "drums":
        return Sketch(recipe, Picture(layering.guide_of(recipe)[None]))
    if recipe.source is None:
        return _over(layering.silence(recipe), recipe)
    mix, notes = beginning(find(recipe.source), columns=recipe.columns)
    return replace(_over(mix, recipe), notes=notes)


def morphed(recipe: Morph, *, find: Find) -> Sketch:
    """Lay out how one end turns into the other; of an end that is a clip, keep its picture."""
    turn = Turn(recipe.to_prompt, recipe.to_seed, alphas_of(recipe))
    clips, notes = clips_of(recipe, find=find)
    if not clips:
        return Sketch(recipe, turn=turn)
    picture = laid_out(clips, columns=recipe.columns)
    mask = mask_around(clips, columns=recipe.columns)
    return Sketch(recipe, Picture(picture[None]), notes, mask, turn)


def clips_of(recipe: Morph, *, find: Find) -> tuple[dict[int, Tensor], tuple[str, ...]]:
    """What is kept of the clips that a morph begins with, by the column from which on it is; and what to tell."""
    readers = (beginning, ending) if recipe.curve != "ping-pong" else (beginning, beginning, ending)
    keys = itertools.cycle((recipe.source, recipe.to_source))
    found = [
        (column, read(find(key), columns=kept_columns(recipe)))
        for column, read, key in zip(places_of(recipe), readers, keys, strict=False)
        if key is not None
    ]
    notes = dict.fromkeys(note for _, (_, told) in found for note in told)
    return {column: clip for column, (clip, _) in found}, tuple(notes)


def played(recipe: Play | Export, sent: Sent) -> Sketch:
    """Read a picture that is to be heard or exported, with what its tags say it means."""
    if not sent.is_picture:
        raise UserError(
            "That file is no picture, so it cannot be played as a spectrogram. Use a PNG, JPEG or WebP.",
            code="E-UPLOAD-TYPE",
        )
    most_s = TRACK_MOST_S if isinstance(recipe, Export) else CONVERTED_MOST_S
    return Sketch(recipe, *cut(sent.picture(), most_s=most_s))


def seen(recipe: See, sent: Sent) -> Sketch:
    """Paint a sound as it is; its loudest level goes into the picture's tags."""
    if sent.is_picture:
        raise UserError(
            "That file is a picture, not a sound. To hear it, play it as a spectrogram.", code="E-UPLOAD-TYPE"
        )
    waveform, notes = side_of(sent, most_s=CONVERTED_MOST_S)
    magnitudes = magnitudes_from_waveform(waveform[None])
    loudest = replace(RIFFUSION, max_value=max(float(magnitudes.max()), 1.0))
    return Sketch(recipe, Picture(picture_from_magnitudes(magnitudes), loudest), notes)


def circular(sketch: Sketch) -> bool:
    """Whether a clip's end runs into its beginning: as its recipe says, or for a picture the one that it carries."""
    label = label_in(sketch.picture.comment) if sketch.picture else None
    recipes = (sketch.recipe, label.recipe if label else None)
    return any(isinstance(recipe, Painted) and recipe.loop for recipe in recipes)


def _over(mix: Tensor, recipe: Layer) -> Sketch:
    return Sketch(recipe, Picture(layering.over_mix(mix, recipe)[None]), (), layering.mask_of(recipe), under=mix)
