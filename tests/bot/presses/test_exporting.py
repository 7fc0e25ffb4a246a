"""⬇️ Export."""

import json
from pathlib import Path

import discord
import pytest

from bot.card import Button
from bot.carrying import ONE_AT_A_TIME
from bot.delivery.content import EXPORT_GONE
from bot.found import CLEARED, DELETED, PRIVATE, UNKNOWN_BUTTON
from bot.gallery.exporting import ROWS, TOO_LARGE
from bot.records.values import Ancestry
from core.artefacts import Artefacts
from core.clip import Label
from core.contract import Export
from core.limits import Key
from tests.bot.gallery.clips import put
from tests.bot.stage import RECEIPT, SORRY, Stage, custom_ids, sentence

HELD = {"MP3": "mp3", "Picture": "png", "Recipe": "json"}
MADE = {"WAV": "wav", "FLAC": "flac", "OGG": "ogg", "Loop (WAV)": "loop", "Stems (ZIP)": "stems", "Film (MP4)": "mp4"}


async def choice(stage: Stage, message: discord.Message, label: str = "Export") -> discord.Message:
    """Press Export and give the question that comes."""
    result = await stage.press(label, message, stage.ben)
    assert result.ephemeral
    assert result.response is not None
    return stage.message(result.response.id, stage.ben)


async def sent(stage: Stage, label: str, message: discord.Message) -> dict[str, bytes]:
    result = await stage.press(label, message, stage.ben)
    assert result.ephemeral
    assert result.response is not None
    return {one.filename.rpartition(".")[2]: await one.read() for one in result.response.attachments}


async def refused(stage: Stage, label: str, message: discord.Message) -> str:
    return sentence(await stage.press(label, message, stage.ben))


async def test_it_asks_in_which_form(stage: Stage) -> None:
    asked = await choice(stage, await stage.made())
    assert custom_ids(asked).keys() == HELD.keys() | MADE.keys()
    assert len(asked.components) == len(ROWS)


async def test_sound_picture_and_recipe_come_at_once(stage: Stage) -> None:
    message = await stage.made(seed=7)
    asked = await choice(stage, message)
    files: dict[str, bytes] = {}
    for label in HELD:
        files |= await sent(stage, label, asked)
    assert files["png"] == await message.attachments[0].read()
    assert files["mp3"] == await message.attachments[1].read()
    assert Label.model_validate_json(files["json"]).receipt == RECEIPT
    assert json.loads(files["json"])["recipe"]["seed"] == 7


async def test_all_else_is_made_by_a_worker_for_whoever_asks_alone(stage: Stage) -> None:
    message = await stage.made()
    asked = await choice(stage, message)
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    for label, form in MADE.items():
        stage.clock.move(1)
        result = await stage.press(label, asked, stage.ben)
        assert result.ephemeral
        assert result.response is not None
        record = await stage.only_card()
        assert record.requests[0].request.recipe == Export(source=clip.png, format=form)
        assert record.requests[0].ancestry == Ancestry("export", clip.id)
        assert (record.card.private, record.card.origin.author) == (True, str(stage.ben.id))
        stage.worker.export(clip.mp3 or "")
        await stage.hear()


async def test_the_card_becomes_the_file(stage: Stage) -> None:
    clip = await put(stage)
    result = await stage.ben.slash(stage.channel, "riffs export", riff=clip.id, format="loop")
    await export_done(stage, b"RIFF loop")
    assert result.response is not None
    shown = stage.message(result.response.id, stage.ben)
    assert shown.content == f"⬇️ **Loop** of `{clip.recipe.recipe_id}`\nHere it is · by <@{stage.ben.id}>"
    assert [one.filename for one in shown.attachments] == [f"riff_{clip.recipe.recipe_id}_loop.wav"]
    assert await shown.attachments[0].read() == b"RIFF loop"


async def test_a_file_that_took_too_long_comes_as_a_direct_message(stage: Stage) -> None:
    clip = await put(stage)
    await stage.ben.slash(stage.channel, "riffs export", riff=clip.id, format="mp4")
    stage.clock.move(15 * 60)
    await export_done(stage, b"film")
    (direct,) = stage.ben.user.dm_channel.history()
    assert [one.filename for one in direct.attachments] == [f"riff_{clip.recipe.recipe_id}.mp4"]


