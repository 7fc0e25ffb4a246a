"""How long a riff takes, from prompt to MP3, with the model warm; the bar is 5 s for a 5.12 s clip on 2 CPU cores.

    python -m benchmarks.paint [--runs 5] [--threads 2]

Whole riffs are timed, and beside them the parts one by one; ratios are to the clip's duration. The last line is one
JSON object.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable

import torch

from core.contract import Riff
from worker.painter import Painter, load_painter
from worker.painter.canvas import Canvas
from worker.pipeline import finish, make_clips
from worker.sketch import Sketch
from worker.sound.playing import sound_of

BAR_S = 5.0
PROMPTS = ("lo-fi beats", "fast techno", "solo piano", "heavy metal with drums", "calm church organ")


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds that work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def recipe_of(run: int) -> Riff:
    """A riff as the terminal would ask for it."""
    return Riff(prompt=PROMPTS[run % len(PROMPTS)], seed=run)


def parts(painter: Painter, run: int) -> dict[str, float]:
    """Seconds of each part of one riff: painting, its sound alone, and sound with both files."""
    recipe = recipe_of(run)
    begun = time.perf_counter()
    picture = painter.paint([Canvas(recipe, recipe.columns)], on_step=lambda *_: None)[0]
    painted = time.perf_counter()
    return {
        "paint_s": painted - begun,
        "sound_s": seconds(lambda: sound_of(picture, loop=False)),
        "sound_and_files_s": seconds(lambda: finish(painter, Sketch(recipe), picture)),
    }


def main() -> None:
    """Measure, print, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mini")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    load_s = time.perf_counter()
    painter = load_painter(arguments.model)
    load_s = time.perf_counter() - load_s
    first_s = seconds(lambda: make_clips(painter, [recipe_of(0)], on_step=lambda *_: None))
    whole = [
        seconds(lambda run=run: make_clips(painter, [recipe_of(run)], on_step=lambda *_: None))  # type: ignore[misc]
        for run in range(arguments.runs)
    ]
    each = [parts(painter, run) for run in range(arguments.runs)]
    riff_s, recipe = statistics.median(whole), recipe_of(0)
    figures = {
        "model": painter.name,
        "device": painter.device.type,
        "threads": arguments.threads,
        "steps": recipe.steps,
        "load_s": round(load_s, 2),
        "first_riff_s": round(first_s, 2),
        "riff_s": round(riff_s, 2),
        "slowest_riff_s": round(max(whole), 2),
        "times_real_time": round(recipe.duration_s / riff_s, 2),
        **{name: round(statistics.median(run[name] for run in each), 3) for name in each[0]},
        "bar_s": BAR_S,
        "bar_met": riff_s <= BAR_S,
    }
    for name, value in figures.items():
        print(f"{name:20} {value}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
