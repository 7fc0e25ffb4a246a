"""Whatever people and moderators do with what is held, it is decided once and nothing is made that nobody allowed."""

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.records import Records
from bot.records.oversight import Case, Decision
from tests.bot.records.matters import EVERYBODY, hold, refuse
from tests.bot.records.samples import card, done

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

STEPS = 30
SEEDS = (3, 5, 7, 11, 12, 15, 18)
"""Lives in which much happens."""
MODERATORS = ("900", "901")
DECISIONS: tuple[Decision, ...] = ("approve", "remove", "strike", "block_day", "block")


@dataclass
class CaseLife:
    """What becomes of a card that was held or refused, as chance has it, and who decided what."""

    records: list[Records]
    chance: Random
    now_s: float = 2000.0
    decided: list[Case] = field(default_factory=list)

    @property
    def process(self) -> Records:
        return self.chance.choice(self.records)

    @property
    def moderator(self) -> str:
        return self.chance.choice(MODERATORS)

    async def step(self) -> None:
        self.now_s += self.chance.choice((1.0, 100.0, 9000.0))
        steps: list[Callable[[Case | None], Awaitable[object]]] = [
            self.claim, self.decide, self.decide, self.lapse, self.appeal, self.freeze, self.thaw, self.place,
            self.place, self.settle, self.cancel, self.end, self.end, self.appeal, self.thaw,
        ]  # fmt: skip
        await self.chance.choice(steps)(await self.process.case_of_card("100"))

    async def claim(self, case: Case | None) -> object:
        return case and await self.process.claim(case.number, self.moderator, now_s=self.now_s, for_s=120.0)

    async def decide(self, case: Case | None) -> None:
        by, decision = self.moderator, self.chance.choice(DECISIONS)
        if case is None:
            return
        kept = case.claimed_by not in {None, by} and case.claimed_until_s > self.now_s
        found = await self.process.decide(case.number, decision, by=by, reason="", now_s=self.now_s)
        assert (found is not None) == (case.state == "open" and not kept)
        self.decided += [found] if found else []

    async def lapse(self, _: Case | None) -> None:
        self.decided += await self.process.lapse_cases(self.now_s - 72 * 3600.0, self.now_s)

    async def appeal(self, _: Case | None) -> object:
        return await self.process.appeal("100", "please", self.now_s)

    async def freeze(self, _: Case | None) -> object:
        await self.process.freeze(EVERYBODY)
        return await self.process.freeze_cards()

    async def thaw(self, _: Case | None) -> object:
        await self.process.thaw("*", "everything", "*", by="operator", now_s=self.now_s)
        return await self.process.thaw_cards(self.now_s)

    async def place(self, _: Case | None) -> object:
        return await self.process.mark_placed("100") if await self.process.open_cards() else None

    async def settle(self, case: Case | None) -> object:
        return case and await self.process.settle_case(case.number, self.now_s)

    async def cancel(self, _: Case | None) -> object:
        return self.chance.random() < 0.2 and await self.process.end_card("100", None, now_s=self.now_s)

    async def end(self, _: Case | None) -> object:
        record = await self.process.card("100")
        assert record is not None
        placed = [one.request.id for one in record.requests if one.state == "placed"]
        return placed and await self.process.end_request(done(placed[0]), now_s=self.now_s)

    async def check(self) -> None:
        """What must hold at every moment."""
        record = await self.process.card("100")
        assert record is not None
        states = {one.state for one in record.requests}
        numbers = [case.number for case in self.decided]
        assert len(set(numbers)) == len(numbers), "a case was decided twice"
        assert all(one.request.cleared for one in record.requests) == self.is_allowed
        if not self.is_allowed:
            assert record.card.state in {"held", "refused"}
            assert states == ({"unplaced"} if record.card.state == "held" else {"cancelled"})
            assert await self.process.undelivered() == 0
        elif record.card.state == "frozen":
            assert "placed" not in states
        counting = await self.process.strikes("800", "600", 0.0)
        assert len(counting) == sum(case.decision == "strike" for case in self.decided)

    @property
    def is_allowed(self) -> bool:
        return any(case.decision == "approve" for case in self.decided)


@pytest.mark.parametrize("seed", SEEDS)
async def test_what_is_held_is_decided_once_and_made_if_it_was_allowed(
    records: Records, other: Records, seed: int
) -> None:
    life = CaseLife([records, other], Random(seed))  # noqa: S311 - chance for a test
    await (hold(records) if seed % 2 else refuse(records, at_s=card().created_s))
    for _ in range(STEPS):
        await life.step()
        await life.check()
    assert life.decided, "or else nothing happened that could have gone wrong"
