"""From an interaction to a card whose requests wait."""

from functools import partial

import pytest
from prometheus_client import REGISTRY

from bot.intake import take_in
from core.contract import Riff
from tests.bot.stage import Stage, away, sentence

CALLBACK = ("POST", "/interactions/*/*/callback")


async def test_a_request_becomes_a_card_that_is_known_by_its_interaction(stage: Stage) -> None:
    arrived = stage.watch()
    result = await stage.riff()
    record = await stage.only_card()
    assert result.response is not None
    assert (record.card.id, record.card.message) == (str(arrived[0].id), str(result.response.id))
    assert "Joining the line" in result.response.content


async def test_a_card_remembers_where_it_comes_from(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.riff()
    card = (await stage.only_card()).card
    assert card.origin.server == str(stage.guild.id)
    assert card.origin.channel == str(stage.channel.id)
    assert card.origin.author == str(stage.ana.id)
    assert (card.token, card.reach) == (arrived[0].token, "channel")
    assert card.created_s == stage.clock()


async def test_requests_carry_the_upload_limit_of_their_interaction(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.riff()
    (one,) = (await stage.only_card()).requests
    assert one.request.upload_limit == arrived[0].filesize_limit


async def test_how_long_discord_waited_is_measured(stage: Stage) -> None:
    counted = partial(REGISTRY.get_sample_value, "jamgram_acknowledgement_seconds_count")
    before = counted() or 0
    await stage.riff()
    assert counted() == before + 1


async def test_a_clock_that_is_behind_discords_measures_nothing_below_zero(stage: Stage) -> None:
    total = partial(REGISTRY.get_sample_value, "jamgram_acknowledgement_seconds_sum")
    stage.clock.now_s = 0.0
    before = total()
    await stage.riff()
    assert total() == before


async def test_an_acknowledgement_is_measured_from_the_interactions_creation(stage: Stage) -> None:
    total = partial(REGISTRY.get_sample_value, "jamgram_acknowledgement_seconds_sum")
    before, arrived = total() or 0.0, stage.watch()
    await stage.riff()
    waited_s = stage.clock() - arrived[0].created_at.timestamp()
    assert (total() or 0.0) - before == pytest.approx(waited_s)


async def test_its_requests_wait_in_the_lanes(stage: Stage) -> None:
    await stage.riff(variations=3)
    record = await stage.only_card()
    ids = [one.request.id for one in record.requests]
    assert ids == [f"{record.card.id}-{number}" for number in range(3)]
    assert stage.services.lanes.states(ids) == dict.fromkeys(ids, "waiting")
    assert [one.state for one in record.requests] == ["placed"] * 3


async def test_a_private_card_is_seen_by_its_author_alone(stage: Stage) -> None:
    result = await stage.riff(private=True)
    assert result.ephemeral
    assert stage.messages(stage.ben) == []
    card = (await stage.only_card()).card
    assert (card.private, card.reach) == (True, "token")


async def test_a_card_that_would_pass_a_limit_is_taken_back_and_explained(stage: Stage) -> None:
    await stage.riff(variations=4)
    first = await stage.only_card()
    result = await stage.riff()
    assert "You can have 4 requests waiting" in sentence(result)
    assert [str(message.id) for message in stage.messages()] == [first.card.message]
    assert await stage.only_card() == first


async def test_a_private_card_that_would_pass_a_limit_is_explained_too(stage: Stage) -> None:
    await stage.riff(variations=4)
    assert "You can have 4 requests waiting" in sentence(await stage.riff(private=True))


async def test_a_refused_card_that_cannot_be_taken_back_ends_with_the_reason(stage: Stage) -> None:
    await stage.riff(variations=4)
    stage.refuse("DELETE", "/webhooks/*", status=503, code=0)
    await stage.riff()
    await stage.deliver()
    assert "You can have 4 requests waiting" in stage.messages()[1].content


async def test_what_was_refused_leaves_nothing_in_the_line(stage: Stage) -> None:
    await stage.riff(variations=4)
    await stage.riff()
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 4


async def test_without_redis_the_card_rests_and_is_kept(stage: Stage) -> None:
    stage.change(lanes=away())
    result = await stage.riff()
    assert result.response is not None
    assert "The queue is resting" in result.response.content
    assert "Nothing was used up" in result.response.content
    (one,) = (await stage.only_card()).requests
    assert one.state == "unplaced"


async def test_an_interaction_that_another_process_has_is_left_to_it(stage: Stage) -> None:
    arrived = stage.watch()
    await stage.riff()
    record = await stage.only_card()
    before = len(stage.env.http_requests)
    await take_in(arrived[0], [Riff(prompt="something else", seed=1)], private=False)
    assert await stage.only_card() == record
    assert len(stage.env.http_requests) == before


async def test_an_answer_that_was_lost_on_the_way_is_found(stage: Stage) -> None:
    """discord.py asks again when the answer to its acknowledgement is lost, and hears that there is one already."""
    arrived = stage.watch()
    await stage.ana.slash(stage.channel, "about")
    await take_in(arrived[0], [Riff(prompt="lo-fi beats", seed=1)], private=False)
    original = await arrived[0].original_response()
    record = await stage.only_card()
    assert record.card.message == str(original.id)
    assert record.requests[0].state == "placed"


async def test_a_card_that_discord_would_not_show_is_posted_at_its_end(stage: Stage) -> None:
    stage.refuse(*CALLBACK, status=404, code=10062)
    await stage.riff()
    assert stage.messages() == []
    stage.worker.finish()
    await stage.deliver()
    assert "lo-fi beats" in stage.messages()[0].content


async def test_a_private_card_that_discord_would_not_show_is_dropped(stage: Stage) -> None:
    stage.refuse(*CALLBACK, status=404, code=10062)
    await stage.riff(private=True)
    assert await stage.services.records.open_cards() == []
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0
