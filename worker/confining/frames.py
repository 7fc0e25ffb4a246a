"""What a reader apart and whoever asks it say to each other: marked pieces of bytes, and nothing that is run."""

import json
import struct
import time
from socket import socket
from typing import Any, Final

HEAD: Final = b"H"
"""JSON: what is asked, or what was found."""
BODY: Final = b"B"
"""Bytes of a file, or of what was found in it."""
END: Final = b"E"
"""That was all. A reader's first word is that it is ready."""
REFUSED: Final = b"R"
"""A sentence for whoever sent the file, maybe below a line with its code."""
FAULT: Final = b"F"
"""Where the reader broke."""

OPENING: Final = struct.Struct(">cI")
LEAST_S: Final = 0.001
"""0 would not mean that there is no time left, but that nothing may be waited for."""

SAID_MAX: Final = 1 << 20
"""Bytes of anything but a body."""


def tell(line: socket, mark: bytes, content: bytes = b"") -> None:
    """Send one piece."""
    line.sendall(OPENING.pack(mark, len(content)))
    line.sendall(content)


def tell_values(line: socket, values: dict[str, Any]) -> None:
    """Send a head."""
    tell(line, HEAD, json.dumps(values).encode())


def hear(line: socket, *, most: int = SAID_MAX, until_s: float | None = None) -> tuple[bytes, bytearray]:
    """Receive one piece; what is announced as longer than this is not listened to.

    Raises
    ------
    EOFError
        If the other side is gone.
    TimeoutError
        If the piece is not whole at that moment of `time.monotonic`.
    ValueError
        If the piece would be too long.
    """
    opening = exactly(line, OPENING.size, until_s=until_s)
    mark, size = OPENING.unpack(opening)
    if size > most:
        raise ValueError(f"{size} bytes are announced where {most} are the most")
    return mark, exactly(line, size, until_s=until_s)


def exactly(line: socket, size: int, *, until_s: float | None = None) -> bytearray:
    """Receive so many bytes."""
    content = bytearray(size)
    room = memoryview(content)
    while room:
        line.settimeout(None if until_s is None else max(until_s - time.monotonic(), LEAST_S))
        count = line.recv_into(room)
        if not count:
            raise EOFError("the other side is gone")
        room = room[count:]
    return content
