"""Hostile words go through everything that says them again, and nothing that the bot sends makes Discord do a thing."""

import re
from collections.abc import Iterator
from typing import Final

import discord
import pytest
from simcord.actors import MemberActor

from tests.bot.administration.conftest import chief
from tests.bot.cases.docket import Docket
from tests.bot.stage import Stage, attached, png

__all__ = ["chief"]

MARK: Final = "quagga"
HOSTILE: Final = (
    f"{MARK} @everyone @here <@6> <@&5> <#7> [free](evil) **b** ||s|| `c` ```d <t:1:R> </riff:1> \u202eesrever\u200b"
)
LINKED: Final = f"{MARK} @everyone [free](https://evil.example/x) <https://evil.example> ||s||"
"""This is refused, for its links."""

SPRUNG: Final = re.compile(
    r"@everyone|@here|<@&|<@6>|<#7>|\]\(|://evil|\|\||<t:1:|</riff|[\u202a-\u202e\u2066-\u2069]|\*\*b\*\*|`c`"
)
UNREAD: Final = {"value", "choices", "custom_id", "url", "nonce", "filename", "description", "placeholder", "default"}
"""What Discord shows as it is, or not at all: fields of a modal, choices of an option, names of files, alt texts."""


@pytest.fixture
async def docket(stage: Stage) -> Docket:
    """A server whose moderators have a channel."""
    stage.change(fetch=attached(stage))
    docket = Docket(stage)
    await docket.with_room()
    return docket


def strings_of(body: object) -> Iterator[str]:
    """Give every text of a request that Discord reads as markup."""
    if isinstance(body, str):
        yield body
    elif isinstance(body, list):
        for one in body:
            yield from strings_of(one)
    elif isinstance(body, dict):
        for name, value in body.items():
            if name not in UNREAD:
                yield from strings_of(value)


