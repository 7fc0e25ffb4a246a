"""What the reader apart is when it begins to read, seen from outside."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch
from PIL import Image

from core.errors import UserError
from worker.codecs import encode_png
from worker.confining.apart import Apart
from worker.confining.child import where
from worker.reading.pictures import READABLE

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux says it under /proc")


@pytest.fixture(scope="module")
def reader() -> Iterator[Apart]:
    with Apart() as reader:
        reader.picture(picture("PNG"))
        yield reader


@pytest.fixture
def proc(reader: Apart) -> Path:
    return Path(f"/proc/{reader.process_id}")


def picture(kind: str) -> bytes:
    written = BytesIO()
    Image.fromarray(np.full((512, 40), 128, np.uint8)).convert("RGB").save(written, kind)
    return written.getvalue()


def test_it_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "MTE4.secret.token")
    with Apart() as reader:
        reader.picture(picture("PNG"))
        said = Path(f"/proc/{reader.process_id}/environ").read_bytes()
    names = {entry.split(b"=")[0] for entry in said.split(b"\0") if entry}
    assert names == {b"PYTHONPATH", b"PYTHONDONTWRITEBYTECODE", b"OMP_NUM_THREADS", b"OPENBLAS_NUM_THREADS"}


def test_it_has_no_files_open_but_its_line(proc: Path) -> None:
    open_files = {str(file.readlink()).split(":")[0] for file in (proc / "fd").iterdir()}
    assert open_files == {"socket", "/dev/null"}


def test_it_may_open_nothing(proc: Path) -> None:
    limits = (proc / "limits").read_text()
    for name in ("open files", "processes", "file size", "core file size"):
        [line] = [line for line in limits.splitlines() if line.lower().startswith(f"max {name}")]
        assert line.split()[-3:-1] == ["0", "0"]


def test_it_is_small_because_it_loads_no_torch(proc: Path) -> None:
    assert "torch" not in (proc / "maps").read_text()


@pytest.mark.parametrize("kind", READABLE)
def test_it_reads_every_kind_of_picture_without_loading_more(reader: Apart, kind: str) -> None:
    assert reader.picture(picture(kind)).pixels.shape == (1, 512, 40)


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3", "AIFF", "CAF", "W64", "RF64", "AU"])
def test_it_reads_every_kind_of_sound_without_loading_more(reader: Apart, kind: str) -> None:
    written = BytesIO()
    soundfile.write(written, 0.5 * np.sin(np.arange(44_100) / 9), 44_100, format=kind)
    assert reader.beginning(written.getvalue(), most_s=1)[0].shape == (1, 44_100)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_it_reads_every_depth_of_picture_without_loading_more(reader: Apart, mode: str) -> None:
    written = BytesIO()
    Image.new(mode, (8, 512)).save(written, "PNG")
    assert reader.picture(written.getvalue()).pixels.shape == (1, 512, 8)


def test_tags_that_are_wrong_are_told_though_nothing_can_be_loaded_for_it(reader: Apart) -> None:
    written, exif = BytesIO(), Image.Exif()
    exif.update({11010: "fast"})
    Image.new("L", (8, 512)).save(written, "PNG", exif=exif)
    with pytest.raises(UserError, match="tags describe no possible spectrogram"):
        reader.picture(written.getvalue())


def test_a_long_comment_is_none_of_ours(reader: Apart) -> None:

    pixels = torch.zeros(512, 8, dtype=torch.uint8)
    assert reader.picture(encode_png(pixels, comment="x" * 65_536)).comment == "x" * 65_536
    assert reader.picture(encode_png(pixels, comment="x" * 65_537)).comment == ""


def test_a_break_is_told_by_its_place_and_without_a_word_that_was_read() -> None:
    try:
        int("a prompt that nobody may log")
    except ValueError as error:
        said = where(type(error), error.__traceback__)
    assert said.startswith("ValueError in test_child.py:")
    assert "prompt" not in said
