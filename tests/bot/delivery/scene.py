"""Who is on stage in the tests of the delivery: cards in a channel of a simulated Discord, and how they end."""

import asyncio
import io
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast

import discord
import simcord
from discord import app_commands
from PIL import Image
from simcord.actors import MemberActor
from simcord.backend.models import Overwrite
from simcord.builders import ChannelHandle
from simcord.enums import OverwriteType
from sqlalchemy import select

from bot.buttons import CardButton, buttons_of
from bot.card import received_view
from bot.delivery.delivering import Deliverer
from bot.delivery.editing import Editor
from bot.delivery.outbox import Outbox
from bot.delivery.sending import Sender
from bot.delivery.turns import Turns
from bot.records.models import DeliveryRow
from bot.records.values import Card, CardRecord, CardState, Reach, RequestRecord
from bot.services import Services
from core.artefacts import Artefacts
from core.clip import Receipt
from core.contract import Play, Riff
from core.ending import Ended, Failure, Made
from core.events import stream_of
from core.limits import Key
from core.request import Origin, Request
from tests.bot.delivery.away import gone_before
from tests.bot.stage import Clock

START_S = 1_800_000_000.0
RECEIPT = Receipt(model="mini", model_hash="0123456789abcdef", scheduler="dpm++", device="cpu")
SORRY = Failure(sentence="Its worker stopped three times. Nothing was used up.", error_id="E-7F3K9Q")


class SmallBot(discord.AutoShardedClient):
    """As much of the bot as answers an interaction with a card."""

    def __init__(self) -> None:
        super().__init__(shard_count=1, intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True))
        self.tree = app_commands.CommandTree(self)
        self.asked: list[discord.Interaction[Any]] = []

    async def setup_hook(self) -> None:
        self.add_dynamic_items(CardButton)
        self.tree.command(name="riff", description="Make a clip")(self._riff)
        await self.tree.sync()

    async def _riff(self, interaction: discord.Interaction[Any], private: bool = False) -> None:  # noqa: FBT001, FBT002
        view = received_view(record_of(card_of(interaction)))
        await interaction.response.send_message(view.content, view=buttons_of(view), ephemeral=private)
        self.asked.append(interaction)


def card_of(interaction: discord.Interaction[Any], *, reach: Reach = "channel", created_s: float = START_S) -> Card:
    origin = Origin(
        server=str(interaction.guild_id), channel=str(interaction.channel_id), author=str(interaction.user.id)
    )
    return Card(
        id=str(interaction.id), origin=origin, reach=reach, private=False,
        upload_limit=10 * 2**20, created_s=created_s, token=interaction.token,
    )  # fmt: skip


def record_of(card: Card, *, how_many: int = 1) -> CardRecord:
    recipes = [Riff(prompt="lo-fi beats", seed=seed) for seed in range(how_many)]
    requests = [Request(id=f"{card.id}-{n}", recipe=recipe, origin=card.origin) for n, recipe in enumerate(recipes)]
    return CardRecord(card, tuple(RequestRecord(request, "unplaced") for request in requests))


def png(shade: int = 128, *, columns: int = 512) -> bytes:
    file = io.BytesIO()
    Image.new("L", (columns, 512), shade).save(file, "PNG")
    return file.getvalue()


