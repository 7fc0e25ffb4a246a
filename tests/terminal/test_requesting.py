import time
from collections.abc import Callable
from hashlib import sha256

import pytest

from core.artefacts import Artefacts
from core.contract import Riff
from core.ending import Ended
from core.errors import UserError
from terminal.embedded import Embedded
from terminal.requesting import Requester
from tests.terminal.processes import family
from tests.terminal.standing_in import OURS, SILENCE, StandIn
from tests.waiting import until


def riff(prompt: str = "jazz", seed: int = 1) -> Riff:
    return Riff(prompt=prompt, seed=seed)


@pytest.fixture
def requester(beside: Embedded) -> Requester:
    return Requester(beside)


def ends_of(requester: Requester, *recipes: Riff) -> dict[str, Ended]:
    """Ask, and collect how each ends."""
    asked = requester.submit(recipes)
    ends: dict[str, Ended] = {}
    while len(ends) < len(asked):
        ends |= {ended.request: ended for ended in requester.ends(wait_s=5)}
    return ends


@pytest.mark.usefixtures("stand_in")
def test_a_recipe_becomes_a_clip_with_the_name_that_the_model_has(requester: Requester) -> None:
    [ended] = ends_of(requester, riff()).values()
    clip = requester.clip(riff(), ended)
    assert (clip.png, clip.mp3) == (b"picture of jazz, seed 1", b"sound of jazz, seed 1")
    assert clip.recipe == riff().model_copy(update={"model": "stand-in"})
    assert clip.receipt
    assert (clip.receipt.model_hash, clip.duration_s, clip.notes) == ("1234", 5.12, ("a note",))


@pytest.mark.usefixtures("stand_in")
def test_an_end_is_told_once(requester: Requester) -> None:
    assert len(ends_of(requester, riff())) == 1
    assert requester.ends(wait_s=0.2) == []


def test_hundreds_may_wait_and_no_day_is_too_short(requester: Requester) -> None:
    for hundred in range(3):
        assert len(requester.submit([riff(seed=seed) for seed in range(100)])) == 100, hundred
    assert len(requester.stands()) == 300


def test_requests_are_painted_in_the_order_of_asking(requester: Requester) -> None:
    asked = [*requester.submit([riff(seed=1), riff(seed=2)]), *requester.submit([riff(seed=3)])]
    stands = requester.stands()
    assert [stands[key].place for key in asked] == [1, 2, 3]


def test_how_far_a_request_is_is_known_while_it_is_painted(requester: Requester, stand_in: StandIn) -> None:
    stand_in.go.clear()
    [key] = requester.submit([riff()])
    until(lambda: requester.stands()[key].done == 12)
    assert (requester.stands()[key].running, requester.stands()[key].total) == (True, 25)


def test_what_is_called_off_ends_cancelled_though_it_was_being_painted(requester: Requester, stand_in: StandIn) -> None:
    stand_in.go.clear()
    [key] = requester.submit([riff()])
    until(lambda: requester.stands()[key].running)
    requester.cancel(key)
    [ended] = until(lambda: requester.ends(wait_s=1))
    assert (ended.request, ended.end) == (key, "cancelled")
    with pytest.raises(UserError, match="cancelled"):
        requester.require_made(ended)


def test_files_are_kept_where_the_worker_finds_them(requester: Requester, beside: Embedded) -> None:
    requester.keep([b"picture", b"sound"])
    store = Artefacts(beside.artefact_url)
    assert [store.get(sha256(content).hexdigest()) for content in (b"picture", b"sound")] == [b"picture", b"sound"]


def test_files_for_which_there_is_no_room_are_told(requester: Requester, beside: Embedded) -> None:
    (beside.folder / "artefacts").touch()
    with pytest.raises(UserError, match=r"can't be kept for the worker: .*; nothing was written\."):
        requester.keep([b"picture"])


@pytest.mark.usefixtures("stand_in")
def test_a_failure_has_the_workers_words(requester: Requester) -> None:
    [ended] = ends_of(requester, riff("silence")).values()
    with pytest.raises(UserError, match=SILENCE):
        requester.clip(riff("silence"), ended)


@pytest.mark.usefixtures("stand_in")
def test_a_fault_of_ours_shows_the_workers_log(
    requester: Requester, beside: Embedded, capsys: pytest.CaptureFixture[str]
) -> None:
    (beside.folder / "worker.log").write_text("E-1234: the reason\n")
    [ended] = ends_of(requester, riff("bug")).values()
    with pytest.raises(UserError, match=OURS):
        requester.require_made(ended)
    assert capsys.readouterr().err == "E-1234: the reason\n"


CALLS: list[Callable[[Requester], object]] = [
    lambda requester: requester.ends(wait_s=0.1),
    lambda requester: requester.stands(),
    lambda requester: requester.submit([riff()]),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_redis_that_was_killed_is_named_whatever_meets_it_first(
    call: Callable[[Requester], object], requester: Requester, beside: Embedded
) -> None:
    [redis] = family(beside.process.pid)
    redis.kill()
    begun = time.monotonic()
    with pytest.raises(UserError, match=r"The redis ended because something killed it .* nothing was written\."):
        call(requester)
    assert time.monotonic() - begun < 30
