import hashlib
import re
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.clip import Label
from core.contract import Beat
from terminal.__main__ import run
from tests.terminal.results import Run, label_of, made, other_model, recipe_of
from worker.codecs import decode_audio, decode_picture, read_tags

FAST = ["--steps", "1"]


def test_words_become_a_picture_and_its_sound(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["lo-fi", "beats", "--seed", "7", *FAST]) == 0
    sound, picture = made()
    assert decode_picture(picture.read_bytes()).pixels.shape == (1, 512, 512)
    assert decode_audio(sound.read_bytes()).shape[-1] == 512 * 441
    recipe = recipe_of(picture)
    assert (recipe.prompt, recipe.seed, recipe.steps) == ("lo-fi beats", 7, 1)
    said = capsys.readouterr()
    assert said.out == f"{picture}\n{sound}\n5.12 s · seed 7 · {recipe.recipe_id}\n"
    assert re.search(r"Painting .*1/1 steps", said.err)


def test_words_are_painted_over_a_beat(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["jazz", "--bpm", "90", "--seed", "7", "--steps", "5"]) == 0
    recipe = label_of(made()[1]).recipe
    assert isinstance(recipe, Beat)
    assert (recipe.prompt, recipe.bpm, recipe.seed) == ("jazz", 90, 7)
    assert re.search(r"Painting .*4/4 steps", capsys.readouterr().err)


def test_words_that_others_may_mind_are_painted_for_whoever_types_them(riff: Run) -> None:
    assert riff(["nsfw sex song", "--negative", "porn", *FAST]) == 0
    assert recipe_of(made()[1]).prompt == "nsfw sex song"


def test_what_nobody_may_ask_for_is_refused_here_too(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["child porn ambient", *FAST]) == 2
    assert "nobody may ask for that anywhere" in capsys.readouterr().err


def test_files_are_named_after_the_prompt_and_the_recipe(riff: Run) -> None:
    assert riff(["Ça va, 🎹 レゲエ?", *FAST]) == 0
    sound, picture = made()
    assert picture.stem == sound.stem == f"ça-va-レゲエ-{label_of(picture).recipe.recipe_id}"


def test_the_sound_carries_the_recipe_the_prompt_and_the_picture(riff: Run) -> None:
    assert riff(["🎹 jazz", *FAST]) == 0
    sound, picture = made()
    tags = read_tags(sound.read_bytes())
    assert tags.title == "🎹 jazz"
    assert Label.model_validate_json(tags.comment) == label_of(picture)
    assert tags.cover == picture.read_bytes()


def test_every_option_reaches_the_recipe(riff: Run) -> None:
    options = ["--negative", "drums", "--seed", "5", "--steps", "3", "--guidance", "4.5", "--length", "10", "--loop"]
    assert riff(["--out", "new/folder", *options, "--", "-5", "dB", "jazz"]) == 0
    recipe = recipe_of(made("new/folder")[1])
    assert recipe.prompt == "-5 dB jazz"
    assert recipe.negative == "drums"
    assert (recipe.seed, recipe.steps, recipe.guidance) == (5, 3, 4.5)
    assert (recipe.length_s, recipe.loop, recipe.columns) == (10, True, 1024)


def test_the_same_recipe_twice_is_the_same_clip(riff: Run) -> None:
    assert riff(["jazz", "--seed", "1", *FAST]) == riff(["jazz", "--seed", "1", *FAST]) == 0
    assert len(made()) == 2


def test_without_a_seed_every_clip_is_new(riff: Run) -> None:
    assert riff(["jazz", *FAST]) == riff(["jazz", *FAST]) == 0
    assert len(made()) == 4


def test_variations_have_the_seeds_that_follow_and_begin_again_after_the_last(riff: Run) -> None:
    assert riff(["jazz", "--seed", "4294967295", "--variations", "2", *FAST]) == 0
    pictures = [path for path in made() if path.suffix == ".png"]
    assert {recipe_of(path).seed for path in pictures} == {4294967295, 0}
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in pictures}) == 2


@pytest.fixture
def _room_for_50_kb_a_file() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("_room_for_50_kb_a_file")
def test_a_clip_without_room_is_not_kept_by_half(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["jazz", "--out", "new", *FAST]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == "riff: There is no room left in new; nothing was written."
    assert made() == []


def test_a_played_clip_is_the_clip(riff: Run) -> None:
    assert riff(["jazz", "--out", "a", *FAST]) == 0
    sound, picture = made("a")
    assert riff(["play", str(picture), "--out", "b"]) == 0
    assert made("b")[0].read_bytes() == sound.read_bytes()


def test_info_tells_the_recipe_and_by_what_it_was_made(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["jazz", "--negative", "drums", *FAST]) == 0
    for path in made():
        capsys.readouterr()
        assert riff(["info", str(path)]) == 0
        said = capsys.readouterr().out
        assert re.search(r"^recipe +R-\w{6}$", said, re.MULTILINE)
        assert re.search(r"^prompt +jazz$", said, re.MULTILINE)
        assert re.search(r"^negative +drums$", said, re.MULTILINE)
        assert re.search(r"^made by .* on cpu$", said, re.MULTILINE)
        assert re.search(r"^duration +5\.1\d s$", said, re.MULTILINE)


def test_a_prompt_longer_than_the_model_reads_is_noted(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff([*(["a", "b", "c", "d", "e"] * 28), *FAST]) == 0
    assert "\nNote: " in capsys.readouterr().out


def test_a_damaged_model_is_refused_in_one_line_and_nothing_is_written(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    weights = next(other_model(tiny_model).rglob("unet/*.safetensors"))
    weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])
    monkeypatch.setenv("RIFF_MODEL", "./other")
    assert run(["jazz", *FAST]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith(f"riff: The folder {tmp_path}/other holds no ")
    assert "Traceback" not in said.err
    assert [path.name for path in made()] == ["other"]
