"""The kill table of families: whatever is killed while a child is on its way, it is seen once and only once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest

from tests.discord.faults import Fault
from tests.discord.processes import Process
from tests.discord.quick_clips import file_of, sound_of
from tests.discord.rig import Rig, rigged
from tests.discord.state import BOT_ID, Message
from tests.end_to_end.family import Family, family

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(180)]

Victim = Literal["bot", "worker"]

ANSWERED_S: Final = 90.0
SETTLED_S: Final = 2.0
HOLD_S: Final = 3600.0

ACKNOWLEDGE: Final = ("POST", "/interactions/*/*/callback")
OPEN: Final = ("POST", "/channels/*/messages/*/threads")
POST: Final = ("POST", "/channels/*/messages")
EDIT: Final = ("PATCH", "/channels/*/messages/*")

PAINTED, FORM = "snow that waits", "wav"


@dataclass
class Asked:
    """What ben asked for in a family of its own, by the id of the card that answers it."""

    state: str
    kin: Family
    card: str

    @property
    def answers(self) -> list[Message]:
        """The messages that ben sees with what he asked for."""
        wanted = {sound_of(f"{self.card}-0"), file_of(f"{self.card}-0")}
        return [one for one in self._seen() if wanted & {file.content for file in one.files}]

    def verdict(self) -> str:
        """Say in a word how it stands."""
        others = [one for one in self._seen() if one not in self.answers and not settled(one)]
        if len(self.answers) == 1 and not others:
            return "one answer"
        return f"{len(self.answers)} answers and {[one.words for one in others]}"

    def _seen(self) -> list[Message]:
        """What the bot shows ben, but for the root, and for what only he sees and is no answer."""
        seen = self.kin.rig.discord.seen(self.kin.channel, self.kin.ben)
        bots = [one for one in (*seen, *self.kin.in_thread) if one.author.id == BOT_ID and one is not self.kin.root]
        return [one for one in bots if one.files or not one.ephemeral]


def settled(message: Message) -> bool:
    """Tell a question to an author that was answered."""
    return "allowed it" in message.content and not message.buttons


async def held(rig: Rig, fault: Fault, asking: Callable[[], Awaitable[object]]) -> None:
    """Ask for something, and let the call that this leads to hang."""
    rig.discord.reception.faults.add(fault)
    task = asyncio.ensure_future(asking())
    await rig.wait_for(lambda: fault.happened, f"{fault.method} {fault.path}")
    if fault.path != ACKNOWLEDGE[1]:
        await task
    task.cancel()


def last_asked(kin: Family) -> str:
    """The id of what a person did last."""
    return list(kin.rig.discord.world.interactions)[-1]


async def remix(rig: Rig, state: str, fault: Fault | None = None, *, prompt: str = "snow") -> Asked:
    """Let ben ask for a remix, and hold a call of the bot's."""
    kin = await family(rig)
    shown = await kin.press("remix")
    if fault is None:
        await rig.discord.submit(shown, prompt=prompt)
    else:
        await held(rig, fault, lambda: rig.discord.submit(shown, prompt=prompt))
    return Asked(state, kin, last_asked(kin))


async def extension(rig: Rig, state: str, fault: Fault) -> Asked:
    kin = await family(rig)
    shown = await kin.press("extend")
    await held(rig, fault, lambda: rig.discord.submit(shown, seconds="10"))
    return Asked(state, kin, last_asked(kin))


async def morph(rig: Rig, state: str, fault: Fault) -> Asked:
    kin = await family(rig)
    shown = await kin.press("morph")
    await held(rig, fault, lambda: rig.discord.submit(shown, to="hail"))
    return Asked(state, kin, last_asked(kin))


async def reply(rig: Rig, state: str, fault: Fault) -> Asked:
    kin = await family(rig)
    await held(rig, fault, lambda: rig.discord.reply(kin.ben, kin.root, f"<@{BOT_ID}> darker"))
    (said,) = [one for one in kin.at_home if one.author is kin.ben]
    return Asked(state, kin, said.id)


