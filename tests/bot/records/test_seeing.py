"""What the database says of who may see what is what `bot.access` says."""

from collections.abc import Sequence
from itertools import product
from random import Random

from sqlalchemy import select

from bot.access import may_see
from bot.records import Cut, Records
from bot.records.models import ClipRow
from bot.records.reading import clip_of
from bot.records.values import ClipRecord, Visibility
from tests.bot.records.clips import Wanted, make_many, riff

PEOPLE = ("600", "601", "602")
SERVERS = ("800", "801", None)
SEEN: tuple[Visibility, ...] = ("public", "server", "private")
ALL = Cut(size=200)


async def many(records: Records) -> list[ClipRecord]:
    """Clips of anybody, anywhere, for anybody; some of them deleted."""
    chance = Random(1)  # noqa: S311 - chance for a test
    await make_many(records, {str(name): any_clip(chance, str(name)) for name in range(100, 180)})
    rows = select(ClipRow).order_by(ClipRow.id)
    found = await records._database.read(lambda session: [clip_of(row) for row in session.scalars(rows)])
    clips = [clip for clip in found if clip is not None]
    assert {(clip.visibility, clip.deleted_s is None) for clip in clips} == set(product(SEEN, (True, False)))
    assert any(clip.secluded for clip in clips)
    assert any(clip.hidden_s for clip in clips)
    return clips


def any_clip(chance: Random, name: str) -> Wanted:
    return Wanted(
        riff(f"rain {name}"),
        author=chance.choice(PEOPLE),
        server=chance.choice(SERVERS),
        seen=chance.choice((*SEEN, None)),
        deleted=chance.random() < 0.2,
        secluded=chance.random() < 0.5,
        hidden=chance.random() < 0.2,
    )


def ids(clips: Sequence[ClipRecord]) -> set[str]:
    return {clip.id for clip in clips}


async def test_lists_hold_just_what_somebody_may_see(records: Records) -> None:
    clips = await many(records)
    for viewer, server in product((*PEOPLE, None), SERVERS):
        expected = ids([clip for clip in clips if may_see(clip, viewer, server)])
        page = await records.search("RAIN", viewer, server, ALL)
        assert ids([one.clip for one in page.items]) == expected
        assert page.total == len(expected)


async def test_a_clip_is_named_just_by_who_may_see_it(records: Records) -> None:
    for clip, viewer in product((await many(records))[::3], ("600", None)):
        assert (await records.named(clip.id, viewer, "800") is not None) == may_see(clip, viewer, "800")


async def test_a_family_tells_just_those_who_may_see_it(records: Records) -> None:
    for clip, viewer in product((await many(records))[::3], ("600", None)):
        family = await records.family(clip.id, viewer=viewer, server="800")
        assert family is not None
        told = [member.id for member in family.members if member.prompt is not None]
        assert told == ([clip.id] if may_see(clip, viewer, "800") else [])
