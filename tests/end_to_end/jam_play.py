"""A whole jam played by as many people as there can be, each with a client of their own; shared with a benchmark."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import SystemRandom
from typing import Final

from bot.jams.machine import applied
from bot.jams.machine.acts import Draft
from bot.records import Records
from bot.records.jam import Entry, Jam, Mode, Phase
from tests.discord.rig import Rig, rigged
from tests.discord.state import Interaction, Json, Message, User
from tests.end_to_end.jam_night import JamNight

WORDS: Final = ("lo-fi hip hop", "techno", "funk", "jazz piano", "drum and bass", "reggae", "house", "rain on tin")
RELAY_TURN_S, TURN_S, VOTE_S = 300, 600, 300
PATIENCE_S: Final = 900.0


@dataclass
class JamPlay(JamNight):
    """Everybody does what they can as soon as they can, and the host goes on when all have."""

    laps: list[tuple[str, float]] = field(default_factory=list)
    """Which phases there were, and how many seconds each took."""
    asked: list[Interaction] = field(default_factory=list)
    """All that somebody did."""

    async def play(self, mode: Mode, *, rounds: int, is_draft: bool = False) -> Jam:
        """Play one from the command that begins it to its end; as drafts if that is to be quick."""
        await self._timed("lobby", self._meet(mode, rounds))
        while (await self.jam()).phase == "collecting":
            await self._round(is_draft=is_draft)
        await self._timed("finale", self._reached("archived"))
        await self.rig.wait_for(self.is_closed, "the end shown")
        return await self.jam()

    async def done(self, asked: Interaction) -> Interaction:
        self.asked.append(asked)
        return await super().done(asked)

    @property
    def track(self) -> Message:
        """The message that has the finished track."""
        return next(one for one in reversed(self.said) if any(file.name.endswith(".mp3") for file in one.files))

    async def _meet(self, mode: Mode, rounds: int) -> None:
        options: Json = {"turn": RELAY_TURN_S if mode == "relay" else TURN_S, "vote": VOTE_S, "rounds": rounds}
        slash = self.rig.discord.slash
        await self.done(
            await slash("jam start", user=self.host, channel=self.channel, name="all", mode=mode, **options)
        )
        (jam,) = await self.records.open_jams()
        self.jam_id = jam.id
        await self.rig.wait_for(self._has_a_thread, "a thread")
        await self.board()
        await asyncio.gather(*(self.do("join", user) for user in self.others))
        await self.press("jamstart", self.host)

    async def _round(self, *, is_draft: bool) -> None:
        jam = await (self._drafted() if is_draft else self.jam())
        await self._timed("collecting", self._enter(jam))
        await self._timed("rendering", self._reached("voting", "reveal"))
        if (await self.jam()).phase == "voting":
            await self._timed("voting", self._vote())
        await self._timed("reveal", self._listen())

    async def _drafted(self) -> Jam:
        """Take the offer of a draft, which is made where painting would take minutes."""
        jam = await self.jam()
        drafted = applied(jam, Draft(jam.host, jam.round), now_s=time.time(), chance=SystemRandom())
        return await self.jam() if await self.records.save_jam(jam, drafted) else await self._drafted()

    async def _enter(self, jam: Jam) -> None:
        """Have everybody whose turn it is enter something, all at once."""
        assert jam.now is not None
        users = [one for one in self.everybody if jam.now.player in {None, one.id}]
        await asyncio.gather(*(self._words_of(one, jam.round) for one in users))

    async def _words_of(self, user: User, number: int) -> None:
        words = WORDS[(self.everybody.index(user) + number) % len(WORDS)]
        await self.do("contribute", user, prompt=f"{words}, {user.name}")

    async def _vote(self) -> None:
        jam = await self.jam()
        entries = {one.user: one for one in jam.entries if one.round == jam.round and one.state == "painted"}
        await self.rig.wait_for(lambda: self.titled(f"🗳️ **Round {jam.round}**"), "what can be voted for")
        await asyncio.gather(*(self.vote(user, self._favourite(user, entries).id) for user in self.everybody))
        await self.press("jamnext", self.host)

    def _favourite(self, user: User, entries: dict[str, Entry]) -> Entry:
        """Choose what the one before them entered, as far as that is there: every entry has one vote."""
        others = [one for one in self.everybody if one.id in entries and one is not user]
        return entries[others[self.everybody.index(user) % len(others) - 1].id]

    async def _listen(self) -> None:
        """Go on as soon as the section is shown."""
        await self._reached("reveal")
        jam = await self.jam()
        await self.rig.wait_for(lambda: self._is_shown(jam.round), "the section")
        await self.press("jamnext", self.host)
        await self._reached("collecting", "finale")

    def _has_a_thread(self) -> bool:
        return any(one.parent is self.channel for one in self.rig.discord.world.channels.values())

    def _is_shown(self, number: int) -> bool:
        return bool(self.titled(f"🎧 **Round {number}**") or self.titled(f"🏆 **Round {number}**"))

    def _stands_in(self, *phases: Phase) -> bool:
        return self._read("SELECT phase FROM jams") in phases

    async def _reached(self, *phases: Phase) -> None:
        await self.rig.wait_for(lambda: self._stands_in(*phases), " or ".join(phases), within_s=PATIENCE_S)

    async def _timed(self, name: str, doing: Coroutine[None, None, None]) -> None:
        begun_s = time.monotonic()
        await doing
        self.laps.append((name, round(time.monotonic() - begun_s, 2)))


@asynccontextmanager
async def jam_of(root: Path, players: int, *, start: Callable[[Rig], object]) -> AsyncIterator[JamPlay]:
    """Bring people to a server with the bot, and a worker that `start` starts."""
    async with rigged(root) as rig:
        start(rig)
        await rig.add_bot()
        await rig.wait_for_workers()
        host, *others = (rig.discord.new_user(f"player{number}") for number in range(1, players + 1))
        records = await Records.join(rig.database_url)
        try:
            yield JamPlay(rig, records, await rig.new_channel(), host, others)
        finally:
            await records.close()
