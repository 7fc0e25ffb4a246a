"""The bot: a connection to Discord that knows its commands and buttons."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, Protocol

import discord

from bot.answers import explain
from bot.buttons import CardButton
from bot.delivery.edge import guarded
from bot.delivery.removing import messages_gone
from bot.delivery.running import run
from bot.family.replies import Manners, heard
from bot.found import UNKNOWN_BUTTON
from bot.gallery.counting import StarCounter
from bot.jams.hearing import Ear
from bot.jams.showing.threads import gone
from bot.judging.veiling import show_here
from bot.modals import submitted
from bot.patience import leave
from bot.presses import PRESSES
from bot.services import Services
from bot.setup.picking import Picker
from bot.setup.walking import pick
from bot.tree import Tree, sync
from core.errors import UserError
from core.log import request_id

STOP_S: Final = 5.0
"""How long deliveries may take to stop."""
LEAVE_S: Final = 2.0
"""How long Discord may take to say goodbye."""


class Deliver(Protocol):
    """Shows what came of requests, until asked to stop."""

    def __call__(self, services: Services, client: discord.Client, *, stop: asyncio.Event) -> Coroutine[Any, Any, None]:
        """Go on until then."""


class Jamgram(discord.AutoShardedClient):
    """Answers interactions, and shows what came of them."""

    def __init__(self, services: Services, *, deliver: Deliver = run, shard_count: int | None = None) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # there is no voice that could be missed
        super().__init__(
            intents=intents(),
            shard_count=shard_count,
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            activity=discord.Activity(type=discord.ActivityType.listening, name="/riff"),
        )
        self.services = services
        self._deliver = deliver
        self.tree = Tree(self)
        self._manners = Manners()
        self._ear = Ear()
        self.stars = StarCounter()
        """Lets cards show the stars that their clips have."""
        self._stop = asyncio.Event()
        self._delivery: asyncio.Task[None] | None = None
        self.failure: BaseException | None = None
        """Why the bot closed itself, if it did."""

    async def setup_hook(self) -> None:
        """Get ready, between the login and the connection."""
        self.add_dynamic_items(CardButton, Picker)
        await sync(self.tree, self.services.redis, guild_id=self.services.settings.discord_guild_id)
        self.begin_to_deliver()

    def begin_to_deliver(self) -> None:
        """Show what ended, from now until the bot is closed."""
        self._delivery = asyncio.create_task(self._deliver(self.services, self, stop=self._stop), name="delivery")
        self._delivery.add_done_callback(self._delivery_ended)

    async def pressed(self, interaction: discord.Interaction[Any], verb: str, target: str) -> None:
        """Do what a button says."""
        with request_id(target):
            await show_here(interaction)
            if error := await guarded(_press(interaction, verb, target)):
                await explain(interaction, error)

    async def picked(self, interaction: discord.Interaction[Any], what: str, values: list[str]) -> None:
        """Remember what was picked in a menu of the wizard."""
        with request_id(str(interaction.id)):
            if error := await guarded(pick(interaction, what, values)):
                await explain(interaction, error)

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Do what a modal asks for; commands and buttons find their way by themselves."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        with request_id(str(interaction.id)):
            await show_here(interaction)
            if error := await guarded(submitted(interaction)):
                await explain(interaction, error)

    async def on_message(self, message: discord.Message) -> None:
        """Make what a reply to a clip asks for, and note who is there in a jam."""
        await heard(self.services, self, message, manners=self._manners)
        await self._ear.hear(self.services, message)

    async def on_automod_rule_create(self, rule: discord.AutoModRule) -> None:
        """Look at a server's AutoMod rules as soon as one was changed."""
        self.services.auto_mod.renew(rule.guild, now_s=self.services.clock())

    async def on_automod_rule_update(self, rule: discord.AutoModRule) -> None:
        """Do the same."""
        self.services.auto_mod.renew(rule.guild, now_s=self.services.clock())

    async def on_automod_rule_delete(self, rule: discord.AutoModRule) -> None:
        """Do the same."""
        self.services.auto_mod.renew(rule.guild, now_s=self.services.clock())

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """Call off what waits for a card that somebody took away."""
        await messages_gone(self.services, self, channel=event.channel_id, messages=[event.message_id])

    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Do the same for many messages at once."""
        await messages_gone(self.services, self, channel=event.channel_id, messages=event.message_ids)

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """End the jam whose thread somebody deleted."""
        await gone(self.services, self, event.thread_id)

    async def close(self) -> None:
        """Let deliveries come to rest, then leave Discord."""
        self._stop.set()
        if self._delivery is not None:
            await asyncio.wait({self._delivery}, timeout=STOP_S)
            self._delivery.cancel()
        leaving = asyncio.ensure_future(super().close())
        await asyncio.wait({leaving}, timeout=LEAVE_S)

    def _delivery_ended(self, task: asyncio.Task[None]) -> None:
        """Go down with the deliveries: a bot that takes requests and shows no ends helps nobody."""
        if task.cancelled() or self._stop.is_set():
            return
        self.failure = task.exception()
        leave(asyncio.ensure_future(self.close()))


async def _press(interaction: discord.Interaction[Any], verb: str, target: str) -> None:
    if verb not in PRESSES:
        raise UserError(UNKNOWN_BUTTON, code="E-UNKNOWN")
    await PRESSES[verb](interaction, target)


def intents() -> discord.Intents:
    """What Discord tells us about: servers, their AutoMod rules and events, messages, and what those say for us."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.auto_moderation_configuration = True
    wanted.guild_scheduled_events = True
    return wanted
