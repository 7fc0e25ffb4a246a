"""The edge of deliveries and presses: whatever is wrong with one card, end, press or loop stops no other."""

from collections.abc import Awaitable
from typing import TypeVar

Answer = TypeVar("Answer")


async def guarded(work: Awaitable[Answer]) -> Answer | Exception:
    """Give what comes of some work, or what it fell over; who asked says which falls it can't live with."""
    try:
        return await work
    except Exception as error:  # noqa: BLE001 - nobody can list what may be wrong with one; all who ask log or raise it
        return error
