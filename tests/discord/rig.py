"""All that a bot needs, as real processes around the stand-in: Redis, a database, artefacts, bots and workers."""

import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal, TypeVar

from redis import Redis
from redis.exceptions import RedisError

from core.events import Events
from core.lanes import Lanes, State
from tests.core.serving import server_program
from tests.discord.patience import SILENCE_S
from tests.discord.processes import Forked, Process, Program
from tests.discord.stand_in import StandIn, standing_in
from tests.discord.state import Channel, Message, User

PATIENCE_S: Final = 90.0
"""A worker loads torch, and the machine may be busy; whoever sees what they wait for waits no longer."""

QUICK_WORKER: Final = "tests.discord.quick_worker"

Fsync = Literal["always", "everysec"]
Seen = TypeVar("Seen")
Gate = TypeVar("Gate", int, str)


@dataclass
class Rig:
    """The processes by their kind, and what they share."""

    root: Path
    folder: Path
    discord: StandIn
    redis: Process
    database_url: str
    bots: list[Process] = field(default_factory=list)
    workers: list[Process] = field(default_factory=list)

    @property
    def socket(self) -> Path:
        return self.folder / "redis.sock"

    @property
    def gates(self) -> Path:
        return self.folder / "gates"

    @property
    def environment(self) -> Mapping[str, str]:
        """What the processes find in their environment, and an operator would write into .env."""
        return {
            "DISCORD_TOKEN": self.discord.world.token,
            "REDIS_URL": f"unix://{self.socket}",
            "DATABASE_URL": self.database_url,
            "ARTEFACT_URL": f"file://{self.folder}/artefacts",
            "BOT_PORT": "0",
            "WORKER_PORT": "0",
            "RIFF_DEVICE": "cpu",
            "USER_S_A_DAY": "100000",
            "OMP_NUM_THREADS": "1",
            "PYTHONPATH": f"{self.root / 'tests/discord/child'}:{self.root}",
            "DISCORD_STAND_IN": self.discord.world.address,
            "IN_A_HURRY": "1",
            "GATES": str(self.gates),
        }

    @property
    def processes(self) -> list[Process]:
        return [self.redis, *self.bots, *self.workers]

    def client(self) -> Redis:
        """A connection of a test's own; it waits for nothing."""
        return Redis(unix_socket_path=str(self.socket), socket_timeout=60)

    def state_of(self, request_id: str) -> State | None:
        """What the lanes say of a request."""
        with self.client() as client:
            return Lanes(client).state(request_id)

    def unread_ends(self) -> int:
        """Count the ends on the stream that no bot has acknowledged."""
        with self.client() as client:
            return Events(client, consumer="test").depth()

    # Processes.

    async def start_redis(self) -> None:
        self.redis.start()
        await self.wait_for(self._redis_answers, "Redis")

    async def add_bot(self, **environment: str) -> Process:
        return await self._with(self._forked(f"bot{len(self.bots)}", "bot", environment))

    async def add_bot_as_operators_do(self) -> Process:
        """Start a bot that has to import everything first."""
        return await self._with(self._python(f"bot{len(self.bots)}", "bot"))

    async def _with(self, bot: Process) -> Process:
        self.bots.append(bot)
        await self.start_bot(bot)
        return bot

    async def start_bot(self, bot: Process) -> None:
        before = self.discord.gateway.identified
        bot.start()
        await self.wait_for(lambda: self.discord.gateway.identified > before, f"{bot.name} at the gateway")

    def pause(self, bot: Process) -> None:
        """Freeze a bot while it writes nothing: one that is frozen in a write keeps SQLite from all others."""
        path = self.database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)) as records:
            records.execute("BEGIN IMMEDIATE")
            bot.pause()

    def add_quick_worker(self) -> Process:
        """Start a worker whose painter waits for gates."""
        return self._added(self._forked(f"worker{len(self.workers)}", QUICK_WORKER, {}))

    def add_worker(self) -> Process:
        """Start a worker as an operator does."""
        return self._added(self._python(f"worker{len(self.workers)}", "worker"))

    def add_forked_worker(self) -> Process:
        """Start the same worker without the seconds that it takes to import everything."""
        return self._added(self._forked(f"worker{len(self.workers)}", "worker", {}))

    def _added(self, worker: Process) -> Process:
        self.workers.append(worker)
        worker.start()
        return worker

    async def wait_for_workers(self) -> None:
        """Wait until all are heard of in the lanes."""
        await self.wait_for(lambda: self._counted() >= len(self.workers), "workers in the lanes")

    def _python(self, name: str, module: str) -> Process:
        return Program(name, self.environment, self.folder, [sys.executable, "-m", module])

    def _forked(self, name: str, module: str, environment: Mapping[str, str]) -> Process:
        return Forked(name, {**self.environment, **environment}, self.folder, module)

    def _counted(self) -> int:
        with self.client() as client:
            return Lanes(client, silence_s=SILENCE_S).counts(now_s=time.time()).workers

    def _redis_answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except RedisError:
            return False

    # The quick worker's painter.

    def close_gate(self, name: Gate) -> Gate:
        """Let requests with this seed, these words or this format be painted until the gate opens."""
        (self.gates / str(name)).touch()
        return name

    def open_gates(self) -> None:
        for gate in self.gates.iterdir():
            gate.unlink()

    # What a person sees.

    async def new_channel(self) -> Channel:
        """A channel in a server of its own: limits of one test are not another's."""
        return await self.discord.new_channel(await self.discord.new_guild())

    async def card(self, channel: Channel, user: User | None = None) -> Message:
        """Wait for the one message of a channel."""
        (message,) = await self.wait_for(lambda: self.discord.seen(channel, user), "a card")
        return message

    async def clip(self, channel: Channel, user: User | None = None, *, within_s: float = PATIENCE_S) -> Message:
        """Wait until the channel's one message is a finished clip."""
        return await self.wait_for(lambda: next(iter(self.clips(channel, user)), None), "a clip", within_s=within_s)

    def card_says(self, channel: Channel, words: str) -> bool:
        return any(words in message.content for message in self.discord.seen(channel))

    def clips(self, channel: Channel, user: User | None = None) -> list[Message]:
        return [
            message
            for message in self.discord.seen(channel, user)
            if any(file.name.endswith(".mp3") for file in message.files)
        ]

    async def wait_for(self, look: Callable[[], Seen | None], hope: str, *, within_s: float = PATIENCE_S) -> Seen:
        """Look until there is something to see; a failure shows what people saw and what the processes said."""
        try:
            return await self.discord.wait_for(look, within_s, hope)
        except TimeoutError as error:
            said = [self.discord.world.told(), *(process.said() for process in self.processes)]
            raise TimeoutError("\n".join([str(error), *said])) from None

    def news(self) -> str:
        return "\n".join(said for process in self.processes if (said := process.said_since()))


@asynccontextmanager
async def rigged(root: Path, *, fsync: Fsync = "everysec", database_url: str | None = None) -> AsyncIterator[Rig]:
    """Start a Redis beside a stand-in; end everything at the end of the block."""
    with tempfile.TemporaryDirectory(prefix="jamgram-") as name:
        folder = Path(name)
        options = ("--port", "0", "--unixsocket", str(folder / "redis.sock"), "--dir", str(folder), "--save", "")
        kept = ("--appendonly", "yes", "--appendfsync", fsync)
        redis = Program("redis", {}, folder, [server_program(), *options, *kept])
        async with standing_in(root) as discord:
            rig = Rig(root, folder, discord, redis, database_url or f"sqlite:///{folder}/jamgram.db")
            rig.gates.mkdir()
            try:
                await rig.start_redis()
                yield rig
            finally:
                for process in rig.processes:
                    await process.kill()
