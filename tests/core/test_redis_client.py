"""The way to Redis, and what is said when there is none."""

import contextlib
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as NoConnectionError
from redis.exceptions import TimeoutError as NoAnswerError

from core.errors import UserError
from core.events import WAIT_MOST_S
from core.redis_client import ANSWER_S, check_redis, redis_of
from tests.core.serving import serving

SECRET = "geheim/#%25:@"  # noqa: S105 - opens nothing
QUOTED = "geheim%2F%23%2525%3A%40"


@pytest.fixture
def url(redis: Redis) -> str:
    return f"unix://{redis.connection_pool.connection_kwargs['path']}"


@pytest.fixture
def locked(short_folder: Path) -> Iterator[Path]:
    """A server that asks for a password."""
    folder = short_folder / "locked"
    folder.mkdir(exist_ok=True)
    with serving(folder, "--save", "") as path:
        with Redis(unix_socket_path=str(path)) as redis:
            redis.config_set("requirepass", SECRET)
        yield path


@contextlib.contextmanager
def relayed(target: Path, *, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """Let a server on a socket be reached through a port, with or without TLS."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_relay, args=(listener, target, tls), daemon=True).start()
        yield listener.getsockname()[1]


def _relay(listener: socket.socket, target: Path, tls: ssl.SSLContext | None) -> None:
    with contextlib.suppress(OSError):
        while True:
            near, _ = listener.accept()
            far = socket.socket(socket.AF_UNIX)
            far.connect(str(target))
            near = tls.wrap_socket(near, server_side=True, do_handshake_on_connect=False) if tls else near
            for pair in ((near, far), (far, near)):
                threading.Thread(target=_pump, args=pair, daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(65536):
            sink.sendall(chunk)
        sink.shutdown(socket.SHUT_RDWR)


def complaint(url: str) -> str:
    with pytest.raises(UserError) as caught:
        check_redis(redis_of(url))
    return str(caught.value)


def test_a_redis_that_answers_is_fine(url: str) -> None:
    check_redis(redis_of(url))


@pytest.mark.parametrize("apart_s", [-60, 60])
def test_clocks_that_are_far_apart_are_said(url: str, apart_s: int) -> None:
    check_redis(redis_of(url), clock=lambda: time.time() + apart_s / 10)
    with pytest.raises(UserError, match=r"The clocks here and of Redis at .* are (59|60|61) s apart\."):
        check_redis(redis_of(url), clock=lambda: time.time() + apart_s)


def test_nothing_is_connected_before_it_is_needed() -> None:
    redis_of("redis://localhost:1")


def test_a_password_is_brought_along(locked: Path) -> None:
    with relayed(locked) as port:
        check_redis(redis_of(f"redis://:{QUOTED}@127.0.0.1:{port}/0"))


@pytest.mark.parametrize("login", ["", ":wrong%2Fgeheim@", "somebody:wrong-geheim@"])
def test_a_refused_password_is_said_and_not_repeated(locked: Path, login: str) -> None:
    with relayed(locked) as port:
        said = complaint(f"redis://{login}127.0.0.1:{port}/0")
    assert said == f"Redis at 127.0.0.1:{port} refuses the user or password of REDIS_URL."


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of 127.0.0.1 that it signed itself, and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl to make a certificate with")
    paths = tmp_path / "certificate.pem", tmp_path / "key.pem"
    asked = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1"
    command = [program, *asked.split(), "-out", str(paths[0]), "-keyout", str(paths[1])]
    subprocess.run(command, check=True, capture_output=True)
    return paths


def test_tls_is_spoken_and_the_server_must_be_who_it_says(certificate: tuple[Path, Path], locked: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with relayed(locked, tls=context) as port:
        secured = f"rediss://:{QUOTED}@127.0.0.1:{port}/0"
        check_redis(redis_of(f"{secured}?ssl_ca_certs={certificate[0]}"))
    with relayed(locked, tls=context) as port:
        assert "geheim" not in complaint(f"rediss://:{QUOTED}@127.0.0.1:{port}/0")


@pytest.mark.parametrize(
    "url",
    ["", "http://geheim", "localhost:6379", "redis://:geheim/x@host", "redis://h:geheim", "redis://h?geheim=1"],
)
def test_what_is_no_address_is_refused_without_being_repeated(url: str) -> None:
    assert complaint(url) == "REDIS_URL is no address of a Redis, such as redis://localhost:6379/0."


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("redis://user:geheim@127.0.0.1:1/0", "127.0.0.1:1"),
        ("rediss://:geheim@127.0.0.1:1", "127.0.0.1:1"),
        ("redis://127.0.0.1:1/0?password=geheim", "127.0.0.1:1"),
        ("redis://:geheim@nowhere.invalid", "nowhere.invalid:6379"),
        ("unix:///nowhere/redis.sock?password=geheim", "/nowhere/redis.sock"),
    ],
)
def test_a_redis_that_is_not_there_is_named_and_its_password_is_not(url: str, where: str) -> None:
    said = complaint(url)
    assert said.startswith(f"Redis at {where} cannot be used: ")
    assert said.endswith(". Is REDIS_URL right?")
    assert "geheim" not in said
    assert "\n" not in said


def test_a_client_does_not_show_its_password() -> None:
    assert "geheim" not in repr(redis_of("redis://user:geheim@localhost:1"))


def test_a_server_that_is_away_for_a_moment_is_waited_for(short_folder: Path) -> None:
    folder = short_folder / "away"
    folder.mkdir()
    with serving(folder, "--save", "") as path:
        redis = redis_of(f"unix://{path}")
        redis.ping()
    with pytest.raises(NoConnectionError):
        redis.ping()
    with serving(folder, "--save", ""):
        redis.ping()


def test_a_server_that_hangs_is_waited_for_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        redis = redis_of(f"redis://127.0.0.1:{deaf.getsockname()[1]}?socket_timeout=0.3")
        with pytest.raises(NoAnswerError):
            redis.ping()
        deaf.settimeout(0)
        deaf.accept()[0].close()
        with pytest.raises(BlockingIOError):
            deaf.accept()


def test_whoever_waits_for_news_is_answered_before_the_connection_gives_up() -> None:
    assert ANSWER_S >= 1.5 * WAIT_MOST_S


def test_a_socket_that_fails_its_health_check_again_and_again_is_cut_off(short_folder: Path) -> None:
    path = short_folder / "odd.sock"
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        threading.Thread(target=_say_yes_to_all, args=(listener,), daemon=True).start()
        connection = redis_of(f"unix://{path}").connection_pool.get_connection()
        connection.next_health_check = -1
        with pytest.raises(NoConnectionError, match="health check"):
            connection.check_health()  # type: ignore[no-untyped-call]  # redis-py leaves it untyped


def _say_yes_to_all(listener: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the listener is closed once the test is over
        while True:
            near, _ = listener.accept()
            while chunk := near.recv(65536):
                near.sendall(b"+OK\r\n" * chunk.count(b"*"))


def test_a_server_that_is_too_old_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_pretend_to_be_old, args=(listener,), daemon=True).start()
        port = listener.getsockname()[1]
        said = complaint(f"redis://127.0.0.1:{port}")
    assert said == f"Redis at 127.0.0.1:{port} is version 6.0.16; 6.2 is the oldest that will do."


def _pretend_to_be_old(listener: socket.socket) -> None:
    near, _ = listener.accept()
    said = b"# Server\r\nredis_version:6.0.16\r\n"
    answers = {b"PING": b"+PONG\r\n", b"INFO": b"$%d\r\n%s\r\n" % (len(said), said)}
    while chunk := near.recv(65536):
        for command in chunk.split(b"*")[1:]:
            near.sendall(answers.get(command.split()[2], b"+OK\r\n"))
