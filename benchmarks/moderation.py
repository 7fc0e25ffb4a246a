"""Tell whether the rules of words see what is hidden from them, leave innocent prompts alone, and answer at once.

    python -m benchmarks.moderation [--rounds 5]

The bars: 95 % of the evasions caught and put into the right family, 1 % false alarms, 1 ms for a prompt of at most 300
characters. The tables are those of the tests. Times are those that this process spent computing, as others may use the
machine too; how they grow is told by texts of up to 6000 characters that are made to be hard. The last line is one JSON
object.
"""

import argparse
import json
import statistics
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from core.limits import PROMPT_MAX
from core.moderation import Rules, judge

TABLES: Final = Path(__file__).parent.parent / "tests" / "core" / "moderation"
CAUGHT: Final = 0.95
FALSE_ALARMS: Final = 0.01
MOST_US: Final = 1000.0
LENGTHS: Final = (375, 750, 1500, 3000, 6000)

HARD: Final[dict[str, Callable[[int], str]]] = {
    "letters apart": lambda count: "s e x " * (count // 6),
    "one letter": lambda count: "a" * count,
    "short words": lambda count: "po rn fu ck " * (count // 12),
    "signs": lambda count: "*#%_" * (count // 4),
    "dots": lambda count: "p.o.r.n" * (count // 7),
    "capitals": lambda count: "aB" * (count // 2),
    "Cyrillic": lambda count: "рогп " * (count // 5),
    "marks": lambda count: "e\u0301\u0308" * (count // 3),
    "upside down": lambda count: "uɹod " * (count // 5),
    "hits": lambda count: "porn " * (count // 5),
    "almost hits": lambda count: "hentaporgangban " * (count // 16),
    "leads": lambda count: "in the style of by " * (count // 19),
}


@dataclass(frozen=True)
class Evasion:
    """A prompt that should not pass, and why."""

    how: str
    family: str
    prompt: str


def evasions() -> list[Evasion]:
    """Read the table of what should be caught."""
    groups = tomllib.loads((TABLES / "evasions.toml").read_text("utf-8"))["evasions"]
    return [Evasion(group["how"], group["family"], prompt) for group in groups for prompt in group["prompts"]]


def innocents() -> list[str]:
    """Read the table of what should pass."""
    return [*_leaves(tomllib.loads((TABLES / "innocents.toml").read_text("utf-8")))]


def _leaves(table: Any) -> Iterator[str]:  # noqa: ANN401 - a table of TOML is anything
    if isinstance(table, str):
        yield table
    else:
        for inner in table.values() if isinstance(table, dict) else table:
            yield from _leaves(inner)


def missed(rules: Rules) -> list[Evasion]:
    """Find what passes, or is taken for something else."""
    judged = [(one, judge(one.prompt, [rules])) for one in evasions()]
    return [one for one, said in judged if said.outcome == "allow" or said.family != one.family]


def false_alarms(rules: Rules) -> list[str]:
    """Find what doesn't pass and should."""
    return [prompt for prompt in innocents() if judge(prompt, [rules]).outcome != "allow"]


def took_us(rules: Rules, text: str, *, rounds: int) -> float:
    """Time a judgement: the best of so many."""
    times = []
    for _ in range(rounds):
        begun = time.thread_time()
        judge(text, [rules])
        times.append(time.thread_time() - begun)
    return min(times) * 1e6


def prompts() -> list[str]:
    """Make prompts as long as they may be out of both tables, beside all as they are."""
    short = [*innocents(), *(one.prompt for one in evasions())]
    return [*short, *(", ".join(short[place : place + 12])[:PROMPT_MAX] for place in range(0, len(short), 3))]


def growth(rules: Rules, *, rounds: int) -> dict[str, list[float]]:
    """Time texts of growing length, each kind of them made to be hard."""
    return {kind: [took_us(rules, text(length), rounds=rounds) for length in LENGTHS] for kind, text in HARD.items()}


def report(passed: Sequence[Evasion], alarms: Sequence[str], grown: dict[str, list[float]]) -> None:
    """Print what went wrong, and how times grow."""
    for one in passed:
        print(f"missed: {one.how}, {one.family}: {one.prompt!r}")
    for prompt in alarms:
        print(f"false alarm: {prompt!r}")
    print(f"µs for texts of {', '.join(map(str, LENGTHS))} characters:")
    for kind, times in grown.items():
        print(f"  {kind}: {', '.join(f'{one:.0f}' for one in times)}")


def main() -> None:
    """Measure, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    rules = Rules.built_in()
    passed, alarms = missed(rules), false_alarms(rules)
    times, grown = [took_us(rules, prompt, rounds=rounds) for prompt in prompts()], growth(rules, rounds=rounds)
    report(passed, alarms, grown)
    caught = 1 - len(passed) / len(evasions())
    alarmed = len(alarms) / len(innocents())
    print(json.dumps({
        "evasions": len(evasions()), "caught": round(caught, 4),
        "innocents": len(innocents()), "false_alarms": round(alarmed, 4),
        "median_us": round(statistics.median(times), 1), "worst_us": round(max(times), 1),
        "per_6000_worst_us": round(max(one[-1] for one in grown.values()), 1),
        "good": caught >= CAUGHT and alarmed <= FALSE_ALARMS and max(times) < MOST_US,
    }))  # fmt: skip


if __name__ == "__main__":
    main()
