import http.client
import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from prometheus_client import REGISTRY, Gauge

from core.errors import UserError
from core.health import Beat, serve


@pytest.fixture
def wrongs() -> dict[str, str | None]:
    return {"loop": None, "gateway": None}


@pytest.fixture
def served(free_port: int, wrongs: dict[str, str | None]) -> Iterator[int]:
    with serve(free_port, {name: partial(wrongs.get, name) for name in wrongs}):
        yield free_port


def ask(port: int, path: str) -> tuple[int, str, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.headers["Content-Type"], answer.read()


def test_who_is_well_says_so(served: int) -> None:
    status, kind, body = ask(served, "/healthz")
    assert (status, kind) == (200, "application/json")
    assert json.loads(body) == {"well": True, "checks": {"loop": "well", "gateway": "well"}}


def test_one_complaint_is_enough_to_be_unwell(served: int, wrongs: dict[str, str | None]) -> None:
    wrongs["gateway"] = "closed"
    status, _, body = ask(served, "/healthz")
    assert status == 503
    assert json.loads(body) == {"well": False, "checks": {"loop": "well", "gateway": "closed"}}


def test_a_query_changes_nothing(served: int) -> None:
    assert ask(served, "/healthz?verbose=1")[0] == 200


def test_metrics_are_told_as_prometheus_reads_them(served: int) -> None:
    gauge = Gauge("jamgram_test_of_health", "For this test.")
    gauge.set(7)
    status, kind, body = ask(served, "/metrics")
    REGISTRY.unregister(gauge)
    assert status == 200
    assert kind.startswith("text/plain; version=")
    assert b"\njamgram_test_of_health 7.0\n" in body


def test_there_is_nothing_else(served: int) -> None:
    assert ask(served, "/etc/passwd")[0] == 404


def test_it_answers_many_at_once(served: int) -> None:
    slow = socket.create_connection(("127.0.0.1", served))  # asks nothing and stays
    answers: list[int] = []
    askers = [threading.Thread(target=lambda: answers.append(ask(served, "/healthz")[0])) for _ in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    slow.close()
    assert answers == [200] * 8


def test_a_broken_check_is_logged_and_the_server_stays(free_port: int, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> str | None:
        raise RuntimeError("no such thing")

    with serve(free_port, {"broken": broken}):
        with pytest.raises(http.client.RemoteDisconnected):
            ask(free_port, "/healthz")
        assert ask(free_port, "/metrics")[0] == 200
    assert "no such thing" in caplog.text


def test_a_look_leaves_no_line_in_the_log(served: int, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        ask(served, "/healthz")
    assert caplog.text == ""


def test_port_0_serves_nothing() -> None:
    before = threading.active_count()
    with serve(0, {}):
        assert threading.active_count() == before


def test_a_port_in_use_is_a_sentence(served: int) -> None:
    with pytest.raises(UserError) as caught:
        serve(served, {})
    assert str(caught.value) == (
        f"The port {served} for health and metrics cannot be opened on 127.0.0.1: Address already in use. "
        "Set BOT_PORT or WORKER_PORT to a free one, or to 0 to serve none."
    )


def test_closing_frees_the_port(free_port: int) -> None:
    serve(free_port, {}).close()
    serve(free_port, {}).close()


def test_a_loop_that_comes_round_is_well_and_one_that_does_not_is_not() -> None:
    now_s = 0.0
    beat = Beat(most_s=10, clock=lambda: now_s)
    now_s = 9.0
    assert beat.check() is None
    now_s = 25.0
    assert beat.check() == "silent for 25 s; 10 s is the most"
    beat.beat()
    assert beat.check() is None


def test_a_beat_goes_by_a_clock_that_nobody_sets() -> None:
    beat = Beat(most_s=0.01)
    time.sleep(0.03)
    assert beat.check() is not None
