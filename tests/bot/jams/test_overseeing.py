"""What moderators decide holds in jams: freezes stop them, and who may make nothing plays nothing."""

import pytest

from bot.jams.machine.acts import CastVote, Join
from bot.jams.machine.errors import JamError
from bot.jams.overseeing import NO_VOTE, frozen_by, kept_out, require_vote
from bot.judging.permitting import Place, Policy
from bot.privacy.pseudonym import pseudonym
from bot.records.jam import JamRules
from bot.records.oversight import EVERYWHERE, JAMGRAM, Block, Freeze, FreezeKind
from tests.bot.jams.sessions import Session, of
from tests.bot.stage import Stage

HERE = Place("1", "3", "2")


async def freeze(stage: Stage, kind: FreezeKind, target: int | str, *, server: str = "") -> None:
    frozen = Freeze(server or str(stage.guild.id), kind, str(target), "1", "", stage.clock())
    assert await stage.services.records.freeze(frozen)
    stage.clock.move(1)


async def thaw(stage: Stage, kind: FreezeKind, target: int | str, *, server: str = "") -> None:
    assert await stage.services.records.thaw(
        server or str(stage.guild.id), kind, str(target), by="1", now_s=stage.clock()
    )
    stage.clock.move(1)


async def block(stage: Stage, user: int, *, by: str = "1", until_s: float | None = None) -> None:
    await stage.services.records.block(Block(str(stage.guild.id), str(user), by, "", stage.clock(), until_s))
    stage.clock.move(1)


@pytest.mark.parametrize(
    ("kind", "target", "server", "is_covered"),
    [
        ("channel", "3", "1", True),
        ("channel", "2", "1", True),
        ("channel", "4", "1", False),
        ("server", "1", "1", True),
        ("server", "1", "9", False),
        ("everything", "", EVERYWHERE, True),
        ("user", "5", "1", False),
    ],
)
def test_a_freeze_covers_its_thread_its_channel_its_server_or_all(
    kind: FreezeKind, target: str, server: str, *, is_covered: bool
) -> None:
    policy = Policy(freezes=(Freeze(server, kind, target, "1", "", 0.0),))
    assert (frozen_by(policy, HERE) is not None) == is_covered


@pytest.mark.parametrize("where", ["thread", "channel"])
async def test_what_is_frozen_stands_still_until_it_is_thawed(stage: Stage, session: Session, where: str) -> None:
    await session.begin()
    target = session.thread.id if where == "thread" else stage.channel.id
    await freeze(stage, "channel", target)
    jam = await session.oversee()
    assert jam.halts == {"frozen"}
    assert jam.deadline_s is None
    await thaw(stage, "channel", target)
    assert (await session.oversee()).deadline_s is not None


async def test_it_goes_on_when_nothing_freezes_it_any_more(stage: Stage, session: Session) -> None:
    await session.begin()
    await freeze(stage, "everything", "*", server=EVERYWHERE)
    await freeze(stage, "server", stage.guild.id)
    await session.oversee()
    await thaw(stage, "server", stage.guild.id)
    assert (await session.oversee()).halts == {"frozen"}
    await thaw(stage, "everything", "*", server=EVERYWHERE)
    assert (await session.oversee()).halts == frozenset()


async def test_where_nothing_was_decided_nothing_is_written(session: Session) -> None:
    await session.begin()
    before = await session.now()
    assert await session.oversee() == before


async def test_what_a_blocked_player_entered_is_taken_out(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.enter(stage.ben)
    await block(stage, stage.ben.id)
    assert of(await session.oversee(), stage.ben).state == "removed"


async def test_what_was_decided_just_now_holds_with_the_next_look(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.enter(stage.ben)
    await session.oversee()
    await stage.services.records.block(Block(str(stage.guild.id), str(stage.ben.id), "1", "", stage.clock(), None))
    assert of(await session.oversee(), stage.ben).state == "removed"


async def test_so_is_what_a_frozen_one_entered(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.enter(stage.ben)
    await freeze(stage, "user", stage.ben.id)
    assert of(await session.oversee(), stage.ben).state == "removed"


async def test_who_cools_down_keeps_what_was_entered_before(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.enter(stage.ben)
    await block(stage, stage.ben.id, by=JAMGRAM, until_s=stage.clock() + 600)
    assert of(await session.oversee(), stage.ben).state == "ready"


async def test_nobody_waits_for_the_turn_of_who_may_make_nothing(stage: Stage, session: Session) -> None:
    await session.begin(JamRules("relay", rounds=4), starts=False)
    cam = stage.guild.add_member(stage.env.create_user("cam"))
    await session.do(Join(str(cam.id)))
    jam = await session.start()
    first = jam.now.player if jam.now else None
    assert first is not None
    await block(stage, int(first))
    after = await session.oversee()
    assert after.now is not None
    assert (after.round, after.phase) == (2, "collecting")
    assert after.now.player != first


async def test_a_block_outlasts_the_data_of_who_is_blocked(stage: Stage, session: Session) -> None:
    await session.begin()
    jam, ben = await session.now(), str(stage.ben.id)
    alias = pseudonym(stage.services.settings, ben)
    policy = Policy(blocks=(Block(jam.server, alias, "1", "", 0.0),))
    assert kept_out(policy, [ben, str(stage.ana.id)], jam, stage.services) == {ben}


async def test_who_is_blocked_leads_no_jam(stage: Stage, session: Session) -> None:
    await session.begin()
    await block(stage, stage.ana.id)
    assert (await session.oversee()).host == str(stage.ben.id)
    await block(stage, stage.ben.id)
    assert (await session.oversee()).host == str(stage.ben.id)
    await session.do(Join(str(stage.mod.id)))
    assert (await session.oversee()).host == str(stage.mod.id), "there is somebody now who may"


async def test_of_several_who_could_follow_nobody_who_is_blocked_does(stage: Stage, session: Session) -> None:
    await session.begin()
    await session.do(Join(str(stage.mod.id)))
    await block(stage, stage.ben.id)
    await block(stage, stage.ana.id)
    assert (await session.oversee()).host == str(stage.mod.id)


async def test_who_is_blocked_has_no_vote(stage: Stage, session: Session) -> None:
    await session.begin()
    anas, bens = await session.enter(stage.ana), await session.enter(stage.ben, "harp solo")
    await session.paint(anas, bens)
    await session.do(CastVote(str(stage.ana.id), bens.id), CastVote(str(stage.ben.id), anas.id))
    await block(stage, stage.ben.id)
    assert [one.voter for one in (await session.oversee()).votes] == [str(stage.ana.id)]
    with pytest.raises(JamError, match=NO_VOTE):
        await require_vote(stage.services, await session.now(), str(stage.ben.id))
