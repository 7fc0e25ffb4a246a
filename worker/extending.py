"""How a sound goes on: guessed from itself whole beats ago, and painted in windows that lead on from what is there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import torch
from torch.nn import functional

from core.contract import Extend, Painted, SecondSeed
from core.limits import NATIVE_COLUMNS, SEED_MAX
from core.recipes import chained
from core.work import EXTEND_STRENGTH, Window, steps_of, windows_of
from worker.painter.canvas import Canvas
from worker.sound.format import RIFFUSION, ROWS, WHITE
from worker.steps import Glimpse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from core.limits import Side
    from worker.painter import Painter
    from worker.steps import OnStep

BANDS: Final = 64
"""In which a sound is compared with itself."""

LAG_LEAST: Final = 128
"""Columns after which a guess may repeat at the earliest; the fewest that must be alike, too."""

HEARD: Final = 2 * NATIVE_COLUMNS
"""Columns at the end of a sound that are listened to for its beat."""

TAIL: Final = 32
"""Columns at the end of a sound whose likes are looked for."""

BEAT_WEIGHT: Final = 3
"""How much more the beat counts than the sound at the end."""

JOIN: Final = RIFFUSION.window_duration_ms // RIFFUSION.step_size_ms
"""Columns within which a new part becomes what it is."""

STRETCH_MOST: Final = 64
"""Columns by which a guess may be stretched or pressed so that it meets a beginning in time."""


def continued(kept: Tensor, recipe: Extend) -> Tensor:
    """The whole picture, uint8 [rows, columns]: what is kept, and beside it a guess at what is added."""
    added = recipe.columns - recipe.kept_columns
    if recipe.side == "before":
        return torch.cat([onward(kept.flip(-1), columns=added).flip(-1), kept], dim=-1)
    guess = onward(kept, columns=added) if recipe.side == "after" else round_to_beginning(kept, columns=added)
    return torch.cat([kept, guess], dim=-1)


def onward(kept: Tensor, *, columns: int) -> Tensor:
    """Guess how a picture goes on: as it did before, at the place that is most like its end."""
    lag = lag_of(kept)
    return kept[..., kept.shape[-1] - lag + torch.arange(columns) % lag]


def round_to_beginning(kept: Tensor, *, columns: int) -> Tensor:
    """Guess how a picture goes on until it begins again, at a pace at which it arrives there in time."""
    guess = onward(kept, columns=columns + STRETCH_MOST + LAG_LEAST)
    arrivals = range(columns - STRETCH_MOST, columns + STRETCH_MOST + 1)
    beginning, going_on = centred(strokes_of(kept[..., :LAG_LEAST])), strokes_of(guess)
    likeness = [
        alike(centred(going_on[..., at : at + LAG_LEAST]), beginning) - abs(at - columns) / columns for at in arrivals
    ]
    arrival = arrivals[max(range(len(arrivals)), key=likeness.__getitem__)]
    return at_pace(guess[..., :arrival], columns=columns)


def at_pace(pixels: Tensor, *, columns: int) -> Tensor:
    """Bring a picture to another width without a jump."""
    lines = functional.interpolate(pixels[None].float(), size=columns, mode="linear")[0]
    return lines.round().to(torch.uint8)


def lag_of(kept: Tensor) -> int:
    """After how many columns a picture is most like itself: whole beats, where there are any, and the same sound.

    The strokes decide the beat, over all of the picture; what sounds on decides at its end, where the guess sets in.
    """
    heard = kept[..., -HEARD:]
    strokes, levels, width = strokes_of(heard), levels_of(heard), heard.shape[-1]
    lags = range(LAG_LEAST, min(width - LAG_LEAST, NATIVE_COLUMNS) + 1)
    if not lags:
        return width
    end = levels[..., -TAIL:]
    likeness = [
        BEAT_WEIGHT * alike(centred(strokes[..., lag:]), centred(strokes[..., : width - lag]))
        + alike(end, levels[..., width - TAIL - lag : width - lag])
        for lag in lags
    ]
    return lags[max(range(len(lags)), key=likeness.__getitem__)]


def levels_of(pixels: Tensor) -> Tensor:
    """How loud it is, above the mean of each band, float32 [bands, columns]."""
    levels = functional.adaptive_avg_pool2d(WHITE - pixels[None].float(), (BANDS, pixels.shape[-1]))[0]
    return centred(levels)


def strokes_of(pixels: Tensor) -> Tensor:
    """Where it gets louder, and by how much, float32 [bands, columns]."""
    return functional.pad(levels_of(pixels), (1, 0), mode="replicate").diff(dim=-1).clamp(min=0)


def centred(lines: Tensor) -> Tensor:
    """Each band without its mean."""
    return lines - lines.mean(-1, keepdim=True)


def alike(one: Tensor, other: Tensor) -> float:
    """How alike two equally wide parts are, 1 if they are the same."""
    return float(functional.cosine_similarity(one.flatten(), other.flatten(), dim=0))


def joined(pixels: Tensor, *, before: Tensor | None, after: Tensor | None) -> Tensor:
    """Let a new part, uint8 [rows, columns], begin as the column before it ends and end as the one after it begins.

    The difference, row by row, fades within what one window of the transform hears: no sound sets in faster.
    """
    smooth = pixels.float()
    fade = 1 - (torch.arange(min(JOIN, pixels.shape[-1])) + 0.5) / JOIN
    if before is not None:
        smooth[:, : len(fade)] += (before.float() - pixels[:, 0])[:, None] * fade
    if after is not None:
        smooth[:, -len(fade) :] += (after.float() - pixels[:, -1])[:, None] * fade.flip(0)
    return smooth.round().clamp(0, WHITE).to(torch.uint8)


def extend(
    painter: Painter,
    recipes: Sequence[Extend],
    pictures: Sequence[Tensor],
    *,
    on_step: OnStep,
    glimpse: Glimpse | None = None,
) -> list[Tensor]:
    """Paint what is guessed in pictures, uint8 [rows, columns], window by window; what is kept stays as it is."""
    whole = [picture.clone() for picture in pictures]
    windows, total = windows_of(recipes[0]), steps_of(recipes[0])
    for number, window in enumerate(windows):
        before = number * total // len(windows)
        painted = painter.paint(
            [canvas_of(recipe, picture, number=number) for recipe, picture in zip(recipes, whole, strict=True)],
            on_step=partial(_later, on_step, before, total),
            glimpse=glimpse_later(glimpse, before),
        )
        for recipe, picture, pixels in zip(recipes, whole, painted, strict=True):
            put(picture, pixels, window, side=recipe.side)
    return whole


def put(picture: Tensor, pixels: Tensor, window: Window, *, side: Side) -> None:
    """Put what is new in a window into the picture, joined to what it leads on from, and what it leads to."""
    columns = picture.shape[-1]
    after = picture[:, window.end % columns] if side == "before" or (side == "loop" and window.end == columns) else None
    before = None if side == "before" else picture[:, window.begin - 1]
    new = pixels[:, window.begin - window.start : window.end - window.start]
    picture[:, window.begin : window.end] = joined(new, before=before, after=after)


def canvas_of(recipe: Extend, picture: Tensor, *, number: int) -> Canvas:
    """One window of a picture, of which what is there already is kept."""
    window = windows_of(recipe)[number]
    seen = picture[..., torch.arange(window.start, window.stop) % recipe.columns]
    return Canvas(
        alone(recipe, number=number), NATIVE_COLUMNS, picture=seen, strength=EXTEND_STRENGTH, mask=mask_of(window)
    )


def mask_of(window: Window) -> Tensor:
    """Paint what is new in a window, float32 [rows, columns]."""
    mask = torch.zeros(ROWS, NATIVE_COLUMNS)
    mask[:, window.begin - window.start : window.end - window.start] = 1
    return mask


def alone(recipe: Extend, *, number: int) -> Painted:
    """What one window is painted from: the same words, and each window's own noise; none of them is a circle."""
    mixed_in = recipe.second.chain if recipe.second else ()
    second = chained([SecondSeed(seed=following(one.seed, number), amount=one.amount) for one in mixed_in])
    return recipe.model_copy(update={"seed": following(recipe.seed, number), "second": second, "loop": False})


def following(seed: int, number: int) -> int:
    """The seed so many after another."""
    return (seed + number) % (SEED_MAX + 1)


def _later(on_step: OnStep, before: int, total: int, done: int, _of: int) -> None:
    on_step(before + done, total)


def glimpse_later(glimpse: Glimpse | None, steps: int) -> Glimpse | None:
    """A glimpse, counted from so many steps later on."""
    return glimpse and Glimpse(frozenset(after - steps for after in glimpse.after if after > steps), glimpse.show)