@dataclass
class Scene:
    """A server on a simulated Discord, and the bot's delivery."""

    env: simcord.Env
    services: Services
    clock: Clock
    channel: ChannelHandle = field(init=False)
    author: MemberActor = field(init=False)
    turns: Turns = field(default_factory=Turns)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        guild = self.env.create_guild()
        self.channel = guild.create_text_channel("music")
        self.author = guild.add_member(self.env.create_user("ana"))

    @property
    def bot(self) -> SmallBot:
        return cast("SmallBot", self.env.bot)

    @property
    def sender(self) -> Sender:
        return Sender(self.bot)

    @property
    def editor(self) -> Editor:
        return Editor(self.services, self.sender, turns=self.turns, owner="bot-1")

    def outbox(self, *, owner: str = "bot-1", sender: Sender | None = None, services: Services | None = None) -> Outbox:
        services = services or self.services
        deliverer = Deliverer(services, sender or self.sender, turns=self.turns, owner=owner, chance=lambda: 1.0)
        return Outbox(services, deliverer, owner=owner)

    def without(self, move: str, *, times: int = 10**6) -> Services:
        """The same services, but the database goes away just before a move of the records."""
        return replace(self.services, records=gone_before(self.services.records, move, times=times))

    def with_artefacts(self, artefacts: Artefacts) -> Services:
        """The same services, with another store of bytes."""
        return replace(self.services, artefacts=artefacts)

    async def delivered(self, left: int = 0) -> None:
        """Wait until so many cards have to be shown, by default none."""
        while await self.services.records.undelivered() != left:  # noqa: ASYNC110 - a database calls nobody
            await asyncio.sleep(0.01)

    async def claimed(self) -> None:
        """Wait until the only row of the outbox is claimed."""
        asked, read = select(DeliveryRow.owner), self.services.records._database.read
        while await read(lambda session: session.scalars(asked).one()) is None:  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.01)

    async def state(self, card: Card, state: CardState) -> None:
        """Wait until a card is in this state."""
        while (await self.record(card)).card.state != state:  # noqa: ASYNC110 - a database calls nobody
            await asyncio.sleep(0.01)

    def outbox_of_another_process(self) -> Outbox:
        """An outbox that knows nothing of who has the turn in a channel here."""
        deliverer = Deliverer(self.services, self.sender, turns=Turns(), owner="bot-2", chance=lambda: 1.0)
        return Outbox(self.services, deliverer, owner="bot-2")

    async def ask(
        self,
        *,
        reach: Reach = "channel",
        how_many: int = 1,
        private: bool = False,
        noted: bool = True,
        placed: bool = True,
    ) -> Card:
        """Let the author type the command, and remember the card as the bot does."""
        result = await self.author.slash(self.channel, "riff", private=private)
        interaction = self.bot.asked[-1]
        assert result.response is not None
        card = replace(card_of(interaction, reach=reach, created_s=self.clock()), private=private)
        record = record_of(card, how_many=how_many)
        assert await self.services.records.open_card(card, [one.request for one in record.requests])
        if placed:
            await self.services.records.mark_placed(card.id)
        if noted:
            await self.services.records.note_message(card.id, str(result.response.id))
        return replace(card, message=str(result.response.id) if noted else None)

    async def enqueue(self, card: Card) -> None:
        """Place a card's requests in the real lanes."""
        requests = [one.request for one in (await self.record(card)).requests]
        await asyncio.to_thread(self.services.lanes.enqueue, requests, now_s=self.clock())

    async def paint(self, card: Card, *ends: Made | Failure) -> None:
        """Let a worker end all requests of a card in the real lanes, the way a worker does."""
        await self.enqueue(card)
        lanes, now_s = self.services.lanes, self.clock()
        batch = await asyncio.to_thread(partial(lanes.take, f"worker-{card.id}", most=8, now_s=now_s))
        assert batch is not None
        said = {f"{card.id}-{number}": end for number, end in enumerate(ends)}
        await asyncio.to_thread(partial(lanes.finish, batch.id, took_s=1, ends=said))

    async def ask_to_play(self, source: Key) -> Card:
        """Let a card that has a source wait."""
        card = Card(
            id="777", origin=Origin(channel="1", author="2"), reach="channel", private=False,
            upload_limit=1, created_s=self.clock(),
        )  # fmt: skip
        request = Request(id="777-0", recipe=Play(source=source), origin=card.origin)
        assert await self.services.records.open_card(card, [request])
        return card

    def tell(self, request_id: str) -> None:
        """Put an end on the stream that no lane told of."""
        self.services.redis.xadd(stream_of("jamgram"), {"request": request_id, "end": "cancelled"})

    def drop_events(self) -> None:
        """Lose all that is on the stream."""
        self.services.redis.xtrim(stream_of("jamgram"), maxlen=0)

    def edits(self) -> list[dict[str, object]]:
        """The bodies of all edits that were asked for, the refused ones too."""
        return [entry.json or {} for entry in self.env.http_requests if entry.method == "PATCH"]

    def posted(self) -> list[dict[str, object]]:
        """The bodies of all messages that were posted to channels."""
        entries = self.env.http_requests
        return [entry.json or {} for entry in entries if entry.method == "POST" and entry.path.endswith("/messages")]

    def make(self, card: Card, *, number: int = 0) -> Made:
        """Store a clip's bytes."""
        picture = self.services.artefacts.put(png(40 * number))
        sound = self.services.artefacts.put(f"sound {number} of {card.id}".encode())
        return Made(png=picture, mp3=sound, duration_s=5.12, receipt=RECEIPT)

    async def done(self, card: Card, *, number: int = 0) -> Made:
        """Let a request of a card end with a clip."""
        made = self.make(card, number=number)
        await self._end(Ended(request=f"{card.id}-{number}", end="done", made=made))
        return made

    async def failed(self, card: Card, *, number: int = 0) -> None:
        await self._end(Ended(request=f"{card.id}-{number}", end="failed", failure=SORRY))

    async def _end(self, ended: Ended) -> None:
        assert await self.services.records.end_request(ended, now_s=self.clock())

    async def record(self, card: Card) -> CardRecord:
        found = await self.services.records.card(card.id)
        assert found is not None
        return found

    def messages(self) -> list[discord.Message]:
        """What is in the channel, the oldest first."""
        return sorted(self.channel.history(), key=lambda message: message.id)

    def direct(self) -> list[discord.Message]:
        """What the author has from the bot in private."""
        return sorted(self.author.user.dm_channel.history(), key=lambda message: message.id)

    def message_of(self, card: Card) -> discord.Message:
        """The message that a card is shown by, also if only its author sees it."""
        (found,) = (m for m in self.channel.history(viewer=self.author) if str(m.id) == card.message)
        return found

    def forget_messages(self) -> None:
        """Let somebody delete all that is in the channel, without telling the bot."""
        self.env.backend.messages[self.channel.id].clear()

    def forbid(self, **permissions: bool) -> None:
        """Take permissions from everybody in the channel, and let the bot hear of it."""
        _, deny = discord.PermissionOverwrite(**permissions).pair()
        everybody = Overwrite(self.env.guild.id, OverwriteType.ROLE, deny=deny.value)
        self.env.backend.set_overwrite(self.channel.id, everybody)

    def refuse(self, method: str, path: str, *, status: int, code: int, times: int | None = 1) -> None:
        """Let Discord refuse requests."""
        self.env.inject_error(method, path, status=status, code=code, message="refused by the test", times=times)


def names(message: discord.Message) -> list[str]:
    return [attachment.filename.rsplit(".", 1)[1] for attachment in message.attachments]


def custom_ids(message: discord.Message) -> list[str]:
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    return [str(button.custom_id) for row in rows for button in row.children if isinstance(button, discord.Button)]
