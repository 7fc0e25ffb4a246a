"""Requests that somebody else wrote into the lanes: no worker reads a file, loads code or fetches anything for them."""

import json
import pickle
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from redis import Redis

from core.artefacts import ArtefactGoneError, Artefacts
from core.contract import Remix
from core.ending import Ended
from core.events import Events
from core.faults import UNREADABLE
from core.lanes import Lanes, Limits
from core.request import Origin, Request
from tests.security.planted import MARK, Gadget
from tests.waiting import until
from tests.worker.pattern import ask
from tests.worker.stub_worker import worker

OURS = Request(
    id="u0",
    recipe=Remix(prompt="rain", seed=1, source="0" * 64),
    origin=Origin(server="s", channel="c", author="u"),
)
PLENTY = Limits(user_running=9, user_waiting=99, server_running=9, server_waiting=99, user_s_a_day=10**6)


def with_recipe(**changes: object) -> str:
    said = json.loads(OURS.canonical_json())
    return json.dumps({**said, "recipe": {**said["recipe"], **changes}})


def with_field(**changes: object) -> str:
    return json.dumps({**json.loads(OURS.canonical_json()), **changes})


FORGED: dict[str, Callable[[str], str | bytes]] = {
    "no JSON": lambda _: "garbage",
    "nothing": lambda _: "{}",
    "a list": lambda _: "[]",
    "nests without end": lambda _: "[" * 30_000,
    "a file above the store": lambda _: with_recipe(source="../../../../etc/passwd"),
    "a file by its whole name": lambda _: with_recipe(source="/etc/passwd"),
    "a file as an address": lambda _: with_recipe(source="file:///etc/passwd"),
    "an address": lambda _: with_recipe(source="http://169.254.169.254/latest/meta-data"),
    "a key and a line": lambda _: with_recipe(source="0" * 64 + "\n"),
    "a key in capitals": lambda _: with_recipe(source="A" * 64),
    "a key and more": lambda _: with_recipe(source="0" * 64 + "/../../x"),
    "a key with nothing in it": lambda _: with_recipe(source="0" * 63 + "\0"),
    "code": lambda _: with_field(func="tests.security.planted.fired"),
    "code in the recipe": lambda _: with_recipe(call="tests.security.planted.fired"),
    "a kind that nobody knows": lambda _: with_recipe(kind="tests.security.planted"),
    "a pickle": lambda socket: pickle.dumps(Gadget(socket)),
    "more than anybody writes": lambda _: with_field(id="u0") + " " * 40_000,
    "gigantic words": lambda _: with_recipe(prompt="a" * 10**7),
    "words that hide": lambda _: with_recipe(prompt="\x1b[2J"),
    "words of broken Unicode": lambda _: OURS.canonical_json().replace("rain", "\\ud800"),
    "a strength that is no number": lambda _: OURS.canonical_json().replace('"strength":0.75', '"strength":NaN'),
    "a length of an hour": lambda _: with_recipe(length_s=3600),
    "a million steps": lambda _: with_recipe(steps=10**6),
    "a name with a path": lambda _: with_field(id="../u0"),
    "another's name": lambda _: with_field(id="u1"),
    "no place that there is": lambda _: with_field(origin={"channel": "a:b", "author": "u"}),
    "a file of no size": lambda _: with_field(upload_limit=0),
}


def ends(redis: Redis) -> dict[str, Ended]:
    read = Events(redis, consumer="test").read(wait_s=0, most=1000)
    return {event.ended.request: event.ended for event in read}


def test_whatever_is_forged_fails_with_a_sentence_and_what_is_ours_is_made(redis: Redis, redis_socket: Path) -> None:
    lanes = Lanes(redis, limits=PLENTY)
    for number, forge in enumerate(FORGED.values()):
        lanes.enqueue([ask(f"forged{number}", "one", author=f"v{number}")], now_s=time.time())
        redis.hset(f"{{jamgram}}:request:forged{number}", "text", forge(str(redis_socket)))
    lanes.enqueue([ask("ours", "two", author="w")], now_s=time.time())
    with worker(redis_socket, "w") as process:
        until(lambda: redis.xlen("{jamgram}:events") == len(FORGED) + 1)
        assert process.is_alive()
    said = ends(redis)
    assert said.pop("ours").end == "done"
    failed = {name: said[f"forged{number}"].failure for number, name in enumerate(FORGED)}
    assert {name: failure and failure.sentence for name, failure in failed.items()} == dict.fromkeys(FORGED, UNREADABLE)
    assert redis.get(MARK) is None


@pytest.mark.parametrize(
    "key",
    [
        "",
        ".",
        "..",
        "/etc/passwd",
        "../../secret",
        "../secret",
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "0" * 63,
        "0" * 65,
        "0" * 64 + "\n",
        "0" * 62 + "/.",
        "00/../../secret" + "0" * 49,
        "A" * 64,
        "٠" * 64,
        "0" * 64 + "\0",
    ],
)
def test_the_store_gives_and_takes_only_what_is_named_by_a_hash(tmp_path: Path, key: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    artefacts = Artefacts(f"file://{tmp_path}/store")
    artefacts.put(b"something")
    for touch in (artefacts.get, artefacts.delete):
        with pytest.raises(ValueError, match="is no key of an artefact"):
            touch(key)
    assert secret.read_text() == "secret"


def test_the_store_gives_nothing_that_somebody_else_put_there(tmp_path: Path) -> None:
    artefacts = Artefacts(f"file://{tmp_path}/store")
    key = artefacts.put(b"ours")
    (tmp_path / "store" / key[:2] / key).write_bytes(b"another's")
    with pytest.raises(ArtefactGoneError, match="damaged"):
        artefacts.get(key)


def test_a_link_in_the_store_leads_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    artefacts = Artefacts(f"file://{tmp_path}/store")
    key = artefacts.put(b"ours")
    place = tmp_path / "store" / key[:2] / key
    place.unlink()
    place.symlink_to(secret)
    with pytest.raises(ArtefactGoneError, match="damaged"):
        artefacts.get(key)
