"""/queue."""

import pytest

from bot.cancelling import RESTING as NOT_CANCELLED
from bot.commands.queue import NOT_FOUND, NOTHING, RESTING, told_of, whole_line
from core.lanes import Counts
from tests.bot.stage import Stage, away, sentence


async def view(stage: Stage) -> str:
    return sentence(await stage.ana.slash(stage.channel, "queue view"))


async def offered(stage: Stage, typed: str = "") -> list[str]:
    return [choice["name"] for choice in await stage.ana.autocomplete(stage.channel, "queue cancel", "riff", typed)]


async def test_whoever_waits_for_nothing_hears_so(stage: Stage) -> None:
    assert (await view(stage)).startswith(NOTHING)


async def test_ones_own_cards_are_listed_with_their_places(stage: Stage) -> None:
    await stage.riff(stage.ben, prompt="ben's")
    await stage.riff(prompt="first")
    await stage.riff(prompt="second")
    said = await view(stage)
    assert "**first** · ⏳ 2nd in line" in said
    assert "**second** · ⏳ 3rd in line" in said
    assert "ben's" not in said
    assert "3 waiting, 0 being painted, no painter awake" in said


async def test_a_card_in_the_list_leads_to_its_message(stage: Stage) -> None:
    await stage.riff()
    card = (await stage.only_card()).card
    where = f"{stage.guild.id}/{stage.channel.id}/{card.message}"
    assert f"https://discord.com/channels/{where}" in await view(stage)


async def test_a_private_card_leads_nowhere(stage: Stage) -> None:
    await stage.riff(private=True)
    assert "https://" not in await view(stage)


async def test_painting_is_shown_in_the_list(stage: Stage) -> None:
    await stage.riff()
    batch = stage.worker.take()
    stage.services.lanes.beat(batch.id, now_s=stage.clock(), done=10, total=25)
    assert "🎨 Painting ▰▰▰▰▱▱▱▱▱▱ 10/25" in await view(stage)


async def test_without_redis_the_list_says_that_the_queue_rests(stage: Stage) -> None:
    await stage.riff()
    stage.change(lanes=away())
    said = await view(stage)
    assert said.startswith(RESTING)
    assert "lo-fi beats" in said


async def test_hostile_words_in_the_list_do_nothing(stage: Stage) -> None:
    await stage.riff(prompt="@everyone **hi**")
    assert "@everyone" not in await view(stage)


async def test_one_card_is_called_off_by_its_name(stage: Stage) -> None:
    await stage.riff(prompt="first")
    await stage.riff(prompt="second")
    (first, _) = await stage.services.records.open_cards()
    result = await stage.ana.slash(stage.channel, "queue cancel", riff=first.card.id)
    assert sentence(result) == "Cancelled 1."
    await stage.deliver()
    assert "🛑 Cancelled." in stage.message(int(first.card.message or 0)).content
    assert (await stage.only_card()).requests[0].request.recipe.kind == "riff"


async def test_all_cards_are_called_off_together(stage: Stage) -> None:
    await stage.riff(prompt="first")
    await stage.riff(prompt="second")
    assert sentence(await stage.ana.slash(stage.channel, "queue cancel", riff="all")) == "Cancelled 2."
    await stage.deliver()
    assert await stage.services.records.open_cards() == []


async def test_what_is_being_painted_will_stop(stage: Stage) -> None:
    await stage.riff()
    stage.worker.take()
    said = sentence(await stage.ana.slash(stage.channel, "queue cancel", riff="all"))
    assert said == "It stops at the painter's next step."


@pytest.mark.parametrize(
    ("stopping", "told"),
    [
        ([False, False], "Cancelled 2."),
        ([True, False], "Cancelled 1. 1 stops at the painter's next step."),
        ([True, True], "2 stop at the painter's next step."),
    ],
)
def test_what_was_called_off_is_counted(stopping: list[bool], told: str) -> None:
    assert told_of(stopping) == told


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        (Counts(waiting=0, taken=0, workers=0), "-# The line is empty, no painter awake."),
        (Counts(waiting=3, taken=1, workers=1), "-# 3 waiting, 1 being painted, 1 painter awake."),
        (Counts(waiting=3, taken=2, workers=2), "-# 3 waiting, 2 being painted, 2 painters awake."),
    ],
)
def test_the_line_is_told_in_words(counts: Counts, told: str) -> None:
    assert whole_line(counts) == told


async def test_to_look_again_and_again_costs_no_forecast(stage: Stage) -> None:
    await view(stage)
    before = evaluated(stage)
    await view(stage)
    assert evaluated(stage) == before + 1, "the counts alone"


def evaluated(stage: Stage) -> int:
    return int(stage.services.redis.info("commandstats")["cmdstat_evalsha"]["calls"])


async def test_nobody_calls_off_anothers_card(stage: Stage) -> None:
    await stage.riff(stage.ben)
    await stage.riff()
    theirs = (await stage.services.records.open_cards_of(str(stage.ben.id)))[0].card.id
    assert sentence(await stage.ana.slash(stage.channel, "queue cancel", riff=theirs)) == NOT_FOUND
    assert len(await stage.services.records.open_cards()) == 2


async def test_there_is_nothing_to_call_off(stage: Stage) -> None:
    assert sentence(await stage.ana.slash(stage.channel, "queue cancel", riff="all")) == NOTHING


async def test_without_redis_nothing_is_called_off(stage: Stage) -> None:
    await stage.riff()
    stage.change(lanes=away())
    assert sentence(await stage.ana.slash(stage.channel, "queue cancel", riff="all")) == NOT_CANCELLED


async def test_ones_own_cards_are_offered_and_all_of_them(stage: Stage) -> None:
    await stage.riff(stage.ben, prompt="ben's")
    assert await offered(stage) == []
    await stage.riff(prompt="first")
    assert await offered(stage) == ["first"]
    await stage.riff(prompt="second")
    assert await offered(stage) == ["all 2", "first", "second"]
    assert await offered(stage, "SEC") == ["all 2", "second"]


async def test_a_long_prompt_is_offered_shortened(stage: Stage) -> None:
    await stage.riff(prompt="z" * 300)
    assert await offered(stage) == ["z" * 99 + "…"]
