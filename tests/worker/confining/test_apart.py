import json
import logging
import os
import signal
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
from tests.waiting import until
from worker.codecs import decode_beginning, decode_picture, encode_mp3, encode_png
from worker.confining.apart import BROKE, TOO_LONG, Apart
from worker.confining.bounds import MIB, Bounds
from worker.confining.child import TOO_MUCH

PIXELS = torch.randint(0, 256, (2, 512, 300), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
PICTURE = encode_png(PIXELS, comment="{}")


def tone(duration_s: float, kind: str = "WAV", *, rate_hz: int = 48_000, channels: int = 2) -> bytes:
    written = BytesIO()
    sound = 0.5 * np.sin(np.arange(round(duration_s * rate_hz)) * 0.05)
    soundfile.write(written, np.stack([sound] * channels, axis=1), rate_hz, format=kind)
    return written.getvalue()


def in_place_of_the_reader(does: str) -> tuple[str, ...]:
    """Start something else, which talks as the reader does: `line` is its socket, `hear` takes one whole question.

    Whoever ends without having heard all of it breaks the line, and what it said before is lost with it.
    """
    talks = "import os, signal, socket, struct, sys, time\nline = socket.socket(fileno=0)\n"
    says = "def say(mark, content=b''): line.sendall(struct.pack('>cI', mark, len(content)) + content)\n"
    wholly = "def wholly(size): return line.recv(size, socket.MSG_WAITALL)\n"
    hears = f"{wholly}def hear():\n for _ in 'ab': wholly(struct.unpack('>cI', wholly(5))[1])\n"
    return sys.executable, "-c", f"{talks}{says}{hears}say(b'E')\n{does}"


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart() as reader:
        yield reader


def process_of(reader: Apart) -> int:
    assert reader.process_id is not None
    return reader.process_id


def test_a_picture_is_what_it_is_when_read_here(apart: Apart) -> None:
    found, here = apart.picture(PICTURE), decode_picture(PICTURE)
    assert found.pixels.equal(here.pixels)
    assert (found.picture_format, found.comment) == (here.picture_format, "{}")


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_sound_is_what_it_is_when_read_here(apart: Apart, kind: str, channels: int) -> None:
    content = tone(2, kind, channels=channels)
    (found, duration_s), (here, _) = apart.beginning(content, most_s=1), decode_beginning(content, most_s=1)
    assert found.equal(here)
    assert found.shape == (channels, 44_100)
    assert duration_s == pytest.approx(2, abs=0.1)


def test_many_channels_become_one(apart: Apart) -> None:
    assert apart.beginning(tone(1, channels=6), most_s=1)[0].shape[0] == 1


def test_a_long_sound_comes_whole(apart: Apart) -> None:
    found, duration_s = apart.beginning(tone(90, rate_hz=44_100, channels=1), most_s=600)
    assert (found.shape, duration_s) == ((1, 90 * 44_100), 90)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"\x89PNG\r\n\x1a\n", PICTURE[:2000], encode_mp3(torch.zeros(4410))]
)
def test_what_is_no_picture_gets_the_sentence_that_it_gets_here(apart: Apart, content: bytes) -> None:
    with pytest.raises(UserError) as here:
        decode_picture(content)
    with pytest.raises(UserError) as found:
        apart.picture(content)
    assert str(found.value) == str(here.value)


@pytest.mark.parametrize("content", [b"", b"RIFF" + bytes(100), tone(0.5)[:30], tone(0), tone(1) * 0 + bytes(20_000)])
def test_what_is_no_sound_gets_the_sentence_that_it_gets_here(apart: Apart, content: bytes) -> None:
    with pytest.raises(UserError) as here:
        decode_beginning(content, most_s=5)
    with pytest.raises(UserError) as found:
        apart.beginning(content, most_s=5)
    assert str(found.value) == str(here.value)


