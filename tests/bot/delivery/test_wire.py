"""How a card's end reaches people over HTTP: what only a server can refuse, lose or answer twice."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.buttons import buttons_of
from bot.card import CardView, received_view
from bot.delivery.attempts import TOO_LARGE, Delivered, Outcome, Postponed, Revoked
from bot.delivery.content import Content, Loaded
from bot.delivery.finding import SEARCHED
from bot.delivery.sending import Sender
from bot.records.values import Card
from core.request import Origin
from tests.bot.delivery.scene import record_of
from tests.discord.errors import EXPIRED_TOKEN
from tests.discord.faults import Fault, server_fault
from tests.discord.small_bot import SmallBot, connected
from tests.discord.stand_in import StandIn, standing_in
from tests.discord.state import Channel, Message, User

FILES = (Loaded("riff.png", "A picture.", b"p" * 100), Loaded("riff.mp3", "A sound.", b"s" * 100))


class Wire:
    """A card in a channel of a stand-in for Discord."""

    def __init__(self, stand_in: StandIn, bot: SmallBot, channel: Channel, user: User) -> None:
        self.stand_in, self.bot, self.channel, self.user = stand_in, bot, channel, user
        self.card = Card(
            id="1456074443980800008", origin=Origin(server="1", channel=channel.id, author=user.id),
            reach="channel", private=False, upload_limit=1, created_s=0.0,
        )  # fmt: skip

    async def shown(self) -> Card:
        """The card once its message is there."""
        view = received_view(record_of(self.card))
        message = await self.bot.get_partial_messageable(int(self.channel.id)).send(view.content, view=buttons_of(view))
        return replace(self.card, message=str(message.id))

    async def private(self) -> Card:
        """The card if it was the answer to an interaction that only its token reaches."""
        interaction = await self.stand_in.slash("hidden", user=self.user, channel=self.channel)
        return replace(self.card, reach="token", token=interaction.token)

    async def send(self, card: Card) -> Outcome:
        view = CardView("words", buttons=received_view(record_of(card)).buttons)
        return await Sender(self.bot).send(card, Content(view, FILES), now_s=0.0)

    def seen(self) -> list[Message]:
        return self.stand_in.seen(self.channel)

    def seen_by_author(self) -> list[Message]:
        return self.stand_in.seen(self.channel, self.user)

    def direct(self) -> list[Message]:
        return self.stand_in.seen(self.stand_in.world.channel_with(self.user))

    def goes_wrong(self, fault: Fault) -> None:
        self.stand_in.reception.faults.add(fault)


@pytest.fixture
async def wire(root: Path) -> AsyncIterator[Wire]:
    """A connected bot in whose requests Discord's own description finds no fault."""
    async with standing_in(root) as stand_in:
        channel = await stand_in.new_channel(await stand_in.new_guild())
        async with connected(stand_in) as bot:
            yield Wire(stand_in, bot, channel, stand_in.new_user())
        assert stand_in.violations() == []


def endings(message: Message) -> list[str]:
    return [file.name[-3:] for file in message.files]


async def test_the_end_arrives_with_its_files(wire: Wire) -> None:
    assert await wire.send(await wire.shown()) == Delivered()
    (message,) = wire.seen()
    assert [file.content for file in message.files] == [b"p" * 100, b"s" * 100]
    assert [file.description for file in message.files] == ["A picture.", "A sound."]


async def test_earlier_files_make_way(wire: Wire) -> None:
    card = await wire.shown()
    await wire.send(card)
    await wire.send(card)
    assert endings(wire.seen()[0]) == ["png", "mp3"]


async def test_a_post_whose_answer_is_lost_is_found_and_not_repeated(wire: Wire) -> None:
    wire.goes_wrong(Fault("POST", "/channels/*/messages", after_work=True, lost=True))
    assert isinstance(await wire.send(wire.card), Postponed)
    assert isinstance(await wire.send(wire.card), Delivered)
    assert len(wire.seen()) == 1


async def test_it_is_found_however_much_was_said_since(wire: Wire) -> None:
    wire.stand_in.posting.nonce_life_s = 0.0
    wire.goes_wrong(Fault("POST", "/channels/*/messages", after_work=True, lost=True))
    await wire.send(wire.card)
    said = [wire.stand_in.say(wire.user, wire.channel, "words") for _ in range(2 * SEARCHED)]
    assert await wire.send(wire.card) == Delivered(wire.seen()[0].id)
    assert len(wire.seen()) == len(said) + 1


