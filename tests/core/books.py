"""What Redis holds, read key by key, and what must be true of it."""

from collections import Counter
from collections.abc import Mapping

from redis import Redis

TAG = "{jamgram}:"
CLASSES = ("*", "~")


def text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


class Books:
    """What Redis holds, read key by key."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis
        self.requests = {name: self.pairs(f"request:{name}") for name in self.named("request")}
        self.lanes = {
            (server, user): [ticket.split(" ")[0] for ticket in self.items(f"lane:{server}:{user}")]
            for server, user in (name.split(":") for name in self.named("lane"))
        }
        rings = [*self.named("turns"), *self.named("seats"), *self.named("rested"), *self.named("clock")]
        self.seats = {ring: self.pairs(f"seats:{ring}") for ring in rings}
        self.turns = {ring: self.members(f"turns:{ring}") for ring in rings}
        self.rested = {ring: self.members(f"rested:{ring}") for ring in rings}
        self.tallies = {
            name: {who: int(number) for who, number in self.pairs(name).items()} for name in ("waiting", "running")
        }
        self.batches = self.members("batches")
        self.aboard = {name: self.items(f"aboard:{name}") for name in self.batches | set(self.named("aboard"))}
        self.held = set(self.pairs("held").values())
        self.told = [self.told_by(fields) for _, fields in redis.xrange(f"{TAG}events") or []]
        self.spent_ms = sum(int(ms) for day in self.named("spent") for ms in self.pairs(f"spent:{day}").values())

    def told_by(self, fields: Mapping[str | bytes, str | bytes] | None) -> tuple[str, str]:
        told = {text(name): text(value) for name, value in (fields or {}).items()}
        return told["request"], told["end"]

    def named(self, kind: str) -> list[str]:
        return [text(key).removeprefix(f"{TAG}{kind}:") for key in self.redis.keys(f"{TAG}{kind}:*")]

    def pairs(self, key: str) -> dict[str, str]:
        return {text(name): text(value) for name, value in self.redis.hgetall(TAG + key).items()}

    def items(self, key: str) -> list[str]:
        return [text(item) for item in self.redis.lrange(TAG + key, 0, -1)]

    def members(self, key: str) -> set[str]:
        return {text(member) for member in self.redis.zrange(TAG + key, 0, -1)}

    def ids_in(self, state: str) -> set[str]:
        return {request_id for request_id, record in self.requests.items() if record["state"] == state}


def each_request_is_where_its_state_says(books: Books) -> None:
    waiting = [(request_id, *lane) for lane, tickets in books.lanes.items() for request_id in tickets]
    assert len(waiting) == len({request_id for request_id, *_ in waiting})
    assert {request_id for request_id, *_ in waiting} == books.ids_in("waiting")
    for request_id, server, user in waiting:
        assert (books.requests[request_id]["server"], books.requests[request_id]["user"]) == (server, user)
    aboard = [request_id for batch in books.aboard.values() for request_id in batch]
    assert len(aboard) == len(set(aboard))
    assert books.ids_in("taken") <= set(aboard)
    assert all(request_id in books.aboard[books.requests[request_id]["batch"]] for request_id in books.ids_in("taken"))


def whoever_waits_has_one_seat(books: Books) -> None:
    for ring, seats in books.seats.items():
        assert set(seats.values()) == books.turns[ring]
        assert not seats.keys() & books.rested[ring]
    users = {(server, user) for server, seats in books.seats.items() if server not in CLASSES for user in seats}
    assert users == set(books.lanes)
    servers = {server for server, _ in books.lanes}
    for ring in CLASSES:
        assert set(books.seats.get(ring, {})) == {one for one in servers if one.startswith("~") == (ring == "~")}


def the_tallies_are_the_sums(books: Books) -> None:
    waiting: Counter[str] = Counter()
    for (server, user), tickets in books.lanes.items():
        waiting.update({f"server:{server}": len(tickets), f"user:{user}": len(tickets)})
    assert books.tallies["waiting"] == waiting
    running: Counter[str] = Counter()
    for batch in books.aboard.values():
        records = [books.requests[request_id] for request_id in batch]
        running.update({f"{kind}:{record[kind]}" for record in records for kind in ("server", "user")})
    assert books.tallies["running"] == running
    assert books.batches == books.held == set(books.aboard)


def a_batch_is_of_one_class(books: Books) -> None:
    for batch in books.aboard.values():
        assert len({books.requests[request_id]["server"].startswith("~") for request_id in batch}) <= 1


def each_end_is_told_once(books: Books) -> None:
    ended = {(name, record["state"]) for name, record in books.requests.items()}
    assert sorted(books.told) == sorted(end for end in ended if end[1] not in {"waiting", "taken"})


def check(books: Books) -> None:
    each_end_is_told_once(books)
    each_request_is_where_its_state_says(books)
    whoever_waits_has_one_seat(books)
    the_tallies_are_the_sums(books)
    a_batch_is_of_one_class(books)