def test_silence_is_refused_as_it_is_here(apart: Apart) -> None:
    silence = BytesIO()
    soundfile.write(silence, np.zeros(44_100), 44_100, format="WAV")
    with pytest.raises(UserError, match="silent from beginning to end"):
        apart.beginning(silence.getvalue(), most_s=5)


def test_one_reader_reads_many_files(apart: Apart) -> None:
    before = process_of(apart)
    for _ in range(3):
        apart.picture(PICTURE)
        with pytest.raises(UserError):
            apart.picture(b"no picture")
        apart.beginning(tone(1), most_s=1)
    assert process_of(apart) == before


def test_a_reader_that_somebody_killed_is_replaced_and_asked_again(
    apart: Apart, caplog: pytest.LogCaptureFixture
) -> None:
    killed = process_of(apart)
    os.kill(killed, signal.SIGKILL)
    with caplog.at_level(logging.WARNING):
        assert apart.picture(PICTURE).pixels.equal(PIXELS)
    assert process_of(apart) != killed
    assert f"reading a file of {len(PICTURE)} bytes broke" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGILL])
def test_a_decoder_that_crashes_costs_a_sentence(number: signal.Signals) -> None:
    with Apart(command=in_place_of_the_reader(f"line.recv(99); os.kill(os.getpid(), {int(number)})")) as reader:
        for _ in range(2):
            with pytest.raises(UserError, match=BROKE):
                reader.picture(PICTURE)


@pytest.mark.parametrize("hangs", ["time.sleep(1000)", "line.recv(9999999); time.sleep(1000)"])
def test_a_decoder_that_hangs_is_ended(hangs: str) -> None:
    with Apart(Bounds(wall_s=0.5), command=in_place_of_the_reader(hangs)) as reader:
        hanging = process_of(reader)
        with pytest.raises(UserError, match=TOO_LONG):
            reader.picture(PICTURE)
        assert not Path(f"/proc/{hanging}").exists()


def test_a_decoder_that_trickles_is_ended_too() -> None:
    trickles = "line.sendall(struct.pack('>cI', b'H', 2 ** 16))\nwhile True: line.send(b' '); time.sleep(0.05)"
    with (
        Apart(Bounds(wall_s=0.5), command=in_place_of_the_reader(trickles)) as reader,
        pytest.raises(UserError, match=TOO_LONG),
    ):
        reader.picture(PICTURE)


def test_after_a_file_that_broke_the_bounds_the_next_one_is_read() -> None:
    with Apart(Bounds(memory_bytes=16 * MIB)) as reader:
        with pytest.raises(UserError, match=TOO_MUCH):
            reader.picture(wide_picture())
        assert reader.picture(PICTURE).pixels.equal(PIXELS)


def wide_picture() -> bytes:
    written = BytesIO()
    Image.new("RGBA", (20_000, 512)).save(written, "PNG")
    return written.getvalue()


def test_a_wide_picture_keeps_within_the_bounds(apart: Apart) -> None:
    assert apart.picture(wide_picture()).pixels.shape == (1, 512, 20_000)


def head(**changes: object) -> str:
    """What a reader says of a picture, as the program that says it has it."""
    said = {"channels": 1, "rows": 512, "columns": 4, "picture_format": {"stereo": False}, "comment": ""}
    return f"say(b'H', {json.dumps(said | changes).encode()!r})"


LIES = {
    "says nothing": "",
    "says no JSON": "say(b'H', b'no json')",
    "says nothing of the picture": "say(b'H', b'{}')",
    "announces more than there may be": "line.sendall(struct.pack('>cI', b'H', 2 ** 31))",
    "announces more pixels than there may be": head(rows=4096, columns=61_440_000),
    "sends less than it says": f"{head()}; say(b'B', bytes(8)); say(b'E')",
    "sends more than it says": f"{head()}; say(b'B', bytes(4096))",
    "sends another piece": f"{head()}; say(b'B', bytes(2048)); say(b'B', bytes(1))",
    "sends no pixels": f"{head()}; say(b'E')",
    "says an impossible format": head(picture_format={"step_size_ms": -1}),
    "says words of another language": "say(b'?', b'')",
    "says that it broke": "say(b'F', b'KeyError in here')",
}


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES.keys())
def test_a_reader_that_was_taken_over_is_not_believed(lies: str) -> None:
    command = in_place_of_the_reader(f"hear(); {lies or 'pass'}")
    with Apart(command=command) as reader, pytest.raises(UserError, match=BROKE):
        reader.picture(PICTURE)