async def test_where_history_is_hidden_the_nonce_guards_against_a_second_post(wire: Wire) -> None:
    wire.channel.bot_may = wire.channel.bot_may - {"history"}
    wire.goes_wrong(Fault("POST", "/channels/*/messages", after_work=True, lost=True))
    assert isinstance(await wire.send(wire.card), Postponed)
    assert await wire.send(wire.card) == Delivered(wire.seen()[0].id)
    assert len(wire.seen()) == 1


async def test_a_500_after_the_post_brings_no_second_one(wire: Wire) -> None:
    wire.goes_wrong(server_fault("POST", "/channels/*/messages", 500, after_work=True))
    assert isinstance(await wire.send(wire.card), Delivered)
    assert len(wire.seen()) == 1


async def test_a_broken_connection_is_postponed(wire: Wire) -> None:
    card = await wire.shown()
    wire.goes_wrong(Fault("PATCH", "/channels/*/messages/*", lost=True))
    outcome = await wire.send(card)
    assert isinstance(outcome, Postponed)
    assert "ServerDisconnected" in outcome.error


async def test_a_connection_that_hangs_is_let_go(wire: Wire) -> None:
    card = await wire.shown()
    wire.goes_wrong(Fault("PATCH", "/channels/*/messages/*", delay_s=30))
    view = CardView("words")
    outcome = await Sender(wire.bot, answer_s=0.3).send(card, Content(view, FILES), now_s=0.0)
    assert isinstance(outcome, Postponed)
    assert "TimeoutError" in outcome.error
    assert await wire.send(card) == Delivered()


async def test_a_rate_limit_is_waited_for(wire: Wire) -> None:
    card = await wire.shown()
    wire.goes_wrong(Fault("PATCH", "/channels/*/messages/*", retry_after_s=0.4))
    began_s = time.monotonic()
    assert await wire.send(card) == Delivered()
    assert time.monotonic() - began_s >= 0.4
    assert endings(wire.seen()[0]) == ["png", "mp3"]


async def test_a_503_is_postponed(wire: Wire) -> None:
    card = await wire.shown()
    wire.goes_wrong(server_fault("PATCH", "/channels/*/messages/*", 503))
    assert await wire.send(card) == Postponed("Discord answered 503, code 0")


@pytest.mark.parametrize(("most", "left"), [(50, []), (150, ["mp3"])])
async def test_files_above_the_servers_limit_are_left_out(wire: Wire, most: int, left: list[str]) -> None:
    card = await wire.shown()
    assert wire.channel.guild is not None
    wire.channel.guild.upload_limit = most
    view = CardView("words", buttons=received_view(record_of(card)).buttons)
    large = (replace(FILES[0], content=b"p" * 200), FILES[1])
    assert await Sender(wire.bot).send(card, Content(view, large), now_s=0.0) == Delivered()
    (message,) = wire.seen()
    assert endings(message) == left
    assert (TOO_LARGE in message.content) is not bool(left)


async def test_a_bots_token_that_was_reset_is_noticed(wire: Wire) -> None:
    card = await wire.shown()
    wire.stand_in.world.token = "another"  # noqa: S105 - opens nothing
    assert await wire.send(card) == Revoked()


async def test_a_private_card_is_reached_without_knowing_its_message(wire: Wire) -> None:
    assert await wire.send(await wire.private()) == Delivered()
    (message,) = wire.seen_by_author()
    assert message.ephemeral
    assert endings(message) == ["png", "mp3"]


async def test_a_dead_token_is_answered_with_a_direct_message(wire: Wire) -> None:
    card = await wire.private()
    wire.goes_wrong(Fault("PATCH", "/webhooks/*/*/messages/*", EXPIRED_TOKEN))
    assert await wire.send(card) == Delivered(is_direct=True)
    assert [endings(message) for message in wire.direct()] == [["png", "mp3"]]


async def test_a_token_that_nobody_gave_out_is_answered_likewise(wire: Wire) -> None:
    card = replace(wire.card, reach="token", token="nonsense")  # noqa: S106 - that is the point
    assert await wire.send(card) == Delivered(is_direct=True)
    assert len(wire.direct()) == 1


async def test_without_the_permission_to_attach_the_text_says_so(wire: Wire) -> None:
    card = await wire.shown()
    wire.channel.bot_may = wire.channel.bot_may - {"attach"}
    assert await wire.send(card) == Delivered()
    (message,) = wire.seen()
    assert endings(message) == []
    assert "I need the permission" in message.content


async def test_in_a_channel_that_was_deleted_nothing_can_be_said(wire: Wire) -> None:
    card = await wire.shown()
    await wire.stand_in.delete_channel(wire.channel)
    assert await wire.send(card) == Delivered(is_direct=True)
    assert [endings(message) for message in wire.direct()] == [["png", "mp3"]]
