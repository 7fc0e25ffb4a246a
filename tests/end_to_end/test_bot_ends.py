"""How the bot and the worker end: when they are asked to, and when they can't begin."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.discord.processes import Forked
from tests.discord.rig import Rig, rigged

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

STOP_S: Final = 10.0
LOAD_S: Final = 120.0
TRIES: Final = 3


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own(root: Path) -> AsyncIterator[Rig]:
    async with rigged(root) as rig:
        rig.add_quick_worker()
        await rig.add_bot()
        await rig.wait_for_workers()
        yield rig


async def test_sigterm_ends_both_within_10_s_and_loses_nothing(own: Rig, report: Callable[[str], None]) -> None:
    bot, worker = own.bots[0], own.workers[0]
    channel = await own.new_channel()
    await own.discord.slash("riff", prompt="rain", seed=own.close_gate(1), user=own.discord.new_user(), channel=channel)
    await own.wait_for(lambda: own.card_says(channel, "Painting"), "being painted")
    ends = [await process.stop(within_s=STOP_S) for process in (worker, bot)]
    report(f"ended after SIGTERM: worker {ends[0][1]:.1f} s, bot {ends[1][1]:.1f} s")
    assert [status for status, _ in ends] == [0, 0]
    own.open_gates()
    worker.start()
    await own.start_bot(bot)
    await own.clip(channel)
    assert len(own.discord.seen(channel)) == 1


async def test_a_bot_that_finds_no_redis_says_that_the_queue_rests_and_goes_on_when_it_is_there(own: Rig) -> None:
    bot, channel = own.bots[0], await own.new_channel()
    await own.redis.kill()
    await bot.kill()
    await own.start_bot(bot)
    await own.discord.slash("riff", prompt="rain", user=own.discord.new_user(), channel=channel)
    await own.wait_for(lambda: own.card_says(channel, "resting"), "a word about the queue")
    await own.start_redis()
    await own.clip(channel)
    assert len(own.discord.seen(channel)) == 1


async def test_a_request_that_kills_every_worker_is_given_up_in_a_sentence(own: Rig) -> None:
    worker, channel = own.workers[0], await own.new_channel()
    seed, user = own.close_gate(2), own.discord.new_user()
    interaction = await own.discord.slash("riff", prompt="rain", seed=seed, user=user, channel=channel)
    for _ in range(TRIES):
        await own.wait_for(lambda: own.state_of(f"{interaction.id}-0") == "taken", "a worker")
        await worker.kill()
        await own.wait_for(lambda: own.state_of(f"{interaction.id}-0") != "taken", "its batch to be reclaimed")
        worker.start()
    await own.wait_for(lambda: own.card_says(channel, "othing was used up"), "a sentence")
    assert own.clips(channel) == []
    assert len(own.discord.seen(channel)) == 1


async def test_a_token_that_is_reset_ends_the_bot_with_a_sentence(own: Rig) -> None:
    bot = own.bots[0]
    token, own.discord.world.token = own.discord.world.token, "another"
    await own.discord.gateway.invalidate()
    try:
        assert await bot.ended(60) == 2
    finally:
        own.discord.world.token = token
    last = bot.said().strip().splitlines()[-1]
    assert last.startswith("bot: ")
    assert "DISCORD_TOKEN" in last
    assert "Traceback" not in bot.said()


REFUSED: Final = {
    "no Redis": ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "REDIS_URL"),
    "no model": ({"RIFF_MODEL": "/nowhere"}, "/nowhere"),
}
"""What is wrong: with what a worker starts, and what its one sentence names; tests/bot/test_main.py has the bot's."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def refusals(own: Rig) -> dict[str, tuple[int, str]]:
    """Start both of them beside each other; tests/worker/test_main.py starts them as an operator does."""
    ran = (fork(own, wrong, environment) for wrong, (environment, _) in REFUSED.items())
    return dict(zip(REFUSED, await asyncio.gather(*ran), strict=True))


async def fork(own: Rig, wrong: str, environment: Mapping[str, str]) -> tuple[int, str]:
    """Start a worker without the seconds that it takes to import everything: its exit status and all that it said."""
    process = Forked(f"worker with {wrong}", {**own.environment, **environment}, own.folder, "worker")
    process.start()
    return await process.ended(LOAD_S), process.log.read_text()


@pytest.mark.parametrize("wrong", REFUSED)
async def test_what_is_wrong_at_the_start_is_told_in_one_sentence(
    wrong: str, refusals: dict[str, tuple[int, str]]
) -> None:
    _, named = REFUSED[wrong]
    status, said = refusals[wrong]
    assert status == 2
    assert [line for line in said.splitlines() if line.startswith("worker: ")] == [said.splitlines()[-1]]
    assert named in said.splitlines()[-1]
    assert "Traceback" not in said
