"""Clips as if they had been made: recorded with their files, without anybody who asked on Discord."""

from itertools import count

from simcord.actors import MemberActor

from bot.records.values import NO_PARENTS, Ancestry, Card, ClipRecord
from core.contract import Recipe, Riff
from core.ending import Ended
from core.request import Origin, Request
from tests.bot.stage import Stage

NUMBERS = count(1400000000000000000)


async def put(
    stage: Stage,
    prompt: str = "lo-fi beats",
    *,
    author: MemberActor | None = None,
    server: str | None = "here",
    recipe: Recipe | None = None,
    ancestry: Ancestry = NO_PARENTS,
    private: bool = False,
) -> ClipRecord:
    """Record a clip of a card that nobody posted; each is a second younger than the one before."""
    stage.clock.move(1)
    number = str(next(NUMBERS))
    where = str(stage.guild.id) if server == "here" else server
    origin = Origin(server=where, channel=str(stage.channel.id), author=str((author or stage.ana).id))
    card = Card(
        id=number, origin=origin, reach="token" if private else "channel", private=private,
        upload_limit=10 * 2**20, created_s=stage.clock(), message=number,
    )  # fmt: skip
    request = Request(id=f"{number}-0", recipe=recipe or Riff(prompt=prompt, seed=int(number) % 2**32), origin=origin)
    records = stage.services.records
    assert await records.open_card(card, [request], ancestries=[ancestry])
    ended = Ended(request=request.id, end="done", made=stage.worker.made(request.id))
    assert await records.end_request(ended, now_s=stage.clock())
    assert await records.delivered(number, message=None, now_s=stage.clock())
    clip = await records.clip(request.id)
    assert clip is not None
    return clip


async def star(stage: Stage, clip: ClipRecord, *people: MemberActor) -> None:
    """Let people give a clip their stars."""
    for one in people:
        await stage.services.records.star(clip.id, str(one.id), now_s=stage.clock())
