"""What comes of others is shown in the thread of its family."""

import pytest

from tests.bot.delivery.away import gone_before
from tests.bot.family.kin import Kin, replied_to, told
from tests.bot.stage import away, custom_ids


async def test_the_first_remix_opens_a_thread_on_the_roots_message(kin: Kin) -> None:
    root = await kin.root()
    result = await kin.remix(root)
    clip = await kin.clip_of(root)
    (card,) = kin.thread_messages()
    assert (kin.thread.id, kin.thread.name) == (root.id, f"🎛 lo-fi beats · {clip.recipe.recipe_id}")
    assert card.content.startswith("**darker**")
    assert [one.id for one in kin.channel_messages()] == [root.id]
    assert told(result) == f"🎛 Here it is: https://discord.com/channels/{kin.stage.guild.id}/{root.id}/{card.id}"


async def test_it_becomes_the_clip_with_credit(kin: Kin) -> None:
    root = await kin.root()
    parent = await kin.clip_of(root)
    card = await kin.remixed(root)
    assert [one.filename[-3:] for one in card.attachments] == ["png", "mp3"]
    line = f"↳ remix of `{parent.recipe.recipe_id}` by <@{kin.stage.ana.id}> · 2nd generation"
    assert line in card.content.splitlines()


async def test_a_remix_of_a_remix_replies_to_it_and_names_both_authors(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    second = await kin.remixed(first, kin.stage.mod)
    assert replied_to(first) is None
    assert replied_to(second) == first.id
    assert f"by <@{kin.stage.ben.id}>, <@{kin.stage.ana.id}> · 3rd generation" in second.content


async def test_nobody_but_the_author_is_called(kin: Kin) -> None:
    await kin.remixed(await kin.root())
    bodies = [
        one.json or {} for one in kin.stage.env.http_requests if one.path.startswith(f"/channels/{kin.thread.id}/")
    ]
    mentions = [one["allowed_mentions"]["users"] for one in bodies if "allowed_mentions" in one]
    assert mentions == [[kin.stage.ben.id], [kin.stage.ben.id]]


async def test_the_card_is_posted_under_its_own_id(kin: Kin) -> None:
    await kin.remix(await kin.root())
    posts = [one.json or {} for one in kin.stage.env.http_requests if one.path == f"/channels/{kin.thread.id}/messages"]
    card = await kin.stage.only_card()
    assert [one["nonce"] for one in posts if "nonce" in one] == [card.card.id]


async def test_two_people_who_remix_the_same_clip_share_its_thread(kin: Kin) -> None:
    root = await kin.root()
    await kin.remix(root, kin.stage.ben)
    await kin.remix(root, kin.stage.mod, prompt="louder")
    assert [one.content.splitlines()[0] for one in kin.thread_messages()] == ["**darker**", "**louder**"]
    opened = [one for one in kin.stage.env.http_requests if one.path.endswith("/threads")]
    assert len(opened) == 1


async def test_a_private_remix_stays_with_whoever_asked(kin: Kin) -> None:
    root = await kin.root()
    result = await kin.remix(root, private=True)
    assert kin.stage.channel.threads == []
    assert "**darker**" in told(result)


async def test_what_comes_of_a_private_clip_is_private(kin: Kin) -> None:
    await kin.stage.riff(kin.stage.ana, private=True)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (listed,) = await kin.stage.services.records.find("", str(kin.stage.ana.id), str(kin.stage.guild.id))
    result = await kin.stage.ana.slash(kin.stage.channel, "remix", riff=listed.clip.id, prompt="darker")
    assert "**darker**" in told(result)
    assert kin.stage.channel.threads == []


async def test_whoever_has_no_room_is_told_and_nothing_is_posted(kin: Kin) -> None:
    root = await kin.root()
    for _ in range(4):
        await kin.stage.riff(kin.stage.ben)
    result = await kin.remix(root)
    assert "4 requests waiting" in told(result)
    assert kin.stage.channel.threads == []


async def test_while_the_queue_rests_the_card_in_the_thread_says_so(kin: Kin) -> None:
    root = await kin.root()
    kin.stage.change(lanes=away())
    await kin.remix(root)
    (card,) = kin.thread_messages()
    assert "The queue is resting" in card.content


@pytest.mark.parametrize("move", ["ancestors", "note_message", "note_thread"])
async def test_records_that_go_away_once_it_is_recorded_take_nothing_back(kin: Kin, move: str) -> None:
    """It is painted whatever is said, so that nothing was used up would not be true."""
    root = await kin.root()
    records = kin.stage.services.records
    kin.stage.change(records=gone_before(records, move, times=1))
    assert told(await kin.remix(root)).startswith("🎛")
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (card,) = kin.thread_messages()
    assert len(card.attachments) == 2
    assert "↳ remix of" in card.content


async def test_a_command_in_another_channel_leads_to_the_thread(kin: Kin) -> None:
    root = await kin.root()
    other = kin.stage.guild.create_text_channel("elsewhere")
    result = await kin.remix(root, at=other)
    assert str(root.id) in told(result)
    assert len(kin.thread_messages()) == 1
    assert other.history() == []


async def test_a_card_in_a_thread_can_be_cancelled_where_it_is(kin: Kin) -> None:
    await kin.remix(await kin.root())
    (card,) = kin.thread_messages()
    assert "Cancel" in custom_ids(card)
    await kin.stage.press("Cancel", card, kin.stage.ben)
    await kin.stage.deliver()
    assert "Cancelled" in kin.thread_messages()[0].content