async def export(rig: Rig, state: str) -> Asked:
    """Let ben ask for a file that is being made."""
    kin = await family(rig)
    rig.close_gate(FORM)
    asked = await rig.discord.slash("riffs export", riff=kin.clip, format=FORM, user=kin.ben, channel=kin.channel)
    await taken(rig, asked.id)
    return Asked(state, kin, asked.id)


async def question(rig: Rig, state: str, fault: Fault | None = None) -> Asked:
    """Let ben ask for a remix of which ana has to be asked first."""
    kin = await family(rig)
    await kin.let_ana_be_asked()
    shown = await kin.press("remix")
    if fault is None:
        await rig.discord.submit(shown, prompt="snow")
        await rig.wait_for(lambda: kin.in_thread, "a question")
    else:
        await held(rig, fault, lambda: rig.discord.submit(shown, prompt="snow"))
    return Asked(state, kin, last_asked(kin))


async def allowed(rig: Rig, state: str, fault: Fault) -> Asked:
    asked = await question(rig, state)
    await held(rig, fault, lambda: asked.kin.press("allow", asked.kin.in_thread[0], by=asked.kin.ana))
    return asked


async def taken(rig: Rig, card: str) -> None:
    await rig.wait_for(lambda: rig.state_of(f"{card}-0") == "taken", "a painter")


async def bring_about(rig: Rig) -> list[Asked]:
    """Bring each of them to where the bot or a worker holds it."""
    rig.close_gate(PAINTED)
    asked = [
        await remix(rig, "recorded, not acknowledged", Fault(*ACKNOWLEDGE, delay_s=HOLD_S)),
        await extension(rig, "acknowledged, its thread not open", Fault(*OPEN, delay_s=HOLD_S)),
        await morph(rig, "thread open, not posted", Fault(*POST, delay_s=HOLD_S)),
        await reply(rig, "posted, not placed", Fault(*POST, delay_after_s=HOLD_S)),
        await remix(rig, "painted, being shown", Fault(*EDIT, delay_s=HOLD_S, with_files=True)),
        await question(rig, "an author to be asked", Fault(*POST, delay_s=HOLD_S)),
        await allowed(rig, "allowed, not carried out", Fault(*EDIT, delay_s=HOLD_S)),
        await question(rig, "an author was asked"),
        await remix(rig, "being painted", prompt=PAINTED),
    ]
    await taken(rig, asked[-1].card)
    return [*asked, await export(rig, "an export being made")]


async def kill(rig: Rig, victim: Victim) -> None:
    """Kill it and start it again; what hung goes on, if its caller lives."""
    victims = rig.bots if victim == "bot" else rig.workers
    for process in victims:
        await process.kill()
    rig.discord.reception.release()
    for process in victims:
        await (rig.start_bot(process) if victim == "bot" else started(process))


async def started(process: Process) -> None:
    process.start()


async def answer_questions(asked: list[Asked]) -> None:
    """Let ana allow what she is asked."""
    for one in asked:
        if "author" in one.state:
            await allow(one.kin)


async def allow(kin: Family) -> None:
    (put,) = await kin.rig.wait_for(lambda: kin.in_thread, "a question")
    await kin.press("allow", put, by=kin.ana)


@pytest.mark.parametrize("victim", ["bot", "worker"])
async def test_every_child_is_seen_once_whatever_is_killed(
    root: Path, victim: Victim, report: Callable[[str], None]
) -> None:
    async with rigged(root) as rig:
        for _ in range(2):
            rig.add_quick_worker()
        await rig.add_bot()
        await rig.wait_for_workers()
        asked = await bring_about(rig)
        await kill(rig, victim)
        rig.open_gates()
        await answer_questions(asked)
        try:
            await rig.discord.wait_for(lambda: all(one.verdict() == "one answer" for one in asked), ANSWERED_S)
            await asyncio.sleep(SETTLED_S)
        except TimeoutError:
            print(*(process.said() for process in rig.processes), sep="\n")  # noqa: T201 - shown if it fails
        found = {one.state: one.verdict() for one in asked}
        report(f"a {victim} killed: " + "; ".join(f"{state}: {verdict}" for state, verdict in found.items()))
        assert set(found.values()) == {"one answer"}, found
        assert rig.discord.violations() == []
