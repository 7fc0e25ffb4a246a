"""People, moderators and workers who do anything to the lanes at any time."""

from collections.abc import Sequence
from random import Random

import pytest

from core.lanes import BatchGoneError, Lanes, LimitReached
from core.lanes.costs import Fits
from core.request import Request
from tests.core.asking import ask, ends, ids

SILENCE_S = 30.0


class World:
    """Knows in which state each request must be, whatever was done to it."""

    def __init__(self, lanes: Lanes, chance: Random) -> None:
        self.lanes, self.chance = lanes, chance
        self.now_s = 0.0
        self.expected: dict[str, str] = {}
        self.held: dict[str, list[str]] = {}
        self.withdrawn: dict[str, Request] = {}
        self.asked: dict[str, Request] = {}
        self.leaving: set[str] = set()
        self.again: set[str] = set()
        self.cancelled: set[str] = set()
        self.gone: list[str] = []
        self.workers = 0

    def act(self) -> None:
        acts = [self.ask, self.ask, self.take, self.cancel, self.finish, self.beat]
        acts += [self.confirm, self.hand_back, self.reclaim, self.haunt, self.wait, self.withdraw, self.ask_again]
        self.chance.choice(acts)()

    def wait(self) -> None:
        self.now_s += self.chance.uniform(0, SILENCE_S)

    def ask(self) -> None:
        server, user = self.chance.choice(["s", "t", None]), f"u{self.chance.randrange(4)}"
        jam = self.chance.choice([None, None, "J1", "J2"])
        steps = self.chance.choice([20, 25])
        requests = [ask(server=server, user=user, steps=steps, jam=jam) for _ in range(self.chance.choice([1, 2, 4]))]
        try:
            self.lanes.enqueue(requests, now_s=self.now_s)
        except LimitReached:
            assert all(self.lanes.state(request.id) is None for request in requests)
        else:
            self.remember(requests)

    def remember(self, requests: Sequence[Request]) -> None:
        self.expected |= {request.id: "waiting" for request in requests}
        self.asked |= {request.id: request for request in requests}

    def take(self) -> None:
        self.workers += 1
        batch = self.lanes.take(f"w{self.workers}", most=self.chance.choice([1, 3, 8]), now_s=self.now_s)
        if batch:
            assert all(self.expected[request_id] == "waiting" for request_id in ids(batch))
            assert len({str(Fits.of(request.recipe)) for request in batch.requests}) == 1
            self.held[batch.id] = ids(batch)
            self.expected |= dict.fromkeys(ids(batch), "taken")

    def cancel(self) -> None:
        if self.expected:
            request_id = self.chance.choice(sorted(self.expected))
            state = self.lanes.cancel(request_id)
            if self.expected[request_id] == "waiting":
                self.expected[request_id] = "cancelled"
            assert state == self.expected[request_id]
            if state == "taken":
                self.leaving.discard(request_id)
                self.again.discard(request_id)
                self.cancelled.add(request_id)

    def withdraw(self) -> None:
        """Take some out; those that a worker holds stay where they are until it lets go of them."""
        some = self.chance.sample(sorted(self.expected), min(3, len(self.expected)))
        before = {request_id: self.expected[request_id] for request_id in some}
        answer = self.lanes.withdraw(some)
        assert set(answer.out) == {one for one in some if before[one] == "waiting"}
        assert set(answer.stopping) == {one for one in some if before[one] == "taken"}
        for request_id in answer.out:
            del self.expected[request_id]
        self.withdrawn |= {one: self.asked[one] for one in answer.out}
        self.leaving |= set(answer.stopping) - self.cancelled
        self.again -= set(some)

    def ask_again(self) -> None:
        """Ask anew for something that was withdrawn, whether or not its worker has let go of it."""
        if some := sorted(self.withdrawn.keys() | self.leaving):
            request = self.asked[self.chance.choice(some)]
            try:
                new = self.lanes.enqueue([request], now_s=self.now_s)
            except LimitReached:
                return
            if new:
                self.expected[request.id] = "waiting"
                del self.withdrawn[request.id]
            else:
                self.again.add(request.id)

    def let_go(self, request_id: str) -> None:
        """A worker has dropped what was called off or withdrawn."""
        if request_id not in self.leaving:
            self.expected[request_id] = "cancelled"
        elif request_id in self.again:
            self.expected[request_id] = "waiting"
        else:
            del self.expected[request_id]
            self.withdrawn[request_id] = self.asked[request_id]
        self.settled(request_id)

    def settled(self, request_id: str) -> None:
        self.leaving.discard(request_id)
        self.again.discard(request_id)
        self.cancelled.discard(request_id)

    def any_batch(self) -> str | None:
        return self.chance.choice(sorted(self.held)) if self.held else None

    def beat(self) -> None:
        if batch_id := self.any_batch():
            assert self.lanes.beat(batch_id, now_s=self.now_s) <= set(self.held[batch_id])

    def confirm(self) -> None:
        if batch_id := self.any_batch():
            for request_id in self.lanes.beat(batch_id, now_s=self.now_s):
                assert self.lanes.confirm_cancelled(batch_id, request_id)
                self.let_go(request_id)
                self.held[batch_id].remove(request_id)

    def finish(self) -> None:
        if batch_id := self.any_batch():
            failed = [request_id for request_id in self.held[batch_id] if self.chance.random() < 0.2]
            said = ends(self.held[batch_id], failed=failed)
            over = self.lanes.finish(batch_id, took_s=self.chance.uniform(1, 20), ends=said)
            self.expected |= dict.fromkeys(over.done, "done") | dict.fromkeys(over.failed, "failed")
            self.drop(batch_id)

    def hand_back(self) -> None:
        if batch_id := self.any_batch():
            over = self.lanes.give_back(batch_id)
            assert over.failed == ()
            self.expected |= dict.fromkeys(over.returned, "waiting") | dict.fromkeys(over.cancelled, "cancelled")
            self.drop(batch_id)

    def reclaim(self) -> None:
        dead = self.lanes.dead(now_s=self.now_s)
        over = self.lanes.reclaim(now_s=self.now_s)
        self.expected |= dict.fromkeys(over.returned, "waiting") | dict.fromkeys(over.failed, "failed")
        self.expected |= dict.fromkeys(over.cancelled, "cancelled")
        for batch_id in dead:
            self.drop(batch_id)

    def haunt(self) -> None:
        """A worker that lost its batch comes back."""
        if self.gone:
            with pytest.raises(BatchGoneError):
                self.lanes.finish(self.chance.choice(self.gone), took_s=1, ends={})

    def drop(self, batch_id: str) -> None:
        """A batch is over, and what was withdrawn of it gone, unless it ended or waits again."""
        for request_id in self.held.pop(batch_id):
            if self.expected.get(request_id) == "taken":
                self.let_go(request_id)
            self.settled(request_id)
        self.gone.append(batch_id)
