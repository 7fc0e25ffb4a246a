"""Small files that unpack into much: what reading them may cost a worker."""

import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from worker.sound.format import PictureFormat

MOST_MIB = 700
SIDE = 7800
GREY, RGB, RGBA = 0, 2, 6
CHANNELS = {GREY: 1, RGB: 3, RGBA: 4}

MEASURING = """
import os, sys
from core.contract import Play, Remix, See
from core.errors import UserError
from worker.sketch import sketch_of

def peak_mib():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024

def measured(kind, content):
    key, before = "0" * 64, peak_mib()
    recipe = {"play": Play(source=key), "see": See(source=key), "remix": Remix(prompt="a", seed=1, source=key)}[kind]
    try:
        said = " ".join(sketch_of(recipe, fetch=lambda _: content).notes)
    except UserError as error:
        said = str(error)
    return f"{peak_mib() - before} {said}"

while asked := sys.stdin.buffer.readline().decode().split():
    content = sys.stdin.buffer.read(int(asked[1]))
    if os.fork() == 0:
        print(measured(asked[0], content), flush=True)
        os._exit(0)
    if os.wait()[1] != 0:
        break
"""
"""Loads all that a worker needs, once, and then measures each sketch in a process that has made none before."""


def chunk(content: bytes) -> bytes:
    return struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))


def black_png(*, depth: int, colour: int, last: bytes = b"") -> bytes:
    """A picture of 7800 rows and columns, made row by row, with chunks behind its pixels."""
    packer = zlib.compressobj(9)
    row = bytes(1 + SIDE * CHANNELS[colour] * depth // 8)
    pixels = b"".join(packer.compress(row) for _ in range(SIDE)) + packer.flush()
    header = b"IHDR" + struct.pack(">IIBBBBB", SIDE, SIDE, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(header) + chunk(b"IDAT" + pixels) + last + chunk(b"IEND")


def quiet_flac(duration_s: int, *, rate_hz: int) -> bytes:
    """A click and then nothing, in stereo, made second by second."""
    written = BytesIO()
    second = np.zeros((rate_hz, 2), np.int16)
    with soundfile.SoundFile(written, "w", rate_hz, 2, format="FLAC", subtype="PCM_16") as sound:
        second[5, 0] = 9000
        sound.write(second)
        second[5, 0] = 0
        for _ in range(duration_s - 1):
            sound.write(second)
    return written.getvalue()


@dataclass(frozen=True)
class Measuring:
    """Sketches in a process for each."""

    process: subprocess.Popen[bytes]

    def cost(self, kind: str, content: bytes) -> tuple[float, str]:
        """Say by how many MiB a process grew that made a sketch, and what is told of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{kind} {len(content)}\n".encode() + content)
        self.process.stdin.flush()
        grown, _, said = self.process.stdout.readline().decode().strip().partition(" ")
        return float(grown), said


@pytest.fixture(scope="module")
def measuring(root: Path) -> Iterator[Measuring]:
    command = [sys.executable, "-c", MEASURING]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        yield Measuring(process)


@pytest.fixture(scope="module")
def long_flac() -> bytes:
    return quiet_flac(599, rate_hz=96_000)


@pytest.mark.parametrize("kind", ["see", "remix"])
def test_of_a_long_sound_only_what_is_used_is_unpacked(long_flac: bytes, kind: str, measuring: Measuring) -> None:
    assert len(long_flac) < 2**18
    grown_mib, said = measuring.cost(kind, long_flac)
    assert "The source lasts 599.0 s; only its first" in said
    assert grown_mib < MOST_MIB


def test_a_picture_of_the_wrong_height_is_not_unpacked(measuring: Measuring) -> None:
    content = black_png(depth=16, colour=GREY)
    grown_mib, said = measuring.cost("play", content)
    assert "7800 pixels high" in said
    assert grown_mib < MOST_MIB / 10


@pytest.mark.parametrize(("depth", "colour"), [(16, GREY), (8, RGB), (8, RGBA)])
def test_tags_behind_the_pixels_make_no_picture_dear(depth: int, colour: int, measuring: Measuring) -> None:
    content = black_png(depth=depth, colour=colour, last=chunk(b"eXIfMM\0*\0\0\0\x08\0\0"))
    grown_mib, said = measuring.cost("play", content)
    assert "7800 pixels high" in said
    assert grown_mib < MOST_MIB


def test_of_a_long_picture_of_another_format_only_what_is_used_is_converted(measuring: Measuring) -> None:
    exif = Image.Exif()
    exif.update(PictureFormat(max_frequency_hz=8_000).exif())
    written = BytesIO()
    Image.new("L", (59_000, 512)).save(written, "PNG", exif=exif)
    grown_mib, said = measuring.cost("remix", written.getvalue())
    assert "The source lasts 590.0 s; only its first 5 s were used." in said
    assert grown_mib < MOST_MIB
