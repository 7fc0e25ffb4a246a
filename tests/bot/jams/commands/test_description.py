"""What hosts and players are sent, against Discord's own description of its API."""

from typing import Final

from bot.jams.board.keeping import EDIT_EVERY_S, Boards
from bot.jams.machine.acts import Painted
from tests.bot.gallery.reading import answer
from tests.bot.jams.sessions import Session
from tests.discord.description import Description

SENT: Final = frozenset({"POST", "PATCH", "PUT"})


async def play(session: Session) -> None:
    """Press and ask for whatever there is."""
    stage, boards = session.stage, Boards()
    await stage.mod.slash(stage.channel, "jam start")
    await session.begin()
    for _ in range(2):
        await boards.tend(stage.services, stage.bot, await session.now())
        stage.clock.move(EDIT_EVERY_S)
        await session.enter(stage.ben)
    (board,) = (one for one in session.thread.history() if one.content.startswith("## 🎶"))
    for label in ("Contribute", "Tools"):
        await stage.ana.click(board, label=label)
    for command in ("status", "settings", "pause", "resume"):
        await stage.ana.slash(session.thread, f"jam {command}")
    await stage.ana.slash(session.thread, "jam invite", user=stage.mod)
    await session.enter(stage.ana)
    await session.do(*(Painted(one.id, f"{one.id}-0") for one in (await session.now()).entries))
    await stage.ana.click(answer(await stage.ana.slash(session.thread, "jam vote")), label="A")
    await stage.ana.slash(session.thread, "jam end")


async def test_discord_would_take_all_that_is_sent(session: Session, description: Description) -> None:
    await play(session)
    sent = [one for one in session.stage.env.http_requests if one.method in SENT and isinstance(one.json, dict)]
    assert len(sent) > 20
    faults = [description.faults_of(one.method.lower(), one.path, one.json) for one in sent]
    assert [fault for fault in faults if fault] == []
