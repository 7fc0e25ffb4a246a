"""A stand-in for Discord on this machine: its REST API and its gateway, and what a person sees and does there."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, TypeVar

from aiohttp import web

from tests.discord.application import ApplicationRoutes
from tests.discord.asking import choose_data, menu_data, press_data, slash_data
from tests.discord.description import Description, description_at, description_path
from tests.discord.gateway import Gateway
from tests.discord.interactions import InteractionRoutes
from tests.discord.messages import MessageRoutes
from tests.discord.modals import Filling, modal_data
from tests.discord.patience import FIRST_ANSWER_S
from tests.discord.posting import Posting
from tests.discord.rest import API, Reception
from tests.discord.state import Channel, File, Guild, Interaction, Json, Kind, Message, MiB, User, World
from tests.discord.threads import ThreadRoutes
from tests.discord.wire import channel_json, guild_json, heard_json, interaction_json

TOKEN: Final = "stand-in.token.of-the-bot"  # noqa: S105 - opens nothing
LOOK_S: Final = 0.01
Seen = TypeVar("Seen")


class StandIn:
    """Discord, as far as the bot and its users notice. Everything that it holds may be read by a test."""

    def __init__(self, description: Description | None = None) -> None:
        self.world = World(TOKEN)
        self.people: dict[str, User] = {}
        self.gateway = Gateway(self.world)
        self.reception = Reception(self.world, description)
        self.posting = Posting(self.world, self.reception.violations)
        self.interactions = InteractionRoutes(self.world, self.posting)
        self.threads = ThreadRoutes(self.world, self.gateway.dispatch)

    def violations(self) -> list[str]:
        """What the bot sent since somebody last asked, and Discord's rules forbid."""
        return self.reception.checked()

    def application(self) -> web.Application:
        api = web.Application()
        account = ApplicationRoutes(self.world, self.posting, self.people)
        messages = MessageRoutes(self.world, self.posting, self.people, self.threads)
        api.add_routes([*account.routes(), *messages.routes(), *self.threads.routes(), *self.interactions.routes()])
        whole = web.Application(middlewares=[self.reception.receive], client_max_size=64 * MiB)
        whole.add_subapp(API, api)
        whole.add_routes(
            [web.get("/gateway", self.gateway.serve), web.get("/cdn/attachments/{file}/{name}", account.file)]
        )
        return whole

    # What there is.

    async def new_guild(self, name: str = "jam cellar", **more: Json) -> Guild:
        guild = Guild(name, **more)
        self.world.guilds[guild.id] = guild
        if guild.has_bot:
            await self.gateway.dispatch("GUILD_CREATE", guild_json(guild, self.world))
        return guild

    async def new_channel(self, guild: Guild, name: str = "riffs") -> Channel:
        channel = self.world.add_channel(Channel(name, guild))
        if guild.has_bot:
            await self.gateway.dispatch("CHANNEL_CREATE", channel_json(channel, self.world))
        return channel

    def new_user(self, name: str = "ana", **more: Json) -> User:
        user = User(name, **more)
        self.people[user.id] = user
        return user

    # What a person does.

    async def slash(self, words: str, /, *, user: User, channel: Channel, **options: Json) -> Interaction:
        """Use a command and wait for its first answer."""
        return await self.answered(await self.ask(words, user=user, channel=channel, **options))

    async def ask(self, words: str, /, *, user: User, channel: Channel, **options: Json) -> Interaction:
        """Use a command without waiting."""
        guild = channel.guild.id if channel.guild else None
        return await self.begin(Kind.COMMAND, user, channel, slash_data(self.world, words, options, guild))

    async def menu(self, name: str, message: Message, *, user: User) -> Interaction:
        """Use a command of a message's menu."""
        guild = message.channel.guild.id if message.channel.guild else None
        data = menu_data(self.world, name, message, guild)
        return await self.answered(await self.begin(Kind.COMMAND, user, message.channel, data))

    async def autocomplete(
        self, words: str, option: str, typed: str, /, *, user: User, channel: Channel, **options: Json
    ) -> list[Json]:
        """Type into an option and see what is offered."""
        guild = channel.guild.id if channel.guild else None
        data = slash_data(self.world, words, {**options, option: typed}, guild, focused=option)
        return (await self.answered(await self.begin(Kind.AUTOCOMPLETE, user, channel, data))).choices

    async def press(self, message: Message, custom_id: str, *, user: User) -> Interaction:
        data = press_data(message, custom_id)
        return await self.answered(await self.begin(Kind.COMPONENT, user, message.channel, data, message))

    async def choose(self, message: Message, custom_id: str, values: list[str], *, user: User) -> Interaction:
        data = choose_data(message, custom_id, values)
        return await self.answered(await self.begin(Kind.COMPONENT, user, message.channel, data, message))

    async def submit(self, shown: Interaction, /, **values: Filling) -> Interaction:
        """Send back the modal that an interaction was answered with."""
        data = modal_data(shown.callback["data"], values, self.world)
        return await self.answered(await self.begin(Kind.MODAL, shown.user, shown.channel, data, shown.message))

    def say(self, user: User, channel: Channel, content: str, *files: File) -> Message:
        """Post a message of a person's own, of which the bot hears nothing."""
        message = Message(channel, user, content, files=files)
        self.world.messages[message.id] = message
        self.world.files.update({file.id: file for file in files})
        return message

    async def reply(self, user: User, to: Message, content: str) -> Message:
        """Reply to a message, of which the bot hears as much as Discord tells it."""
        message = self.say(user, to.channel, content)
        message.reply_to = to.id
        await self.threads.written_in(to.channel)
        await self.gateway.dispatch("MESSAGE_CREATE", heard_json(message, self.world.base))
        return message

    async def delete(self, message: Message) -> None:
        """Delete somebody's message, as a moderator can."""
        message.deleted = True
        told = {"id": message.id, "channel_id": message.channel.id}
        if message.channel.guild:
            told["guild_id"] = message.channel.guild.id
        await self.gateway.dispatch("MESSAGE_DELETE", told)

    async def delete_channel(self, channel: Channel) -> None:
        """Delete a channel with its threads, or a thread."""
        if channel.parent is not None:
            await self.threads.delete(channel)
            return
        channel.deleted = True
        for thread in self.world.channels.values():
            thread.deleted = thread.deleted or thread.parent is channel
        await self.gateway.dispatch("CHANNEL_DELETE", channel_json(channel, self.world))

    async def begin(
        self, kind: Kind, user: User, channel: Channel, data: Json, message: Message | None = None
    ) -> Interaction:
        interaction = Interaction(kind, user, channel, data, message)
        self.world.interactions[interaction.id] = interaction
        told = interaction_json(interaction, self.world, self.world.base)
        interaction.asked_s = time.monotonic()
        await self.gateway.dispatch("INTERACTION_CREATE", told)
        return interaction

    # What a person sees.

    async def answered(self, interaction: Interaction) -> Interaction:
        patience_s = self.interactions.first_answer_s + 0.1
        await self.wait_for(lambda: interaction.answered_s, patience_s, "the application did not respond")
        return interaction

    def seen(self, channel: Channel, user: User | None = None) -> list[Message]:
        """What a person sees in a channel, the oldest first; nobody in particular sees no ephemeral message."""
        return [
            message
            for message in self.world.messages.values()
            if message.channel is channel and not message.deleted and message.only_for in {None, user}
        ]

    async def wait_for(self, look: Callable[[], Seen | None], timeout_s: float, hope: str = "") -> Seen:
        """Look until there is something to see."""
        deadline_s = time.monotonic() + timeout_s
        while not (seen := look()):
            if time.monotonic() > deadline_s:
                raise TimeoutError(f"not seen within {timeout_s} s: {hope}")
            await asyncio.sleep(LOOK_S)
        return seen


@asynccontextmanager
async def standing_in(root: Path) -> AsyncIterator[StandIn]:
    """Serve people with more patience than Discord has on a free port of this machine until the block ends."""
    path = description_path(root)
    stand_in = StandIn(description_at(path) if path else None)
    stand_in.interactions.first_answer_s = FIRST_ANSWER_S
    runner = web.AppRunner(stand_in.application(), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0]
    stand_in.world.address = f"{host}:{port}"
    try:
        yield stand_in
    finally:
        await runner.cleanup()
