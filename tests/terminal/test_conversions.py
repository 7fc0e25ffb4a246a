import json
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from PIL import Image

from terminal.__main__ import run
from worker.codecs import decode_audio, decode_picture, encode_png, read_tags

RATE_HZ = 44_100


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def tone(*, hz: float, seconds: float, rate_hz: int = RATE_HZ) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate_hz)) / rate_hz)


def sound_file(samples: np.ndarray, *, rate_hz: int = RATE_HZ, subtype: str = "PCM_16") -> bytes:
    written = BytesIO()
    soundfile.write(written, samples, rate_hz, format="WAV", subtype=subtype)
    return written.getvalue()


def line_picture(*, columns: int, row: int = 300) -> torch.Tensor:
    """A white picture with one black line: a steady tone."""
    pixels = torch.full((512, columns), 255, dtype=torch.uint8)
    pixels[row] = 0
    return pixels


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that claims any size and has next to no pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def strongest_row(png: bytes) -> int:
    return int(decode_picture(png).pixels[0].double().mean(1).argmin())


def test_a_picture_is_played_as_long_as_it_is_wide(capsys: pytest.CaptureFixture[str]) -> None:
    Path("line.png").write_bytes(encode_png(line_picture(columns=100)))
    assert run(["play", "line.png"]) == 0
    assert capsys.readouterr().out == "line.mp3\n1.00 s\n"
    assert decode_audio(Path("line.mp3").read_bytes()).shape == (1, 100 * 441)


def test_a_played_picture_is_seen_again_where_it_was() -> None:
    Path("line.png").write_bytes(encode_png(line_picture(columns=200)))
    assert run(["play", "line.png", "--out", "a"]) == 0
    assert run(["see", "a/line.mp3", "--out", "b"]) == 0
    assert abs(strongest_row(Path("b/line.png").read_bytes()) - 300) <= 1


def test_a_plain_jpeg_is_played_with_itself_as_cover() -> None:
    Image.fromarray(line_picture(columns=64).numpy()).save("photo.jpg")
    assert run(["play", "photo.jpg"]) == 0
    tags = read_tags(Path("photo.mp3").read_bytes())
    assert tags.title == "photo"
    assert tags.comment == ""
    assert strongest_row(tags.cover) == 300


def test_a_picture_is_played_the_same_way_every_time() -> None:
    Path("line.png").write_bytes(encode_png(line_picture(columns=64)))
    assert run(["play", "line.png"]) == run(["play", "line.png"]) == 0
    assert sorted(path.name for path in Path().iterdir()) == ["line.mp3", "line.png"]


def test_a_stereo_picture_is_played_on_both_sides() -> None:
    both = torch.stack([line_picture(columns=64, row=300), line_picture(columns=64, row=400)])
    Path("both.png").write_bytes(encode_png(both))
    assert run(["play", "both.png"]) == 0
    left, right = decode_audio(Path("both.mp3").read_bytes())
    assert abs(left @ right) < 0.1 * left.norm() * right.norm()


def test_a_sound_is_seen_as_wide_as_it_is_long(capsys: pytest.CaptureFixture[str]) -> None:
    Path("song.wav").write_bytes(sound_file(tone(hz=440, seconds=1.237)))
    assert run(["see", "song.wav"]) == 0
    assert capsys.readouterr().out == "song.png\n"
    assert decode_picture(Path("song.png").read_bytes()).pixels.shape == (1, 512, 124)


def test_a_higher_tone_is_seen_higher() -> None:
    for hz in (200, 2000):
        Path(f"{hz}.wav").write_bytes(sound_file(tone(hz=hz, seconds=0.5)))
        assert run(["see", f"{hz}.wav"]) == 0
    assert strongest_row(Path("2000.png").read_bytes()) < strongest_row(Path("200.png").read_bytes())


def test_pieces_put_side_by_side_are_the_whole_picture(capsys: pytest.CaptureFixture[str]) -> None:
    Path("song.wav").write_bytes(sound_file(tone(hz=440, seconds=12) * np.linspace(0.1, 1, 12 * RATE_HZ)))
    assert run(["see", "song.wav"]) == 0
    assert run(["see", "song.wav", "--pieces"]) == 0
    names = capsys.readouterr().out.split()
    assert names == ["song.png", "song-1.png", "song-2.png", "song-3.png"]
    whole, *pieces = (decode_picture(Path(name).read_bytes()) for name in names)
    assert [piece.pixels.shape[-1] for piece in pieces] == [512, 512, 176]
    assert torch.equal(torch.cat([piece.pixels for piece in pieces], dim=-1), whole.pixels)
    assert {piece.picture_format for piece in pieces} == {whole.picture_format}


