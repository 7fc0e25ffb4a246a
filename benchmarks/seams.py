"""Where pictures are put together, does it show? Loops, long sources and turns, painted by the built-in model.

    python -m benchmarks.seams [--steps 15] [--threads 2]

A seam is what two columns on its sides differ by, in terms of what neighbours differ by in the same picture: about 1 if
it can't be told. The spread of levels is that of 2.56 s each, in grey levels. The last line is one JSON object.
"""

import argparse
import json
import statistics
from collections.abc import Callable, Iterator

import torch
from torch import Tensor

from core.contract import Riff
from core.limits import NATIVE_COLUMNS
from worker.painter import Painter, load_painter
from worker.painter.canvas import Canvas, Turn

PROMPTS = ("lo-fi beats", "fast techno, 130 bpm", "solo piano", "heavy metal with drums", "calm church organ", "funk")
STRENGTH = 0.7
PIECES = 3
SPAN = 256


def seam(picture: Tensor, *, column: int) -> float:
    """How visible the line before a column is; that before column 0 is where the end meets the beginning."""
    steps = (picture.float() - picture.float().roll(1, -1)).abs().mean(0)
    return float(steps[column] / steps[1:].median())


def spread(picture: Tensor) -> float:
    """Deviation of the levels of a picture's parts."""
    return float(torch.stack([part.float().mean() for part in picture.split(SPAN, dim=1)]).std())


def paint(painter: Painter, canvas: Canvas) -> Tensor:
    """Paint one picture, uint8 [rows, columns]."""
    return painter.paint([canvas], on_step=lambda *_: None)[0]


def loops(painter: Painter, recipe: Riff) -> dict[str, float]:
    """Where the end meets the beginning, in a loop and in what is none."""
    closed, open_ended = (
        paint(painter, Canvas(recipe.model_copy(update={"loop": loop}), recipe.columns)) for loop in (True, False)
    )
    return {"loop": seam(closed, column=0), "no_loop": seam(open_ended, column=0)}


def sources(painter: Painter, recipe: Riff) -> dict[str, float]:
    """A long source painted over as a whole, and in pieces one after the other."""
    own = recipe.model_copy(update={"loop": True})
    piece = paint(painter, Canvas(own, NATIVE_COLUMNS))
    other = recipe.model_copy(update={"prompt": "string quartet"})
    whole = paint(painter, Canvas(other, PIECES * NATIVE_COLUMNS, torch.cat([piece] * PIECES, dim=1), STRENGTH))
    seeds = [other.model_copy(update={"seed": other.seed + place}) for place in range(PIECES)]
    apart = torch.cat([paint(painter, Canvas(one, NATIVE_COLUMNS, piece, STRENGTH)) for one in seeds], dim=1)
    return {
        "whole": seam(whole, column=NATIVE_COLUMNS),
        "whole_spread": spread(whole),
        "pieces": seam(apart, column=NATIVE_COLUMNS),
        "pieces_spread": spread(apart),
    }


def turns(painter: Painter, recipe: Riff) -> dict[str, float]:
    """The columns at which a turn's windows begin and end, and as many beside them."""
    columns = 2 * NATIVE_COLUMNS
    turn = Turn("fast techno, 130 bpm", recipe.seed + 1, torch.linspace(-0.5, 1.5, columns).clamp(0, 1))
    turning = paint(painter, Canvas(recipe, columns, turn=turn))
    edges = range(SPAN, columns, SPAN)
    return {
        "turn": statistics.mean(seam(turning, column=edge) for edge in edges),
        "turn_beside": statistics.mean(seam(turning, column=edge + SPAN // 2) for edge in edges),
    }


def measurements(painter: Painter, *, steps: int) -> Iterator[dict[str, float]]:
    """All figures, prompt by prompt."""
    parts: tuple[Callable[[Painter, Riff], dict[str, float]], ...] = (loops, sources, turns)
    for place, prompt in enumerate(PROMPTS):
        recipe = Riff(prompt=prompt, seed=100 + place, steps=steps)
        figures = {name: round(value, 2) for part in parts for name, value in part(painter, recipe).items()}
        print(f"{prompt:24}", *(f"{name} {value:5.2f} " for name, value in figures.items()), flush=True)
        yield figures


def main() -> None:
    """Measure, print, and end with one JSON object: the mean of each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=15)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    painter = load_painter(device="cpu")
    rows = list(measurements(painter, steps=arguments.steps))
    means = {name: round(statistics.mean(row[name] for row in rows), 2) for name in rows[0]}
    print(json.dumps({"model": painter.name, "steps": arguments.steps, **means}))


if __name__ == "__main__":
    main()
