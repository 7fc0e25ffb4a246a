"""Whether a process is well, and its metrics, over HTTP on a port of its own.

The server runs in a thread: it answers while an event loop hangs, which is when somebody asks.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, Self

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from core.errors import UserError

log = logging.getLogger(__name__)

Check = Callable[[], str | None]
"""What is wrong in a few words, or None. It is called at each look, from another thread, and must not block."""

HERE: Final = "127.0.0.1"
"""Nobody but this machine can ask. In a container it has to be 0.0.0.0, or nobody outside can."""

PATIENCE_S: Final = 5.0
"""How long a client may take over one request."""

LOOK_S: Final = 0.05
"""How often the server looks whether it is to close."""


class Beat:
    """The last time that a loop came round; its check complains when that is long ago."""

    def __init__(self, *, most_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most_s = most_s
        self._clock = clock
        self._last_s = clock()

    def beat(self) -> None:
        """Note that the loop came round."""
        self._last_s = self._clock()

    def check(self) -> str | None:
        """Complain if the loop has been silent for longer than it may be."""
        silent_s = self._clock() - self._last_s
        return f"silent for {silent_s:.0f} s; {self._most_s:.0f} s is the most" if silent_s > self._most_s else None


class Health:
    """A server of `/healthz` and `/metrics` that runs until it is closed. Without a server it does nothing."""

    def __init__(self, server: ThreadingHTTPServer | None) -> None:
        self._server = server
        if server is not None:
            threading.Thread(target=server.serve_forever, args=[LOOK_S], name="health", daemon=True).start()

    def close(self) -> None:
        """Stop answering and free the port."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def serve(port: int, checks: Mapping[str, Check], *, host: str = HERE) -> Health:
    """Answer on this port from now on; on port 0 not at all."""
    if port == 0:
        return Health(server=None)
    try:
        server = Server((host, port), answering(dict(checks)))
    except OSError as error:
        raise UserError(
            f"The port {port} for health and metrics cannot be opened on {host}: {error.strerror}. "
            "Set BOT_PORT or WORKER_PORT to a free one, or to 0 to serve none."
        ) from error
    return Health(server)


class Server(ThreadingHTTPServer):
    """The standard library's server, with its complaints in our log."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - the base class's signature
        """Log what broke an answer; the asker sees a closed connection."""
        log.exception("an answer to %s broke", client_address)  # noqa: LOG004 - it is called inside one


def answering(checks: Mapping[str, Check]) -> type[BaseHTTPRequestHandler]:
    """Make the class of which the server makes one object a request."""

    class Answer(BaseHTTPRequestHandler):
        timeout = PATIENCE_S

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/healthz":
                self.answer(*verdict(checks), kind="application/json")
            elif path == "/metrics":
                self.answer(HTTPStatus.OK, generate_latest(), kind=CONTENT_TYPE_LATEST)
            else:
                self.answer(HTTPStatus.NOT_FOUND, b"There are /healthz and /metrics.\n", kind="text/plain")

        def answer(self, status: HTTPStatus, body: bytes, *, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's signature
            log.debug(format, *args)

    return Answer


def verdict(checks: Mapping[str, Check]) -> tuple[HTTPStatus, bytes]:
    """Run the checks: well only if none complains."""
    said = {name: check() for name, check in checks.items()}
    well = not any(said.values())
    body = {"well": well, "checks": {name: wrong or "well" for name, wrong in said.items()}}
    return (HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE), json.dumps(body).encode() + b"\n"
