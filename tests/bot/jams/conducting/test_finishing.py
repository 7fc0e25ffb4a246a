"""The track: made of what is there, and again if something of it goes."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.freezing import freeze
from bot.freezing.keeping import Keeper
from bot.jams.conducting.cards import card_of_video, track_card
from bot.jams.conducting.finishing import TRIES
from bot.jams.conducting.stepping import Step
from bot.jams.machine.acts import End, RemoveEntry
from bot.records.jam import FINALE, VIDEO, Jam
from bot.records.oversight import Block, Freeze
from core.contract import Export, Join
from core.lanes import Lanes
from core.lanes.values import Limits
from core.lease import Lease
from tests.bot.delivery.away import NOWHERE
from tests.bot.jams.conducting.concert import PAINTING, Concert, concert
from tests.bot.jams.showing.scenes import shown
from tests.bot.stage import SORRY, Stage


async def finale(stage: Stage, *, sections: int = 2, taking: Sequence[Step] | None = PAINTING) -> Concert:
    """A relay that has come to its finale, of which no track is asked for yet."""
    playing = await concert(stage, "relay", rounds=8, taking=taking)
    jam = await playing.begin(stage.ben)
    for _ in range(sections):
        assert jam.now is not None
        await playing.enter(jam.now.player or "", f"section {jam.round}")
        await playing.painted()
        jam = await playing.until("collecting")
    jam = await playing.do(End(jam.host))
    assert jam.phase == "finale"
    return playing


async def sources(playing: Concert) -> list[int]:
    """How many sections each track that was begun joins."""
    records = await playing.stage.services.records.jam_cards(playing.id)
    recipes = [one.requests[0].request.recipe for one in records]
    return [len(one.sources) for one in recipes if isinstance(one, Join)]


async def lost(stage: Stage, jam: Jam) -> None:
    """Lose the bytes of its first section."""
    clip = await stage.services.records.clip(jam.sections[0].clip or "")
    assert clip is not None
    assert clip.png is not None
    stage.services.artefacts.delete(clip.png)


async def test_the_track_is_its_hosts_and_comes_of_the_last_section(stage: Stage) -> None:
    playing = await finale(stage)
    jam = await playing.painted()
    record = await stage.record(track_card(jam))
    assert record.card.origin.author == jam.host
    assert record.requests[0].ancestry.parent == jam.sections[-1].clip
    assert jam.track == f"{jam.id}-track-0"


async def test_a_film_is_made_of_it_and_shown_with_it(stage: Stage) -> None:
    playing = await finale(stage, sections=1, taking=None)
    jam = await playing.painted()
    jam = await playing.look()
    record = await stage.record(card_of_video(jam) or "")
    assert isinstance(record.requests[0].request.recipe, Export)
    await playing.paint()
    jam = await playing.look()
    assert {FINALE, VIDEO} <= jam.posts.keys()
    assert jam.phase == "archived"


async def test_a_film_that_fails_leaves_the_track(stage: Stage) -> None:
    playing = await finale(stage, taking=None)
    await playing.painted()
    jam = await playing.look()
    await playing.paint({f"{card_of_video(jam)}-0": SORRY})
    jam = await playing.look()
    assert (jam.phase, jam.track) == ("archived", f"{jam.id}-track-0")


async def test_a_section_whose_bytes_are_gone_is_left_out_when_joining_failed(stage: Stage) -> None:
    playing = await finale(stage)
    await lost(stage, await playing.jam())
    jam = await playing.painted({track_card(await playing.jam()) + "-0": SORRY})
    jam = await playing.painted()
    assert jam.track == f"{jam.id}-track2-0"
    assert await sources(playing) == [2, 1]


async def test_a_section_that_was_reported_is_not_in_it(stage: Stage) -> None:
    playing = await finale(stage)
    (first, _) = (await playing.jam()).sections
    await stage.services.records.hide_clip(first.clip or "", stage.clock())
    await playing.painted()
    assert await sources(playing) == [1]


async def test_a_section_that_moderators_take_out_is_not_in_it_however_far_it_is(stage: Stage) -> None:
    playing = await finale(stage, sections=3)
    jam = await playing.look()
    await playing.do(RemoveEntry(str(stage.mod.id), jam.sections[0].id, as_moderator=True))
    jam = await playing.painted()
    assert jam.track == f"{jam.id}-track2-0"
    await playing.do(RemoveEntry(str(stage.mod.id), jam.sections[0].id, as_moderator=True))
    jam = await playing.painted()
    assert jam.track == f"{jam.id}-track3-0"
    assert await sources(playing) == [3, 2, 1]


async def test_a_track_that_is_shown_already_gives_way_to_one_without(stage: Stage) -> None:
    playing = await finale(stage, taking=None)
    await playing.painted()
    jam = await playing.look()
    before = await shown(playing, FINALE)
    await playing.do(RemoveEntry(str(stage.mod.id), jam.sections[1].id, as_moderator=True))
    await playing.painted()
    jam = await playing.look()
    after = await shown(playing, FINALE)
    assert jam.track == f"{jam.id}-track2-0"
    assert ("section 2" in before.content, "section 2" in after.content) == (True, False)
    assert {one.id for one in after.attachments}.isdisjoint(one.id for one in before.attachments)
    old = await stage.services.records.clip(f"{jam.id}-track-0")
    assert old is not None
    assert old.deleted_s is not None


async def test_where_it_cant_be_joined_the_jam_ends_without_a_track(stage: Stage) -> None:
    playing = await finale(stage, sections=1)
    for number in range(1, TRIES + 1):
        await playing.look()
        await playing.paint({f"{track_card(await playing.jam(), number)}-0": SORRY})
    jam = await playing.look()
    assert (jam.phase, jam.track) == ("archived", None)


async def test_where_no_section_is_left_the_jam_ends_without_a_track(stage: Stage) -> None:
    playing = await finale(stage, sections=1)
    (only,) = (await playing.jam()).sections
    await stage.services.records.hide_clip(only.clip or "", stage.clock())
    assert (await playing.look()).phase == "archived"
    assert await playing.cards() == [only.id]


async def test_without_redis_or_room_the_track_waits(stage: Stage) -> None:
    playing = await finale(stage)
    playing.change(lanes=Lanes(NOWHERE))
    await playing.look()
    playing.change(lanes=Lanes(stage.services.redis, limits=replace(Limits(), jam_waiting=0)))
    assert "room-track" in (await playing.look()).posts
    playing.change(lanes=Lanes(stage.services.redis))
    playing.follow(holder="bot-2")
    assert (await playing.painted()).track is not None


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_host_who_is_blocked_takes_the_track_from_nobody(stage: Stage, when: str) -> None:
    playing = await finale(stage)
    if when == "after":
        await playing.look()
    block = Block(str(stage.guild.id), str(stage.ana.id), str(stage.mod.id), "spam", stage.clock(), None)
    await stage.services.records.block(block)
    await Keeper(stage.services, Lease(stage.services.redis, "freezing", holder="bot-1", ttl_s=5)).look()
    stage.clock.move(1)
    jam = await playing.painted()
    assert jam.track is not None
    record = await stage.record(jam.track.removesuffix("-0"))
    assert record.card.origin.author == str(stage.ben.id)


async def test_a_host_who_is_frozen_takes_it_from_nobody_either(stage: Stage) -> None:
    playing = await finale(stage)
    await playing.look()
    frozen = Freeze(str(stage.guild.id), "user", str(stage.ana.id), str(stage.mod.id), "look", stage.clock())
    await freeze(stage.services, frozen)
    stage.clock.move(1)
    jam = await playing.painted()
    assert jam.track == f"{jam.id}-track2-0"
    record = await stage.record(track_card(jam, 2))
    assert record.card.origin.author == str(stage.ben.id)
