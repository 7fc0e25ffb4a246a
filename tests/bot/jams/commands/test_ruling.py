"""The rules of a jam, told and changed."""

import pytest

from bot.jams.commands.ruling import CHANGED
from bot.jams.entering import NEEDS_MODERATORS
from tests.bot.jams.sessions import NAME, Session
from tests.bot.stage import sentence, told_alone


@pytest.fixture
async def lobby(session: Session) -> Session:
    await session.begin(starts=False)
    return session


async def settings(session: Session, **options: object) -> str:
    return sentence(await session.stage.ana.slash(session.thread, "jam settings", **options))


async def test_everybody_reads_them(lobby: Session) -> None:
    said = sentence(await lobby.stage.mod.slash(lobby.thread, "jam settings"))
    assert said == (
        f"**{NAME}** · battle · 0 of 4 sections\n"
        "4 sections, 2 to 16 players · sections of 5 s · 96 BPM · 90 s to say something · 60 s to vote"
    )


async def test_the_host_changes_them_in_the_lobby(lobby: Session) -> None:
    said = await settings(lobby, rounds=2, length=10, turn=30, vote=20, bpm=120, tonic="C", scale="major", players=4)
    assert said.startswith(CHANGED)
    rules = (await lobby.now()).rules
    assert (rules.rounds, rules.length_s, rules.turn_s, rules.vote_s, rules.bpm) == (2, 10, 30, 20, 120)
    assert (rules.tonic, rules.scale, rules.players_most) == ("C", "major", 4)


async def test_nobody_else_changes_them(lobby: Session) -> None:
    result = await lobby.stage.ben.slash(lobby.thread, "jam settings", rounds=2)
    assert "E-JAM-HOST" in told_alone(result)


async def test_what_can_not_be_is_refused(lobby: Session) -> None:
    assert "A battle jam has 1 to 8 sections, not 12" in await settings(lobby, rounds=12)
    assert await settings(lobby, pre_moderated=True) == NEEDS_MODERATORS


async def test_once_it_is_played_they_stay(session: Session) -> None:
    await session.begin()
    refused = await session.stage.ana.slash(session.thread, "jam settings", rounds=2)
    assert "E-JAM-PHASE" in told_alone(refused)
