"""Who is on stage in the tests of the bot: the real bot on a simulated Discord, and a worker that paints nothing."""

import asyncio
import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import discord
import simcord
from discord import app_commands
from PIL import Image
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.results import InteractionResult

from bot.answers import ALREADY_ANSWERED, UNKNOWN_INTERACTION
from bot.app import Jamgram
from bot.buttons import buttons_of
from bot.card import Button, CardView
from bot.delivery.delivering import Deliverer
from bot.delivery.listening import Listener
from bot.delivery.outbox import Outbox
from bot.delivery.sending import Sender
from bot.delivery.turns import Turns
from bot.fetching import Fetch
from bot.records import DatabaseDownError
from bot.records.values import CardRecord, ClipRecord
from bot.services import Services
from core.clip import Receipt
from core.codes import CODES
from core.contract import Recipe
from core.ending import Exported, Failure, Made
from core.errors import UserError
from core.events import Events
from core.lanes import Batch, Lanes
from core.limits import Key
from core.redis_client import redis_of

RECEIPT = Receipt(model="mini", model_hash="0123456789abcdef", scheduler="dpm++", device="cpu")
SORRY = Failure(sentence="The painter ran out of memory. Nothing was used up: try a shorter one.", error_id="E-7F3K9Q")


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now_s: float

    def __call__(self) -> float:
        return self.now_s

    def move(self, seconds: float) -> None:
        self.now_s += seconds


async def rest(services: Services, client: discord.Client, *, stop: asyncio.Event) -> None:  # noqa: ARG001
    """Deliver nothing by itself: a test says when, with `Stage.deliver`."""
    while not stop.is_set():  # noqa: ASYNC110 - the simulation knows a long sleep for one, an event not
        await asyncio.sleep(1e6)


def png(shade: int = 128) -> bytes:
    file = io.BytesIO()
    Image.new("L", (512, 512), shade).save(file, "PNG")
    return file.getvalue()


@dataclass
class FakeWorker:
    """Takes batches from the real lanes and ends them the real way, with a grey picture for a clip."""

    services: Services
    name: str = "painter-1"
    taken: Batch | None = field(default=None, init=False)

    def take(self) -> Batch:
        self.taken = self.services.lanes.take(self.name, most=8, now_s=self.services.clock())
        assert self.taken is not None
        return self.taken

    def made(self, request_id: str) -> Made:
        picture, sound = png(len(request_id)), f"the sound of {request_id}".encode()
        keys = self.services.artefacts.put(picture + request_id.encode()), self.services.artefacts.put(sound)
        return Made(png=keys[0], mp3=keys[1], duration_s=5.12, receipt=RECEIPT, notes=("Its words were many.",))

    def export(self, key: Key) -> None:
        """End what is asked for with a file."""
        batch = self.taken or self.take()
        exported = {request.id: Exported(file=key) for request in batch.requests}
        self.services.lanes.finish(batch.id, took_s=1.0, ends=exported)
        self.taken = None

    def finish(self, ends: Mapping[str, Made | Failure] | None = None) -> None:
        batch = self.taken or self.take()
        made = {request.id: self.made(request.id) for request in batch.requests}
        self.services.lanes.finish(batch.id, took_s=1.0, ends={**made, **(ends or {})})
        self.taken = None


