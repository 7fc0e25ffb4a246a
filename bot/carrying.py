"""Files on their way through the bot's memory: a few at a time, and one of each person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from core.errors import UserError

AT_ONCE: Final = 4
PATIENCE_S: Final = 90.0
"""How long a file may take, with waiting for its turn; a card without requests is ended later than that."""

ONE_AT_A_TIME: Final = "Another file of yours is on its way. Nothing was used up: wait until it is here."
BUSY: Final = "Too many files are on their way just now. Nothing was used up: try again in a minute."


class Carriers:
    """Lets so many files be carried at a time."""

    def __init__(self, at_once: int = AT_ONCE, *, patience_s: float = PATIENCE_S) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._patience_s = patience_s
        self._served: set[str] = set()

    @asynccontextmanager
    async def carry(self, author: str) -> AsyncIterator[None]:
        """Wait for a turn and keep it inside.

        Raises
        ------
        UserError
            If another file of theirs is on its way, or it takes too long.
        """
        if author in self._served:
            raise UserError(ONE_AT_A_TIME, code="E-BUSY")
        self._served.add(author)
        try:
            async with asyncio.timeout(self._patience_s), self._free:
                yield
        except TimeoutError as error:
            raise UserError(BUSY, code="E-BUSY") from error
        finally:
            self._served.discard(author)
