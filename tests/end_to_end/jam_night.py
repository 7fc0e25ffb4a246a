"""A jam in a server of its own, played over the wire, and read from the records beside the bot."""

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.card import VERSION
from bot.jams.board.buttons import stamped
from bot.records import Records
from bot.records.jam import CLOSED, Jam, Phase
from tests.discord.faults import Fault
from tests.discord.rig import Rig
from tests.discord.state import Channel, Interaction, Message, User

HOLD_S = 3600.0
LATER = "in 3 hours"
BOARD = "## 🎶"
"""How a board begins."""


@dataclass
class JamNight:
    """A channel, people, and the one jam that they play."""

    rig: Rig
    records: Records
    channel: Channel
    host: User
    others: list[User]
    jam_id: str = ""
    killed: int = 0

    @property
    def everybody(self) -> list[User]:
        return [self.host, *self.others]

    @property
    def thread(self) -> Channel:
        (thread,) = [one for one in self.rig.discord.world.channels.values() if one.parent is self.channel]
        return thread

    @property
    def said(self) -> list[Message]:
        """All that the thread shows, the oldest first."""
        return self.rig.discord.seen(self.thread)

    def titled(self, words: str) -> list[Message]:
        """The messages of the thread whose first line has these words."""
        return [one for one in self.said if words in one.content.split("\n", 1)[0]]

    async def board(self) -> Message:
        """Wait for the one board."""
        (board,) = await self.rig.wait_for(lambda: self.titled(BOARD), "a board")
        return board

    async def plan(self, name: str, **rules: str | int) -> None:
        """Have a jam begin later."""
        ask = self.rig.discord.slash
        await self.done(await ask("jam schedule", user=self.host, channel=self.channel, when=LATER, name=name, **rules))
        (jam,) = await self.records.open_jams()
        self.jam_id = jam.id

    async def jam(self) -> Jam:
        jam = await self.records.jam(self.jam_id)
        assert jam is not None
        return jam

    async def do(self, words: str, user: User, **options: str | int) -> Interaction:
        """Use a command in the thread, and wait for what it says."""
        return await self.done(await self.rig.discord.slash(f"jam {words}", user=user, channel=self.thread, **options))

    async def press(self, verb: str, user: User) -> Interaction:
        """Press a button of the board, as soon as it is one of the phase that is on."""
        jam = await self.jam()
        targets = {f"{VERSION}:{verb}:{target}" for target in (jam.id, stamped(jam))}
        await self.rig.wait_for(lambda: self._offered() & targets, f"the button {verb}")
        (button,) = self._offered() & targets
        return await self.done(await self.rig.discord.press(await self.board(), button, user=user))

    def _offered(self) -> set[str]:
        return {button["custom_id"] for message in self.titled(BOARD) for button in message.buttons}

    async def vote(self, user: User, entry: str) -> None:
        """Let somebody be shown what can be voted for, and press one."""
        message = (await self.do("vote", user)).original
        assert message is not None
        (button,) = [one["custom_id"] for one in message.buttons if one["custom_id"].endswith(f":{entry}")]
        before = len(message.edits)
        await self.rig.discord.press(message, button, user=user)
        await self.rig.wait_for(lambda: len(message.edits) > before, "the vote shown")

    async def done(self, asked: Interaction) -> Interaction:
        await self.rig.wait_for(lambda: asked.original and not asked.original.loading, "an answer")
        return asked

    async def until(self, phase: Phase) -> Jam:
        """Wait until the jam is so far."""
        await self.rig.wait_for(lambda: self._read("SELECT phase FROM jams") == phase, f"the phase {phase}")
        return await self.jam()

    def deadline_s(self) -> float | None:
        """Say when the phase is over by itself."""
        found = self._read("SELECT deadline_s FROM jams")
        return None if found is None else float(found)

    def is_closed(self) -> bool:
        """Tell whether it was noted that all is shown."""
        return bool(self._read("SELECT count(*) FROM jam_posts WHERE what = ?", CLOSED))

    def _read(self, question: str, *values: str) -> str | float | None:
        """Ask the database at once, without awaiting."""
        with closing(sqlite3.connect(self.database)) as connection:
            found: str | float | None = connection.execute(question, values).fetchone()[0]
        return found

    @property
    def database(self) -> Path:
        return self.rig.folder / "jamgram.db"

    # Killing.

    def hold(self, method: str, path: str, *, with_files: bool = False) -> Fault:
        """Let the next call of a route be done, and its answer be lost."""
        return self.rig.discord.reception.faults.add(Fault(method, path, delay_after_s=HOLD_S, with_files=with_files))

    async def lose(self, fault: Fault) -> None:
        """Wait until something was done whose answer is held, and kill the bot before it hears of it."""
        await self.rig.wait_for(lambda: fault.happened, f"{fault.method} {fault.path}")
        await self.kill()

    async def lose_worker(self, request_id: str) -> None:
        """Wait until the worker has a request, kill it, and let another one go on."""
        (worker,) = self.rig.workers
        await self.rig.wait_for(lambda: self.rig.state_of(request_id) == "taken", f"{request_id} at the worker")
        await worker.kill()
        self.rig.open_gates()
        worker.start()

    async def kill(self) -> None:
        self.killed += 1
        await self.rig.bots[0].kill()
        self.rig.discord.reception.release()

    async def restart(self) -> None:
        await self.rig.start_bot(self.rig.bots[0])

    def let_pass(self, seconds: float, *, away: bool) -> None:
        """Let the deadline have come so long ago; `away`: for all that time there was no bot."""
        with closing(sqlite3.connect(self.database, timeout=60)) as connection, connection:
            connection.execute("UPDATE jams SET deadline_s = ?", (time.time() - seconds / 2,))
            if away:
                connection.execute("UPDATE looks SET at_s = ?", (time.time() - seconds,))
