"""How long a family of 500 riffs takes to be shown; the bar is 2 s on 2 cores.

    python -m benchmarks.lineage [--members 500] [--rounds 5]

Families of four shapes (all of the first, each of the last, of anybody, mostly of the latest; a fifth of them morphs)
are recorded in SQLite with pictures, read back as the bot reads them, drawn and told. The slowest round of each counts:
by the clock, which is true on a machine that does nothing else, and by the seconds that this process spent computing.
A family of 30 is measured too: it is drawn with its spectrograms.

The last line is one JSON object.
"""

import argparse
import asyncio
import io
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PIL import Image

from bot.gallery.families import drawn
from bot.lineage import MEMBERS_MAX, select, tell
from bot.records import Member, Records
from bot.records.values import NO_PARENTS, Ancestry, Card
from core.artefacts import Artefacts
from core.contract import Riff
from core.ending import Ended, Made
from core.request import Origin, Request

BAR_S: Final = 2.0
TEXT_MAX: Final = 3000
SMALL: Final = 30
"""Clips of such a family have a picture each; in a larger one they share them, as it is drawn without."""
MORPHS: Final = 0.2
AUTHOR: Final = "42"
SERVER: Final = "7"

Choose = Callable[[random.Random, Sequence[str]], str]

SHAPES: Final[dict[str, Choose]] = {
    "all of the first": lambda _, known: known[0],
    "each of the last": lambda _, known: known[-1],
    "of anybody": lambda chance, known: chance.choice(known),
    "of the latest": lambda chance, known: known[max(0, len(known) - 1 - int(chance.expovariate(0.3)))],
}


def noise(chance: random.Random) -> bytes:
    """A picture that is as hard to read as a spectrogram."""
    file = io.BytesIO()
    Image.frombytes("L", (512, 512), chance.randbytes(512 * 512)).save(file, "PNG")
    return file.getvalue()


async def record(records: Records, artefacts: Artefacts, *, members: int, choose: Choose) -> str:
    """Record a family, and name its youngest."""
    chance = random.Random(members)  # noqa: S311 - a family, no secret
    pictures = [artefacts.put(noise(chance)) for _ in range(SMALL)]
    known: list[str] = []
    for number in range(members):
        ancestry = NO_PARENTS
        if known:
            parent = choose(chance, known)
            other = chance.choice(known) if chance.random() < MORPHS else parent
            ancestry = Ancestry("remix", parent) if other == parent else Ancestry("morph", parent, other)
        known.append(await _record_one(records, pictures[number % SMALL], number, ancestry))
    return known[-1]


async def _record_one(records: Records, png: str, number: int, ancestry: Ancestry) -> str:
    name = str(10**18 + number)
    origin = Origin(server=SERVER, channel="8", author=AUTHOR)
    card = Card(
        id=name,
        origin=origin,
        reach="channel",
        private=False,
        upload_limit=10**7,
        created_s=1.8e9 + number,
        message=name,
    )
    request = Request(id=f"{name}-0", recipe=Riff(prompt=f"song {number}", seed=number), origin=origin)
    await records.open_card(card, [request], ancestries=[ancestry])
    made = Made(png=png, mp3=png, duration_s=5.12)
    await records.end_request(Ended(request=request.id, end="done", made=made), now_s=1.8e9 + number)
    await records.star(request.id, AUTHOR, now_s=1.8e9 + number)
    return request.id


async def show(records: Records, artefacts: Artefacts, asked: str) -> int:
    """Read, draw and tell a family as `/riffs lineage` does, and say how large the picture is."""
    family = await records.family(asked, viewer=AUTHOR, server=SERVER)
    assert family is not None
    members: list[Member] = select(family.members, asked=asked, most=MEMBERS_MAX)
    picture = drawn(artefacts, members, asked, len(family.members) - len(members))
    tell(members, asked=asked, most=TEXT_MAX)
    return len(picture)


async def measure(folder: Path, *, members: int, rounds: int, choose: Choose) -> dict[str, float]:
    """Show one family so often, and give the slowest round."""
    records = await Records.open(f"sqlite:///{folder}/jamgram.db")
    artefacts = Artefacts(f"file://{folder}/artefacts")
    try:
        asked = await record(records, artefacts, members=members, choose=choose)
        took_s, spent_s, size = [], [], 0
        for _ in range(rounds):
            began_s, before_s = time.perf_counter(), time.process_time()
            size = await show(records, artefacts, asked)
            took_s.append(time.perf_counter() - began_s)
            spent_s.append(time.process_time() - before_s)
    finally:
        await records.close()
    return {"slowest_s": round(max(took_s), 3), "computing_s": round(max(spent_s), 3), "kib": size // 1024}


def main() -> None:
    """Measure all shapes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--members", type=int, default=MEMBERS_MAX)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    found = {}
    for count in (asked.members, SMALL):
        for name, choose in SHAPES.items():
            with tempfile.TemporaryDirectory(prefix="jamgram-") as folder:
                told = asyncio.run(measure(Path(folder), members=count, rounds=asked.rounds, choose=choose))
            found[f"{count} {name}"] = told
            print(
                f"{count} {name}: {told['slowest_s']} s, of which {told['computing_s']} s computing; {told['kib']} KiB"
            )
    worst = {measure: max(one[measure] for one in found.values()) for measure in ("slowest_s", "computing_s", "kib")}
    print(json.dumps({**worst, "bar_s": BAR_S, "within": worst["slowest_s"] < BAR_S, "families": found}))


if __name__ == "__main__":
    main()
