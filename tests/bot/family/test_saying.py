"""Messages that the bot posts of its own accord."""

import discord
import pytest

from bot.card import CardView
from bot.family.saying import Saying, direct_channel, say
from tests.bot.family.kin import Kin, replied_to


async def body_of(kin: Kin, saying: Saying, **where: str) -> dict[str, object]:
    await say(kin.stage.bot, saying, channel=str(kin.stage.channel.id), **where)
    sent = [one.json for one in kin.stage.env.http_requests if one.path == f"/channels/{kin.stage.channel.id}/messages"]
    assert isinstance(sent[-1], dict)
    return sent[-1]


async def test_it_calls_one_person_or_nobody(kin: Kin) -> None:
    nobody = await body_of(kin, Saying(CardView("@everyone <@1>"), nonce="1-said"))
    assert nobody["allowed_mentions"] == {"parse": []}
    one = await body_of(kin, Saying(CardView("<@1> <@2>"), nonce="2-said", to="1"))
    assert one["allowed_mentions"] == {"parse": [], "users": [1]}


async def test_it_is_taken_once(kin: Kin) -> None:
    body = await body_of(kin, Saying(CardView("words"), nonce="1-said"))
    assert (body["nonce"], body["enforce_nonce"]) == ("1-said", True)


async def test_it_replies_where_that_is_possible(kin: Kin) -> None:
    root = await kin.root()
    saying, channel = Saying(CardView("words"), nonce="1-said"), str(kin.stage.channel.id)
    await say(kin.stage.bot, saying, channel=channel, reply_to=str(root.id))
    assert replied_to(kin.stage.messages()[-1]) == root.id
    kin.refuse_posts(kin.stage.channel, status=400, code=160002)
    await say(kin.stage.bot, saying, channel=channel, reply_to=str(root.id))
    assert replied_to(kin.stage.messages()[-1]) is None


async def test_what_discord_refuses_rises(kin: Kin) -> None:
    kin.refuse_posts(kin.stage.channel, code=50013)
    with pytest.raises(discord.Forbidden):
        await say(kin.stage.bot, Saying(CardView("words"), nonce="1-said"), channel=str(kin.stage.channel.id))


async def test_people_have_a_channel_of_their_own(kin: Kin) -> None:
    assert await direct_channel(kin.stage.bot, str(kin.stage.ana.id)) == str(kin.stage.ana.user.dm_channel.id)
