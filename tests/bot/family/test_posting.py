"""Where a card goes when Discord does not take it into the thread of its family."""

import asyncio
from dataclasses import replace

from bot.children import Wish, remix_of
from bot.family.posting import post, take_in_posted
from bot.family.spots import spot_of
from bot.family.threads import close
from bot.judging.deciding import Allowed
from bot.records.values import Ancestry
from core.request import Origin
from tests.bot.family.kin import ARCHIVED, LOCKED, Kin, replied_to, told
from tests.bot.samples import card as sample


async def shown_in_channel(kin: Kin, root_id: int) -> None:
    """The card stands in the channel as a reply to the root, once, and becomes the clip there."""
    *_, card = kin.channel_messages()
    assert card.content.startswith("**darker**")
    assert replied_to(card) == root_id
    kin.stage.worker.finish()
    await kin.stage.deliver()
    *_, card = kin.channel_messages()
    assert len(card.attachments) == 2


async def test_a_thread_that_somebody_else_opened_is_used(kin: Kin) -> None:
    root = await kin.root()
    backend = kin.stage.env.backend
    backend.create_thread(kin.stage.channel.id, "opened by another process", kin.stage.mod.id, message_id=root.id)
    kin.refuse_threads(code=160004)
    await kin.remix(root)
    assert kin.thread_messages()[-1].content.startswith("**darker**")


async def test_where_no_thread_can_be_opened_the_channel_has_the_card(kin: Kin) -> None:
    for status, code in [(400, 160006), (403, 50013), (403, 50001), (404, 10008), (400, 50024)]:
        root = await kin.root()
        kin.stage.refuse("POST", "/channels/*/threads", status=status, code=code)
        result = await kin.remix(root)
        await shown_in_channel(kin, root.id)
        assert f"/{kin.stage.channel.id}/" in told(result)
    assert kin.stage.channel.threads == []


async def test_a_thread_that_could_not_be_opened_is_tried_again_by_the_next(kin: Kin) -> None:
    root = await kin.root()
    kin.stage.refuse("POST", "/channels/*/threads", status=400, code=160006)
    await kin.remix(root)
    await kin.remix(root, prompt="louder")
    assert [one.content.splitlines()[0] for one in kin.thread_messages()] == ["**louder**"]


async def test_without_the_permission_for_threads_the_channel_has_the_card(kin: Kin) -> None:
    root = await kin.root()
    kin.forbid(create_public_threads=False)
    await kin.remix(root)
    assert kin.stage.channel.threads == []
    await shown_in_channel(kin, root.id)


async def test_a_closed_thread_sends_its_cards_to_the_channel(kin: Kin) -> None:
    for status, code in [(403, LOCKED), (400, ARCHIVED), (404, 10003), (403, 50001), (403, 50013)]:
        root = await kin.root()
        kin.refuse_posts(root.id, status=status, code=code)
        await kin.remix(root)
        await shown_in_channel(kin, root.id)


async def test_a_closed_thread_is_not_tried_again(kin: Kin) -> None:
    root = await kin.root()
    kin.refuse_posts(root.id, code=LOCKED)
    await kin.remix(root)
    await kin.remix(root, prompt="louder")
    assert kin.thread_messages() == []
    first, second = kin.channel_messages()[1:]
    assert (replied_to(first), replied_to(second)) == (root.id, root.id)


async def test_who_comes_of_a_card_in_the_channel_replies_to_it_there(kin: Kin) -> None:
    root = await kin.root()
    kin.refuse_posts(root.id, code=LOCKED)
    await kin.remix(root)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    child = kin.channel_messages()[1]
    await kin.remix(child, kin.stage.mod, prompt="louder")
    assert replied_to(kin.channel_messages()[2]) == child.id


async def test_a_deleted_parent_leaves_a_plain_card(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    clip = await kin.clip_of(first)
    kin.stage.env.backend.messages[kin.thread.id].pop(first.id)
    await kin.stage.mod.slash(kin.stage.channel, "remix", riff=clip.id, prompt="louder")
    (card,) = kin.thread_messages()
    assert card.content.startswith("**louder**")


async def test_where_replies_are_forbidden_the_card_is_plain(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    kin.refuse_posts(kin.thread, status=400, code=160002)
    await kin.remix(first, kin.stage.mod, prompt="louder")
    assert replied_to(kin.thread_messages()[-1]) is None


async def test_when_nobody_knows_whether_it_is_posted_its_end_is_there_once(kin: Kin) -> None:
    root = await kin.root()
    kin.refuse_posts(root.id, status=503, code=0, times=10)
    await kin.remix(root)
    kin.stage.env.backend.faults.clear()
    kin.stage.worker.finish()
    await kin.stage.deliver()
    (card,) = kin.thread_messages()
    assert len(card.attachments) == 2


async def test_a_channel_that_takes_no_card_either_leaves_it_to_its_end(kin: Kin) -> None:
    root = await kin.root()
    kin.refuse_threads(code=160006)
    kin.refuse_posts(kin.stage.channel, code=50013, times=None)
    await kin.remix(root)
    kin.stage.worker.finish()
    await kin.stage.deliver()
    direct = kin.stage.ben.user.dm_channel.history()
    assert [len(one.attachments) for one in direct] == [2]


async def test_what_ended_while_its_acknowledgement_hung_is_not_posted_beside_its_end(kin: Kin) -> None:
    root = await kin.root()
    await kin.remix(root)
    (known,) = await kin.stage.services.records.open_cards()
    kin.stage.worker.finish()
    await kin.stage.deliver()
    before_it_was_posted = replace(known, card=replace(known.card, message=None))
    posted = await post(kin.stage.services, kin.stage.bot, before_it_was_posted, opening=None)
    assert posted.card.state == "ended"
    assert [len(one.attachments) for one in kin.thread_messages()] == [2]


async def test_a_closed_thread_in_which_somebody_asks_is_open_again(kin: Kin) -> None:
    first = await kin.remixed(await kin.root())
    await close(kin.stage.services, str(kin.thread.id))
    await kin.remix(first, kin.stage.mod, prompt="elsewhere")
    await kin.remix(first, kin.stage.mod, prompt="louder", at=kin.thread)
    assert [one.content.splitlines()[0] for one in kin.thread_messages()] == ["**darker**", "**louder**"]
    assert kin.channel_messages()[-1].content.startswith("**elsewhere**")


async def test_cards_that_are_posted_at_once_share_the_thread_and_each_is_posted_once(kin: Kin) -> None:
    root = await kin.root()
    clip, services = await kin.clip_of(root), kin.stage.services
    origin = Origin(server=str(kin.stage.guild.id), channel=str(kin.stage.channel.id), author=str(kin.stage.ben.id))
    spot = await spot_of(services, kin.stage.bot, clip, origin=origin, asker=None)
    assert spot is not None

    async def take_in(number: int) -> bool:
        card = replace(sample(), id=str(root.id + number), origin=origin, created_s=kin.stage.clock())
        recipe = remix_of(clip, Wish(f"darker {number}"), model="mini")
        ancestry = Ancestry("remix", clip.id)
        allowed, card = Allowed((recipe,)), spot.takes(card)
        placed = take_in_posted(services, kin.stage.bot, card, allowed, ancestry, opening=spot.opening)
        return await placed is not None

    assert sorted(await asyncio.gather(take_in(1), take_in(2), take_in(1))) == [False, True, True]
    assert {one.content.splitlines()[0] for one in kin.thread_messages()} == {"**darker 1**", "**darker 2**"}
    assert len(kin.thread_messages()) == 2
