"""One clip, or some to choose from, by what somebody types."""

from dataclasses import replace

from bot.records import Records
from tests.bot.records.clips import ANY, Wanted, make, make_many, riff

OURS, THEIRS = "600", "601"


def of(author: str, words: str, *, now_s: float = 1005.0, server: str | None = "800") -> Wanted:
    return Wanted(riff(words), author=author, server=server, now_s=now_s)


async def offered(records: Records, typed: str = "", server: str | None = "800", most: int = 25) -> list[str]:
    return [one.clip.id.removesuffix("-0") for one in await records.find(typed, OURS, server, most)]


async def test_ones_own_come_first_then_starred_ones_then_the_servers(records: Records) -> None:
    public = replace(of(THEIRS, "rain", now_s=30.0, server="801"), seen="public")
    wanted = {"1": of(THEIRS, "rain", now_s=40.0), "2": public, "3": of(OURS, "rain", now_s=10.0)}
    await make_many(records, {**wanted, "4": of(OURS, "rain", now_s=20.0, server="801")})
    await records.star("2-0", OURS, now_s=50.0)
    assert await offered(records) == ["4", "3", "2", "1"]
    assert await offered(records, server=None) == ["4", "3", "2"]
    assert await offered(records, most=2) == ["4", "3"]


async def test_each_clip_is_offered_once(records: Records) -> None:
    await make(records, "1")
    await records.star("1-0", OURS, now_s=50.0)
    assert await offered(records) == ["1"]


async def test_clips_are_offered_by_their_words_or_their_recipes_name(records: Records) -> None:
    await make_many(records, {"1": of(OURS, "sad Jazz"), "2": of(OURS, "rain"), "3": of(THEIRS, "snow")})
    name = riff("sad Jazz").recipe_id
    for typed in ("JAZZ", "sad j", name, name[2:6]):
        assert await offered(records, typed) == ["1"], typed


async def test_what_one_may_not_see_is_not_offered(records: Records) -> None:
    await make_many(records, {"1": replace(ANY, author=THEIRS, private=True), "2": replace(ANY, author=THEIRS)})
    await records.star("2-0", OURS, now_s=50.0)
    await records.set_visibility("2-0", "private")
    assert await offered(records) == []


async def test_clips_without_files_are_left_out_where_files_are_needed(records: Records) -> None:
    await make(records, "1")
    await records.mark_swept("1-0")
    assert await offered(records) == ["1"]
    assert await records.find("", OURS, "800", with_files=True) == []


async def test_a_clip_is_found_by_its_id(records: Records) -> None:
    await make(records, "1")
    assert await records.named(" 1-0 ", OURS, "800") == await records.clip("1-0")
    assert await records.named("2-0", OURS, "800") is None


async def test_a_clip_is_found_by_its_recipes_name_however_it_is_spelled(records: Records) -> None:
    recipe = next(one for one in (riff(seed=seed) for seed in range(999)) if {"0", "1"} <= set(one.recipe_id))
    await make(records, "1", Wanted(recipe))
    name = recipe.recipe_id
    misread = name.replace("0", "O").replace("1", "l")
    for typed in (name, f" {name} ", name.lower(), name.removeprefix("R-"), misread):
        assert await records.named(typed, OURS, "800") == await records.clip("1-0"), typed


async def test_of_equal_recipes_the_newest_that_one_may_see_is_found(records: Records) -> None:
    wanted = {"1": of(THEIRS, "rain", now_s=10.0), "2": of(THEIRS, "rain", now_s=20.0)}
    await make_many(records, {**wanted, "3": replace(of(THEIRS, "rain", now_s=30.0), private=True)})
    name = riff("rain").recipe_id
    found = [await records.named(name, viewer, "800") for viewer in (OURS, THEIRS)]
    assert [clip.id for clip in found if clip] == ["2-0", "3-0"]
    assert await records.named(name, OURS, "801") is None


async def test_the_very_same_recipe_is_found_with_its_bytes(records: Records) -> None:
    await make_many(records, {"1": of(THEIRS, "rain", now_s=10.0), "2": of(THEIRS, "rain", now_s=20.0)})
    assert await records.same(riff("rain"), OURS, "800") == await records.clip("2-0")
    assert await records.same(riff("rain", seed=2), OURS, "800") is None
    await records.mark_swept("2-0")
    assert await records.same(riff("rain"), OURS, "800") == await records.clip("1-0")
    await records.delete_clip("1-0", 50.0)
    assert await records.same(riff("rain"), OURS, "800") is None


async def test_the_same_of_somebody_else_is_found_only_where_it_may_be_seen(records: Records) -> None:
    await make(records, "1", of(THEIRS, "rain"))
    assert await records.same(riff("rain"), OURS, "801") is None
    await records.set_visibility("1-0", "public")
    assert await records.same(riff("rain"), OURS, "801") == await records.clip("1-0")
    await records.set_visibility("1-0", "private")
    assert await records.same(riff("rain"), OURS, "800") is None
