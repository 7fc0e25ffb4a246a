"""`riff again` and `riff vary`."""

from pathlib import Path

import pytest

from core.contract import Beat, Painted
from core.limits import VARY
from terminal.__main__ import run
from tests.terminal.results import LO_FI, Run, clip, label_of, made, new_recipe, other_model, recipe_of

FAST = ["--steps", "1"]


@pytest.mark.parametrize("which", [0, 1])
def test_a_clip_is_made_again_from_either_file(riff: Run, which: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["jazz", "--out", "a", *FAST]) == 0
    assert riff(["again", str(made("a")[which]), "--out", "b"]) == 0
    assert [path.read_bytes() for path in made("a")] == [path.read_bytes() for path in made("b")]
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


def test_a_clip_is_made_again_by_another_model_with_a_note(
    riff: Run, tiny_model: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert riff(["jazz", "--out", "a", *FAST]) == 0
    monkeypatch.setenv("RIFF_MODEL", f"./{other_model(tiny_model)}")
    capsys.readouterr()
    assert run(["again", str(made("a")[1]), "--out", "b"]) == 0
    said = capsys.readouterr().out
    assert "made the original" in said
    assert said.endswith("Not the same bytes as the original.\n")
    assert recipe_of(made("b")[1]).model == "other"


def test_a_beat_is_made_again_from_its_recipe_alone(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert riff(["jazz", "--bpm", "90", "--out", "a", *FAST]) == 0
    assert riff(["again", str(made("a")[1]), "--out", "b"]) == 0
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


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
def test_a_variation_is_the_same_but_for_a_second_beginning(
    riff: Run, options: list[str], amount: float, capsys: pytest.CaptureFixture[str]
) -> None:
    beat = Beat(**(LO_FI.model_dump() | {"kind": "beat", "bpm": 90}))
    clip(beat)
    assert riff(["vary", "clip.mp3", *options, "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Painted)
    assert recipe.second
    assert recipe.second.amount == amount
    assert recipe == beat.model_copy(update={"model": recipe.model, "second": recipe.second})
    assert f"s · seed 7, varied by {recipe.second.seed} · {recipe.recipe_id}\n" in capsys.readouterr().out


def test_a_variation_is_made_again_from_its_recipe_alone(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert riff(["vary", "clip.png", "--out", "a"]) == 0
    assert riff(["again", str(made("a")[0]), "--out", "b"]) == 0
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


def test_a_variation_of_a_remix_needs_what_that_was_painted_over(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert riff(["remix", "clip.png", "--out", "a"]) == 0
    remix = made("a")[1]
    assert riff(["vary", str(remix), "--out", "b"]) == 2
    assert "takes the picture or sound that it was painted over" in capsys.readouterr().err
    assert not Path("b").exists()
    assert riff(["vary", str(remix), "clip.png", "--out", "b"]) == 0
    assert label_of(made("b")[1]).recipe.kind == "remix"
