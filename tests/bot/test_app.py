"""From a command to the clip under it, on a simulated Discord."""

from tests.bot.stage import Stage, custom_ids


async def test_words_become_a_clip_in_one_message(stage: Stage) -> None:
    message = await stage.made()
    assert [one.filename.rpartition(".")[2] for one in message.attachments] == ["png", "mp3"]
    assert stage.messages() == [message]
    assert set(custom_ids(message)) == {"Reroll", "Vary", "Export", "Delete"}
    assert "lo-fi beats" in message.content
