"""How soon a freeze stops what waits and what is painted, and what is lost by it; the bar is 2 s and nothing.

    python -m benchmarks.freeze [--rounds 5] [--length 10]

The real bot, worker and Redis as processes, around the tests' stand-in of Discord. One person's clips are painted and
wait, then somebody freezes the server: a moderator by command, or another process by what it writes into the records,
as `python -m bot.operator` does. The clock runs from there to the moment in which nothing of it waits or is held by a
worker any more. After the thaw each clip has to come, once. What a worker had made before it heard of the freeze is
kept; it is counted as too late. A worker lets go before the step is over that it is in: how long it computes on, for
nobody, is told too, and is longer for longer sounds. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import statistics
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bot.records import Records
from bot.records.oversight import EVERYWHERE, Freeze
from tests.discord.rig import Rig, rigged
from tests.discord.state import Channel, Interaction, User

ROOT: Final = Path(__file__).parents[1]
BAR_S: Final = 2.0
WAITING: Final = 1
LOOK_S: Final = 0.005
PATIENCE_S: Final = 600.0
LENGTH_S: Final = 10
HELD: Final = "{jamgram}:held"
"""Which worker has which batch."""


@dataclass(frozen=True)
class Round:
    """How long it took from the freeze on, and how many clips came after the thaw."""

    by: str
    waiting_s: float
    running_s: float
    computing_s: float
    too_late: int
    came: int


async def told(rig: Rig, words: str, user: User, channel: Channel) -> None:
    """Let a moderator use a command."""
    await rig.discord.slash(words, user=user, channel=channel)


class Table:
    """A server in which somebody waits and somebody freezes."""

    def __init__(self, rig: Rig, records: Records, *, length_s: int) -> None:
        self.rig, self.records, self.length_s = rig, records, length_s
        self.ana, self.mod = rig.discord.new_user("ana"), rig.discord.new_user("mod", id="1")
        self.seed = 0

    async def round(self, by: str) -> Round:
        """Ask for some, freeze when the first is in the middle of its painting, thaw, and wait for all."""
        channel = await self.rig.new_channel()
        asked = [await self.ask(channel) for _ in range(1 + WAITING)]
        ids = [f"{one.id}-0" for one in asked]
        await self.rig.wait_for(lambda: self.painted(channel) > 2, "some steps", within_s=PATIENCE_S)
        taken = [one for one in ids if self.rig.state_of(one) == "taken"]
        waiting = [one for one in ids if one not in taken]
        begun_s = time.monotonic()
        freezing = asyncio.create_task(self.freezes(channel)[by]())
        took_s = await asyncio.gather(self.gone(waiting, begun_s), self.gone(taken, begun_s), self.idle(begun_s))
        await freezing
        too_late = sum(self.rig.state_of(one) is not None for one in ids)
        await self.thaw(by, channel)
        came = await self.rig.wait_for(lambda: self.all_of(channel, len(asked)), "all clips", within_s=PATIENCE_S)
        waiting_s, running_s, computing_s = (round(one, 2) for one in took_s)
        return Round(by, waiting_s, running_s, computing_s, too_late, came)

    async def ask(self, channel: Channel) -> Interaction:
        """Ask for a clip that nobody has."""
        self.seed += 1
        options = {"prompt": "lo-fi beats", "seed": self.seed, "length": self.length_s}
        return await self.rig.discord.slash("riff", user=self.ana, channel=channel, **options)

    def painted(self, channel: Channel) -> int:
        """Say how many steps of a clip its card shows."""
        for message in self.rig.discord.seen(channel):
            if "🎨" in message.content and "/" in message.content:
                return int(message.content.split("/")[0].split()[-1])
        return 0

    async def gone(self, ids: list[str], begun_s: float) -> float:
        """Wait until requests neither wait nor are held by a worker, and say how long that took."""
        assert ids, "nothing waits or is painted in the middle of a round"
        while any(self.rig.state_of(one) in {"waiting", "taken"} for one in ids):
            assert time.monotonic() - begun_s < PATIENCE_S, self.rig.news()
            await asyncio.sleep(LOOK_S)
        return time.monotonic() - begun_s

    async def idle(self, begun_s: float) -> float:
        """Wait until no worker has a batch, and say how long that took."""
        with self.rig.client() as redis:
            while redis.exists(HELD):
                assert time.monotonic() - begun_s < PATIENCE_S, self.rig.news()
                await asyncio.sleep(LOOK_S)
        return time.monotonic() - begun_s

    def freezes(self, channel: Channel) -> dict[str, Callable[[], Coroutine[Any, Any, object]]]:
        """Name the ways to freeze."""
        stopped = Freeze(EVERYWHERE, "everything", EVERYWHERE, "operator", "", since_s=time.time())
        return {
            "command": lambda: told(self.rig, "riff-mod freeze server", self.mod, channel),
            "another process": lambda: self.records.freeze(stopped),
        }

    async def thaw(self, by: str, channel: Channel) -> None:
        """Let it go on."""
        if by != "command":
            await self.records.thaw(EVERYWHERE, "everything", EVERYWHERE, by="operator", now_s=time.time())
            return
        listed = await self.rig.discord.slash("riff-mod thaw", user=self.mod, channel=channel)
        shown = await self.rig.wait_for(
            lambda: listed.original if listed.original and listed.original.buttons else None, "a button"
        )
        await self.rig.discord.press(shown, shown.buttons[0]["custom_id"], user=self.mod)

    def all_of(self, channel: Channel, number: int) -> int:
        """Count the clips that came, if none is missing."""
        came = len(self.rig.clips(channel))
        return came if came >= number else 0


async def run(rounds: int, *, length_s: int) -> list[Round]:
    """Freeze both ways in turn."""
    async with rigged(ROOT) as rig:
        rig.add_worker()
        await rig.add_bot_as_operators_do()
        await rig.wait_for_workers()
        records = await Records.open(rig.database_url)
        table, found = Table(rig, records, length_s=length_s), []
        for number in range(rounds):
            found.append(await table.round(("command", "another process")[number % 2]))
            print(found[-1], flush=True)
        await records.close()
    return found


def summary(found: list[Round], *, length_s: int) -> dict[str, object]:
    """Put it in figures."""
    both = {"waiting_s": [one.waiting_s for one in found], "running_s": [one.running_s for one in found]}
    computing_s = [one.computing_s for one in found]
    figures = {name: {"median": round(statistics.median(some), 2), "worst": max(some)} for name, some in both.items()}
    worst = max(max(some) for some in both.values())
    lost = sum(1 + WAITING - one.came for one in found)
    late = sum(one.too_late for one in found)
    measured = {"rounds": len(found), **figures, "computing_on_s_worst": max(computing_s)}
    outcome = {"made_before_it_was_heard": late, "lost": lost, "bar_s": BAR_S, "met": worst <= BAR_S and not lost}
    return {"length_s": length_s, **measured, **outcome}


def main() -> None:
    """Measure, and end with one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--length", type=int, default=LENGTH_S)
    chosen = parser.parse_args()
    found = asyncio.run(run(chosen.rounds, length_s=chosen.length))
    print(json.dumps(summary(found, length_s=chosen.length)))


if __name__ == "__main__":
    main()
