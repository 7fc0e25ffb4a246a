"""Strikes, which decay, and blocks: those that moderators give and those that strikes earn."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from bot.records.auditing import UNNUMBERED, enter
from bot.records.oversight import DIRECT, EVERYWHERE, JAMGRAM, Action, Block, Entry, Strike
from bot.records.part import Part, changed, reading, writing
from bot.records.statements import Struck
from bot.records.supervision import BlockRow, StrikeRow
from bot.records.versions import bump, lock

DAY_S: Final = 24 * 3600.0
STRIKE_S: Final = 30 * DAY_S
"""So long a strike counts."""

EARNED_S: Final[dict[int, float]] = {2: DAY_S, 3: 7 * DAY_S}
"""How long somebody is blocked by so many strikes. The first one warns; more than these block until it is lifted."""


class Sanctions(Part):
    """The part that knows who was warned, and who may make nothing."""

    @writing
    def strike(self, session: Session, strike: Strike) -> Struck:
        """Warn somebody, and block them as long as that earns."""
        return give_strike(session, strike)

    @reading
    def strikes(self, session: Session, server: str | None, user: str, now_s: float) -> list[Strike]:
        """List somebody's strikes that count now, in a server or anywhere, newest last."""
        return _counting(session, server, user, now_s)

    @writing
    def block(self, session: Session, block: Block) -> Block:
        """Block somebody in a server, or everywhere; what was said before of that no longer holds."""
        return put_block(session, block, "block")

    @writing
    def cool_down(self, session: Session, user: str, server: str | None, *, until_s: float, now_s: float) -> Block:
        """Have somebody wait who had much refused; whoever is blocked for longer stays so."""
        block = Block(server or DIRECT, user, JAMGRAM, "", now_s, until_s)
        return lengthen(session, block, "cool_down")

    @reading
    def cool_down_until(self, session: Session, user: str, server: str | None, now_s: float) -> float | None:
        """Say until when somebody has to wait; None if they needn't."""
        row = session.get(BlockRow, (server or DIRECT, user))
        is_waiting = row is not None and row.moderator == JAMGRAM and row.until_s is not None and row.until_s > now_s
        return row.until_s if row is not None and is_waiting else None

    @writing
    def unblock(self, session: Session, server: str, user: str, *, by: str, now_s: float) -> bool:
        """Lift a block; False if there is none. One that has run out is forgotten without a word."""
        lock(session)
        row = session.get(BlockRow, (server, user))
        if row is None:
            return False
        holds = row.until_s is None or row.until_s > now_s
        if holds:
            enter(session, Entry(UNNUMBERED, server, now_s, by, "unblock", user, before=_words(_block_of(row))))
        session.delete(row)
        bump(session)
        return holds

    @reading
    def blocks(self, session: Session, server: str) -> list[Block]:
        """List a server's blocks, also those that have run out."""
        asked = select(BlockRow).where(BlockRow.server == server).order_by(BlockRow.since_s, BlockRow.author)
        return [_block_of(row) for row in session.scalars(asked)]

    @reading
    def blocks_of(self, session: Session, user: str) -> list[Block]:
        """List somebody's blocks, also those that have run out."""
        asked = select(BlockRow).where(BlockRow.author == user).order_by(BlockRow.since_s, BlockRow.server)
        return [_block_of(row) for row in session.scalars(asked)]

    @writing
    def forget_sanctions(self, session: Session, before_s: float) -> None:
        """Forget strikes and blocks that no longer held at that time."""
        changed(session, delete(StrikeRow).where(StrikeRow.until_s < before_s))
        changed(session, delete(BlockRow).where(BlockRow.until_s < before_s))


def give_strike(session: Session, strike: Strike) -> Struck:
    """Warn somebody, and block them as long as that earns, in the transaction of what it is for."""
    lock(session)
    row = StrikeRow(
        server=strike.server,
        author=strike.user,
        moderator=strike.by,
        reason=strike.reason,
        given_s=strike.given_s,
        until_s=strike.until_s,
    )
    session.add(row)
    session.flush()
    counting = _counting(session, strike.server, strike.user, strike.given_s)
    told = Entry(UNNUMBERED, strike.server, strike.given_s, strike.by, "strike", strike.user)
    enter(session, replace(told, before=str(len(counting) - 1), after=_after(str(len(counting)), strike.reason)))
    block = _earned(strike, len(counting))
    return Struck(tuple(counting), None if block is None else lengthen(session, block, "block"))


def put_block(session: Session, block: Block, action: Action) -> Block:
    """Remember a block in place of what there was."""
    lock(session)
    found = session.get(BlockRow, (block.server, block.user))
    before = "" if found is None else _words(_block_of(found))
    session.merge(_block_row(block))
    session.flush()
    entry = Entry(UNNUMBERED, block.server, block.since_s, block.by, action, block.user, before=before)
    enter(session, replace(entry, after=_after(_words(block), block.reason)))
    bump(session)
    return block


def lengthen(session: Session, block: Block, action: Action) -> Block:
    """Block somebody at least as long as this; one that holds for longer stays."""
    lock(session)
    found = session.get(BlockRow, (block.server, block.user))
    if found is not None and (found.until_s is None or (block.until_s is not None and found.until_s >= block.until_s)):
        return _block_of(found)
    return put_block(session, block, action)


def blocks_in(session: Session, server: str | None) -> list[Block]:
    """List the blocks that hold in a server, or in direct messages, with those that hold everywhere."""
    here = or_(BlockRow.server == (server or DIRECT), BlockRow.server == EVERYWHERE)
    return [_block_of(row) for row in session.scalars(select(BlockRow).where(here))]


def _counting(session: Session, server: str | None, user: str, now_s: float) -> list[Strike]:
    here = () if server is None else (StrikeRow.server == server,)
    asked = select(StrikeRow).where(StrikeRow.author == user, StrikeRow.until_s > now_s, *here)
    rows = session.scalars(asked.order_by(StrikeRow.given_s, StrikeRow.number))
    return [Strike(row.server, row.author, row.moderator, row.reason, row.given_s, row.until_s) for row in rows]


def _earned(strike: Strike, count: int) -> Block | None:
    if count < min(EARNED_S):
        return None
    until_s = strike.given_s + EARNED_S[count] if count in EARNED_S else None
    return Block(strike.server, strike.user, strike.by, strike.reason, strike.given_s, until_s)


def _block_row(block: Block) -> BlockRow:
    return BlockRow(
        server=block.server,
        author=block.user,
        moderator=block.by,
        reason=block.reason,
        since_s=block.since_s,
        until_s=block.until_s,
    )


def _block_of(row: BlockRow) -> Block:
    return Block(row.server, row.author, row.moderator, row.reason, row.since_s, row.until_s)


def _words(block: Block) -> str:
    if block.until_s is None:
        return "until it is lifted"
    return f"until {datetime.fromtimestamp(block.until_s, tz=UTC):%Y-%m-%d %H:%M} UTC"


def _after(state: str, reason: str) -> str:
    return f"{state}: {reason}" if reason else state
