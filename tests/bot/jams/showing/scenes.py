"""Moments of a jam on stage, and what is in its thread and channel then."""

from dataclasses import replace

import discord

from bot.jams.conducting.steps import steps
from bot.jams.machine import Plan
from bot.jams.machine.acts import Join, Start
from bot.jams.moving import created
from bot.jams.showing.posting import JamSaying
from bot.records.jam import Jam, JamRules, Post
from tests.bot.jams.conducting.concert import Concert
from tests.bot.jams.machine.game import Game
from tests.bot.stage import Stage
from tests.discord.description import Description
from tests.discord.limits import faults_of_message

THREAD = "300"
LEFT_OUT = {"overseeing", "clearing", "schedule", "turns"}
"""What other tests are about."""

WORDS = ("drums in the rain", "a bass that walks", "bells")


def in_thread(jam: Jam, **posts: Post) -> Jam:
    """Say that a jam has a thread, and what was posted."""
    return replace(jam, thread=THREAD, posts={name.replace("_", "-"): post for name, post in posts.items()})


def post(message: str = "1") -> Post:
    return Post(THREAD, message, 0.0)


def lines(saying: JamSaying) -> list[str]:
    return saying.view.content.split("\n")


def battle_of(*users: str) -> Game:
    """A battle in its first round, in which so many people play."""
    game = Game()
    return game.do(*(Join(one) for one in users if one != "1"), Start("1"))


async def begun(stage: Stage, **rules: object) -> Concert:
    """A battle of one round, by these rules."""
    agreed = replace(JamRules("battle", 1), **rules)  # type: ignore[arg-type]
    plan = Plan(str(stage.guild.id), str(stage.channel.id), "Night Shift", "rain on glass", agreed)
    jam = await created(stage.services, plan, host=str(stage.ana.id))
    playing = Concert(stage, jam.id, [step for step in steps() if step.name not in LEFT_OUT])
    await playing.look()
    return playing


async def voting(stage: Stage, *words: str, **rules: object) -> Concert:
    """A battle in which ana, ben and the moderator entered and all is painted."""
    playing = await begun(stage, **rules)
    people = (stage.ana, stage.ben, stage.mod)
    words = words or WORDS
    await playing.begin(*people[1 : len(words)])
    for one, said in zip(people, words, strict=False):
        await playing.enter(one, said)
    await playing.painted()
    await playing.look()
    return playing


async def revealed(stage: Stage, **rules: object) -> Concert:
    """The same one, when ben and the moderator voted for ana's, and that is shown."""
    playing = await voting(stage, **rules)
    first = (await playing.jam()).entries[0]
    await playing.vote(stage.ben, first)
    await playing.vote(stage.mod, first)
    await playing.next()
    await playing.look()
    return playing


async def at_the_finale(stage: Stage, **rules: object) -> Concert:
    """The same one, when its track is made and shown, and its film waits."""
    playing = await revealed(stage, **rules)
    await playing.next()
    await playing.painted()
    await playing.look()
    return playing


async def finished(stage: Stage, **rules: object) -> Concert:
    """The same one, when all is over."""
    playing = await at_the_finale(stage, **rules)
    await playing.paint()
    await playing.look()
    stage.clock.move(9)
    await playing.look()
    return playing


def thread_messages(stage: Stage) -> list[discord.Message]:
    """What is in the only thread, the oldest first."""
    (thread,) = stage.channel.threads
    return sorted(thread.history(), key=lambda message: message.id)


async def shown(playing: Concert, what: str) -> discord.Message:
    """The message under a name, as it is now."""
    where = (await playing.jam()).posts[what]
    return await playing.stage.bot.get_partial_messageable(int(where.channel)).fetch_message(int(where.message))


def names(message: discord.Message) -> list[str]:
    return [one.filename.partition("-")[2] or one.filename.rpartition(".")[2] for one in message.attachments]


def faults(stage: Stage, description: Description | None) -> list[str]:
    """What Discord would not take of all that was sent."""
    found: list[str] = []
    for one in stage.env.http_requests:
        if isinstance(one.json, dict) and one.method in {"POST", "PATCH"}:
            found += [f"{one.path}: {fault}" for fault in faults_of_message(one.json) if "/messages" in one.path]
            if description is not None:
                found += [
                    f"{one.path}: {fault}" for fault in description.faults_of(one.method.lower(), one.path, one.json)
                ]
    return found