def meant(text: str) -> str:
    """What is left for Discord to make something of: neither escaped signs nor what stands in a block of code."""
    return re.sub(r"\\.", "", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def messages_of(body: object) -> Iterator[dict[str, object]]:
    if isinstance(body, dict):
        if "content" in body or "components" in body:
            yield body
        yield from messages_of(body.get("data"))


def heed(stage: Stage) -> int:
    """Look through all that the bot sent; the answer is how often it said the words again."""
    said = 0
    people = {str(one.id) for one in (stage.ana, stage.ben, stage.mod)}
    for entry in stage.env.http_requests:
        if entry.method in {"POST", "PATCH", "PUT"} and "/commands" not in entry.path and not is_name(entry.path):
            for text in strings_of(entry.json):
                said += MARK in text
                assert not (found := SPRUNG.findall(meant(text))), f"{found[0]} in {text!r} to {entry.path}"
            for message in messages_of(entry.json):
                heed_mentions(message, people, entry.path)
    return said


def is_name(path: str) -> bool:
    """Tell what sets a thread's name, which is shown as it is."""
    return path.endswith("/threads") or re.fullmatch(r"/channels/\d+", path) is not None


def heed_mentions(message: dict[str, object], people: set[str], path: str) -> None:
    """Hold that a message calls nobody but who asked for it."""
    if not message.get("content") or "title" in message:
        return
    allowed = message.get("allowed_mentions")
    assert isinstance(allowed, dict), f"no word on whom {message['content']!r} to {path} calls"
    assert not allowed.get("parse")
    assert not allowed.get("roles")
    assert set(map(str, allowed.get("users", []))) <= people


async def made(stage: Stage, **options: object) -> discord.Message:
    return await stage.made(prompt=HOSTILE, negative=HOSTILE, seed=1, **options)


async def test_words_on_cards_and_in_panels(stage: Stage) -> None:
    message = await made(stage)
    clip = await stage.clip(message)
    name = clip.recipe.recipe_id
    for command, options in (
        ("riffs show", {"riff": name}),
        ("riffs latest", {}),
        ("riffs mine", {"query": HOSTILE[:48]}),
        ("riffs search", {"text": HOSTILE[:48]}),
        ("riffs lineage", {"riff": name}),
        ("riffs export", {"riff": name, "format": "recipe"}),
        ("riffs delete", {"riff": name}),
        ("account settings", {}),
    ):
        await stage.ana.slash(stage.channel, command, **options)
    await stage.press("Star", message, stage.ben)
    await stage.riff(stage.ana, prompt=HOSTILE)
    await stage.ana.slash(stage.channel, "queue view")
    assert heed(stage) >= 6


async def test_words_of_those_who_paint_over_it(stage: Stage) -> None:
    message = await made(stage)
    clip = await stage.clip(message)
    await stage.fill("Remix", message, stage.ben, prompt=HOSTILE)
    stage.worker.finish()
    await stage.deliver()
    await stage.ben.slash(stage.channel, "remix", riff=clip.id, prompt=f"{HOSTILE} 2")
    stage.worker.finish()
    await stage.deliver()
    await stage.ben.slash(stage.channel, "morph", **{"from": clip.id, "to": HOSTILE})
    stage.worker.finish()
    await stage.deliver()
    await stage.ben.slash(stage.channel, "riffs lineage", riff=clip.id)
    assert heed(stage) >= 6


async def test_words_that_name_nothing(stage: Stage) -> None:
    for command, options in (
        ("riffs show", {"riff": HOSTILE}),
        ("extend", {"riff": HOSTILE}),
        ("remix", {"riff": HOSTILE, "prompt": HOSTILE}),
        ("queue cancel", {"riff": HOSTILE}),
        ("riffs search", {"text": HOSTILE[:48]}),
        ("play", {"file": (f"{HOSTILE.replace('/', '')}.png", b"no picture")}),
        ("account data export", {"after": HOSTILE}),
    ):
        await stage.ana.slash(stage.channel, command, **options)
    heed(stage)


async def test_words_that_are_too_long_or_hide(stage: Stage) -> None:
    for prompt in (HOSTILE * 2, f"{HOSTILE}\x1b[2J", "\u200b", LINKED):
        await stage.riff(prompt=prompt)
    heed(stage)


async def test_names_of_files(docket: Docket) -> None:
    stage = docket.stage
    await stage.ana.slash(stage.channel, "play", file=(f"{MARK}@everyone.png", png()))
    stage.worker.finish()
    await stage.deliver()
    (message,) = stage.messages()
    assert all(re.fullmatch(r"riff_R-[0-9A-Z]{6}\.(png|mp3)", file.filename) for file in message.attachments)
    heed(stage)


async def test_words_that_are_held_reported_and_decided(docket: Docket) -> None:
    stage = docket.stage
    await stage.riff(prompt=f"{HOSTILE} like Taylor Swift")
    case = await docket.only_case("held")
    await docket.shown(case)
    await stage.mod.slash(stage.channel, "riff-mod queue")
    await stage.mod.slash(stage.channel, "riff-mod review", number=case.number)
    await docket.decide("Remove", case, reason=HOSTILE)
    await docket.shown(await docket.held(card=await docket.card(stage.ben)))
    for who, command in ((stage.ana, "account standing"), (stage.ana, "queue view"), (stage.mod, "riff-mod audit")):
        await who.slash(stage.channel, command)
    assert heed(stage) >= 3


async def test_words_of_moderators_about_people(docket: Docket) -> None:
    stage = docket.stage
    for command, options in (
        ("strike", {"user": stage.ana, "reason": HOSTILE}),
        ("block", {"user": stage.ana, "reason": HOSTILE}),
        ("unblock", {"user": stage.ana}),
        ("freeze user", {"user": stage.ana, "reason": HOSTILE}),
        ("thaw", {}),
        ("audit", {}),
    ):
        await stage.mod.slash(stage.channel, f"riff-mod {command}", **options)
    await stage.riff()
    await stage.ana.slash(stage.channel, "account standing")
    assert heed(stage) >= 3


@pytest.mark.parametrize("action", ["block", "hold", "replace", "allow"])
async def test_words_of_a_server_s_own_rules(stage: Stage, chief: MemberActor, action: str) -> None:
    replacement = {"replacement": HOSTILE[:100]} if action == "replace" else {}
    rule = {"name": "**b** @everyone", "action": action, "words": f"{MARK}, @everyone, [free](https://evil.example/x)"}
    for command, options in (
        ("filters add", {**rule, **replacement}),
        ("filters list", {}),
        ("filters test", {"words": HOSTILE}),
        ("filters remove", {"name": HOSTILE}),
        ("presets add", {"name": "**b** @everyone", "prompt": HOSTILE[:100]}),
        ("presets list", {}),
        ("presets remove", {"name": HOSTILE}),
        ("config set", {"key": HOSTILE, "value": HOSTILE}),
        ("config view", {}),
    ):
        await chief.slash(stage.channel, f"riff-admin {command}", **options)
    await stage.riff(prompt=HOSTILE)
    heed(stage)


async def test_words_of_those_who_report_and_of_those_who_appeal(docket: Docket) -> None:
    stage = docket.stage
    message = await made(stage)
    modal = await stage.ben.context_menu(stage.channel, "Report riff", message)
    await stage.ben.submit_modal(modal, {"reason": "hate", "text": HOSTILE, "shun": False})
    await docket.shown(await docket.only_case("report"))
    result = await stage.riff(stage.ben, prompt=LINKED)
    assert result.response is not None
    modal = await stage.press("Appeal", stage.message(result.response.id, stage.ben), stage.ben)
    await stage.ben.submit_modal(modal, {"text": HOSTILE})
    await docket.desk.look()
    assert sum(HOSTILE.split()[0] in one.content or bool(one.components) for one in docket.posted()) >= 2
    assert heed(stage) >= 4


async def test_words_in_a_reply_and_in_a_question_to_its_author(stage: Stage) -> None:
    message = await made(stage)
    clip = await stage.clip(message)
    assert stage.bot.user is not None
    await stage.ben.send(stage.channel, f"{stage.bot.user.mention} {HOSTILE}", reply_to=message)
    await stage.ana.slash(stage.channel, "riffs visibility", riff=clip.id, remixes="ask")
    await stage.ben.slash(stage.channel, "remix", riff=clip.id, prompt=HOSTILE)
    assert heed(stage) >= 3


async def test_what_is_looked_for_is_found(stage: Stage) -> None:
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(f"so it must not be said: {MARK} @everyone", allowed_mentions=discord.AllowedMentions.none())
    with pytest.raises(AssertionError, match="@everyone in"):
        heed(stage)


async def test_whom_a_message_calls_is_looked_at(stage: Stage) -> None:
    channel = stage.bot.get_channel(stage.channel.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send("hello", allowed_mentions=discord.AllowedMentions(everyone=True))
    with pytest.raises(AssertionError):
        heed(stage)
