"""A bot of a few lines with which the stand-in itself is tried."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord.stand_in import StandIn

BUTTON = "small:press"


class SmallBot(discord.AutoShardedClient):
    """Answers each command in another way."""

    def __init__(self) -> None:
        super().__init__(
            guild_ready_timeout=0.05, intents=discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[int] = []
        self.resumed = 0
        commands: list[app_commands.Command[Any, ..., Any]] = [echo, later, hidden, slow, ask, busy]
        for command in commands:
            self.tree.add_command(command)
        self.tree.add_command(app_commands.ContextMenu(name="Look", callback=look))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        self.heard.append(interaction.id)
        if interaction.type is discord.InteractionType.component:
            await interaction.response.edit_message(content="pressed", view=None)

    async def on_resumed(self) -> None:
        self.resumed += 1


def view_of(custom_id: str) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="Press", custom_id=custom_id))
    return view


@app_commands.command(description="Say it again")
async def echo(
    interaction: discord.Interaction, words: app_commands.Range[str, 1, 20], file: discord.Attachment | None = None
) -> None:
    kept = [discord.File(io.BytesIO(await file.read()), file.filename, description="the same")] if file else []
    await interaction.response.send_message(words, files=kept, view=view_of(BUTTON))


@echo.autocomplete("words")
async def offer(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=typed * 2, value=typed * 2)]


@app_commands.command(description="Think first")
async def later(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.followup.send("thought", file=discord.File(io.BytesIO(b"\0" * 100), "thought.mp3"))


@app_commands.command(description="Tell only you")
async def hidden(interaction: discord.Interaction) -> None:
    await interaction.response.send_message("psst", ephemeral=True)


@app_commands.command(description="Take your time")
async def slow(interaction: discord.Interaction) -> None:
    await asyncio.sleep(3.2)
    await interaction.response.send_message("too late")


@app_commands.command(description="Ask back")
async def ask(interaction: discord.Interaction) -> None:
    await interaction.response.send_modal(Question())


@app_commands.command(description="Write to the channel", name="busy")
async def busy(interaction: discord.Interaction, times: int) -> None:
    await interaction.response.send_message("working")
    channel = interaction.client.get_partial_messageable(interaction.channel_id or 0)
    for number in range(times):
        await channel.send(f"number {number}", nonce=f"{interaction.id}-{number}"[-25:])


class Question(discord.ui.Modal, title="Question"):
    """One line to fill in."""

    name: discord.ui.TextInput["Question"] = discord.ui.TextInput(label="Name", custom_id="name")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"hello {self.name.value}")


async def look(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.send_message(f"{len(message.attachments)} files", ephemeral=True)


@asynccontextmanager
async def connected(stand_in: StandIn) -> AsyncIterator[SmallBot]:
    """Run the small bot in this process, with discord.py's addresses turned to the stand-in."""
    before = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = f"{stand_in.world.base}/api/v10"
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(stand_in.world.gateway_url)
    bot = SmallBot()
    running = asyncio.create_task(bot.start(stand_in.world.token))
    try:
        await asyncio.wait_for(bot_ready(bot, running), 60)
        yield bot
    finally:
        await bot.close()
        await asyncio.gather(running, return_exceptions=True)
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = before


async def bot_ready(bot: SmallBot, running: "asyncio.Task[None]") -> None:
    """Wait until it is ready, or raise why it will not be."""
    while not bot.is_ready():
        if running.done():
            running.result()
        await asyncio.sleep(0.01)
