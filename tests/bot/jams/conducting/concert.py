"""A jam on stage: people play, a worker that paints nothing paints, and the conductor looks when a test says so."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Final

from simcord.actors import MemberActor

from bot.jams.conducting.conductor import Conductor
from bot.jams.conducting.stepping import Step
from bot.jams.conducting.steps import steps
from bot.jams.machine import Act, Plan
from bot.jams.machine.acts import CastVote, Enter, Join, Next, Start
from bot.jams.moving import created, move
from bot.records.jam import Entry, Jam, JamRules, Mode
from bot.services import Services
from core.ending import Failure, Made
from core.lanes import Batch
from core.lease import Lease
from tests.bot.stage import Stage

A_LOOK_S = 9.0


PAINTING: Final = tuple(
    Step(one.name, one.tend, one.when)
    for one in steps()
    if one.name in {"overseeing", "ticking", "clearing", "rendering", "finishing"}
)
"""What is done for a jam that nobody sees: it takes a third of the time."""


def conductor_of(
    stage: Stage, services: Services | None = None, *, holder: str = "bot-1", taking: Sequence[Step] | None = None
) -> Conductor:
    services = services or stage.services
    lease = Lease(services.redis, "jams", holder=holder, ttl_s=5)
    return Conductor(services, stage.bot, lease, taking=taking, chance=lambda: 1.0)


@dataclass
class Concert:
    """A jam with its conductor. Each look is over before the next begins."""

    stage: Stage
    id: str
    taking: Sequence[Step] | None = None
    conductor: Conductor = field(init=False)

    def __post_init__(self) -> None:
        self.follow()

    def follow(self, services: Services | None = None, *, holder: str = "bot-1") -> None:
        """Let another process go on."""
        self.conductor = conductor_of(self.stage, services, holder=holder, taking=self.taking)

    async def jam(self) -> Jam:
        found = await self.stage.services.records.jam(self.id)
        assert found is not None
        return found

    async def do(self, act: Act) -> Jam:
        return await move(self.stage.services, self.id, act, chance=Random(1))  # noqa: S311 - whose turn it is first

    async def look(self, times: int = 1) -> Jam:
        for _ in range(times):
            await self.conductor.look()
            await self.conductor.settle()
        return await self.jam()

    async def later(self, seconds: float) -> Jam:
        """Let time pass, and have it looked at now and then."""
        for _ in range(int(seconds // A_LOOK_S)):
            self.stage.clock.move(A_LOOK_S)
            await self.look()
        self.stage.clock.move(seconds % A_LOOK_S)
        return await self.look()

    async def until(self, *phases: str) -> Jam:
        """Look, and let time pass, until the jam comes to one of these phases."""
        for _ in range(400):
            jam = await self.jam()
            if jam.phase in phases:
                return jam
            self.stage.clock.move(A_LOOK_S)
            await self.look()
        raise AssertionError(f"it never came to {phases}, but to {jam.phase}")

    async def begin(self, *others: MemberActor) -> Jam:
        """Let others join, and start."""
        for one in others:
            await self.do(Join(str(one.id)))
        return await self.do(Start(self.stage_host))

    @property
    def stage_host(self) -> str:
        return str(self.stage.ana.id)

    async def enter(self, who: MemberActor | str, words: str) -> Entry:
        user = who if isinstance(who, str) else str(who.id)
        jam = await self.do(Enter(user, words))
        return [one for one in jam.entries if one.user == user][-1]

    async def vote(self, who: MemberActor, entry: Entry) -> Jam:
        return await self.do(CastVote(str(who.id), entry.id))

    async def next(self) -> Jam:
        jam = await self.jam()
        return await self.do(Next(jam.host, jam.round, jam.phase))

    async def take(self) -> Batch | None:
        services = self.stage.services
        take = services.lanes.take
        return await asyncio.to_thread(lambda: take("painter-1", most=16, now_s=services.clock()))

    async def paint(self, ends: Mapping[str, Made | Failure] | None = None) -> list[str]:
        """Let a worker make all that waits, and the records hear of it; names what it was."""
        done: list[str] = []
        while batch := await self.take():
            self.stage.worker.taken = batch
            names = [request.id for request in batch.requests]
            said = {name: end for name, end in (ends or {}).items() if name in names}
            if batch.requests[0].recipe.kind == "export" and not said:
                self.stage.worker.export(self.stage.services.artefacts.put(b"a film"))
            else:
                self.stage.worker.finish(said)
            done += names
        await self.stage.hear()
        return done

    async def painted(self, ends: Mapping[str, Made | Failure] | None = None) -> Jam:
        """Have what was entered asked for, made, and noted."""
        await self.look()
        await self.paint(ends)
        return await self.look()

    async def cards(self) -> list[str]:
        return [record.card.id for record in await self.stage.services.records.jam_cards(self.id)]

    def change(self, **services: object) -> None:
        """Go on with other services, such as a Redis that is away."""
        self.stage.change(**services)
        self.follow(replace(self.stage.services, **services))  # type: ignore[arg-type]


async def concert(
    stage: Stage,
    mode: Mode = "battle",
    *,
    rounds: int = 1,
    host: MemberActor | None = None,
    taking: Sequence[Step] | None = None,
) -> Concert:
    """Begin a jam, by default of ana's, and look at it."""
    plan = Plan(str(stage.guild.id), str(stage.channel.id), "Night Shift", "rain on glass", JamRules(mode, rounds))
    jam = await created(stage.services, plan, host=str((host or stage.ana).id))
    playing = Concert(stage, jam.id, taking)
    await playing.look()
    return playing
