"""Whole jams, from the lobby to the end, under a clock that is moved."""

from bot.records.jam import CLOSED, FINALE, VIDEO, Jam
from core.contract import Join
from tests.bot.jams.conducting.concert import Concert, concert
from tests.bot.stage import Stage


async def ended(playing: Concert) -> Jam:
    """Let the track and its film be made, and all of it be shown."""
    await playing.until("finale")
    await playing.painted()
    await playing.painted()
    await playing.until("archived")
    return await playing.later(15)


async def track_of(playing: Concert, jam: Jam) -> Join:
    clip = await playing.stage.services.records.clip(jam.track or "")
    assert clip is not None
    assert isinstance(clip.recipe, Join)
    return clip.recipe


async def test_a_battle_is_voted_for_and_joined(stage: Stage) -> None:
    playing = await concert(stage, rounds=2)
    await playing.begin(stage.ben)
    for _ in range(2):
        first = await playing.enter(stage.ana, "drums in the rain")
        await playing.enter(stage.ben, "a bass that walks")
        assert (await playing.painted()).phase == "voting"
        await playing.vote(stage.ben, first)
        jam = await playing.until("reveal")
        assert jam.now is not None
        assert jam.now.winner == first.id
        await playing.until("collecting", "finale")
    jam = await ended(playing)
    assert {"vote-1", "reveal-1", "vote-2", "reveal-2", FINALE, VIDEO, CLOSED} <= jam.posts.keys()
    assert (await track_of(playing, jam)).chapters == ("ana: drums in the rain",) * 2
    assert await playing.look() == jam


async def test_a_relay_goes_round_and_each_goes_on_from_the_one_before(stage: Stage) -> None:
    playing = await concert(stage, "relay", rounds=4)
    jam = await playing.begin(stage.ben, stage.mod)
    heard: list[str] = []
    while jam.phase == "collecting":
        assert jam.now is not None
        assert jam.now.player is not None
        heard.append(jam.now.player)
        await playing.enter(jam.now.player, f"section {jam.round}")
        assert (await playing.painted()).phase == "reveal"
        jam = await playing.until("collecting", "finale")
    assert len(set(heard[:3])) == 3
    jam = await ended(playing)
    assert len((await track_of(playing, jam)).sources) == len(jam.sections) == 4
    parents = [(await stage.record(one.id)).requests[0].ancestry.parent for one in jam.sections]
    assert parents == [None, *(one.clip for one in jam.sections[:-1])]


async def test_layers_add_one_part_a_round(stage: Stage) -> None:
    playing = await concert(stage, "layers", rounds=4)
    jam = await playing.begin(stage.ben)
    parts: list[str | None] = []
    while jam.phase == "collecting":
        assert jam.now is not None
        parts.append(jam.now.part)
        await playing.enter(stage.ana, f"{jam.now.part} in the rain")
        await playing.enter(stage.ben, f"{jam.now.part} that walk")
        await playing.painted()
        jam = await playing.until("collecting", "finale")
    assert parts == ["drums", "bass", "chords", "lead"]
    jam = await ended(playing)
    assert len((await track_of(playing, jam)).sources) == 4