def test_a_stereo_sound_is_seen_in_grey_unless_both_sides_are_asked_for() -> None:
    sides = np.stack([tone(hz=300, seconds=0.5), tone(hz=3000, seconds=0.5)], axis=1)
    Path("song.wav").write_bytes(sound_file(sides))
    assert run(["see", "song.wav", "--out", "grey"]) == 0
    assert run(["see", "song.wav", "--out", "both", "--stereo"]) == 0
    assert len(decode_picture(Path("grey/song.png").read_bytes()).pixels) == 1
    left, right = decode_picture(Path("both/song.png").read_bytes()).pixels.double().mean(2).argmin(1).tolist()
    assert left > right


def test_sides_that_cancel_each_other_can_only_be_seen_apart(capsys: pytest.CaptureFixture[str]) -> None:
    side = tone(hz=440, seconds=0.5)
    Path("song.wav").write_bytes(sound_file(np.stack([side, -side], axis=1)))
    assert run(["see", "song.wav"]) == 2
    assert "cancel each other out; keep them apart with --stereo" in capsys.readouterr().err
    assert not Path("song.png").exists()
    assert run(["see", "song.wav", "--stereo"]) == 0


def test_names_with_any_letters_are_kept() -> None:
    Path("ノイズ 🎹.wav").write_bytes(sound_file(tone(hz=440, seconds=0.1)))
    assert run(["see", "ノイズ 🎹.wav"]) == 0
    assert Path("ノイズ 🎹.png").exists()


def test_another_song_of_that_name_is_not_lost() -> None:
    Path("song.wav").write_bytes(sound_file(tone(hz=440, seconds=0.1)))
    Path("song.png").write_bytes(b"somebody's work")
    assert run(["see", "song.wav"]) == 0
    assert Path("song.png").read_bytes() == b"somebody's work"
    assert Path("song-2.png").exists()


def silent_wav() -> bytes:
    return sound_file(np.zeros(RATE_HZ))


def wav_with_nan() -> bytes:
    samples = tone(hz=440, seconds=0.5)
    samples[100] = np.nan
    return sound_file(samples, subtype="FLOAT")


def eleven_minutes() -> bytes:
    return sound_file(np.ones(660 * 1000), rate_hz=1000, subtype="PCM_U8")


def truncated_png() -> bytes:
    noise = np.random.default_rng(0).integers(0, 255, (512, 512), np.uint8)
    return encode_png(torch.from_numpy(noise))[:50_000]


def twenty_minutes_wide() -> bytes:
    return encode_png(torch.full((512, 120_000), 255, dtype=torch.uint8))


def a_hundred_rows() -> bytes:
    return encode_png(torch.zeros(100, 64, dtype=torch.uint8))


COMMANDING_LABEL = json.dumps(
    {
        "recipe": {"prompt": "jazz", "seed": 1},
        "receipt": {"model": "mini", "model_hash": "\x1b]0;mine\a\x1b[31m", "scheduler": "dpm++", "device": "cpu"},
    }
)
"""What a stranger's file says to command the terminal that shows it."""

REMIX: dict[str, object] = {"kind": "remix", "prompt": "jazz", "seed": 1, "source": "0" * 64}
PLAY: dict[str, object] = {"kind": "play", "source": "0" * 64}
SEE: dict[str, object] = {"kind": "see", "source": "0" * 64}


def labelled(recipe: dict[str, object]) -> bytes:
    return encode_png(line_picture(columns=64), comment=json.dumps({"recipe": recipe}))


