"""Cards that somebody waits for, kept true."""

import asyncio
from dataclasses import replace

import discord

from bot.card import CardView
from bot.card.working import QUIET, RESTING
from bot.delivery.editing import Editor, Showing
from bot.delivery.pace import CHANNEL_EVERY_S, MESSAGE_EVERY_S, Paces
from bot.delivery.progress import EDITED_FOR_S, FAREWELL, FAREWELL_S, Edit, Shown
from bot.delivery.refreshing import AT_A_STRETCH, NEW_S, Refresher
from bot.records.oversight import EVERYWHERE, Freeze
from bot.records.values import Card
from bot.services import Services
from core.lanes import Lanes
from core.lease import Lease
from tests.bot.choices.choosing import choose
from tests.bot.delivery.away import NOWHERE
from tests.bot.delivery.scene import SORRY, Scene, custom_ids, names, png, record_of
from tests.waiting import eventually

LEASE = "{jamgram}:lease:refreshing"


def refresher(scene: Scene, *, services: Services | None = None, editor: Editor | None = None) -> Refresher:
    lease = Lease(scene.services.redis, LEASE, holder="bot-1", ttl_s=10)
    services = services or scene.services
    return Refresher(services, editor or scene.editor, lease, turns=scene.turns, paces=Paces())


async def look(refreshing: Refresher) -> None:
    await refreshing.look()
    await refreshing.settle()


async def painting(scene: Scene, *, how_many: int = 1, preview: str | None = None) -> tuple[Card, str]:
    """A card that a worker has begun with, 5 steps of 25."""
    card = await scene.ask(how_many=how_many)
    await scene.enqueue(card)
    batch = scene.services.lanes.take("worker", most=8, now_s=scene.clock())
    assert batch is not None
    scene.services.lanes.beat(batch.id, now_s=scene.clock(), done=5, total=25, preview=preview)
    return card, batch.id


async def test_a_card_shows_its_place(scene: Scene) -> None:
    card = await scene.ask()
    await scene.enqueue(card)
    await look(refresher(scene))
    assert "1st" in scene.messages()[0].content


async def test_a_card_shows_how_far_it_is_painted(scene: Scene) -> None:
    await painting(scene)
    await look(refresher(scene))
    assert "5/25" in scene.messages()[0].content
    assert custom_ids(scene.messages()[0])[0].startswith("rf1:cancel:")


async def test_a_card_of_whoever_wants_no_progress_stands_still(scene: Scene) -> None:
    await choose(scene.services.records, "user", scene.author.id, progress="off")
    _, batch = await painting(scene)
    refreshing = refresher(scene)
    await look(refreshing)
    assert QUIET in scene.messages()[0].content
    scene.clock.move(MESSAGE_EVERY_S)
    scene.services.lanes.beat(batch, now_s=scene.clock(), done=9, total=25)
    await look(refreshing)
    assert len(scene.edits()) == 1


async def test_even_so_it_says_that_the_queue_rests(scene: Scene) -> None:
    await choose(scene.services.records, "user", scene.author.id, progress="off")
    await scene.ask()
    scene.clock.move(NEW_S)
    refreshing = refresher(scene, services=replace(scene.services, lanes=Lanes(NOWHERE)))
    await look(refreshing)
    assert RESTING in scene.messages()[0].content


async def test_a_card_that_shows_the_truth_is_not_edited(scene: Scene) -> None:
    await painting(scene)
    refreshing = refresher(scene)
    await look(refreshing)
    scene.clock.move(MESSAGE_EVERY_S)
    await look(refreshing)
    assert len(scene.edits()) == 1


async def test_a_card_that_was_just_received_is_not_edited_for_nothing(scene: Scene) -> None:
    await scene.ask()
    await look(refresher(scene))
    assert scene.edits() == []


async def test_an_older_card_is_brought_up_to_date_after_a_restart(scene: Scene) -> None:
    await scene.ask()
    scene.clock.move(NEW_S + 1)
    await look(refresher(scene))
    assert len(scene.edits()) == 1


async def test_a_message_is_edited_every_3_seconds_at_most(scene: Scene) -> None:
    _, batch = await painting(scene)
    refreshing = refresher(scene)
    for second in range(10):
        scene.services.lanes.beat(batch, now_s=scene.clock(), done=6 + second, total=25)
        await look(refreshing)
        scene.clock.move(1)
    assert len(scene.edits()) == 4


async def test_the_cards_of_a_busy_channel_take_turns(scene: Scene) -> None:
    cards = [await scene.ask() for _ in range(4)]
    scene.clock.move(NEW_S + 1)
    refreshing = refresher(scene)
    for _ in range(4):
        await look(refreshing)
        scene.clock.move(CHANNEL_EVERY_S)
    edited = {entry.path.rsplit("/", 1)[1] for entry in scene.env.http_requests if entry.method == "PATCH"}
    assert edited == {card.message for card in cards}


async def test_after_50_minutes_progress_is_not_shown_any_more(scene: Scene) -> None:
    await painting(scene)
    scene.clock.move(EDITED_FOR_S)
    await look(refresher(scene))
    assert scene.edits() == []


async def test_only_the_holder_of_the_lease_edits(scene: Scene) -> None:
    await painting(scene)
    Lease(scene.services.redis, LEASE, holder="bot-2", ttl_s=10).hold()
    await look(refresher(scene))
    assert scene.edits() == []


