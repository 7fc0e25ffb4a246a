"""Families: what came of what, also of what is gone."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import event

from bot.records import Family, Member, Records
from bot.records.address import SqliteAddress
from bot.records.lineage import Promotion
from bot.records.sqlite import SqliteDatabase
from bot.records.values import Ancestry
from core.contract import Morph, Play
from tests.bot.records.clips import ANY, Wanted, ask, child, found, make, make_many, of_bytes, riff
from tests.bot.records.samples import cancelled, done, key

LATER = replace(ANY, now_s=2000.0)


async def family(records: Records, clip_id: str, viewer: str | None = "600") -> Family:
    known = await records.family(clip_id, viewer=viewer, server="800")
    assert known is not None
    return known


def ids(members: tuple[Member, ...]) -> list[str]:
    return [member.id for member in members]


async def test_a_clip_of_nothing_is_the_first_of_its_family(records: Records) -> None:
    clip = await found(records, await make(records, "1"))
    assert (clip.root, clip.generation, clip.ancestry) == (None, 1, Ancestry("riff"))
    assert ids((await family(records, "1-0")).members) == ["1-0"]


async def test_what_comes_of_a_clip_is_of_its_family(records: Records) -> None:
    await make(records, "1")
    await child(records, "2", "1-0", wanted=LATER)
    clip = await found(records, await child(records, "3", "2-0", wanted=replace(ANY, now_s=3000.0)))
    assert (clip.root, clip.generation, clip.ancestry) == ("1-0", 3, Ancestry("remix", "2-0"))
    for name in ("1-0", "2-0", "3-0"):
        known = await family(records, name)
        assert (known.root, ids(known.members)) == ("1-0", ["1-0", "2-0", "3-0"])


async def test_a_member_tells_what_it_is(records: Records) -> None:
    await make(records, "1")
    wanted = Wanted(riff("rain"), author="601", now_s=2000.0, made=of_bytes("c"))
    await child(records, "2", "1-0", wanted=wanted)
    await records.star("2-0", "600", now_s=1.0)
    await records.star("2-0", "601", now_s=1.0)
    assert (await family(records, "1-0")).members[1] == Member(
        id="2-0", root="1-0", parents=("1-0",), operation="remix", generation=2, author="601", server="800",
        visibility="server", recipe_id=riff("rain").recipe_id, created_s=2000.0, prompt="rain", png=key("c"), stars=2,
    )  # fmt: skip


async def test_a_morph_has_two_parents_and_is_of_the_first_ones_family(records: Records) -> None:
    for name in ("1", "2"):
        await make(records, name)
    await child(records, "3", "2-0")
    clip = await found(records, await child(records, "4", "1-0", "3-0", wanted=LATER))
    assert (clip.root, clip.generation, clip.ancestry) == ("1-0", 3, Ancestry("morph", "1-0", "3-0"))
    assert ids((await family(records, "4-0")).members) == ["1-0", "4-0"]


async def test_a_morph_tells_both_its_words(records: Records) -> None:
    recipe = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=2)
    await make(records, "1", Wanted(recipe))
    assert (await family(records, "1-0")).members[0].prompt == "rain → jazz"


async def test_a_conversion_has_no_words(records: Records) -> None:
    await make(records, "1", Wanted(Play(source=key("c"))))
    (member,) = (await family(records, "1-0")).members
    assert (member.operation, member.prompt, member.png) == ("play", None, key("a"))


async def test_ancestors_are_named_through_all_parents_nearest_first(records: Records) -> None:
    for name in ("1", "2"):
        await make(records, name)
    await child(records, "3", "2-0")
    await child(records, "4", "1-0", "3-0")
    await child(records, "5", "4-0")
    assert ids(await records.ancestors("5-0")) == ["4-0", "1-0", "3-0", "2-0"]
    assert ids(await records.ancestors("1-0")) == []
    assert await records.ancestors("nobody") == ()


async def test_an_ancestor_through_two_lines_is_named_once(records: Records) -> None:
    await make(records, "1")
    for name in ("2", "3"):
        await child(records, name, "1-0")
    await child(records, "4", "2-0", "3-0")
    assert sorted(ids(await records.ancestors("4-0"))) == ["1-0", "2-0", "3-0"]


async def test_a_clip_morphed_into_itself_has_one_ancestor(records: Records) -> None:
    await make(records, "1")
    await child(records, "2", "1-0", "1-0")
    assert ids(await records.ancestors("2-0")) == ["1-0"]


async def test_ancestors_that_somebody_may_not_see_are_named_without_words(records: Records) -> None:
    await make(records, "1", replace(ANY, private=True))
    await child(records, "2", "1-0")
    (theirs,) = await records.ancestors("2-0", viewer="601", server="800")
    (ours,) = await records.ancestors("2-0", viewer="600", server="800")
    assert (theirs.author, theirs.prompt, theirs.png, theirs.hidden) == ("600", None, None, True)
    assert (ours.prompt, ours.hidden) == ("lo-fi beats", False)


async def test_an_unknown_clip_has_no_family(records: Records) -> None:
    assert await records.family("nobody") is None


async def test_a_deleted_clip_keeps_its_place_without_words_or_picture(records: Records) -> None:
    await make(records, "1")
    await child(records, "2", "1-0", wanted=LATER)
    await records.star("1-0", "601", now_s=1.0)
    await records.delete_clip("1-0", 3000.0)
    first, second = (await family(records, "2-0")).members
    assert (first.deleted, first.prompt, first.png, first.stars) == (True, None, None, 0)
    assert (first.author, first.recipe_id) == ("600", riff().recipe_id)
    assert (second.deleted, second.prompt) == (False, "lo-fi beats")


async def test_a_family_outlives_its_cards(records: Records) -> None:
    await make(records, "1")
    await child(records, "2", "1-0", wanted=LATER)
    await records.delivered("1", message=None, now_s=1.0)
    await records.delete_clip("1-0", 3000.0)
    await records.mark_swept("1-0")
    assert await records.forgettable(2000.0, 9) == ["1"]
    await records.forget_cards(["1"])
    assert await records.clip("1-0") is None
    assert [(one.id, one.deleted) for one in (await family(records, "1-0")).members] == [("1-0", True), ("2-0", False)]
    clip = await found(records, await child(records, "3", "1-0"))
    assert (clip.root, clip.generation) == ("1-0", 2)


async def test_a_swept_clip_keeps_its_words_in_its_family(records: Records) -> None:
    await make(records, "1")
    await records.mark_swept("1-0")
    (member,) = (await family(records, "1-0")).members
    assert (member.deleted, member.prompt, member.png) == (False, "lo-fi beats", None)


async def test_what_comes_of_an_unknown_clip_is_the_first_of_its_family(records: Records) -> None:
    clip = await found(records, await child(records, "2", "nobody"))
    assert (clip.root, clip.generation, clip.ancestry.parent) == (None, 1, "nobody")


async def test_a_clip_that_nobody_waits_for_is_of_no_family(records: Records) -> None:
    await make(records, "1")
    late = await ask(records, "2", replace(ANY, ancestry=Ancestry("remix", "1-0")))
    await records.end_request(cancelled(late), now_s=2000.0)
    await records.end_request(done(late), now_s=2001.0)
    assert ids((await family(records, "1-0")).members) == ["1-0"]
    assert await records.family(late) is None


async def test_what_is_hidden_is_left_out_unless_something_came_of_it_that_is_not(records: Records) -> None:
    await make(records, "1")
    ours = replace(LATER, author="601", private=True)
    await child(records, "2", "1-0", wanted=ours)
    await child(records, "3", "1-0", wanted=ours)
    await child(records, "4", "3-0", wanted=replace(ours, private=False))
    shown = (await family(records, "1-0")).members
    assert [(member.id, member.hidden) for member in shown] == [("1-0", False), ("3-0", True), ("4-0", False)]
    assert (shown[1].prompt, shown[1].png) == (None, None)
    assert ids((await family(records, "1-0", viewer="601")).members) == ["1-0", "2-0", "3-0", "4-0"]


async def test_a_clip_is_promoted_once(records: Records, other: Records) -> None:
    await make(records, "1")
    assert await records.promote("1-0", 2000.0)
    assert not await other.promote("1-0", 3000.0)
    assert not await records.promote("nobody", 3000.0)
    assert (await family(records, "1-0")).members[0].promoted_s == 2000.0


async def test_a_promotion_that_failed_can_be_made_again(records: Records, other: Records) -> None:
    await make(records, "1")
    assert await records.promote("1-0", 2000.0)
    await records.take_back_promotion("1-0")
    assert await other.promote("1-0", 3000.0)


async def test_a_family_takes_two_questions_however_large_it_is(empty_sqlite_url: str) -> None:
    database = SqliteDatabase(SqliteAddress(Path(empty_sqlite_url.removeprefix("sqlite:///"))))
    records, asked = Records(database), list[str]()
    await make_many(records, {str(number): tree(number) for number in range(1, 101)})
    event.listen(database._engine, "before_cursor_execute", lambda *seen: asked.append(seen[2]))
    known = await family(records, "50-0")
    assert ids(known.members) == [f"{number}-0" for number in range(1, 101)]
    assert max(member.generation for member in known.members) == 7
    assert len([one for one in asked if "SELECT" in one]) == 2
    await records.close()


def tree(number: int) -> Wanted:
    """Two clips come of each."""
    return replace(ANY, ancestry=Ancestry("remix", f"{number // 2}-0") if number > 1 else None, now_s=float(number))


async def test_it_is_known_which_clips_are_promoted_and_since_when(records: Records) -> None:
    for name in ("1", "2", "3"):
        await make(records, name)
    await records.promote("2-0", 3000.0)
    await records.promote("3-0", 4000.0, channel="700")
    assert await records.promoted(["1-0", "2-0", "3-0", "4-0"]) == {
        "2-0": Promotion(3000.0),
        "3-0": Promotion(4000.0, "700"),
    }
    assert await records.promoted([]) == {}


async def test_nobody_is_older_than_what_they_come_of_whatever_clocks_say(records: Records) -> None:
    await make(records, "1", wanted=LATER)
    await child(records, "2", "1-0", wanted=replace(LATER, now_s=1500.0))
    await child(records, "3", "2-0", wanted=replace(LATER, now_s=1000.0))
    members = (await family(records, "1-0")).members
    assert ids(members) == ["1-0", "2-0", "3-0"]
    assert {one.created_s for one in members} == {2000.0}


async def test_all_that_came_of_a_clip_is_named(records: Records) -> None:
    root, stranger = await make(records, "1"), await make(records, "2")
    first = await child(records, "3", root)
    second = await child(records, "4", first)
    morph = await child(records, "5", stranger, second)
    await records.delete_clip(first, 1010.0)
    assert await records.descendants(root) == [first, second, morph]
    assert await records.descendants(morph) == []
    assert await records.descendants("404") == []