@pytest.mark.parametrize("frames", [1, 3])
def test_a_sound_of_another_length_than_was_said_is_not_believed(frames: int) -> None:
    head = json.dumps({"rate_hz": 44_100, "duration_s": 1.0, "channels": 1, "frames": 2}).encode()
    lies = f"hear(); say(b'H', {head!r}); say(b'B', bytes({4 * frames})); say(b'E')"
    with Apart(command=in_place_of_the_reader(lies)) as reader, pytest.raises(UserError, match=BROKE):
        reader.beginning(tone(1), most_s=1)


def test_a_refusal_is_a_sentence_and_no_novel() -> None:
    command = in_place_of_the_reader("hear(); say(b'R', b'so ' * 9000)")
    with Apart(command=command) as reader, pytest.raises(UserError, match="so so so") as refused:
        reader.picture(PICTURE)
    assert len(str(refused.value)) == 600


def test_a_reader_that_was_taken_over_writes_no_log_of_ours(caplog: pytest.LogCaptureFixture) -> None:
    lies = r"say(b'F', 'it broke\n2026-11-23 INFO all is well \x1b[2J ▇'.encode() * 9000)"
    command = in_place_of_the_reader(f"hear(); {lies}")
    with Apart(command=command) as reader, pytest.raises(UserError, match=BROKE):
        reader.picture(PICTURE)
    assert len(caplog.messages) == 2
    assert all(len(line) < 400 and line.isprintable() for line in caplog.messages)


def test_a_call_that_is_broken_off_leaves_no_answer_behind() -> None:
    class Over(Exception):  # noqa: N818 - as RQ's, which a signal raises anywhere
        pass

    def ring(*_: object) -> None:
        raise Over

    rings = "hear(); os.kill(os.getppid(), signal.SIGALRM); time.sleep(1000)"
    with Apart(command=in_place_of_the_reader(rings)) as reader:
        before = signal.signal(signal.SIGALRM, ring)
        try:
            with pytest.raises(Over):
                reader.picture(PICTURE)
        finally:
            signal.signal(signal.SIGALRM, before)
        assert reader.process_id is None


def test_it_ends_with_whoever_asks() -> None:
    with Apart() as reader:
        process = process_of(reader)
    assert not Path(f"/proc/{process}").exists()


@pytest.mark.parametrize("does", ["pass", "os.kill(os.getpid(), 9)", "line.send(b'FFFFFF'); time.sleep(1000)"])
def test_a_reader_that_does_not_start_is_no_fault_of_the_file(does: str) -> None:
    _, option, program = in_place_of_the_reader(does)
    with Apart(command=(sys.executable, option, program.replace("say(b'E')\n", ""))) as reader:
        for _ in range(2):
            with pytest.raises(RuntimeError, match="does not start"):
                reader.picture(PICTURE)
        assert reader.process_id is None


def test_it_ends_with_a_worker_that_is_killed(tmp_path: Path) -> None:
    told = tmp_path / "reader"
    worker = os.fork()
    if worker == 0:
        with Apart() as reader:
            reader.picture(PICTURE)
            told.write_text(str(reader.process_id))
            signal.pause()
        os._exit(1)
    try:
        reading = int(until(lambda: told.exists() and told.read_text()) or 0)
        assert is_alive(reading)
    finally:
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
    until(lambda: not is_alive(reading))


def is_alive(process: int) -> bool:
    """Tell whether it runs; one that ended and that nobody asked about since does not."""
    status = Path(f"/proc/{process}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"
