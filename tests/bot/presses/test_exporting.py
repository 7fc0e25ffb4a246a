"""⬇️ Export."""

import json
from pathlib import Path

import discord
import pytest

from bot.card import Button
from bot.carrying import ONE_AT_A_TIME
from bot.presses.exporting import TOO_LARGE
from bot.found import CLEARED, DELETED, ELSEWHERE
from core.artefacts import Artefacts
from core.clip import Label
from tests.bot.stage import RECEIPT, Stage, custom_ids, sentence


async def files(stage: Stage, label: str, message: discord.Message) -> dict[str, bytes]:
    result = await stage.press(label, message, stage.ben)
    assert result.ephemeral
    assert result.response is not None
    return {one.filename.rpartition(".")[2]: await one.read() for one in result.response.attachments}


async def test_sound_picture_and_recipe_come_to_whoever_asks(stage: Stage) -> None:
    message = await stage.made(seed=7)
    sent = await files(stage, "Export", message)
    assert list(sent) == ["mp3", "png", "json"]
    assert sent["png"] == await message.attachments[0].read()
    assert sent["mp3"] == await message.attachments[1].read()


async def test_the_recipe_is_what_the_files_labels_hold(stage: Stage) -> None:
    sent = await files(stage, "Export", await stage.made(seed=7))
    label = Label.model_validate_json(sent["json"])
    assert label.receipt == RECEIPT
    assert json.loads(sent["json"])["recipe"]["seed"] == 7


async def test_each_variation_is_exported_by_a_button_of_its_own(stage: Stage) -> None:
    message = await stage.made(variations=2)
    sent = await files(stage, "Export B", message)
    assert sent["mp3"] == await message.attachments[2].read()


async def test_a_clip_of_another_channel_is_its_authors_alone(stage: Stage) -> None:
    button = Button("export", custom_ids(await stage.made())["Export"].rpartition(":")[2], "⬇️", "Export")
    stage.channel = stage.guild.create_text_channel("elsewhere")
    assert sentence(await stage.press_on(button, stage.ben)) == ELSEWHERE
    assert (await stage.press_on(button, stage.ana)).response is not None


async def test_an_export_waits_for_no_other_of_the_same_person(stage: Stage) -> None:
    message = await stage.made()
    async with stage.services.carriers.carry(str(stage.ben.id)):
        assert sentence(await stage.press("Export", message, stage.ben)) == ONE_AT_A_TIME


async def test_a_fault_of_ours_is_explained(stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    message = await stage.made()
    (tmp_path / "file").touch()
    stage.change(artefacts=Artefacts(f"file://{tmp_path}/file"))
    assert "the fault is ours" in sentence(await stage.press("Export", message))
    assert "NotADirectoryError" in caplog.text


async def test_files_that_were_cleared_away_are_told(stage: Stage) -> None:
    message = await stage.made()
    clip_id = custom_ids(message)["Export"].rpartition(":")[2]
    await stage.services.records.mark_swept(clip_id)
    assert sentence(await stage.press("Export", message)) == CLEARED


async def test_files_that_the_store_has_lost_are_told(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    assert clip.mp3 is not None
    stage.services.artefacts.delete(clip.mp3)
    assert sentence(await stage.press("Export", message)) == CLEARED


async def test_a_deleted_clip_is_told(stage: Stage) -> None:
    message = await stage.made()
    await stage.services.records.delete_clip(custom_ids(message)["Export"].rpartition(":")[2], stage.clock())
    assert sentence(await stage.press("Export", message)) == DELETED


async def test_files_that_are_too_large_here_are_told(stage: Stage) -> None:
    message = await stage.made()
    stage.refuse("PATCH", "/webhooks/*", status=413, code=40005)
    assert sentence(await stage.press("Export", message)) == TOO_LARGE


@pytest.mark.parametrize("name", ["ana", "ben", "mod"])
async def test_nobody_else_sees_it(stage: Stage, name: str) -> None:
    message = await stage.made()
    await stage.press("Export", message, getattr(stage, name))
    others = [one for one in (stage.ana, stage.ben, stage.mod) if one.name != name]
    assert all(len(stage.messages(one)) == 1 for one in others)
