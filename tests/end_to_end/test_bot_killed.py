"""The kill table: whatever is killed at whatever moment of a request's life, it gets one answer and no second one."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pytest

from tests.discord.faults import Fault
from tests.discord.quick_clips import sound_of
from tests.discord.rig import Fsync, Rig, rigged
from tests.discord.state import Channel, Interaction, Message

Victim = Literal["bot", "worker", "Redis", "Redis and its data"]

STATES: Final = (
    "asked, not acknowledged",
    "acknowledged, not queued",
    "waiting behind another",
    "being painted",
    "finished, its end unread",
    "being delivered",
    "delivered, Discord's answer lost",
)
ANSWERED_S: Final = 90.0
SETTLED_S: Final = 2.0
HOLD_S: Final = 3600.0
PAINTED, FINISHED = 1, 2
EDIT: Final = ("PATCH", "/channels/*/messages/*")
ACKNOWLEDGE: Final = ("POST", "/interactions/*/*/callback")
IN_THE_LANES: Final = [None, None, "waiting", "taken", "done", "done", "done"]


@dataclass
class Asked:
    """A request in a channel of its own."""

    state: str
    channel: Channel
    interaction: Interaction


async def begin(rig: Rig, state: str, *, seed: int, like: Asked | None = None) -> Asked:
    """Ask for a clip, if wanted for the same person in the same server as before."""
    user = like.interaction.user if like else rig.discord.new_user()
    guild = like.channel.guild if like else None
    channel = await rig.discord.new_channel(guild or await rig.discord.new_guild())
    interaction = await rig.discord.ask("riff", prompt=state, seed=seed, user=user, channel=channel)
    return Asked(state, channel, interaction)


async def ask(rig: Rig, state: str, *, seed: int, like: Asked | None = None) -> Asked:
    """Ask and wait for the acknowledgement."""
    asked = await begin(rig, state, seed=seed, like=like)
    await rig.discord.answered(asked.interaction)
    return asked


def taken(rig: Rig, asked: Asked) -> Callable[[], bool]:
    return lambda: rig.state_of(f"{asked.interaction.id}-0") == "taken"


async def bring_about(rig: Rig) -> list[Asked]:
    """Bring seven requests into the seven states, all at one moment; the bot stands still at the end of it."""
    faults = rig.discord.reception.faults
    early = faults.add(Fault(*EDIT, delay_s=HOLD_S, with_files=True))
    delivering = await ask(rig, STATES[5], seed=0)
    await rig.wait_for(lambda: early.happened, "a delivery")
    late = faults.add(Fault(*EDIT, delay_after_s=HOLD_S, with_files=True))
    delivered = await ask(rig, STATES[6], seed=0)
    await rig.wait_for(lambda: late.happened and rig.clips(delivered.channel), "a delivery")
    painted = await ask(rig, STATES[3], seed=rig.close_gate(PAINTED))
    finished = await ask(rig, STATES[4], seed=rig.close_gate(FINISHED))
    waiting = await ask(rig, STATES[2], seed=0, like=painted)
    for asked in (painted, finished):
        await rig.wait_for(taken(rig, asked), f"taken: {asked.state}")
    held = faults.add(Fault(*ACKNOWLEDGE, delay_s=HOLD_S))
    unheard = await begin(rig, STATES[0], seed=0)
    await rig.wait_for(lambda: held.happened, "an acknowledgement")
    faults.add(Fault(*ACKNOWLEDGE, delay_after_s=HOLD_S))
    acknowledged = await ask(rig, STATES[1], seed=0)
    rig.pause(rig.bots[0])
    (rig.gates / str(FINISHED)).unlink()
    await rig.wait_for(lambda: rig.state_of(f"{finished.interaction.id}-0") == "done", "what is finished")
    assert rig.unread_ends()
    requests = [unheard, acknowledged, waiting, painted, finished, delivering, delivered]
    assert [bool(rig.clips(one.channel)) for one in requests] == [False] * 6 + [True]
    assert [rig.state_of(f"{one.interaction.id}-0") for one in requests] == IN_THE_LANES
    return requests


async def kill(rig: Rig, victim: Victim) -> None:
    """Kill it and start it again; the others go on."""
    if victim == "bot":
        await rig.bots[0].kill()
        rig.discord.reception.release()
        await rig.start_bot(rig.bots[0])
        return
    victims = rig.workers if victim == "worker" else [rig.redis]
    for process in victims:
        await process.kill()
    if victim == "Redis and its data":
        shutil.rmtree(rig.folder / "appendonlydir", ignore_errors=True)
        (rig.folder / "appendonly.aof").unlink(missing_ok=True)
    rig.bots[0].go_on()
    rig.discord.reception.release()
    await asyncio.sleep(0.5)
    for process in victims:
        process.start()


def is_answer(message: Message, asked: Asked) -> bool:
    return [file.content for file in message.files if file.name.endswith(".mp3")] == [
        sound_of(f"{asked.interaction.id}-0")
    ]


def verdict(rig: Rig, asked: Asked) -> str:
    """Say in a word how a request stands."""
    seen = rig.discord.seen(asked.channel)
    answers = [message for message in seen if is_answer(message, asked)]
    if len(answers) == len(seen) == 1:
        return "one answer"
    return f"{len(answers)} answers, {len(seen) - len(answers)} other messages: {[one.content for one in seen]}"


@pytest.fixture(scope="module")
def table(report: Callable[[str], None]) -> Callable[[str], None]:
    """The kill table, a row for each victim."""
    report(f"| killed while a request is | {' | '.join(STATES)} |")
    report("|---" * (len(STATES) + 1) + "|")
    return report


@asynccontextmanager
async def busy_rig(root: Path, fsync: Fsync) -> AsyncIterator[Rig]:
    async with rigged(root, fsync=fsync) as rig:
        for _ in range(2):
            rig.add_quick_worker()
        await rig.add_bot()
        await rig.wait_for_workers()
        yield rig


@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    ("victim", "fsync"),
    [
        ("bot", "everysec"),
        ("worker", "always"),
        ("Redis", "everysec"),
        ("Redis and its data", "everysec"),
    ],
)
async def test_every_request_has_one_answer_whatever_is_killed(
    root: Path, victim: Victim, fsync: Fsync, table: Callable[[str], None]
) -> None:
    async with busy_rig(root, fsync) as rig:
        requests = await bring_about(rig)
        await kill(rig, victim)
        rig.open_gates()
        try:
            await rig.discord.wait_for(lambda: all(verdict(rig, one) == "one answer" for one in requests), ANSWERED_S)
            await asyncio.sleep(SETTLED_S)
        except TimeoutError:
            print(*(process.said() for process in rig.processes), sep="\n")  # noqa: T201 - shown if it fails
        found = {one.state: verdict(rig, one) for one in requests}
        table(f"| {victim} (appendfsync {fsync}) | {' | '.join(found.values())} |")
        assert set(found.values()) == {"one answer"}
        assert rig.discord.violations() == []
