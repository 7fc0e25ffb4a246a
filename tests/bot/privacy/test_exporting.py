"""Archives on their way to whoever asked for their data."""

import asyncio
import io
import zipfile

import discord
import pytest
from simcord.results import InteractionResult

from bot.privacy import exporting
from bot.privacy.exporting import DONE, GATHERING, NO_WAY, PART
from bot.privacy.turns import BUSY, RESTING
from core.codes import coded
from core.lease import Lease
from core.redis_client import redis_of
from tests.bot.stage import Stage, sentence
from tests.bot.test_origins import leave_server

FOLLOW_UP = ("POST", "/webhooks/*")
DIRECT = ("POST", "/users/@me/channels")


async def export(stage: Stage, **options: object) -> InteractionResult:
    return await stage.ana.slash(stage.channel, "account data export", **options)


def said(result: InteractionResult) -> list[str]:
    return [one.content for one in result.followups]


async def direct(stage: Stage) -> list[discord.Message]:
    """What ana has in direct messages, the oldest first."""
    channel = await stage.bot.create_dm(discord.Object(stage.ana.id))
    return [one async for one in channel.history(oldest_first=True)]


async def names(message: discord.Message) -> list[str]:
    (attachment,) = message.attachments
    with zipfile.ZipFile(io.BytesIO(await attachment.read())) as archive:
        return archive.namelist()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let archives be as small as a riff."""
    monkeypatch.setattr(exporting, "DIRECT_BYTES", exporting.SPARE_BYTES + 8000)


async def test_it_comes_where_it_was_asked_for_and_only_they_see_it(stage: Stage) -> None:
    await stage.made()
    result = await export(stage)
    assert result.response is not None
    assert result.response.content == GATHERING
    assert said(result) == [PART.format(number=1), DONE.format(parts="1 part")]
    assert all(one.ephemeral for one in result.followups)
    assert await direct(stage) == []


async def test_the_archive_can_be_opened(stage: Stage) -> None:
    await stage.made()
    result = await export(stage)
    assert "README.txt" in await names(stage.message(result.followups[0].id))


@pytest.mark.usefixtures("small")
async def test_much_comes_in_parts(stage: Stage) -> None:
    for _ in range(3):
        await stage.made()
    result = await export(stage)
    parts = said(result)[:-1]
    assert len(parts) > 1
    assert parts == [PART.format(number=number) for number in range(1, len(parts) + 1)]
    assert said(result)[-1] == DONE.format(parts=f"{len(parts)} parts")


async def test_what_discord_does_not_take_there_comes_directly(stage: Stage) -> None:
    stage.refuse(*FOLLOW_UP, status=404, code=10015, times=None)
    assert said(await export(stage)) == []
    assert [one.content for one in await direct(stage)] == [PART.format(number=1), DONE.format(parts="1 part")]


async def test_after_a_quarter_of_an_hour_it_comes_directly(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "TOKEN_S", 0.0)
    assert said(await export(stage)) == []
    assert len(await direct(stage)) == 2


async def test_without_any_way_they_are_told(stage: Stage) -> None:
    stage.refuse(*FOLLOW_UP, status=404, code=10015, times=None)
    stage.refuse(*DIRECT, status=403, code=50007, times=None)
    result = await export(stage)
    assert result.response is not None
    assert result.response.content == coded(NO_WAY, "E-PERM-SEND")


async def test_two_at_once_are_refused(stage: Stage) -> None:
    lease = Lease(stage.services.redis, f"{{jamgram}}:export:{stage.ana.id}", holder="another", ttl_s=10)
    assert await asyncio.to_thread(lease.hold)
    assert sentence(await export(stage)) == BUSY


async def test_whoever_got_theirs_may_ask_again(stage: Stage) -> None:
    for _ in range(2):
        assert said(await export(stage))[-1] == DONE.format(parts="1 part")


async def test_without_redis_they_are_told(stage: Stage) -> None:
    stage.change(redis=redis_of("unix:///nowhere/redis.sock"))
    assert sentence(await export(stage)) == RESTING


async def test_without_files_there_are_none(stage: Stage) -> None:
    await stage.made()
    result = await export(stage, files=False)
    assert not any(name.startswith("riffs/") for name in await names(stage.message(result.followups[0].id)))


async def test_nothing_is_left_on_the_disk(
    stage: Stage, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    await stage.made()
    await export(stage)
    assert [path for path in folder.iterdir() if "jamgram-export" in path.name] == []


async def test_missing_files_are_told_of(stage: Stage) -> None:
    clip = await stage.clip(await stage.made())
    assert clip.mp3 is not None
    stage.services.artefacts.delete(clip.mp3)
    assert "1 file could not be had" in said(await export(stage))[-1]


@pytest.mark.usefixtures("small")
async def test_where_the_bot_is_no_member_what_discord_does_not_take_comes_directly(stage: Stage) -> None:
    """It takes five follow-ups there."""
    for _ in range(6):
        await stage.made()
    leave_server(stage)
    result = await export(stage)
    assert said(result) == [PART.format(number=number) for number in range(1, 5)]
    rest = [one.content for one in await direct(stage)]
    assert rest[0] == PART.format(number=5)
    assert rest[-1].startswith("📦 That is all")
