"""Where a jam is, as the gate looks at places."""

from dataclasses import replace

import discord

from bot.judging.people import place_of
from bot.judging.permitting import Place
from bot.records.jam import Jam


def place_of_jam(client: discord.Client, jam: Jam) -> Place:
    """Say what kind of place a jam is held in: its thread, or where it was announced as long as it has none."""
    area = client.get_channel(int(jam.channel))
    there = client.get_channel(int(jam.thread)) if jam.thread else None
    place = place_of(there or area, server=jam.server, channel=jam.thread or jam.channel)
    return place if jam.thread in {None, jam.channel} else replace(place, area=jam.channel)
