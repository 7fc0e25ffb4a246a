import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis

from core.artefacts import Artefacts
from core.contract import Riff
from core.ending import Ended
from core.events import Events
from core.lanes import Lanes
from core.request import Origin, Request
from core.roster import Roster
from worker.codecs import decode_picture, read_tags

LOADED_S = 90.0
END_S = 60.0


def environment(folder: Path, **settings: str) -> dict[str, str]:
    given = {"ARTEFACT_URL": f"file://{folder}/artefacts", "WORKER_PORT": "0", "OMP_NUM_THREADS": "1"}
    return {**os.environ, **given, **settings}


def refused(folder: Path, **settings: str) -> str:
    """What the worker says when it does not start."""
    command = [sys.executable, "-m", "worker"]
    ended = subprocess.run(
        command, env=environment(folder, **settings), capture_output=True, text=True, timeout=LOADED_S, check=False
    )
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    return ended.stderr


@contextmanager
def worker(folder: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-m", "worker"], env=environment(folder, **settings))
    try:
        yield process
    finally:
        process.kill()
        process.wait(END_S)


def asked(request_id: str, prompt: str) -> Request:
    recipe = Riff(prompt=prompt, seed=1, steps=4)
    return Request(id=request_id, recipe=recipe, origin=Origin(channel="c", author="u"))


def end_of(redis: Redis, request_id: str) -> Ended:
    deadline, events = time.monotonic() + LOADED_S, Events(redis, consumer="test")
    while time.monotonic() < deadline:
        for event in events.read(wait_s=1):
            events.acknowledge([event.entry])
            if event.ended.request == request_id:
                return event.ended
    raise TimeoutError(f"{request_id} did not end")


def test_without_redis_it_says_so_in_a_sentence(tmp_path: Path) -> None:
    said = refused(tmp_path, REDIS_URL=f"unix://{tmp_path}/none.sock")
    assert said.startswith("worker: Redis at ")
    assert said.count("\n") == 1


def test_a_wrong_setting_is_said_in_a_sentence(tmp_path: Path) -> None:
    assert "RIFF_GRACE_S" in refused(tmp_path, RIFF_GRACE_S="-1")


def test_a_model_that_is_not_there_is_said_in_a_sentence(tmp_path: Path, redis_socket: Path) -> None:
    said = refused(tmp_path, REDIS_URL=f"unix://{redis_socket}", RIFF_MODEL=f"{tmp_path}/none")
    assert "There is no model folder" in said.splitlines()[-1]


def test_rules_that_are_not_there_are_said_in_a_sentence(tmp_path: Path, redis_socket: Path) -> None:
    said = refused(tmp_path, REDIS_URL=f"unix://{redis_socket}", RIFF_RULES=f"{tmp_path}/none.toml")
    assert "none.toml cannot be read" in said.splitlines()[-1]


def test_a_store_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path, redis_socket: Path) -> None:
    (tmp_path / "file").touch()
    said = refused(tmp_path, REDIS_URL=f"unix://{redis_socket}", ARTEFACT_URL=f"file://{tmp_path}/file/artefacts")
    assert "ARTEFACT_URL" in said


def test_a_worker_that_is_stopped_while_it_loads_ends_at_once(tmp_path: Path, redis_socket: Path) -> None:
    with worker(tmp_path, REDIS_URL=f"unix://{redis_socket}") as process:
        time.sleep(2)
        process.terminate()
        assert process.wait(END_S) in {0, -15}


@pytest.mark.timeout(300)
def test_words_become_a_clip_in_the_store_by_the_built_in_model(
    tmp_path: Path, redis: Redis, redis_socket: Path, free_port: int
) -> None:
    Lanes(redis).enqueue([asked("r", "lo-fi beats")], now_s=time.time())
    with worker(tmp_path, REDIS_URL=f"unix://{redis_socket}", WORKER_PORT=str(free_port)) as process:
        made = end_of(redis, "r").made
        assert made is not None
        store = Artefacts(f"file://{tmp_path}/artefacts")
        assert decode_picture(store.get(made.png)).pixels.shape == (1, 512, 512)
        assert read_tags(store.get(made.mp3)).title == "lo-fi beats"
        assert made.receipt is not None
        assert made.receipt.model == "mini"
        Lanes(redis).enqueue([asked("s", "faggot march")], now_s=time.time())
        refusal = end_of(redis, "s").failure
        assert refusal is not None
        assert refusal.sentence.startswith("These words demean people")
        [present] = Roster(redis).present(now_s=time.time())
        assert present.model == "mini"
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/healthz") as answer:
            assert answer.status == 200
        with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/metrics") as answer:
            assert b'jamgram_requests_total{end="done"} 1.0' in answer.read()
        process.terminate()
        assert process.wait(END_S) == 0
    assert Roster(redis).present(now_s=time.time()) == ()
