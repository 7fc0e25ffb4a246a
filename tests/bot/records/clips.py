"""Clips as the tests need them: made, ended, and of a family."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from inspect import unwrap

from sqlalchemy.orm import Session

from bot.records import Records
from bot.records.values import Ancestry, Card, ClipRecord, Visibility
from core.contract import Recipe, Riff
from core.ending import Ended, Made
from core.request import Origin
from tests.bot.records.samples import card, made, request

RIFF = Riff(prompt="lo-fi beats", seed=1)
MADE = made()


@dataclass(frozen=True)
class Wanted:
    """What a test wants of a clip."""

    recipe: Recipe = RIFF
    author: str = "600"
    server: str | None = "800"
    private: bool = False
    secluded: bool = False
    ancestry: Ancestry | None = None
    made: Made = MADE
    now_s: float = 1005.0
    seen: Visibility | None = None
    deleted: bool = False
    hidden: bool = False


ANY = Wanted()


async def make(records: Records, name: str, wanted: Wanted = ANY) -> str:
    """Open a card of one request and end it with a clip, whose id is returned."""
    await ask(records, name, wanted)
    ended = Ended(request=f"{name}-0", end="done", made=wanted.made)
    assert await records.end_request(ended, now_s=wanted.now_s) == name
    return f"{name}-0"


async def ask(records: Records, name: str, wanted: Wanted = ANY) -> str:
    """Open a card of one request."""
    new, ancestries = _card_of(name, wanted)
    assert await records.open_card(new, [request(new, wanted.recipe)], ancestries=ancestries)
    return f"{name}-0"


def _card_of(name: str, wanted: Wanted) -> tuple[Card, tuple[Ancestry, ...]]:
    origin = Origin(server=wanted.server, channel="700", author=wanted.author)
    new = replace(card(name, origin=origin), private=wanted.private, secluded=wanted.secluded, message=f"9{name}")
    return new, () if wanted.ancestry is None else (wanted.ancestry,)


async def make_many(records: Records, wanted: Mapping[str, Wanted]) -> None:
    """Make all of these in one transaction: to commit each takes long."""

    def work(session: Session) -> None:
        for name, one in wanted.items():
            _make(records, session, name, one)

    await records._database.write(work)


def _make(records: Records, session: Session, name: str, wanted: Wanted) -> None:
    new, ancestries = _card_of(name, wanted)
    unwrap(Records.open_card)(records, session, new, [request(new, wanted.recipe)], ancestries=ancestries)
    ended = Ended(request=f"{name}-0", end="done", made=wanted.made)
    unwrap(Records.end_request)(records, session, ended, now_s=wanted.now_s)
    if wanted.seen is not None:
        unwrap(Records.set_visibility)(records, session, f"{name}-0", wanted.seen)
    if wanted.hidden:
        unwrap(Records.hide_clip)(records, session, f"{name}-0", wanted.now_s)
    if wanted.deleted:
        unwrap(Records.delete_clip)(records, session, f"{name}-0", wanted.now_s)


async def child(records: Records, name: str, *parents: str, wanted: Wanted = ANY) -> str:
    """Make a clip of one or two others."""
    other = parents[1] if len(parents) > 1 else None
    ancestry = Ancestry("remix" if other is None else "morph", parents[0], other)
    return await make(records, name, replace(wanted, ancestry=ancestry))


async def found(records: Records, clip_id: str) -> ClipRecord:
    """Find a clip that is there."""
    clip = await records.clip(clip_id)
    assert clip is not None
    return clip


def of_bytes(png: str, mp3: str = "b") -> Made:
    """What a worker made, with these letters as its keys."""
    return made(png, mp3)


def riff(prompt: str = "lo-fi beats", *, seed: int = 1) -> Riff:
    return Riff(prompt=prompt, seed=seed)
