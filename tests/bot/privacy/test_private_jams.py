"""A private jam is of those who are in it: others try every command, button and modal of jams, and none shows it."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from discord.app_commands import Command
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError

from bot.jams.machine.acts import Next
from bot.modals import MODALS
from bot.presses import PRESSES
from bot.records.jam import JamRules
from tests.bot.jams.sessions import Session
from tests.bot.privacy.prying import HERS, Prying, Watched, _filled, commands
from tests.bot.stage import Stage

PRIVATE = JamRules("battle", rounds=4, is_private=True)
OF_JAMS = ("jam ",)
OF_RIFFS = frozenset({"riffs search", "riffs show", "riffs top", "riffs mine", "riffs latest", "remix"})
OFFERING = ("jam status", "jam join", "jam revive", "jam export")


@pytest.fixture
async def session(stage: Stage, tmp_path: Path) -> Session:
    """Ana's jam, in which ben and she entered something that is voted on now."""
    stage.change(artefacts=Watched(f"file://{tmp_path}/artefacts"))
    session = Session(stage, HERS)
    await session.begin(PRIVATE)
    await session.paint(await session.enter(stage.ana, HERS), await session.enter(stage.ben, f"{HERS} too"))
    jam = await session.now()
    if jam.phase == "rendering":
        await session.do(Next(jam.host, jam.round, jam.phase))
    return session


@pytest.fixture
async def prying(stage: Stage, session: Session) -> Prying:
    entry = (await session.now()).entries[0]
    clip = await stage.services.records.clip(f"{entry.id}-0")
    assert clip is not None
    store = stage.bot.services.artefacts
    assert isinstance(store, Watched)
    found = Prying(stage, clip, store)
    found.look("before")
    found.leaks.clear()
    return found


@pytest.fixture
def cam(stage: Stage) -> MemberActor:
    """Somebody who is not in it."""
    return stage.guild.add_member(stage.env.create_user("cam"))


def filled(command: Command[Any, ..., Any], stage: Stage, words: str) -> dict[str, Any]:
    """Fill in all that a command needs, and which jam or riff it is about."""
    wanted = [one for one in command.parameters if one.required or one.display_name in {"jam", "riff", "query"}]
    return {one.display_name: _filled(one, stage, words) for one in wanted}


async def test_who_is_in_it_sees_it_so_others_could(stage: Stage, session: Session, prying: Prying) -> None:
    await prying.command(stage.ben, "jam status", {"jam": session.id})
    await prying.offers(stage.ben, "jam status", "jam", "")
    assert any("status" in leak for leak in prying.leaks)
    assert any("offers it" in leak for leak in prying.leaks)


async def test_no_command_shows_it_to_others(stage: Stage, session: Session, prying: Prying, cam: MemberActor) -> None:
    tried = [one for one in commands() if one.qualified_name.startswith(OF_JAMS) or one.qualified_name in OF_RIFFS]
    for command in tried:
        words = session.id if command.qualified_name.startswith(OF_JAMS) else HERS.split()[0]
        await prying.command(cam, command.qualified_name, filled(command, stage, words))
    assert len(tried) > 20
    assert prying.leaks == []
    assert (await session.now()).player(str(cam.id)) is None


async def test_none_offers_it_to_others(prying: Prying, cam: MemberActor) -> None:
    for command in OFFERING:
        await prying.offers(cam, command, "jam", HERS[:4])
        await prying.offers(cam, command, "jam", "")
    await prying.offers(cam, "riffs show", "riff", HERS[:4])
    assert prying.leaks == []


async def test_no_button_or_modal_shows_it_to_others(
    stage: Stage, session: Session, prying: Prying, cam: MemberActor
) -> None:
    before = await session.now()
    for verb in [one for one in PRESSES if one.startswith("jam")]:
        for target in (session.id, f"{session.id}-1"):
            await prying.press(cam, verb, target)
    for verb in [one for one in MODALS if one.startswith("jam")]:
        for target in (session.id, f"{session.id}-1"):
            with suppress(SetupError):
                await prying.modal(cam, verb, target)
    assert prying.leaks == []
    assert await session.now() == before
    assert stage.messages(cam) != []
