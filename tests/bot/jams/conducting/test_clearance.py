"""Words that the gate let pass are painted, whatever a worker would say of them."""

import discord

from bot.records.oversight import NewCase
from tests.bot.jams.conducting.concert import PAINTING, Concert, concert
from tests.bot.stage import Stage

DOUBTFUL = "porn moans beat"


async def cleared(playing: Concert, words: str, *, approved: bool = False) -> bool:
    """Whether a worker is told that an entry may be made; moderators may have approved it."""
    stage = playing.stage
    entry = await playing.enter(stage.ana, words)
    if approved:
        asked = NewCase("entry", str(stage.guild.id), entry.user, entry.id, text=words)
        case = await stage.services.records.open_case(asked, stage.clock())
        assert await stage.services.records.decide(
            case.number, "approve", by=str(stage.mod.id), reason="", now_s=stage.clock()
        )
    await playing.enter(stage.ben, "a bass that walks")
    await playing.look()
    batch = await playing.take()
    assert batch is not None
    (mine, _) = batch.requests
    return mine.cleared


async def playing_on(stage: Stage, *, for_adults: bool = False) -> Concert:
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    channel.nsfw = for_adults
    playing = await concert(stage, taking=PAINTING)
    await playing.begin(stage.ben)
    return playing


async def test_words_that_nobody_minds_need_no_clearance(stage: Stage) -> None:
    assert not await cleared(await playing_on(stage, for_adults=True), "drums in the rain")


async def test_what_moderators_approved_is_cleared(stage: Stage) -> None:
    assert await cleared(await playing_on(stage), "drums in the rain", approved=True)


async def test_what_is_allowed_among_adults_alone_is_cleared_there(stage: Stage) -> None:
    assert await cleared(await playing_on(stage, for_adults=True), DOUBTFUL)


async def test_elsewhere_it_is_not(stage: Stage) -> None:
    assert not await cleared(await playing_on(stage), DOUBTFUL)
