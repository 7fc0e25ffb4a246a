"""/riff-admin channels: where clips may be asked for."""

from typing import Final

from discord import app_commands

from bot.administration.access import lines_of, said, say_nothing_of, say_of
from bot.administration.answering import Interaction, server_of, tell
from bot.administration.places import Place
from bot.answers import defer
from bot.records.oversight import Access

EVERYWHERE: Final = "Clips may be asked for in every channel. `/riff-admin channels allow` names the only ones."
ALL_BUT: Final = "-# In all other channels clips may be asked for."
ONLY: Final = "-# Clips may be asked for in no other channel."

ALLOWED: Final = "✅ Clips may be asked for in {channel} and its threads, and in no channel that isn't allowed."
DENIED: Final = "🚫 No clips may be asked for in {channel} any more, nor in its threads."
RESET: Final = "{channel} is as all other channels again."

channels = app_commands.Group(name="channels", description="Where clips may be asked for.")


@channels.command(description="Let clips be asked for here; without an allowed channel they may be everywhere.")
@app_commands.describe(channel="Which channel or thread.")
async def allow(interaction: Interaction, channel: Place) -> None:
    """Put a channel onto the list of those that are allowed."""
    await defer(interaction)
    access = Access("channel", str(channel.id), "allow")
    await say_of(interaction, access, told=ALLOWED.format(channel=f"<#{channel.id}>"))


@channels.command(description="Let no clips be asked for here.")
@app_commands.describe(channel="Which channel or thread.")
async def deny(interaction: Interaction, channel: Place) -> None:
    """Close a channel."""
    await defer(interaction)
    access = Access("channel", str(channel.id), "deny")
    await say_of(interaction, access, told=DENIED.format(channel=f"<#{channel.id}>"))


@channels.command(description="Let a channel be as all others.")
@app_commands.describe(channel="Which channel or thread.")
async def reset(interaction: Interaction, channel: Place) -> None:
    """Say nothing of a channel any more."""
    await defer(interaction)
    await say_nothing_of(interaction, "channel", str(channel.id), told=RESET.format(channel=f"<#{channel.id}>"))


@channels.command(name="list", description="See where clips may be asked for.")
async def show(interaction: Interaction) -> None:
    """List what is said of channels."""
    await defer(interaction)
    found = await said(interaction, "channel")
    rest = ONLY if any(one.verdict == "allow" for one in found) else ALL_BUT
    lines = lines_of(found, server_of(interaction))
    await tell(interaction, *([*lines, rest] if found else [EVERYWHERE]))
