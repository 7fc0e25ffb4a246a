"""Whole jams, from the lobby to the end, under a clock that is moved."""

from bot.records.jam import FINALE
from tests.bot.jams.conducting.concert import concert
from tests.bot.stage import Stage


async def test_a_battle_goes_from_the_lobby_to_its_end(stage: Stage) -> None:
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
    await playing.painted()
    await playing.painted()
    jam = await playing.until("archived")
    assert len(jam.sections) == 2
    assert jam.track is not None
    assert FINALE in jam.posts
