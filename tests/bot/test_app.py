"""From a command to the clip under it, on a simulated Discord."""

from tests.bot.stage import Stage, custom_ids


async def test_words_become_a_clip_in_one_message(stage: Stage) -> None:
    message = await stage.made()
    assert [one.filename.rpartition(".")[2] for one in message.attachments] == ["png", "mp3"]
    assert stage.messages() == [message]
    assert set(custom_ids(message)) == {"Reroll", "Vary", "Export", "Delete"}
    assert "lo-fi beats" in message.content


async def test_a_card_that_a_moderator_takes_away_is_called_off(stage: Stage) -> None:
    result = await stage.riff()
    assert result.response is not None
    card = await stage.only_card()
    await stage.mod.delete(result.response.message)
    await stage.env.settle()
    assert (await stage.record(card.card.id)).card.state == "removed"
    assert stage.services.lanes.counts(now_s=stage.clock()).waiting == 0


async def test_cards_that_are_taken_away_together_are_called_off(stage: Stage) -> None:
    await stage.riff()
    await stage.riff(stage.ben)
    stage.env.backend.bulk_delete_messages(stage.channel.id, [message.id for message in stage.messages()])
    await stage.env.settle()
    assert await stage.services.records.open_cards() == []
