"""What goes wrong on Discord's side: faults that a test asks for, and the rate limits that are always there."""

import re
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from tests.discord.errors import Refusal, json_answer

SOURCE: Final = {"Via": "1.1 google"}
"""Without it discord.py takes a 429 for Cloudflare's."""

CHANNEL_LIMITS: Final = {
    "POST /channels/{channel}/messages": (5, 5.0),
    "PATCH /channels/{channel}/messages/{message}": (5, 5.0),
    "DELETE /channels/{channel}/messages/{message}": (5, 1.0),
    "GET /channels/{channel}/messages": (5, 1.0),
    "POST /channels/{channel}/messages/{message}/threads": (5, 5.0),
}
"""Calls and seconds of a bucket, a channel."""


@dataclass
class Fault:
    """Something that happens to the next calls of a route; a `*` in its path stands for one part.

    `with_files`: only to calls that bring files.
    """

    method: str
    path: str
    refusal: Refusal | None = None
    times: int = 1
    retry_after_s: float | None = None
    after_work: bool = False
    lost: bool = False
    delay_s: float = 0.0
    delay_after_s: float = 0.0
    with_files: bool = False
    happened: int = 0

    def fits(self, method: str, path: str, *, has_files: bool) -> bool:
        pattern = re.escape(self.path).replace(r"\*", "[^/]+")
        waits = self.times > self.happened and (has_files or not self.with_files)
        return waits and method == self.method and re.fullmatch(pattern, path) is not None

    def answer(self) -> web.Response | None:
        if self.retry_after_s is not None:
            return too_many(self.retry_after_s, {})
        return self.refusal.answer() if self.refusal else None


def server_fault(method: str, path: str, status: int, **more: bool | float) -> Fault:
    """A fault of Discord's own: 500, 502."""
    return Fault(method, path, Refusal(status, 0, f"{status}: Server Error"), **more)  # type: ignore[arg-type]


def too_many(retry_after_s: float, headers: dict[str, str]) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": round(retry_after_s, 3), "global": False}
    told = {**SOURCE, **headers, "Retry-After": str(int(retry_after_s) + 1), "X-RateLimit-Scope": "user"}
    return json_answer(body, status=429, headers=told)


class Faults:
    """Those that are still to happen."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self._waiting.append(fault)
        return fault

    def clear(self) -> None:
        self._waiting.clear()

    def take(self, method: str, path: str, *, has_files: bool) -> Fault | None:
        found = next((fault for fault in self._waiting if fault.fits(method, path, has_files=has_files)), None)
        if found is not None:
            found.happened += 1
        return found


@dataclass
class RateLimits:
    """Counts calls by bucket."""

    limits: dict[str, tuple[int, float]] = field(default_factory=lambda: dict(CHANNEL_LIMITS))
    _calls: dict[tuple[str, str], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, route: str, major: str) -> tuple[dict[str, str], float | None]:
        """Count a call: the headers of its answer and, if it is one too many, the seconds to wait."""
        if route not in self.limits:
            return {}, None
        most, per_s = self.limits[route]
        now_s, calls = time.monotonic(), self._calls[route, major]
        while calls and calls[0] <= now_s - per_s:
            calls.popleft()
        wait_s = calls[0] + per_s - now_s if len(calls) >= most else None
        if wait_s is None:
            calls.append(now_s)
        after_s = calls[0] + per_s - now_s
        headers = {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(most - len(calls)),
            "X-RateLimit-Reset": f"{time.time() + after_s:.3f}",
            "X-RateLimit-Reset-After": f"{after_s:.3f}",
            "X-RateLimit-Bucket": str(abs(hash(route)) % 10**12),
        }
        return headers, wait_s
