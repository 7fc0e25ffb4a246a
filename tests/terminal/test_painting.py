import hashlib
import re
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.contract import Label
from terminal.__main__ import run
from worker.codecs import decode_audio, decode_picture, read_tags

FAST = ["--steps", "1"]


@pytest.fixture(autouse=True)
def _with_a_tiny_model_in_an_empty_folder(tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIFF_MODEL", str(tiny_model))
    monkeypatch.setenv("RIFF_DEVICE", "cpu")
    monkeypatch.chdir(tmp_path)


def made(folder: str = ".") -> list[Path]:
    return sorted(Path(folder).iterdir())


def label_of(png: Path) -> Label:
    return Label.model_validate_json(decode_picture(png.read_bytes()).comment)


def test_words_become_a_picture_and_its_sound(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lo-fi", "beats", "--seed", "7", *FAST]) == 0
    sound, picture = made()
    assert decode_picture(picture.read_bytes()).pixels.shape == (1, 512, 512)
    assert decode_audio(sound.read_bytes()).shape[-1] == 512 * 441
    recipe = label_of(picture).recipe
    assert (recipe.prompt, recipe.seed, recipe.steps) == ("lo-fi beats", 7, 1)
    said = capsys.readouterr()
    assert said.out == f"{picture}\n{sound}\n5.12 s · seed 7 · {recipe.recipe_id}\n"
    assert re.search(r"Painting .*1/1 steps", said.err)


def test_files_are_named_after_the_prompt_and_the_recipe() -> None:
    assert run(["Ça va, 🎹 レゲエ?", *FAST]) == 0
    sound, picture = made()
    assert picture.stem == sound.stem == f"ça-va-レゲエ-{label_of(picture).recipe.recipe_id}"


def test_the_sound_carries_the_recipe_the_prompt_and_the_picture() -> None:
    assert run(["🎹 jazz", *FAST]) == 0
    sound, picture = made()
    tags = read_tags(sound.read_bytes())
    assert tags.title == "🎹 jazz"
    assert Label.model_validate_json(tags.comment) == label_of(picture)
    assert tags.cover == picture.read_bytes()


def test_every_option_reaches_the_recipe() -> None:
    options = ["--negative", "drums", "--seed", "5", "--steps", "3", "--guidance", "4.5", "--length", "10", "--loop"]
    assert run(["--out", "new/folder", *options, "--", "-5", "dB", "jazz"]) == 0
    recipe = label_of(made("new/folder")[1]).recipe
    assert recipe.prompt == "-5 dB jazz"
    assert recipe.negative == "drums"
    assert (recipe.seed, recipe.steps, recipe.guidance) == (5, 3, 4.5)
    assert (recipe.length_s, recipe.loop, recipe.columns) == (10, True, 1024)


def test_the_same_recipe_twice_is_the_same_clip() -> None:
    assert run(["jazz", "--seed", "1", *FAST]) == run(["jazz", "--seed", "1", *FAST]) == 0
    assert len(made()) == 2


def test_without_a_seed_every_clip_is_new() -> None:
    assert run(["jazz", *FAST]) == run(["jazz", *FAST]) == 0
    assert len(made()) == 4


def test_variations_have_the_seeds_that_follow_and_begin_again_after_the_last() -> None:
    assert run(["jazz", "--seed", "4294967295", "--variations", "2", *FAST]) == 0
    pictures = [path for path in made() if path.suffix == ".png"]
    assert {label_of(path).recipe.seed for path in pictures} == {4294967295, 0}
    assert len({hashlib.sha256(path.read_bytes()).digest() for path in pictures}) == 2


@pytest.fixture
def _room_for_50_kb_a_file() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("_room_for_50_kb_a_file")
def test_a_clip_without_room_is_not_kept_by_half(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["jazz", "--out", "new", *FAST]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1] == "riff: There is no room left in new; nothing was written."
    assert made() == []


def test_a_played_clip_is_the_clip() -> None:
    assert run(["jazz", "--out", "a", *FAST]) == 0
    sound, picture = made("a")
    assert run(["play", str(picture), "--out", "b"]) == 0
    assert made("b")[0].read_bytes() == sound.read_bytes()


@pytest.mark.parametrize("which", [0, 1])
def test_a_clip_is_made_again_from_either_file(which: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["jazz", "--out", "a", *FAST]) == 0
    assert run(["again", str(made("a")[which]), "--out", "b"]) == 0
    assert [path.read_bytes() for path in made("a")] == [path.read_bytes() for path in made("b")]
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


def test_a_clip_of_another_model_is_made_again_with_a_warning(
    tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["jazz", "--out", "a", *FAST]) == 0
    other = Path("other").absolute()
    shutil.copytree(tiny_model, other)
    (other / "note.json").write_text('{"so that": "its hash differs"}')
    monkeypatch.setenv("RIFF_MODEL", str(other))
    capsys.readouterr()
    assert run(["again", str(made("a")[1]), "--out", "b"]) == 0
    said = capsys.readouterr().out
    assert "made the original" in said
    assert said.endswith("Not the same bytes as the original.\n")


def test_info_tells_the_recipe_and_by_what_it_was_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["jazz", "--negative", "drums", *FAST]) == 0
    for path in made():
        capsys.readouterr()
        assert run(["info", str(path)]) == 0
        said = capsys.readouterr().out
        assert re.search(r"^recipe +R-\w{6}$", said, re.MULTILINE)
        assert re.search(r"^prompt +jazz$", said, re.MULTILINE)
        assert re.search(r"^negative +drums$", said, re.MULTILINE)
        assert re.search(r"^made by .* on cpu$", said, re.MULTILINE)
        assert re.search(r"^duration +5\.1\d s$", said, re.MULTILINE)


def test_a_prompt_longer_than_the_model_reads_is_noted(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*(["a", "b", "c", "d", "e"] * 28), *FAST]) == 0
    assert "\nNote: " in capsys.readouterr().out


def without_a_part(model: Path) -> None:
    shutil.rmtree(model / "unet")


def with_damage(model: Path) -> None:
    weights = next(model.rglob("*.safetensors"))
    listing = f"{hashlib.sha256(weights.read_bytes()).hexdigest()}  {weights.relative_to(model)}\n"
    (model / "SHA256SUMS").write_text(listing)
    weights.write_bytes(weights.read_bytes()[:-1] + b"!")


def with_half_the_weights(model: Path) -> None:
    weights = next((model / "unet").rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[: weights.stat().st_size // 2])


@pytest.mark.parametrize("spoil", [shutil.rmtree, without_a_part, with_damage, with_half_the_weights])
def test_a_bad_model_is_refused_in_one_line_and_nothing_is_written(
    spoil: Callable[[Path], None], tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(tiny_model, "model")
    spoil(Path("model"))
    monkeypatch.setenv("RIFF_MODEL", "./model")
    before = made()
    assert run(["jazz", *FAST]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith("riff: ")
    assert "model" in said.err
    assert made() == before
