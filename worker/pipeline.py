"""Recipes to clips: what Jamgram does.

words, a picture or a sound → sketch → picture → magnitudes → phases → waveform → MP3
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from core.clip import Clip, Label
from core.contract import Extend, Layer, Morph, Painted, Recipe, Section
from core.errors import UserError
from core.lanes.costs import Fits
from core.request import UPLOAD_LIMIT_DEFAULT
from core.work import steps_of, strength_of
from worker.codecs import Tags, encode_png
from worker.codecs.fitting import fitting_mp3, require_fitting
from worker.extending import extend
from worker.features import features_of
from worker.labels import label_in, title_of
from worker.layering import added
from worker.levelling import levelled
from worker.painter.canvas import Canvas
from worker.sketch import circular, sketch_of
from worker.sound.format import RIFFUSION, SAMPLE_RATE_HZ
from worker.sound.playing import sound_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from torch import Tensor

    from worker.painter import Painter
    from worker.sketch import Fetch, Sketch
    from worker.steps import Glimpse, OnStep

Wanted = TypeVar("Wanted")
"""A recipe, or what has one."""

SILENT = "The painter left this one silent. Other words or another seed will do better."
MUTE = "There is nothing to hear in it: it is silent from beginning to end."


def make_clips(
    painter: Painter, recipes: Sequence[Recipe], *, on_step: OnStep, fetch: Fetch | None = None
) -> list[Clip]:
    """Make one clip of each recipe, in their order; what `on_step` raises between two steps calls all of it off."""
    batches = list(passes(recipes, size=painter.batch, company=company_of))
    total = sum(steps_of(batch[0]) for batch in batches)
    clips: list[Clip] = []
    done = 0
    for batch in batches:
        sketches = [sketch_of(recipe, fetch=fetch or _nothing) for recipe in batch]
        pictures = paint(painter, sketches, on_step=_counted(on_step, done, total))
        clips += [finish(painter, sketch, picture) for sketch, picture in zip(sketches, pictures, strict=True)]
        done += steps_of(batch[0])
    return clips


def passes(wanted: Sequence[Wanted], *, size: int, company: Callable[[Wanted], Hashable]) -> Iterator[list[Wanted]]:
    """Neighbours that one pass can paint together, at most `size` of them."""
    for _, alike in groupby(wanted, key=company):
        members = list(alike)
        yield from (members[start : start + size] for start in range(0, len(members), size))


def company_of(recipe: Recipe) -> Hashable:
    """What recipes must have in common to be painted in one pass, as the lanes see it."""
    return Fits.of(recipe)


def paint(
    painter: Painter, sketches: Sequence[Sketch], *, on_step: OnStep, glimpse: Glimpse | None = None
) -> Sequence[Tensor]:
    """Paint what one pass can hold, each uint8 [rows, columns]; what only has to be converted is painted already."""
    match sketches[0].recipe:
        case Extend():
            recipes = [sketch.recipe for sketch in sketches if isinstance(sketch.recipe, Extend)]
            pictures = [_pixels(sketch)[0] for sketch in sketches]
            return extend(painter, recipes, pictures, on_step=on_step, glimpse=glimpse)
        case Painted():
            painted = painter.paint([canvas_of(sketch) for sketch in sketches], on_step=on_step, glimpse=glimpse)
            return [_settled(sketch, pixels) for sketch, pixels in zip(sketches, painted, strict=True)]
        case _:
            return [_pixels(sketch) for sketch in sketches]


def canvas_of(sketch: Sketch) -> Canvas:
    """What a sketch is painted on."""
    assert isinstance(sketch.recipe, Painted)
    picture = sketch.picture.pixels[0] if sketch.picture else None
    columns = sketch.recipe.columns if picture is None else picture.shape[-1]
    strength = strength_of(sketch.recipe)
    return Canvas(sketch.recipe, columns, picture, strength, sketch.mask, sketch.turn)


def finish(painter: Painter, sketch: Sketch, pixels: Tensor, *, upload_limit: int = UPLOAD_LIMIT_DEFAULT) -> Clip:
    """Turn a picture, uint8 [rows, columns] or [2, rows, columns], into sound, and both into files with their recipe.

    Raises
    ------
    UserError
        If there is nothing to hear, or no quality makes the files small enough.
    """
    picture_format = sketch.picture.picture_format if sketch.picture else RIFFUSION
    label = label_of(painter, sketch)
    comment, loop = label.canonical_json(), circular(sketch)
    png = require_fitting(encode_png(pixels, comment=comment, picture_format=picture_format), limit=upload_limit)
    waveform = sound_of(pixels.to(painter.device), picture_format=picture_format, loop=loop)
    if not waveform.any():
        raise UserError(SILENT if isinstance(sketch.recipe, Painted) else MUTE, code="E-SILENT")
    tags = Tags(title_of(label.recipe), comment=comment, cover=png, chapters=sketch.chapters)
    mp3, quality = fitting_mp3(waveform, tags, limit=upload_limit)
    notes = (*sketch.notes, *notes_on(painter, sketch.recipe), *quality)
    made_by = painter.receipt if isinstance(sketch.recipe, Painted) else None
    duration_s = waveform.shape[-1] / SAMPLE_RATE_HZ
    return Clip(sketch.recipe, made_by, png, mp3, duration_s, notes, features_of(waveform))


def label_of(painter: Painter, sketch: Sketch) -> Label:
    """What the files say: the recipe and by what it was painted; a picture that carries that already keeps it."""
    if isinstance(sketch.recipe, Painted):
        return Label(recipe=sketch.recipe, receipt=painter.receipt)
    carried = label_in(sketch.picture.comment) if sketch.picture else None
    return carried or Label(recipe=sketch.recipe)


def notes_on(painter: Painter, recipe: Recipe) -> tuple[str, ...]:
    """What the user should know about a clip that its files can't tell."""
    if not isinstance(recipe, Painted):
        return ()
    texts = {"prompt": recipe.prompt, "negative prompt": recipe.negative}
    if isinstance(recipe, Morph):
        texts["second prompt"] = recipe.to_prompt
    unread = {name: painter.unread(text) for name, text in texts.items()}
    cut = (
        f"The model reads only the beginning of so long a {name}; it left out “{rest}”."
        for name, rest in unread.items()
        if rest
    )
    ignored = (
        ("At a guidance of 1 the negative prompt does nothing.",) if recipe.negative and recipe.guidance <= 1 else ()
    )
    return (*cut, *ignored)


def _settled(sketch: Sketch, pixels: Tensor) -> Tensor:
    """Let a morph be as loud as the clips at its ends, a layer's mix be as it was, and a section only what is new.

    Other pictures are as they were painted.
    """
    match sketch.recipe:
        case Morph() if sketch.mask is not None:
            return levelled(pixels, sketch.mask)
        case Layer() if sketch.under is not None:
            return added(pixels, sketch.under, sketch.recipe)
        case Section():
            return pixels[:, -sketch.recipe.columns :].contiguous()
        case _:
            return pixels


def _pixels(sketch: Sketch) -> Tensor:
    assert sketch.picture is not None
    return sketch.picture.pixels


def _counted(on_step: OnStep, before: int, total: int) -> OnStep:
    return lambda step, _: on_step(before + step, total)


def _nothing(key: str) -> bytes:
    raise LookupError(f"there is no store in which to find {key}")
