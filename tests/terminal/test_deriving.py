"""`riff remix`, `riff extend` and `riff morph`."""

import re
from pathlib import Path

import pytest
import torch

from core.contract import Extend, Morph, Region, Remix, Riff
from core.limits import KEEP
from core.work import steps_of
from terminal.__main__ import run
from terminal.sources import key_of
from tests.terminal.results import LO_FI, Run, clip, made, new_recipe
from worker.codecs import decode_picture, encode_wav
from worker.sound.beat import beat


def key(file: str) -> str:
    return key_of(Path(file).read_bytes())


def pixels(file: Path) -> torch.Tensor:
    return decode_picture(file.read_bytes()).pixels[0]


def new_picture() -> torch.Tensor:
    return pixels(made("new")[1])


# Remix.


def test_a_remix_is_painted_over_the_picture_of_a_clip(riff: Run) -> None:
    clip()
    assert riff(["remix", "clip.mp3", "jazz", "piano", "--keep", "melody", "--seed", "3", "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Remix)
    assert (recipe.prompt, recipe.seed, recipe.steps) == ("jazz piano", 3, 1)
    assert (recipe.source, recipe.strength, recipe.region) == (key("clip.png"), KEEP["melody"], None)


def test_a_remix_without_words_is_of_the_clips_own(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert (
        riff(["remix", "clip.png", "--strength", "0.9", "--negative", "drums", "--length", "10", "--out", "new"]) == 0
    )
    recipe = new_recipe()
    assert isinstance(recipe, Remix)
    assert (recipe.prompt, recipe.negative, recipe.strength, recipe.length_s) == ("lo-fi beats", "drums", 0.9, 10)
    said = capsys.readouterr().out
    assert [str(path) for path in reversed(made("new"))] == said.splitlines()[:2]
    assert f"10.24 s · seed {recipe.seed} · {recipe.recipe_id}\n" in said


def test_a_part_is_painted_and_all_else_stays(riff: Run) -> None:
    clip()
    options = ["--part", "treble", "--from", "1", "--to", "3.5", "--out", "new"]
    assert riff(["remix", "clip.png", *options]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Remix)
    assert recipe.region == Region(low_hz=2000, from_s=1, to_s=3.5)
    before, after = pixels(Path("clip.png")), new_picture()
    changed = (before != after).nonzero()
    assert 84 <= changed[:, 1].min() < changed[:, 1].max() < 366
    assert changed[:, 0].max() < 330


def test_any_sound_is_painted_over_as_long_as_it_is_and_stays_what_it_was(
    riff: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    song = encode_wav(beat(120, columns=900))
    Path("song.wav").write_bytes(song)
    assert riff(["remix", "song.wav", "--out", "new"]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("say in words what to make of it.")
    assert not Path("new").exists()
    assert riff(["remix", "song.wav", "jazz", "--strength", "0.05", "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Remix)
    assert (recipe.source, recipe.length_s, recipe.steps) == (key("song.wav"), 10, 25)
    said = capsys.readouterr()
    assert {str(path) for path in made("new")} == set(said.out.splitlines()[:2])
    assert "Note: The source lasts 9.0 s; it was repeated to 10.2 s." in said.out
    assert [line.split()[0] for line in said.err.splitlines()] == ["Painting"]
    assert Path("song.wav").read_bytes() == song


# Extend.


def test_an_extension_keeps_all_and_adds_some(riff: Run) -> None:
    clip()
    options = ["--side", "before", "--prompt", "rain", "--seed", "4", "--out", "new"]
    assert riff(["extend", "clip.mp3", *options]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Extend)
    assert (recipe.prompt, recipe.seed, recipe.added_s, recipe.length_s) == ("rain", 4, 5, 10)
    assert torch.equal(new_picture()[:, 512:], pixels(Path("clip.png")))


def test_a_loop_leads_back_to_its_beginning(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip(LO_FI.model_copy(update={"steps": 4}))
    assert riff(["extend", "clip.png", "--side", "loop", "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Extend)
    assert (recipe.prompt, recipe.loop, recipe.length_s) == ("lo-fi beats", True, 10)
    steps = steps_of(recipe)
    assert steps > 4
    assert re.search(rf"Painting .*{steps}/{steps} steps", capsys.readouterr().err)


def test_what_can_not_go_on_so_long_says_how_much_it_can(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip(LO_FI.model_copy(update={"length_s": 50}))
    assert riff(["extend", "clip.png", "--by", "15", "--out", "new"]) == 2
    assert capsys.readouterr().err == "riff: A clip can last 60 s: 10 s can still be added to this one, not 15.\n"
    assert not Path("new").exists()


# Morph.


def test_words_turn_into_words(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--length", "10", "--stages", "2", "--curve", "ease", "--seed", "3", "--out", "new"]
    assert riff(["morph", "lo-fi beats", "jazz", *options]) == 0
    recipe = new_recipe()
    assert recipe == Morph(
        prompt="lo-fi beats", seed=3, to_prompt="jazz", to_seed=3, length_s=10, stages=2, curve="ease",
        model=recipe.model if isinstance(recipe, Morph) else "",
    )  # fmt: skip
    assert made("new")[1].stem == f"lo-fi-beats-to-jazz-{recipe.recipe_id}"
    assert re.search(r"Painting .*25/25 steps", capsys.readouterr().err)


def test_a_clip_turns_into_words_and_stays_where_it_begins(riff: Run) -> None:
    clip()
    assert riff(["morph", "clip.mp3", "jazz", "--length", "10", "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Morph)
    assert (recipe.prompt, recipe.to_prompt, recipe.seed) == ("lo-fi beats", "jazz", 7)
    assert (recipe.source, recipe.to_source) == (key("clip.png"), None)
    assert torch.equal(new_picture()[:, :300], pixels(Path("clip.png"))[:, :300])


def test_words_turn_into_a_sound_and_it_is_made_again(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    Path("song.wav").write_bytes(encode_wav(beat(120, columns=512)))
    assert riff(["morph", "jazz", "song.wav", "--length", "10", "--out", "new"]) == 0
    recipe = new_recipe()
    assert isinstance(recipe, Morph)
    assert (recipe.prompt, recipe.to_prompt, recipe.to_source) == ("jazz", "jazz", key("song.wav"))
    assert riff(["again", str(made("new")[1]), "song.wav", "--out", "again"]) == 0
    assert capsys.readouterr().out.endswith("The same, byte for byte.\n")


def test_there_is_room_to_turn_between_clips(riff: Run, capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert riff(["morph", "clip.png", "clip.mp3", "--length", "10", "--out", "new"]) == 2
    assert "use at least 15 s" in capsys.readouterr().err
    assert not Path("new").exists()


# What is refused before anybody begins to work.


@pytest.fixture
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("_in_an_empty_folder")
@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["remix", "absent.png", "jazz"], "There is no file absent.png."),
        (["remix", "clip.png", "--keep", "mood", "--strength", "0.5"], "not by both"),
        (["remix", "clip.png", "--keep", "all"], "--keep"),
        (["remix", "clip.png", "--part", "drums"], "--part"),
        (["remix", "clip.png", "--seed", "-1"], "--seed"),
        (["remix", "clip.png", "--from", "nan"], "--from"),
        (["vary", "absent.png"], "There is no file absent.png."),
        (["vary", "clip.png", "absent.wav"], "There is no file absent.wav."),
        (["extend", "clip.png", "--by", "7"], "Seconds are added in fives, such as --by 5 or --by 10, not 7."),
        (["extend", "clip.png", "--side", "left"], "--side"),
        (["extend", "clip.png", "rain"], "rain"),
        (["morph", "jazz"], "TO"),
        (["morph", "jazz", "absent.mp3"], "There is no file absent.mp3."),
        (["morph", "jazz", "rock", "--stages", "9"], "--stages"),
        (["morph", "jazz", "rock", "--out", "clip.png"], "clip.png is not a folder"),
    ],
)
def test_what_is_not_there_or_means_nothing_is_refused_in_one_line(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("clip.png").write_bytes(b"of which nothing is read")
    assert run(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert hint in said.err
    assert [path.name for path in made()] == ["clip.png"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["remix", "clip.png", "--strength", "1"], "The strength can be at most 0.95, not 1.0."),
        (["remix", "clip.png", "--length", "7"], "The length can be 5, 10"),
        (["remix", "clip.png", "--from", "6"], "Between these times there is nothing: the clip lasts 5.1 s."),
        (["remix", "clip.png", "--to", "nan"], "The end must be a number"),
        (["remix", "clip.png", "a\x07b"], "The prompt holds a control character"),
        (["extend", "notes.txt"], "no sound that can be read"),
        (["morph", "clip.png", "jazz", "--length", "12"], "The length can be 5, 10"),
        (["morph", " ", "jazz"], "The prompt is empty."),
        (["morph", "jazz", "a" * 301], "The second prompt is 301 characters long; 300 is the most."),
        (["morph", "a" * 301, "jazz"], "The prompt is 301 characters long; 300 is the most."),
    ],
)
def test_what_no_clip_can_be_made_of_is_refused_in_one_sentence(
    riff: Run, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    clip(Riff(prompt="jazz", seed=1), columns=512)
    Path("notes.txt").write_text("no music")
    assert riff(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert sentence in said.err
    assert [path.name for path in made()] == ["clip.mp3", "clip.png", "notes.txt"]
