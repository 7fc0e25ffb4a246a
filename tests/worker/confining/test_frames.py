import socket
import struct
import time
from collections.abc import Iterator

import pytest

from worker.confining.frames import BODY, HEAD, SAID_MAX, hear, tell, tell_values

Pair = tuple[socket.socket, socket.socket]


@pytest.fixture
def pair() -> Iterator[Pair]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.mark.parametrize("content", [b"", b"x", bytes(range(256)) * 40])
def test_what_is_told_is_heard(pair: Pair, content: bytes) -> None:
    tell(pair[0], BODY, content)
    mark, heard = hear(pair[1])
    assert (mark, bytes(heard)) == (BODY, content)


def test_values_are_told_as_json(pair: Pair) -> None:
    tell_values(pair[0], {"most_s": 5.12})
    mark, heard = hear(pair[1])
    assert (mark, bytes(heard)) == (HEAD, b'{"most_s": 5.12}')


def test_pieces_come_one_by_one(pair: Pair) -> None:
    for content in (b"one", b"two"):
        tell(pair[0], BODY, content)
    assert [hear(pair[1])[1] for _ in range(2)] == [b"one", b"two"]


def test_what_is_announced_as_too_long_is_not_listened_to(pair: Pair) -> None:
    pair[0].sendall(struct.pack(">cI", BODY, SAID_MAX + 1))
    with pytest.raises(ValueError, match="1048577 bytes are announced"):
        hear(pair[1])


@pytest.mark.parametrize("begun", [b"", b"B", struct.pack(">cI", BODY, 9) + b"half"])
def test_whoever_is_gone_in_the_middle_is_noticed(pair: Pair, begun: bytes) -> None:
    pair[0].sendall(begun)
    pair[0].close()
    with pytest.raises(EOFError):
        hear(pair[1])


def test_whoever_says_nothing_is_not_waited_for(pair: Pair) -> None:
    with pytest.raises(TimeoutError):
        hear(pair[1], until_s=time.monotonic() - 1)
