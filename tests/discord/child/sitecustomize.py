"""Lets an unmodified bot talk to the stand-in: Python imports this by itself wherever it is on the path."""

import os

if address := os.environ.get("DISCORD_STAND_IN"):
    import discord.gateway
    import discord.http
    import yarl

    discord.http.Route.BASE = f"http://{address}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://{address}/gateway")

if os.environ.get("IN_A_HURRY"):
    import tests.discord.child.hurry  # noqa: F401 - importing it does it
