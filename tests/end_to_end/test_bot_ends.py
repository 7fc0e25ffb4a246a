"""How the bot and the worker end: when they are asked to, and when they can't begin."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.discord.processes import run
from tests.discord.rig import Rig, rigged

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

STOP_S = 10.0
LOAD_S = 90.0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def own(root: Path) -> AsyncIterator[Rig]:
    async with rigged(root) as rig:
        rig.add_quick_worker()
        await rig.add_bot()
        await rig.wait_for_workers()
        yield rig


async def test_sigterm_ends_both_within_10_s_and_loses_nothing(own: Rig) -> None:
    bot, worker = own.bots[0], own.workers[0]
    channel = await own.new_channel()
    await own.discord.slash("riff", prompt="rain", seed=own.close_gate(1), user=own.discord.new_user(), channel=channel)
    await own.wait_for(lambda: own.card_says(channel, "Painting"), 10, "being painted")
    ends = [await process.stop(within_s=STOP_S) for process in (worker, bot)]
    print(f"SIGTERM: worker {ends[0][1]:.1f} s, bot {ends[1][1]:.1f} s")  # noqa: T201 - the measurement
    assert [status for status, _ in ends] == [0, 0]
    own.open_gates()
    worker.start()
    await own.start_bot(bot)
    await own.clip(channel)
    assert len(own.discord.seen(channel)) == 1


async def test_a_token_that_is_reset_ends_the_bot_with_a_sentence(own: Rig) -> None:
    bot = own.bots[0]
    token, own.discord.world.token = own.discord.world.token, "another"
    await own.discord.gateway.invalidate()
    try:
        assert await bot.ended(30) == 2
    finally:
        own.discord.world.token = token
    last = bot.said().strip().splitlines()[-1]
    assert last.startswith("bot: ")
    assert "DISCORD_TOKEN" in last
    assert "Traceback" not in bot.said()


async def said_by(own: Rig, module: str, **environment: str) -> str:
    """Run it to its end: a refusal, in one sentence."""
    status, said = await run([sys.executable, "-m", module], {**own.environment, **environment}, within_s=LOAD_S)
    assert status != 0, said
    assert "Traceback" not in said
    return said.strip().splitlines()[-1]


async def test_without_a_token_the_bot_says_so(own: Rig) -> None:
    assert "DISCORD_TOKEN" in await said_by(own, "bot", DISCORD_TOKEN="")


async def test_a_wrong_token_is_named(own: Rig) -> None:
    assert "DISCORD_TOKEN" in await said_by(own, "bot", DISCORD_TOKEN="wrong")  # noqa: S106 - opens nothing


async def test_a_database_that_is_not_there_is_named(own: Rig) -> None:
    assert "DATABASE_URL" in await said_by(own, "bot", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")


async def test_a_worker_without_redis_says_so(own: Rig) -> None:
    assert "Redis" in await said_by(own, "worker", REDIS_URL="redis://127.0.0.1:1/0")


async def test_a_worker_without_its_model_says_so(own: Rig, tmp_path: Path) -> None:
    assert str(tmp_path) in await said_by(own, "worker", RIFF_MODEL=str(tmp_path))
