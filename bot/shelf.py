"""Files that somebody began to do something with, until they have said what."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

MOST: Final = 1000


@dataclass(frozen=True, slots=True)
class Posted:
    """A file that hangs on something that was sent to Discord."""

    url: str
    size: int


class Shelf:
    """Keeps where the latest files are. It is gone with the process: who then comes is asked to begin anew."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._files: OrderedDict[str, Posted] = OrderedDict()

    def put(self, name: str, file: Posted) -> None:
        """Keep a file under a name, and let go of the oldest if there are too many."""
        self._files[name] = file
        while len(self._files) > self._most:
            self._files.popitem(last=False)

    def get(self, name: str) -> Posted | None:
        """Find a file; to look takes nothing away."""
        return self._files.get(name)
