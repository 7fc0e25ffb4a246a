"""Two bots with one token, one Redis and one PostgreSQL: whatever both hear, one of them answers."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from tests.bot import postgresql
from tests.discord.patience import are_apart
from tests.discord.rig import Rig, rigged
from tests.discord.state import BOT_ID
from tests.end_to_end.family import family

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

REQUESTS: Final = 20
WATCHED_S: Final = 4.0


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pair(root: Path) -> AsyncIterator[Rig]:
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    with tempfile.TemporaryDirectory(prefix="jamgram-") as folder, postgresql.serving(programs, Path(folder)) as url:
        async with rigged(root, database_url=url) as rig:
            rig.add_quick_worker()
            await asyncio.gather(rig.add_bot(), rig.add_bot())
            await rig.wait_for(lambda: len(rig.discord.gateway.connected) == 2, "both bots")
            await rig.wait_for_workers()
            yield rig


async def test_each_request_is_answered_by_one_of_them(pair: Rig) -> None:
    channels = [await pair.new_channel() for _ in range(REQUESTS)]
    for channel in channels:
        await pair.discord.slash("riff", prompt="rain", user=pair.discord.new_user(), channel=channel)
    await pair.wait_for(lambda: all(pair.clips(channel) for channel in channels), "all clips")
    await asyncio.sleep(1)
    assert [len(pair.discord.seen(channel)) for channel in channels] == [1] * REQUESTS
    assert pair.discord.violations() == []


async def test_a_private_one_and_a_refusal_are_told_once(pair: Rig) -> None:
    user, channel = pair.discord.new_user(), await pair.new_channel()
    await pair.discord.slash("riff", prompt="rain", private=True, user=user, channel=channel)
    await pair.clip(channel, user)
    await pair.discord.slash("riff", prompt="\N{ZERO WIDTH SPACE}", user=user, channel=channel)
    await pair.wait_for(lambda: len(pair.discord.seen(channel, user)) == 2, "a refusal")
    await asyncio.sleep(1)
    assert len(pair.discord.seen(channel, user)) == 2


async def test_a_button_pressed_once_works_once(pair: Rig) -> None:
    user, channel = pair.discord.new_user(), await pair.new_channel()
    await pair.discord.slash("riff", prompt="rain", user=user, channel=channel)
    clip = await pair.clip(channel)
    (again,) = [button["custom_id"] for button in clip.buttons if "Reroll" in button["label"]]
    await pair.discord.press(clip, again, user=user)
    await pair.wait_for(lambda: len(pair.clips(channel)) == 2, "another clip")
    await asyncio.sleep(1)
    assert len(pair.discord.seen(channel)) == 2


async def test_a_reply_that_both_hear_is_one_remix(pair: Rig) -> None:
    kin = await family(pair)
    await pair.discord.reply(kin.ben, kin.root, f"<@{BOT_ID}> darker")
    await kin.children()
    await kin.ask("remix", prompt="snow")
    await kin.children(2)
    await asyncio.sleep(1)
    assert (len(kin.in_thread), len(kin.at_home)) == (2, 1)
    assert pair.discord.violations() == []


async def test_an_author_whom_both_would_ask_is_asked_once(pair: Rig) -> None:
    kin = await family(pair)
    await kin.let_ana_be_asked()
    await pair.discord.reply(kin.ben, kin.root, f"<@{BOT_ID}> darker")
    (question,) = await pair.wait_for(lambda: kin.in_thread, "a question")
    await kin.press("allow", question, by=kin.ana)
    await kin.children()
    await asyncio.sleep(1)
    assert len(kin.in_thread) == 2


async def test_one_of_them_shows_the_progress(pair: Rig) -> None:
    channel = await pair.new_channel()
    seed, user = pair.close_gate(92), pair.discord.new_user()
    begun_s = time.monotonic()
    await pair.discord.slash("riff", prompt="rain", seed=seed, user=user, channel=channel)
    await asyncio.sleep(WATCHED_S)
    card = await pair.card(channel)
    await pair.wait_for(lambda: card.edits, "some progress")
    assert are_apart(len(card.edits), within_s=time.monotonic() - begun_s)
    pair.open_gates()
    await pair.clip(channel)


async def test_one_goes_on_with_what_the_other_left(pair: Rig) -> None:
    seed = pair.close_gate(91)
    channels = [await pair.new_channel() for _ in range(4)]
    for channel in channels:
        await pair.discord.slash("riff", prompt="rain", seed=seed, user=pair.discord.new_user(), channel=channel)
    await pair.bots[0].kill()
    pair.open_gates()
    await pair.wait_for(lambda: all(pair.clips(channel) for channel in channels), "all clips")
    await asyncio.sleep(1)
    assert [len(pair.discord.seen(channel)) for channel in channels] == [1] * 4
