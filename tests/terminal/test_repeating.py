"""`riff again` and `riff vary`."""

from pathlib import Path

import pytest

from core.contract import Beat, Painted, Remix
from core.limits import VARY
from terminal.__main__ import run
from terminal.calling import Beside
from terminal.sources import key_of
from tests.terminal.results import Run, clip, made, new_recipe, other_model, recipe_of
from worker.codecs import encode_wav
from worker.sound.beat import beat

FAST = ["--steps", "1"]


@pytest.mark.parametrize("which", [0, 1])
def test_a_clip_is_made_again_from_either_file(riff: Run, which: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["jazz", "--out", "a", *FAST]) == 0
    assert riff(["again", str(made("a")[which]), "--out", "b"]) == 0
    assert [path.read_bytes() for path in made("a")] == [path.read_bytes() for path in made("b")]
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


def test_a_clip_is_made_again_by_another_model_with_a_note(
    riff: Run,
    anew: Beside,
    tiny_model: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert riff(["jazz", "--out", "a", *FAST]) == 0
    monkeypatch.setenv("RIFF_MODEL", f"./{other_model(tiny_model)}")
    capsys.readouterr()
    assert run(["again", str(made("a")[1]), "--out", "b"], beside=anew) == 0
    said = capsys.readouterr().out
    assert "made the original" in said
    assert said.endswith("Not the same bytes as the original.\n")
    assert recipe_of(made("b")[1]).model == "other"


def test_a_remix_is_made_again_with_what_it_was_painted_over(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert riff(["remix", "clip.png", "--out", "a"]) == 0
    remix = str(made("a")[1])
    capsys.readouterr()
    assert riff(["again", remix]) == 2
    assert f"riff: {remix} is a remix: " in capsys.readouterr().err
    assert riff(["again", remix, "clip.mp3", "--out", "b"]) == 0
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


@pytest.mark.parametrize(("options", "amount"), [([], VARY["subtle"]), (["--strong"], VARY["strong"])])
def test_a_variation_is_the_same_but_for_a_second_beginning_and_made_again_from_its_recipe_alone(
    riff: Run, options: list[str], amount: float, capsys: pytest.CaptureFixture[str]
) -> None:
    original = Beat(prompt="lo-fi beats", seed=7, steps=1, bpm=90)
    clip(original)
    assert riff(["vary", "clip.mp3", *options, "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Painted)
    assert recipe.second
    assert recipe.second.amount == amount
    assert recipe == original.model_copy(update={"model": recipe.model, "second": recipe.second})
    assert f"s · seed 7, varied by {recipe.second.seed} · {recipe.recipe_id}\n" in capsys.readouterr().out
    assert riff(["again", str(made("new")[0]), "--out", "again"]) == 0
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


def test_a_variation_of_a_remix_needs_what_that_was_painted_over(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("song.wav").write_bytes(encode_wav(beat(120, columns=512)))
    clip(Remix(prompt="jazz", seed=1, steps=1, source=key_of(Path("song.wav").read_bytes())))
    assert riff(["vary", "clip.png", "--out", "new"]) == 2
    assert "clip.png is a remix: to paint it again takes the picture or sound" in capsys.readouterr().err
    assert not Path("new").exists()
    assert riff(["vary", "clip.png", "song.wav", "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Remix)
    assert recipe.second
