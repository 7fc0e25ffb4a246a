"""A jam whose bot is killed in every phase, and its worker too: who comes after never knows what was done last."""

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.jams.machine.clock import GRACE_S
from bot.records import Records
from tests.discord.rig import rigged
from tests.end_to_end.jam_night import JamNight

TITLE = "late night"
SLOW = "a drum that never ends"
HOUR_S = 3600.0

POSTED = ("✅", "✅")
IN_THE_THREAD = ("## 🎶", "🎤", "🗳️", "🏆", "🏁", "📊", "🎬")
"""How each message of it begins at last: what was planned and begun; the board, the call, the entries, and so on."""


@pytest.mark.timeout(240)
async def test_a_jam_goes_on_whatever_is_killed_and_nothing_of_it_is_lost_or_done_twice(
    root: Path, report: Callable[[str], None]
) -> None:
    async with rigged(root) as rig:
        rig.add_quick_worker()
        await rig.add_bot(READY_S="0.3")
        await rig.wait_for_workers()
        ana, *others = [rig.discord.new_user(name) for name in ("ana", "ben", "cy")]
        records = await Records.join(rig.database_url)
        try:
            night = JamNight(rig, records, await rig.new_channel(), ana, others)
            await play(night)
            await nothing_is_lost_or_twice(night)
        finally:
            await records.close()
        report(f"a jam whose bot was killed {night.killed} times, its worker twice: nothing lost, nothing twice")
        assert rig.discord.violations() == []


async def play(night: JamNight) -> None:
    """Each of these leaves the bot dead."""
    await plan(night)
    await open_lobby(night)
    await begin(night)
    await enter(night)
    await render(night)
    await vote(night)
    await reveal(night)
    await finish(night)
    await close(night)


async def plan(night: JamNight) -> None:
    """The announcement was posted, and that was not noted; then the time comes."""
    held = night.hold("POST", "/channels/*/messages")
    await night.plan(TITLE, mode="battle", rounds=1, turn=600, vote=300)
    await night.lose(held)
    assert (await night.jam()).phase == "scheduled"
    night.let_pass(1, away=False)


async def open_lobby(night: JamNight) -> None:
    """The thread was opened, and that was not noted."""
    held = night.hold("POST", "/channels/*/messages/*/threads")
    await night.restart()
    await night.lose(held)
    assert (await night.jam()).phase == "lobby"


async def begin(night: JamNight) -> None:
    """The round was called, and that was not noted."""
    await night.restart()
    await night.board()
    for user in night.others:
        await night.press("jamjoin", user)
    held = night.hold("POST", "/channels/*/messages")
    await night.press("jamstart", night.host)
    await night.lose(held)
    assert (await night.jam()).phase == "collecting"


async def enter(night: JamNight) -> None:
    """Two of three entered; the bell was to ring while there was no bot for an hour."""
    await night.restart()
    ben, cy = night.others
    await night.do("contribute", ben, prompt="rain on tin")
    await night.do("contribute", cy, prompt="brass at dawn")
    await night.kill()
    night.let_pass(HOUR_S, away=True)
    await night.restart()
    await night.rig.wait_for(lambda: (night.deadline_s() or 0) > time.time(), "some time more")
    assert (night.deadline_s() or 0) <= time.time() + GRACE_S
    await night.do("contribute", cy, prompt="brass at dusk")
    await night.kill()
    assert Counter(one.prompt for one in (await night.jam()).entries) == {"rain on tin": 1, "brass at dusk": 1}


async def render(night: JamNight) -> None:
    """Two entries were painted and one was being painted, as bot and worker died."""
    await night.restart()
    night.rig.close_gate(SLOW)
    await night.do("contribute", night.host, prompt=SLOW)
    jam = await night.until("rendering")
    slow = next(one.id for one in jam.entries if one.prompt == SLOW)
    await night.lose_worker(f"{slow}-0")
    await night.kill()


async def vote(night: JamNight) -> None:
    """What there is to vote for was posted, and that was not noted; one had voted already."""
    ben, cy = night.others
    held = night.hold("POST", "/channels/*/messages", with_files=True)
    await night.restart()
    jam = await night.until("voting")
    await night.rig.wait_for(lambda: held.happened, "the entries")
    entry = {one.user: one.id for one in jam.entries}
    await night.vote(ben, entry[night.host.id])
    await night.kill()
    await night.restart()
    await night.vote(ben, entry[cy.id])
    await night.vote(night.host, entry[cy.id])


async def reveal(night: JamNight) -> None:
    """The section was posted, and that was not noted."""
    held = night.hold("POST", "/channels/*/messages", with_files=True)
    await night.press("jamnext", night.host)
    await night.lose(held)
    assert (await night.jam()).phase == "reveal"


async def finish(night: JamNight) -> None:
    """The track was being joined as the worker died; it was posted, and that was not noted."""
    night.rig.close_gate(TITLE)
    await night.restart()
    await night.press("jamnext", night.host)
    jam = await night.until("finale")
    held = night.hold("POST", "/channels/*/messages", with_files=True)
    await night.lose_worker(f"{jam.id}-track-0")
    await night.lose(held)


async def close(night: JamNight) -> None:
    """The thread was put away, and that was not noted."""
    held = night.hold("PATCH", f"/channels/{night.thread.id}")
    await night.restart()
    await night.lose(held)
    assert (await night.jam()).phase == "archived"
    await night.restart()
    await night.rig.wait_for(night.is_closed, "the end noted")


async def nothing_is_lost_or_twice(night: JamNight) -> None:
    jam = await night.jam()
    ana, ben, cy = (user.id for user in night.everybody)
    entered = {one.user: (one.prompt, one.state) for one in jam.entries}
    assert entered == {
        ana: (SLOW, "painted"),
        ben: ("rain on tin", "painted"),
        cy: ("brass at dusk", "painted"),
    }
    assert len(jam.entries) == 3
    (section,) = jam.sections
    assert section.user == cy
    assert sorted((one.voter, one.entry) for one in jam.votes) == [(ana, section.id), (ben, section.id)]
    cards = await night.records.jam_cards(jam.id)
    assert Counter(one.requests[0].state for one in cards) == {"done": 5}
    assert [one.content[:1] for one in night.rig.discord.seen(night.channel)] == list(POSTED)
    assert [next(sign for sign in IN_THE_THREAD if one.content.startswith(sign)) for one in night.said] == list(
        IN_THE_THREAD
    )
    assert (night.thread.archived, night.thread.name) == (True, f"✅ {TITLE}")
