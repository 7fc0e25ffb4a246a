"""All that is kept of somebody, in archives."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.privacy.gathering import ROWS_A_FILE, Gathering, Lists
from bot.records.models import ClipRow
from bot.records.statements import Kept
from tests.bot.stage import Stage

MIB = 2**20


async def files_of(
    stage: Stage, folder: Path, *, most_bytes: int = 8 * MIB, with_files: bool = True, after_s: float = 0.0
) -> dict[str, bytes]:
    user = str(stage.ana.id)
    gathering = Gathering(stage.services, user, folder, most_bytes, with_files=with_files, after_s=after_s)
    found: dict[str, bytes] = {}
    async for path in gathering.parts():
        with zipfile.ZipFile(path) as archive:
            found |= {name: archive.read(name) for name in archive.namelist()}
        path.unlink()
    return found


def rows(files: dict[str, bytes], kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(files[f"{kind}.json"])
    return found


async def test_who_never_did_anything_gets_a_readme(stage: Stage, tmp_path: Path) -> None:
    files = await files_of(stage, tmp_path)
    assert list(files) == ["README.txt"]
    assert str(stage.ana.id) in files["README.txt"].decode()


async def test_ones_words_and_recipes_are_in_it(stage: Stage, tmp_path: Path) -> None:
    await stage.made(prompt="дождь and drums")
    files = await files_of(stage, tmp_path)
    assert rows(files, "clip")[0]["recipe"]["prompt"] == "дождь and drums"
    assert "дождь and drums" in files["request.json"].decode()


async def test_ones_pictures_and_sounds_are_in_it_as_they_are(stage: Stage, tmp_path: Path) -> None:
    clip = await stage.clip(await stage.made())
    files = await files_of(stage, tmp_path)
    name = f"riffs/{clip.recipe.recipe_id}-{clip.id}"
    assert clip.png is not None
    assert clip.mp3 is not None
    assert files[f"{name}.png"] == stage.services.artefacts.get(clip.png)
    assert files[f"{name}.mp3"] == stage.services.artefacts.get(clip.mp3)


async def test_a_private_riff_is_in_it_too(stage: Stage, tmp_path: Path) -> None:
    await stage.made(private=True)
    assert len(rows(await files_of(stage, tmp_path), "clip")) == 1


async def test_stars_choices_and_blocked_people_are_in_it(stage: Stage, tmp_path: Path) -> None:
    message = await stage.made()
    await stage.press("Star", message)
    await stage.ana.slash(stage.channel, "account settings", ping="none")
    await stage.ana.slash(stage.channel, "account block", user=stage.ben)
    whole = b"".join((await files_of(stage, tmp_path)).values()).decode("utf-8", "replace")
    assert "none" in whole
    assert str(stage.ben.id) in whole
    assert (await stage.clip(message)).id in whole


async def test_nothing_of_others_is_in_it(stage: Stage, tmp_path: Path) -> None:
    await stage.riff(stage.ben, prompt="what ben likes")
    stage.worker.finish()
    await stage.deliver()
    assert list(await files_of(stage, tmp_path)) == ["README.txt"]


async def test_no_token_is_in_it(stage: Stage, tmp_path: Path) -> None:
    await stage.riff(private=True)
    token = (await stage.only_card()).card.token
    assert token is not None
    whole = b"".join((await files_of(stage, tmp_path)).values())
    assert token.encode() not in whole


async def test_without_files_only_what_is_written_comes(stage: Stage, tmp_path: Path) -> None:
    await stage.made()
    files = await files_of(stage, tmp_path, with_files=False)
    assert [name for name in files if name.startswith("riffs/")] == []
    assert len(rows(files, "clip")) == 1


async def test_older_riffs_come_without_their_files(stage: Stage, tmp_path: Path) -> None:
    await stage.made(prompt="old")
    stage.clock.move(100)
    newer = await stage.clip(await stage.made(prompt="new"))
    files = await files_of(stage, tmp_path, after_s=stage.clock() - 50)
    assert {name.split("-", 2)[2].partition(".")[0] for name in files if name.startswith("riffs/")} == {newer.id}
    assert len(rows(files, "clip")) == 2


async def test_what_is_gone_from_the_store_is_named(stage: Stage, tmp_path: Path) -> None:
    clip = await stage.clip(await stage.made())
    assert clip.mp3 is not None
    stage.services.artefacts.delete(clip.mp3)
    files = await files_of(stage, tmp_path)
    assert files["missing.txt"].decode() == f"riffs/{clip.recipe.recipe_id}-{clip.id}.mp3"


async def test_what_is_too_large_to_be_sent_is_named(stage: Stage, tmp_path: Path) -> None:
    clip = await stage.clip(await stage.made())
    picture = f"riffs/{clip.recipe.recipe_id}-{clip.id}.png"
    await give_picture(stage, clip.id, b"x" * 40_000)
    files = await files_of(stage, tmp_path, most_bytes=32_000)
    assert files["missing.txt"].decode() == picture


async def test_many_riffs_are_many_archives_of_which_few_are_on_the_disk_at_a_time(
    stage: Stage, tmp_path: Path
) -> None:
    for number in range(3):
        clip = await stage.clip(await stage.made(prompt=f"riff {number}"))
        await give_picture(stage, clip.id, bytes([number]) * 20_000)
    gathering = Gathering(stage.services, str(stage.ana.id), tmp_path, 32_000)
    sizes: list[int] = []
    async for path in gathering.parts():
        assert len(_names(tmp_path)) <= 2
        sizes.append(path.stat().st_size)
        path.unlink()
    assert len(sizes) >= 3
    assert max(sizes) <= 32_000


async def give_picture(stage: Stage, clip_id: str, content: bytes) -> None:
    """Let a clip have another picture."""
    png = stage.services.artefacts.put(content)

    def change(session: Session) -> None:
        session.execute(update(ClipRow).where(ClipRow.id == clip_id).values(png=png))

    await stage.services.records._database.write(change)


def test_a_long_list_is_several_files() -> None:
    lists = Lists()
    first = [file for number in range(ROWS_A_FILE + 1) for file in lists.add(Kept("star", {"clip": str(number)}))]
    assert [name for name, _ in first] == ["star.json"]
    assert [name for name, _ in lists.rest()] == ["star-2.json"]
    assert lists.rest() == []


@pytest.mark.parametrize("kinds", [["star", "clip"], ["clip", "star", "clip"]])
def test_each_kind_is_a_file_of_its_own(kinds: list[str]) -> None:
    lists = Lists()
    for kind in kinds:
        assert lists.add(Kept(kind, {"id": "1"})) == []
    files = {name: json.loads(content) for name, content in lists.rest()}
    assert {name: len(found) for name, found in files.items()} == {
        f"{kind}.json": kinds.count(kind) for kind in set(kinds)
    }


def _names(folder: Path) -> list[str]:
    return [path.name for path in folder.glob("*.zip")]