@dataclass
class Stage:
    """A server with a channel, an author, somebody else and a moderator; and the bot in it."""

    env: simcord.Env
    services: Services
    clock: Clock
    guild: GuildHandle = field(init=False)
    channel: ChannelHandle = field(init=False)
    ana: MemberActor = field(init=False)
    ben: MemberActor = field(init=False)
    mod: MemberActor = field(init=False)
    worker: FakeWorker = field(init=False)

    def __post_init__(self) -> None:
        self.guild = self.env.create_guild()
        self.channel = self.guild.create_text_channel("music")
        self.ana = self.guild.add_member(self.env.create_user("ana"))
        self.ben = self.guild.add_member(self.env.create_user("ben"))
        role = self.guild.create_role("mods", permissions=discord.Permissions(manage_messages=True))
        self.mod = self.guild.add_member(self.env.create_user("mod"), roles=[role])
        self.worker = FakeWorker(self.services)

    @property
    def bot(self) -> Jamgram:
        return cast("Jamgram", self.env.bot)

    async def riff(self, who: MemberActor | None = None, **options: object) -> InteractionResult:
        return await (who or self.ana).slash(self.channel, "riff", **{"prompt": "lo-fi beats", **options})

    async def made(self, **options: object) -> discord.Message:
        """Ask for a clip, let it be painted, and show it."""
        result = await self.riff(self.ana, **options)
        self.worker.finish()
        await self.deliver()
        assert result.response is not None
        return self.message(result.response.id)

    async def hear(self) -> None:
        """Record what ended, and show nothing yet."""
        listener = Listener(self.services, Events(self.services.redis, consumer="bot-1"), on_end=lambda: None)
        while await listener.hear(wait_s=0.01):
            pass

    async def deliver(self) -> None:
        """Hear what ended, and show it."""
        await self.hear()
        deliverer = Deliverer(self.services, Sender(self.bot), turns=Turns(), owner="bot-1", chance=lambda: 1.0)
        await Outbox(self.services, deliverer, owner="bot-1").drain_once()

    async def press(self, label: str, message: discord.Message, who: MemberActor | None = None) -> InteractionResult:
        return await (who or self.ana).click(message, label=label)

    async def fill(
        self, label: str, message: discord.Message, who: MemberActor | None = None, **fields: object
    ) -> InteractionResult:
        """Press a button that asks something in a modal, fill that in as far as it is not yet, and send it off."""
        shown = await self.press(label, message, who)
        return await (who or self.ana).submit_modal(shown, {**filled_in(shown), **fields})

    async def recipe(self) -> Recipe:
        """What is asked for on the one card that is open."""
        (asked,) = (await self.only_card()).requests
        return asked.request.recipe

    async def clip(self, message: discord.Message, letter: str = "") -> ClipRecord:
        """The clip under a card."""
        label = f"Export {letter}".strip()
        found = await self.services.records.clip(custom_ids(message)[label].rpartition(":")[2])
        assert found is not None
        return found

    async def press_on(self, button: Button, who: MemberActor | None = None) -> InteractionResult:
        """Press a button that is not the one under a card of now."""
        channel = self.bot.get_channel(self.channel.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send("a message", view=buttons_of(CardView("", buttons=((button,),))))
        return await self.press(button.label, message, who)

    def change(self, **services: object) -> None:
        """Give the bot other services, such as a Redis that is away."""
        self.bot.services = replace(self.bot.services, **services)  # type: ignore[arg-type]

    def watch(self) -> list[discord.Interaction[Jamgram]]:
        """Note the interactions that arrive from now on."""
        arrived: list[discord.Interaction[Jamgram]] = []

        async def on_interaction(interaction: discord.Interaction[Jamgram]) -> None:
            arrived.append(interaction)
            await Jamgram.on_interaction(self.bot, interaction)

        self.bot.event(on_interaction)
        return arrived

    def refuse(self, method: str, path: str, *, status: int, code: int, times: int | None = 1) -> None:
        """Let Discord refuse what the bot sends."""
        self.env.inject_error(method, path, status=status, code=code, message="refused by the test", times=times)

    def messages(self, viewer: MemberActor | None = None) -> list[discord.Message]:
        """What a member sees in the channel, the oldest first."""
        return sorted(self.channel.history(viewer=viewer or self.ben), key=lambda message: message.id)

    def message(self, message_id: int, viewer: MemberActor | None = None) -> discord.Message:
        (found,) = (one for one in self.messages(viewer or self.ana) if one.id == message_id)
        return found

    async def shown(self, card_id: str) -> discord.Message:
        """The message of a card, in whichever channel or thread it is."""
        card = (await self.record(card_id)).card
        assert card.message is not None
        channel = self.bot.get_partial_messageable(int(card.origin.channel))
        return await channel.fetch_message(int(card.message))

    async def record(self, card_id: int | str) -> CardRecord:
        found = await self.services.records.card(str(card_id))
        assert found is not None
        return found

    async def only_card(self) -> CardRecord:
        """The one card that is open."""
        (found,) = await self.services.records.open_cards()
        return found


def filled_in(shown: InteractionResult) -> dict[str, object]:
    """What stands in a modal before anybody types."""
    assert shown.modal is not None
    fields = [label["component"] for label in shown.modal["components"]]
    typed = {one["custom_id"]: one["value"] for one in fields if one.get("value")}
    chosen = {
        one["custom_id"]: option["value"]
        for one in fields
        for option in one.get("options", ())
        if option.get("default")
    }
    return {**typed, **chosen}


def owner_of(stage: Stage) -> MemberActor:
    """Whose server it is."""
    return MemberActor(stage.env, stage.guild, stage.guild.owner)


def sentence(result: InteractionResult) -> str:
    """What the person who acted, and nobody else, was told, without the code of a refusal."""
    return uncoded(told_alone(result))


def told_alone(result: InteractionResult) -> str:
    """What the person who acted, and nobody else, was told."""
    told = [one for one in [result.response, *result.followups] if one is not None and one.ephemeral]
    assert len(told) == 1
    return told[0].content


def uncoded(words: str) -> str:
    """A refusal without its code."""
    first, line_end, rest = words.partition("\n")
    for code in CODES:
        first = first.removesuffix(f" `{code}`")
    return first + line_end + rest


def attached(stage: Stage, *, log: list[str] | None = None) -> Fetch:
    """Fetch attachments from the simulation, which has no HTTP; `log` hears of each."""

    async def fetch(url: str) -> bytes:
        if log is not None:
            log.append(url)
        return await stage.bot.http.get_from_cdn(url)

    return fetch


def is_meant(error: BaseException) -> bool:
    """Tell what becomes a sentence for a person, or is another process's business, from a fault of the bot."""
    cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
    if isinstance(cause, discord.HTTPException):
        return cause.code in {ALREADY_ANSWERED, UNKNOWN_INTERACTION}
    return isinstance(cause, UserError | DatabaseDownError)


def away() -> Lanes:
    """Lanes whose Redis can't be reached."""
    return Lanes(redis_of("unix:///nowhere/redis.sock"))


def custom_ids(message: discord.Message) -> dict[str, str]:
    """The buttons under a message: label → id."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    buttons = [button for row in rows for button in row.children if isinstance(button, discord.Button)]
    return {str(button.label): str(button.custom_id) for button in buttons}