async def test_a_preview_is_attached_and_stays(scene: Scene) -> None:
    _, batch = await painting(scene, preview=scene.services.artefacts.put(png()))
    refreshing = refresher(scene)
    await look(refreshing)
    assert names(scene.messages()[0]) == ["png"]
    scene.clock.move(MESSAGE_EVERY_S)
    scene.services.lanes.beat(batch, now_s=scene.clock(), done=9, total=25, preview=scene.services.artefacts.put(png()))
    await look(refreshing)
    assert "9/25" in scene.messages()[0].content
    assert names(scene.messages()[0]) == ["png"]


async def test_a_preview_that_is_gone_does_no_harm(scene: Scene) -> None:
    await painting(scene, preview="0" * 64)
    await look(refresher(scene))
    assert "5/25" in scene.messages()[0].content


async def test_a_card_that_was_called_off_says_so_until_it_is_true(scene: Scene) -> None:
    card, _ = await painting(scene)
    scene.services.lanes.cancel(f"{card.id}-0")
    await look(refresher(scene))
    assert "Cancelling" in scene.messages()[0].content


async def test_a_card_of_which_something_is_still_painted_is_not_being_cancelled(scene: Scene) -> None:
    card, _ = await painting(scene, how_many=2)
    scene.services.lanes.cancel(f"{card.id}-0")
    await look(refresher(scene))
    assert "Cancelling" not in scene.messages()[0].content


async def test_while_the_queue_is_away_cards_say_so(scene: Scene) -> None:
    await scene.ask()
    away = replace(scene.services, lanes=Lanes(NOWHERE))
    await look(refresher(scene, services=away))
    assert "The queue is resting" in scene.messages()[0].content


async def test_when_it_is_back_they_say_that_too(scene: Scene) -> None:
    card = await scene.ask()
    await scene.enqueue(card)
    away = replace(scene.services, lanes=Lanes(NOWHERE))
    refreshing = refresher(scene, services=away)
    await look(refreshing)
    refreshing._services = scene.services
    scene.clock.move(MESSAGE_EVERY_S)
    await look(refreshing)
    assert "1st" in scene.messages()[0].content


async def test_a_private_card_is_edited_by_its_token(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    await scene.enqueue(card)
    await look(refresher(scene))
    assert "1st" in scene.message_of(card).content


async def test_before_the_token_dies_the_card_says_how_it_goes_on(scene: Scene) -> None:
    card = await scene.ask(reach="token", private=True)
    await scene.enqueue(card)
    refreshing = refresher(scene)
    scene.clock.move(FAREWELL_S)
    await look(refreshing)
    assert scene.message_of(card).content.endswith(FAREWELL)
    scene.clock.move(10)
    await look(refreshing)
    assert len(scene.edits()) == 1


async def test_a_card_whose_message_was_deleted_is_called_off(scene: Scene) -> None:
    card = await scene.ask()
    await scene.enqueue(card)
    scene.forget_messages()
    await look(refresher(scene))
    assert (await scene.record(card)).card.state == "removed"
    assert scene.services.lanes.state(f"{card.id}-0") == "cancelled"


async def test_very_many_cards_let_others_have_their_turn(scene: Scene) -> None:
    """A look at 2,000 cards takes a tenth of a second of the event loop."""
    card = await scene.ask()
    cards = [record_of(replace(card, id=str(number))) for number in range(3 * AT_A_STRETCH)]
    looking = asyncio.create_task(refresher(scene)._show(cards, {}, resting=False))
    turns = 0
    while not looking.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 3


async def test_it_stops_when_asked_to(scene: Scene) -> None:
    await painting(scene)
    stop = asyncio.Event()
    refreshing = asyncio.create_task(refresher(scene).refresh(stop))
    await eventually(scene.edits)
    stop.set()
    await asyncio.wait_for(refreshing, 30)
    assert len(scene.edits()) == 1
    assert isinstance(scene.messages()[0], discord.Message)


async def test_a_failed_request_beside_an_open_one_keeps_the_card_open(scene: Scene) -> None:
    card = await scene.ask(how_many=2)
    await scene.enqueue(card)
    await scene.failed(card, number=1)
    await look(refresher(scene))
    assert SORRY.sentence not in scene.messages()[0].content


async def test_a_frozen_card_says_so_and_can_still_be_cancelled(scene: Scene) -> None:
    card, _ = await painting(scene)
    refreshing = refresher(scene)
    await look(refreshing)
    assert card.origin.server is not None
    frozen = Freeze(card.origin.server, "user", card.origin.author, "mod", "", scene.clock())
    await scene.services.records.freeze(frozen)
    await scene.services.records.freeze_cards(frozen)
    scene.clock.move(MESSAGE_EVERY_S)
    await look(refreshing)
    message = scene.messages()[0]
    assert "❄️ Frozen for now: it goes on" in message.content
    assert custom_ids(message) == [f"rf1:cancel:{card.id}"]


async def test_a_card_that_was_frozen_while_its_progress_was_shown_says_so_next(scene: Scene) -> None:
    card, _ = await painting(scene)
    refreshing = refresher(scene)
    await scene.services.records.freeze(Freeze(EVERYWHERE, "everything", EVERYWHERE, "operator", "", scene.clock()))
    before = await scene.record(card)
    await scene.services.records.freeze_cards()
    edit = Edit(CardView("🎨 Painting"), None, Shown("🎨 Painting", scene.clock()))
    assert await scene.editor.show(before, edit) is Showing.SHOWN
    assert "Painting" not in scene.messages()[0].content
    await look(refreshing)
    assert "❄️" in scene.messages()[0].content
