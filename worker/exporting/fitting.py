"""Ways to write one thing, the best first: the first whose bytes can be posted is taken."""

from collections.abc import Callable, Iterable

from core.errors import UserError
from worker.codecs.fitting import in_mib


def first_fitting(ways: Iterable[Callable[[], bytes]], *, limit: int, what: str) -> bytes:
    """Write in one way after the other until the bytes are few enough.

    Raises
    ------
    UserError
        If none is.
    """
    for write in ways:
        content = write()
        if len(content) <= limit:
            return content
    raise UserError(
        f"The {what} would be larger than the {in_mib(limit)} that can be posted here. Ask for another format, or "
        "export a shorter clip.",
        code="E-TOOBIG",
    )
