"""What whoever can write into Redis would like to be run: it says in Redis that it was."""

from redis import Redis

MARK = "planted"


def fired(*given: object) -> None:
    """As RQ calls a callback: with the job, its connection and an error."""
    [redis] = [one for one in given if isinstance(one, Redis)]
    redis.set(MARK, "callback")


class Gadget:
    """Runs when it is unpickled."""

    def __init__(self, socket: str) -> None:
        self.socket = socket

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return set_off, (self.socket,)


def set_off(socket: str) -> None:
    with Redis(unix_socket_path=socket) as redis:
        redis.set(MARK, "pickle")
