"""A screen that keeps what it is shown, and types what it was told."""

from collections.abc import Iterable


class Paper:
    """Shared with a person or not; lines come from anywhere, when they are asked for."""

    def __init__(self, lines: Iterable[str] = (), *, shared: bool = False) -> None:
        self.shared = shared
        self._lines = iter(lines)
        self.said: list[str] = []
        self.complaints: list[str] = []

    def read(self) -> str | None:
        return next(self._lines, None)

    def say(self, text: str) -> None:
        self.said += text.splitlines()

    def complain(self, sentence: str) -> None:
        self.complaints.append(sentence)
