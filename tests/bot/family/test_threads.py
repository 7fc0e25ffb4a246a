"""The threads of families: their names, and that they are opened once."""

from dataclasses import replace

import pytest

from bot.family.threads import NAME_MAX, Opening, close, name_of, opened
from bot.words import units
from core.contract import Riff, See
from tests.bot.family.kin import Kin
from tests.bot.family.test_consent import CLIP
from tests.bot.stage import Stage


def named(prompt: str) -> str:
    recipe = Riff(prompt=prompt, seed=1)
    return name_of(replace(CLIP, recipe=recipe))


def opening(stage: Stage, message: int) -> Opening:
    return Opening(str(stage.guild.id), str(stage.channel.id), str(message), "🎛 beats · R-7F3K9Q", "1-0")


def test_a_thread_is_named_by_words_and_recipe() -> None:
    assert named("lo-fi beats") == f"🎛 lo-fi beats · {Riff(prompt='lo-fi beats', seed=1).recipe_id}"


@pytest.mark.parametrize("words", ["x" * 300, "🎷" * 300, "ab " * 100])
def test_a_name_is_never_too_long(words: str) -> None:
    name = named(words)
    assert units(name) <= NAME_MAX
    assert "… · R-" in name


def test_a_name_has_no_signs_that_hide_or_turn() -> None:
    assert named("beats \u202e\u200bgnp").startswith("🎛 beats gnp")


def test_a_posted_file_has_no_words() -> None:
    clip = replace(CLIP, recipe=See(source="0" * 64))
    assert name_of(clip).startswith("🎛 A posted file · R-")


async def test_a_thread_sleeps_after_a_day(kin: Kin) -> None:
    root = await kin.root()
    assert await opened(kin.stage.bot, opening(kin.stage, root.id))
    (body,) = [one.json for one in kin.stage.env.http_requests if one.path.endswith("/threads")]
    assert isinstance(body, dict)
    assert body["auto_archive_duration"] == 1440


@pytest.mark.parametrize(("status", "code", "there"), [(400, 160004, True), (400, 160006, False), (403, 50013, False)])
async def test_a_thread_that_is_there_counts_as_opened(
    kin: Kin,
    status: int,
    code: int,
    there: bool,  # noqa: FBT001 - a column of a table
) -> None:
    root = await kin.root()
    kin.refuse_threads(status=status, code=code)
    assert await opened(kin.stage.bot, opening(kin.stage, root.id)) is there


async def test_a_closed_thread_is_remembered(kin: Kin) -> None:
    records = kin.stage.services.records
    await records.note_thread("1-0", channel="7", thread="9")
    await close(kin.stage.services, "9")
    await close(kin.stage.services, "nowhere")
    thread = await records.thread_of("1-0")
    assert thread is not None
    assert thread.state == "closed"
