"""A word to those whose entry could not be painted."""

from tests.bot.jams.conducting.concert import Concert, concert
from tests.bot.jams.showing.scenes import shown, thread_messages
from tests.bot.stage import SORRY, Stage


async def failed(stage: Stage) -> Concert:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    first = await playing.enter(stage.ana, "drums")
    await playing.enter(stage.ben, "bass")
    await playing.painted({f"{first.id}-0": SORRY})
    await playing.look()
    return playing


async def test_its_author_is_told_why(stage: Stage) -> None:
    message = await shown(await failed(stage), "failed-1-1")
    first, second = message.content.split("\n")
    assert first.startswith(f"⚠️ **Round 1** · <@{stage.ana.id}>, your entry")
    assert "ran out of memory" in second
    assert second.endswith(f"`{SORRY.error_id}`")


async def test_they_are_told_once(stage: Stage) -> None:
    playing = await failed(stage)
    await playing.look(2)
    said = [one for one in stage.env.http_requests if one.method == "POST" and "⚠️" in str(one.json)]
    assert len(said) == 1
    assert isinstance(said[0].json, dict)
    assert said[0].json["allowed_mentions"]["users"] == [stage.ana.id]


async def test_that_nothing_could_be_painted_is_told_before_the_next_round_is(stage: Stage) -> None:
    playing = await concert(stage)
    await playing.begin(stage.ben)
    await playing.look()
    entries = [await playing.enter(one, "rain") for one in (stage.ana, stage.ben)]
    await playing.painted({f"{one.id}-0": SORRY for one in entries})
    await playing.look()
    said = [one.content[:1] for one in thread_messages(stage) if one.content.startswith(("⚠", "🎤"))]
    assert said == ["🎤", "⚠", "⚠", "🎤"]
