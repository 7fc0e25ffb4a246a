"""What becomes of requests when Redis comes back without its last moves: the table in docs/queue.md."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import ResponseError

from core.events import Events
from core.lanes import BatchGoneError, Lanes
from tests.core.asking import NO_LIMITS, ask, ends, finish, flood, ids, take
from tests.core.serving import serving

DURABLE = ("--save", "", "--appendonly", "yes", "--appendfsync", "always")
SILENCE_S = 30.0


class Fallible:
    """A Redis that can be made to forget what it did after a moment that was kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: dict[Path, bytes] = {}

    @contextmanager
    def running(self) -> Iterator[Redis]:
        with serving(self.folder, *DURABLE) as socket, Redis(unix_socket_path=str(socket)) as redis:
            yield redis

    def written(self) -> list[Path]:
        """The append-only file: one until Redis 6.2, several in a folder since 7."""
        return sorted(path for path in self.folder.rglob("appendonly.aof*") if path.is_file())

    def keep(self) -> None:
        self.kept = {path: path.read_bytes() for path in self.written()}

    def lose_the_rest(self) -> None:
        for path in self.written():
            path.write_bytes(self.kept[path])

    def lose_half_of_the_rest(self) -> None:
        for path in self.written():
            content = path.read_bytes()
            path.write_bytes(content[: (len(self.kept[path]) + len(content)) // 2])


@pytest.fixture
def fallible(short_folder: Path, request: pytest.FixtureRequest) -> Fallible:
    folder = short_folder / f"lost-{abs(hash(request.node.name)) % 10**6}"
    folder.mkdir()
    return Fallible(folder)


def lanes_in(redis: Redis) -> Lanes:
    return Lanes(redis, limits=NO_LIMITS, silence_s=SILENCE_S)


def told(redis: Redis) -> list[tuple[str, str]]:
    """What a bot hears, and acknowledges."""
    events = Events(redis, consumer="bot")
    found = events.read(wait_s=0.001)
    events.acknowledge([event.entry for event in found])
    return [(event.ended.request, event.ended.end) for event in found]


def test_a_lost_enqueue_is_asked_again_with_the_same_id(fallible: Fallible) -> None:
    with fallible.running() as redis:
        lanes_in(redis).enqueue([ask("kept")], now_s=0)
        fallible.keep()
        lanes_in(redis).enqueue([ask("lost", user="v")], now_s=0)
    fallible.lose_the_rest()
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        assert lanes.states(["kept", "lost"]) == {"kept": "waiting", "lost": None}
        assert lanes.enqueue([ask("lost", user="v")], now_s=1) == ("lost",)
        assert ids(take(lanes, most=8)) == ["kept", "lost"]


def test_a_lost_take_is_painted_by_whoever_takes_it_next(fallible: Fallible) -> None:
    with fallible.running() as redis:
        lanes_in(redis).enqueue([ask("a")], now_s=0)
        fallible.keep()
        lost = take(lanes_in(redis), "first")
    fallible.lose_the_rest()
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        assert ids(take(lanes, "second")) == ["a"]
        with pytest.raises(BatchGoneError):
            lanes.beat(lost.id, now_s=1)
        with pytest.raises(BatchGoneError):
            finish(lanes, lost, took_s=1)
        assert told(redis) == []


def test_a_lost_finish_is_painted_again_and_told_under_the_same_id(fallible: Fallible) -> None:
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        lanes.enqueue([ask("a"), ask("b")], now_s=0)
        batch = take(lanes, most=2)
        fallible.keep()
        finish(lanes, batch, took_s=1)
        before = told(redis)
    fallible.lose_the_rest()
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        again = take(lanes, most=2, now_s=1)
        assert again == batch
        finish(lanes, again, took_s=1)
        assert told(redis) == before == [("a", "done"), ("b", "done")]


def test_a_lost_cancel_is_painted(fallible: Fallible) -> None:
    with fallible.running() as redis:
        lanes_in(redis).enqueue([ask("a")], now_s=0)
        fallible.keep()
        lanes_in(redis).cancel("a")
    fallible.lose_the_rest()
    with fallible.running() as redis:
        assert ids(take(lanes_in(redis))) == ["a"]


@pytest.mark.parametrize("way", ["give_back", "reclaim"])
def test_a_lost_return_is_reclaimed(fallible: Fallible, way: str) -> None:
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        lanes.enqueue([ask("a")], now_s=0)
        batch = take(lanes)
        fallible.keep()
        lanes.give_back(batch.id) if way == "give_back" else lanes.reclaim(now_s=SILENCE_S)
    fallible.lose_the_rest()
    with fallible.running() as redis:
        assert lanes_in(redis).reclaim(now_s=SILENCE_S).returned == ("a",)


def test_a_lost_acknowledgement_is_told_again(fallible: Fallible) -> None:
    with fallible.running() as redis:
        lanes_in(redis).enqueue([ask("a")], now_s=0)
        lanes_in(redis).cancel("a")
        fallible.keep()
        before = told(redis)
        assert told(redis) == []
    fallible.lose_the_rest()
    with fallible.running() as redis:
        assert told(redis) == before


def test_a_move_that_was_written_by_halves_is_undone(fallible: Fallible) -> None:
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        lanes.enqueue([ask("a")], now_s=0)
        batch = take(lanes)
        fallible.keep()
        finish(lanes, batch, took_s=1)
    fallible.lose_half_of_the_rest()
    with fallible.running() as redis:
        lanes = lanes_in(redis)
        assert lanes.state("a") == "taken"
        assert finish(lanes, batch, took_s=1).done == ("a",)
        assert told(redis) == [("a", "done")]


@pytest.fixture
def full(redis: Redis) -> Iterator[Redis]:
    yield redis
    redis.config_set("maxmemory", 0)


@pytest.mark.parametrize("move", ["enqueue", "take", "finish", "give_back", "reclaim"])
def test_a_full_redis_refuses_whole_moves(full: Redis, move: str) -> None:
    lanes = lanes_in(full)
    flood(lanes, 3)
    batch = take(lanes, "busy", most=2)
    moves: dict[str, Callable[[], object]] = {
        "enqueue": lambda: lanes.enqueue([ask("new")], now_s=0),
        "take": lambda: lanes.take("idle", most=1, now_s=0),
        "finish": lambda: lanes.finish(batch.id, took_s=1, ends=ends(ids(batch))),
        "give_back": lambda: lanes.give_back(batch.id),
        "reclaim": lambda: lanes.reclaim(now_s=SILENCE_S),
    }
    before = contents(full)
    full.config_set("maxmemory", 1)
    with pytest.raises(ResponseError, match="maxmemory"):
        moves[move]()
    assert contents(full) == before
    full.config_set("maxmemory", 0)
    moves[move]()
    assert contents(full) != before


def test_a_full_redis_cancels_what_waits(full: Redis) -> None:
    lanes = lanes_in(full)
    lanes.enqueue([ask("a")], now_s=0)
    full.config_set("maxmemory", 1)
    assert lanes.cancel("a") == "cancelled"
    full.config_set("maxmemory", 0)
    assert told(full) == [("a", "cancelled")]


def contents(redis: Redis) -> list[tuple[object, object]]:
    return [(key, redis.dump(key)) for key in sorted(redis.scan_iter(), key=str)]
