"""Whatever happens to a card, in whatever order and however often, it ends once and is shown once."""

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

import pytest

from bot.records import Records
from bot.records.values import CardRecord
from tests.bot.records.matters import EVERYBODY
from tests.bot.records.samples import BROKEN, cancelled, card, done, failed, requests

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

OVER = {"done", "failed", "cancelled"}
STEPS = 40


@dataclass
class Life:
    """A card's life, as chance has it, and what was seen of it."""

    records: list[Records]
    chance: Random
    card_id: str
    now_s: float = 2000.0
    shown: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def process(self) -> Records:
        return self.chance.choice(self.records)

    @property
    def request(self) -> str:
        return f"{self.card_id}-{self.chance.randrange(3)}"

    async def step(self) -> None:
        self.now_s += self.chance.choice((0.5, 5.0, 70.0))
        steps: list[Callable[[], Awaitable[object]]] = [
            self.open, self.place, self.unplace, self.end, self.end, self.end, self.call_off, self.deliver,
            self.deliver, self.postpone, self.note, self.freeze, self.thaw,
        ]  # fmt: skip
        await self.chance.choice(steps)()

    async def open(self) -> object:
        new = card(self.card_id)
        return await self.process.open_card(new, requests(new, 3))

    async def place(self) -> None:
        await self.process.mark_placed(self.card_id)

    async def unplace(self) -> None:
        await self.process.mark_unplaced([self.request])

    async def end(self) -> object:
        end = self.chance.choice((done, failed, cancelled))(self.request)
        return await self.process.end_request(end, now_s=self.now_s)

    async def call_off(self) -> object:
        return await self.process.end_card(self.card_id, self.chance.choice((None, BROKEN)), now_s=self.now_s)

    async def deliver(self) -> object:
        for row in await self.process.claim_deliveries("one", now_s=self.now_s, most=9):
            self.shown += await self.process.delivered(row.card_id, message="900", now_s=self.now_s)
        return None

    async def postpone(self) -> object:
        rows = await self.process.claim_deliveries("two", now_s=self.now_s, most=9)
        return [await self.process.postpone(row.card_id, until_s=self.now_s + 9, error="slow") for row in rows]

    async def freeze(self) -> object:
        return await self.process.freeze_cards(EVERYBODY)

    async def thaw(self) -> object:
        return await self.process.thaw_cards(self.now_s)

    async def note(self) -> None:
        await self.process.note_message(self.card_id, "901")

    def check(self, record: CardRecord | None) -> None:
        """What must hold at every moment."""
        if record is None:
            return
        states = {one.request.id: str(one.state) for one in record.requests}
        is_over = set(states.values()) <= OVER
        assert record.card.state in (("ended", "frozen") if is_over else ("open", "frozen"))
        assert record.card.state != "frozen" or "placed" not in states.values()
        assert all((one.clip is not None) == (one.state == "done") for one in record.requests)
        assert all((one.failure is not None) == (one.state == "failed") for one in record.requests)
        assert {name: states[name] for name in self.seen} == self.seen
        self.seen = {name: state for name, state in states.items() if state in OVER}
        assert self.shown == (record.card.token is None)

    async def finish(self) -> None:
        """Let every request end that hasn't, and the end be shown."""
        await self.open()
        await self.thaw()
        for place in range(3):
            await self.process.end_request(cancelled(f"{self.card_id}-{place}"), now_s=self.now_s)
        self.now_s += 9999.0
        await self.deliver()


@pytest.mark.parametrize("seed", range(3))
async def test_a_card_ends_once_and_is_shown_once(records: Records, other: Records, seed: int) -> None:
    life = Life([records, other], Random(seed), card_id="100")  # noqa: S311 - chance for a test
    for _ in range(STEPS):
        await life.step()
        life.check(await records.card("100"))
    await life.finish()
    life.check(await records.card("100"))
    assert life.shown == 1
    assert await records.undelivered() == 0
    assert await records.open_cards() == []