BAD_FILES: list[tuple[str, Callable[[], bytes], str]] = [
    ("play", lambda: b"", "no picture"),
    ("play", lambda: b"not a picture at all", "no picture"),
    ("play", silent_wav, "no picture"),
    ("play", truncated_png, "damaged"),
    ("play", lambda: png_of_size(100_000, 100_000), "too large"),
    ("play", lambda: png_of_size(2_000_000_000, 1), "too large"),
    ("play", a_hundred_rows, "100 pixels high"),
    ("play", twenty_minutes_wide, "20:00 minutes"),
    ("see", lambda: b"", "no sound"),
    ("see", lambda: b"not a sound at all", "no sound"),
    ("see", truncated_png, "no sound"),
    ("see", silent_wav, "silent"),
    ("see", wav_with_nan, "no numbers"),
    ("see", lambda: sound_file(np.zeros(0)), "0 seconds"),
    ("see", eleven_minutes, "11:00 minutes"),
    ("info", lambda: b"neither", "no picture and no sound"),
    ("info", truncated_png, "damaged"),
    ("again", lambda: b"neither", "no picture and no sound"),
    ("again", silent_wav, "no recipe"),
    ("again", lambda: encode_png(line_picture(columns=64)), "no recipe"),
    ("again", lambda: encode_png(line_picture(columns=64), comment='{"recipe":{"kind":"opera"}}'), "no recipe"),
    ("again", lambda: encode_png(line_picture(columns=64), comment=COMMANDING_LABEL), "no recipe"),
    ("again", lambda: labelled(REMIX), "takes the picture or sound that it was painted over"),
    ("vary", lambda: encode_png(line_picture(columns=64)), "no recipe"),
    ("again", lambda: labelled(PLAY), "`riff play PICTURE`"),
    ("again", lambda: labelled(SEE), "`riff see SOUND`"),
]


@pytest.mark.parametrize(("command", "content", "hint"), BAD_FILES)
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_written(
    command: str, content: Callable[[], bytes], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("bad").write_bytes(content())
    assert run([command, "bad"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert hint in said.err
    assert "\x1b" not in said.err
    assert [path.name for path in Path().iterdir()] == ["bad"]


@pytest.mark.parametrize("command", ["play", "see", "info", "again"])
def test_a_missing_file_is_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "absent.png"]) == 2
    assert capsys.readouterr() == ("", "riff: There is no file absent.png.\n")


@pytest.mark.parametrize("recipe", [REMIX, PLAY, SEE])
def test_pictures_of_every_kind_are_played_and_told_of(
    recipe: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("line.png").write_bytes(labelled(recipe))
    assert run(["play", "line.png"]) == 0
    assert run(["info", "line.mp3"]) == 0
    assert re.search(rf"^kind +{recipe['kind']}$", capsys.readouterr().out, re.MULTILINE)
    assert read_tags(Path("line.mp3").read_bytes()).title == recipe.get("prompt", "line")


def test_info_tells_what_a_pictures_tags_say(capsys: pytest.CaptureFixture[str]) -> None:
    Path("line.png").write_bytes(encode_png(line_picture(columns=100)))
    assert run(["info", "line.png"]) == 0
    facts = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert facts["recipe"] == "none"
    assert facts["picture"] == "100 × 512"
    assert facts["duration"] == "1.00 s"
    assert facts["max_frequency_hz"] == "10000"
    assert facts["power_for_image"] == "0.25"


def test_info_tells_of_a_second_beginning_and_of_a_part(capsys: pytest.CaptureFixture[str]) -> None:
    part = {"high_hz": 250, "from_s": 1.0, "to_s": 2.5}
    varied = {**REMIX, "second": {"seed": 9, "amount": 0.15}, "region": part}
    Path("line.png").write_bytes(labelled(varied))
    assert run(["info", "line.png"]) == 0
    facts = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert facts["second"] == "9, mixed in by 15%"
    assert facts["region"] == "0 to 250 Hz, from 1 s to 2.5 s"
    assert facts["source"] == "0" * 64
    Path("line.png").write_bytes(labelled({**REMIX, "region": {"low_hz": 2000}}))
    assert run(["info", "line.png"]) == 0
    facts = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert facts["region"] == "2000 to 10000 Hz, from 0 s to the end"
    assert "second" not in facts


def test_info_tells_what_a_sound_is_and_lets_no_tag_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    written = BytesIO()
    with soundfile.SoundFile(written, "w", samplerate=RATE_HZ, channels=2, format="WAV", subtype="PCM_16") as sound:
        sound.title = "red \x1b[31malert"
        sound.write(np.zeros((RATE_HZ // 2, 2)))
    Path("song.wav").write_bytes(written.getvalue())
    assert run(["info", "song.wav"]) == 0
    said = capsys.readouterr().out
    assert "WAV, 2 × 44100 Hz" in said
    assert "0.50 s" in said
    assert "\x1b" not in said
