"""`riff export`."""

from pathlib import Path

import pytest
import torch

from core.formats import suffix_of
from terminal.__main__ import run
from tests.worker.exporting.pieces import label, picture
from worker.codecs import decode_audio, decode_picture, encode_png, read_tags


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def clip(name: str = "clip.png") -> Path:
    Path(name).write_bytes(encode_png(picture(columns=64).pixels[0], comment=label()))
    return Path(name)


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("wav", "clip.wav"),
        ("flac", "clip.flac"),
        ("ogg", "clip.ogg"),
        ("loop", "clip-loop.wav"),
        ("stems", "clip-stems.zip"),
        ("mp4", "clip.mp4"),
    ],
)
def test_a_clip_is_written_in_every_form(capsys: pytest.CaptureFixture[str], form: str, name: str) -> None:
    clip()
    assert run(["export", "clip.png", form]) == 0
    assert capsys.readouterr().out == f"{name}\n"
    assert suffix_of(Path(name).read_bytes()) == Path(name).suffix


def test_an_mp3_is_exported_by_the_picture_on_its_cover() -> None:
    clip()
    assert run(["play", "clip.png"]) == 0
    assert run(["export", "clip.png", "wav", "--out", "a"]) == 0
    assert run(["export", "clip.mp3", "wav", "--out", "b"]) == 0
    assert Path("a/clip.wav").read_bytes() == Path("b/clip.wav").read_bytes()


def test_an_export_goes_on_saying_how_its_clip_was_made() -> None:
    clip()
    assert run(["export", "clip.png", "flac"]) == 0
    assert read_tags(Path("clip.flac").read_bytes()).comment == label()


def test_an_export_sounds_as_the_picture_is_played() -> None:
    clip()
    assert run(["export", "clip.png", "wav"]) == 0
    assert run(["play", "clip.png"]) == 0
    exported, played = (decode_audio(Path(name).read_bytes()) for name in ("clip.wav", "clip.mp3"))
    assert exported.shape == played.shape
    assert torch.corrcoef(torch.cat([exported, played]))[0, 1] > 0.99


def test_a_sound_without_a_picture_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert run(["export", "clip.png", "wav"]) == 0
    assert run(["export", "clip.wav", "mp4"]) == 2
    assert "`riff see SOUND` makes one" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "no picture that can be read"), (b"hello", "no picture that can be read"), (b"\xff\xfb\x90", "no sound")],
)
def test_what_is_no_clip_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    Path("clip").write_bytes(content)
    assert run(["export", "clip", "mp4"]) == 2
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in Path().iterdir()) == ["clip"]


def test_an_unknown_format_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    clip()
    assert run(["export", "clip.png", "gif"]) == 2
    said = capsys.readouterr().err
    assert all(form in said for form in ("wav", "flac", "ogg", "loop", "stems", "mp4"))


def test_a_silent_picture_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    Path("white.png").write_bytes(encode_png(torch.full((512, 32), 255, dtype=torch.uint8)))
    assert run(["export", "white.png", "wav"]) == 2
    assert "nothing to export" in capsys.readouterr().err


def test_a_picture_of_another_program_is_exported_too() -> None:
    picture_only = decode_picture(clip().read_bytes()).pixels[0]
    Path("plain.png").write_bytes(encode_png(picture_only))
    assert run(["export", "plain.png", "ogg"]) == 0
    assert read_tags(Path("plain.ogg").read_bytes()).title == "Spectrogram"
