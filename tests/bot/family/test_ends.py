"""The end of a card in a thread is seen once, whatever became of the thread and of the bot."""

from dataclasses import replace

import discord
import pytest

from bot.children import Wish, remix_of
from bot.family.spots import spot_of
from bot.intake import asking_for
from bot.placing import place
from bot.records import DatabaseDownError
from bot.records.values import Ancestry, Card, CardRecord
from core.request import Origin
from tests.bot.delivery.away import gone_before
from tests.bot.family.kin import ARCHIVED, LOCKED, Kin, replied_to


async def begun(kin: Kin) -> discord.Message:
    """Let ben remix ana's clip; it is painted and not yet shown."""
    root = await kin.root()
    await kin.remix(root)
    kin.stage.worker.finish()
    return root


async def recorded(kin: Kin, root: discord.Message) -> CardRecord:
    """Let a bot be killed as soon as a remix is recorded, and another place it."""
    services = kin.stage.services
    clip = await kin.clip_of(root)
    origin = Origin(server=str(kin.stage.guild.id), channel=str(kin.stage.channel.id), author=str(kin.stage.ben.id))
    card = Card(
        id=str(root.id + 1), origin=origin, reach="channel", private=False,
        upload_limit=10 * 2**20, created_s=kin.stage.clock(),
    )  # fmt: skip
    spot = await spot_of(services, kin.stage.bot, clip, origin=origin, asker=None)
    assert spot is not None
    ancestry = Ancestry("remix", clip.id)
    recipe = remix_of(clip, Wish("darker"), model="mini")
    record = asking_for(spot.takes(card), [recipe], ancestry=ancestry)
    assert await services.records.open_card(
        record.card, [one.request for one in record.requests], ancestries=[ancestry]
    )
    await place(services, record)
    return record


def at_home(kin: Kin) -> list[discord.Message]:
    """What came of ana's clip and stands in the channel."""
    return kin.channel_messages()[1:]


def refuse_edits(kin: Kin, *, status: int, code: int) -> None:
    kin.stage.refuse("PATCH", f"/channels/{kin.thread.id}/messages/*", status=status, code=code, times=None)


async def test_a_deleted_thread_sends_the_end_to_the_channel(kin: Kin) -> None:
    root = await begun(kin)
    kin.stage.env.backend.delete_channel(root.id)
    await kin.stage.deliver()
    (card,) = at_home(kin)
    assert [len(card.attachments), replied_to(card)] == [2, root.id]
    assert "↳ remix of" in card.content


async def test_a_locked_thread_sends_the_end_to_the_channel(kin: Kin) -> None:
    root = await begun(kin)
    refuse_edits(kin, status=403, code=LOCKED)
    await kin.stage.deliver()
    (card,) = at_home(kin)
    assert [len(card.attachments), replied_to(card)] == [2, root.id]


async def test_an_archived_thread_is_opened_by_a_new_message(kin: Kin) -> None:
    await begun(kin)
    refuse_edits(kin, status=400, code=ARCHIVED)
    await kin.stage.deliver()
    first, second = kin.thread_messages()
    assert [len(second.attachments), replied_to(second)] == [2, first.id]
    assert at_home(kin) == []


async def test_an_archived_and_locked_thread_sends_the_end_to_the_channel(kin: Kin) -> None:
    await begun(kin)
    refuse_edits(kin, status=400, code=ARCHIVED)
    kin.refuse_posts(kin.thread, status=400, code=ARCHIVED)
    await kin.stage.deliver()
    (card,) = at_home(kin)
    assert len(card.attachments) == 2


async def test_where_only_files_are_forbidden_the_text_stays_in_the_thread(kin: Kin) -> None:
    await begun(kin)
    kin.stage.refuse("PATCH", f"/channels/{kin.thread.id}/messages/*", status=403, code=50013)
    await kin.stage.deliver()
    (card,) = kin.thread_messages()
    assert "I need the permission" in card.content
    assert at_home(kin) == []


async def test_where_the_channel_is_closed_too_the_author_gets_a_direct_message(kin: Kin) -> None:
    await begun(kin)
    refuse_edits(kin, status=403, code=LOCKED)
    kin.refuse_posts(kin.stage.channel, code=50013, times=None)
    await kin.stage.deliver()
    (card,) = kin.stage.ben.user.dm_channel.history()
    assert len(card.attachments) == 2


async def test_what_comes_next_is_not_tried_in_the_closed_thread(kin: Kin) -> None:
    root = await begun(kin)
    refuse_edits(kin, status=403, code=LOCKED)
    await kin.stage.deliver()
    (first,) = at_home(kin)
    await kin.remix(first, kin.stage.mod)
    await kin.remix(root, prompt="louder")
    _, second, third = at_home(kin)
    assert (replied_to(second), replied_to(third)) == (first.id, root.id)


async def test_a_card_that_moved_is_known_where_it_is(kin: Kin) -> None:
    await begun(kin)
    refuse_edits(kin, status=403, code=LOCKED)
    await kin.stage.deliver()
    (shown,) = at_home(kin)
    record = await kin.card(shown)
    assert (record.card.origin.channel, record.card.home) == (str(kin.stage.channel.id), None)
    await kin.stage.press("Delete", shown, kin.stage.ben)
    assert "Removed" in kin.stage.messages()[-1].content


@pytest.mark.parametrize("move", ["close_thread", "move_card", "delivered"])
async def test_a_bot_that_dies_on_the_way_home_posts_once(kin: Kin, move: str) -> None:
    await begun(kin)
    refuse_edits(kin, status=403, code=LOCKED)
    services = kin.stage.services
    kin.stage.services = replace(services, records=gone_before(services.records, move, times=1))
    with pytest.raises(DatabaseDownError):
        await kin.stage.deliver()
    kin.stage.services = services
    kin.stage.clock.move(31)
    await kin.stage.deliver()
    (card,) = at_home(kin)
    assert len(card.attachments) == 2


async def test_a_bot_that_dies_before_the_thread_is_open_leaves_the_end_to_the_channel(kin: Kin) -> None:
    root = await kin.root()
    await recorded(kin, root)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (card,) = at_home(kin)
    assert [len(card.attachments), replied_to(card)] == [2, root.id]


async def test_a_bot_that_dies_before_the_card_is_posted_leaves_it_to_the_end(kin: Kin) -> None:
    root = await kin.root()
    await kin.remix(root, prompt="louder")
    await recorded(kin, root)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    assert [len(one.attachments) for one in kin.thread_messages()] == [2, 2]
    assert at_home(kin) == []


async def test_a_bot_that_dies_before_the_message_is_noted_finds_it(kin: Kin) -> None:
    root = await kin.root()
    kin.stage.change(records=gone_before(kin.stage.services.records, "note_message", times=1))
    await kin.remix(root)
    kin.stage.change(records=kin.stage.services.records)
    record = await kin.stage.only_card()
    assert record.card.message is None
    await place(kin.stage.services, record)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (card,) = kin.thread_messages()
    assert len(card.attachments) == 2


async def test_an_end_replies_to_the_parent_though_its_card_was_never_posted(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    record = await recorded(kin, first)
    assert record.card.reply_to == str(first.id)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    assert replied_to(kin.thread_messages()[-1]) == first.id


async def test_an_end_whose_parent_is_gone_is_plain(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    await recorded(kin, first)
    kin.stage.env.backend.messages[kin.thread.id].pop(first.id)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (card,) = kin.thread_messages()
    assert len(card.attachments) == 2
