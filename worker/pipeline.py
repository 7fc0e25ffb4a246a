"""Words to sound: what Jamgram does, from recipes to finished clips.

recipe → picture → magnitudes → phases → waveform → MP3
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from torch import Tensor

from core.contract import Clip, Label, Painted
from worker.codecs import encode_mp3, encode_png
from worker.painter import Painter
from worker.painter.painting import OnStep
from worker.sound.conversion import waveform_from_picture
from worker.sound.mix import master


def make_clips(painter: Painter, recipes: Sequence[Painted], *, on_step: OnStep) -> list[Clip]:
    """Make one clip of each recipe, in their order; what `on_step` raises between two steps calls all of it off."""
    passes = list(batches(recipes, size=painter.batch))
    total = sum(batch[0].steps for batch in passes)
    clips: list[Clip] = []
    done = 0
    for batch in passes:
        pictures = painter.paint(batch, columns=batch[0].columns, on_step=_counted(on_step, done, total))
        clips += [finish(painter, recipe, picture) for recipe, picture in zip(batch, pictures, strict=True)]
        done += batch[0].steps
    return clips


def batches(recipes: Sequence[Painted], *, size: int) -> Iterator[list[Painted]]:
    """Neighbours that one pass can paint together: of one width, step count and guidance, at most `size` of them."""
    for _, alike in groupby(recipes, key=lambda recipe: (recipe.columns, recipe.steps, recipe.guidance)):
        members = list(alike)
        yield from (members[start : start + size] for start in range(0, len(members), size))


def finish(painter: Painter, recipe: Painted, picture: Tensor) -> Clip:
    """Turn a picture, uint8 [rows, columns], into sound, and both into files that carry their recipe."""
    label = Label(recipe=recipe, receipt=painter.receipt).canonical_json()
    png = encode_png(picture, comment=label)
    waveform = sound_of(picture.to(painter.device), loop=recipe.loop)
    mp3 = encode_mp3(waveform, title=recipe.prompt, comment=label, cover=png)
    return Clip(recipe, painter.receipt, png, mp3, recipe.duration_s, notes_on(painter, recipe))


def sound_of(picture: Tensor, *, loop: bool) -> Tensor:
    """The mastered waveform of a picture, float32 [samples] on the CPU."""
    return master(waveform_from_picture(picture[None], loop=loop), loop=loop)[0].cpu()


def notes_on(painter: Painter, recipe: Painted) -> tuple[str, ...]:
    """What the user should know about a clip that its files can't tell."""
    texts = {"prompt": recipe.prompt, "negative prompt": recipe.negative}
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


def _counted(on_step: OnStep, before: int, total: int) -> OnStep:
    return lambda step, _: on_step(before + step, total)