async def test_a_file_that_the_store_has_lost_by_then_is_told(stage: Stage) -> None:
    clip = await put(stage)
    result = await stage.ben.slash(stage.channel, "riffs export", riff=clip.id, format="wav")
    stage.worker.export("0" * 64)
    await stage.deliver()
    assert result.response is not None
    assert EXPORT_GONE in stage.message(result.response.id, stage.ben).content


async def test_a_failed_export_is_tried_again_without_anybodys_consent(stage: Stage) -> None:
    clip = await put(stage)
    await stage.services.records.set_visibility(clip.id, remixes="none")
    result = await stage.ben.slash(stage.channel, "riffs export", riff=clip.id, format="wav")
    request = (await stage.only_card()).requests[0].request
    stage.worker.finish({request.id: SORRY})
    await stage.deliver()
    assert result.response is not None
    await stage.press("Try again", stage.message(result.response.id, stage.ben), stage.ben)
    record = await stage.only_card()
    assert record.requests[0].request.recipe == request.recipe
    assert record.requests[0].ancestry == Ancestry("export", clip.id)
    assert record.card.private


async def export_done(stage: Stage, content: bytes) -> Key:
    """Let a worker make the file."""
    key = stage.services.artefacts.put(content)
    stage.worker.export(key)
    await stage.deliver()
    return key


async def test_each_variation_is_exported_by_a_button_of_its_own(stage: Stage) -> None:
    message = await stage.made(variations=2)
    files = await sent(stage, "MP3", await choice(stage, message, "Export B"))
    assert files["mp3"] == await message.attachments[2].read()


async def test_a_private_clip_is_its_authors_alone(stage: Stage) -> None:
    clip = await put(stage, private=True)
    assert sentence(await stage.press_on(Button("export", clip.id, "⬇️", "Export"), stage.ben)) == PRIVATE
    assert sentence(await stage.press_on(Button("form", f"{clip.id}-mp3", "🎧", "MP3"), stage.ben)) == PRIVATE
    assert (await stage.press_on(Button("export", clip.id, "⬇️", "Export"), stage.ana)).response is not None


async def test_a_file_waits_for_no_other_of_the_same_person(stage: Stage) -> None:
    asked = await choice(stage, await stage.made())
    async with stage.services.carriers.carry(str(stage.ben.id)):
        assert await refused(stage, "MP3", asked) == ONE_AT_A_TIME


async def test_a_fault_of_ours_is_explained(stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    asked = await choice(stage, await stage.made())
    (tmp_path / "file").touch()
    stage.change(artefacts=Artefacts(f"file://{tmp_path}/file"))
    assert "the fault is ours" in await refused(stage, "MP3", asked)
    assert "NotADirectoryError" in caplog.text


async def test_files_that_were_cleared_away_are_told(stage: Stage) -> None:
    message = await stage.made()
    asked = await choice(stage, message)
    await stage.services.records.mark_swept(custom_ids(message)["Export"].rpartition(":")[2])
    assert await refused(stage, "Export", message) == CLEARED
    assert await refused(stage, "WAV", asked) == CLEARED


async def test_files_that_the_store_has_lost_are_told(stage: Stage) -> None:
    message = await stage.made()
    asked = await choice(stage, message)
    clip = await stage.services.records.clip(custom_ids(message)["Export"].rpartition(":")[2])
    assert clip is not None
    assert clip.mp3 is not None
    stage.services.artefacts.delete(clip.mp3)
    assert await refused(stage, "MP3", asked) == CLEARED


async def test_a_deleted_clip_is_told(stage: Stage) -> None:
    message = await stage.made()
    await stage.services.records.delete_clip(custom_ids(message)["Export"].rpartition(":")[2], stage.clock())
    assert await refused(stage, "Export", message) == DELETED


async def test_files_that_are_too_large_here_are_told(stage: Stage) -> None:
    asked = await choice(stage, await stage.made())
    stage.refuse("PATCH", "/webhooks/*", status=413, code=40005)
    assert await refused(stage, "MP3", asked) == TOO_LARGE


async def test_a_form_of_another_version_is_told(stage: Stage) -> None:
    assert sentence(await stage.press_on(Button("form", "1-0-midi", "🎹", "MIDI"), stage.ben)) == UNKNOWN_BUTTON


async def test_nobody_else_sees_it(stage: Stage) -> None:
    message = await stage.made()
    await sent(stage, "MP3", await choice(stage, message))
    assert [len(stage.messages(one)) for one in (stage.ana, stage.mod)] == [1, 1]
