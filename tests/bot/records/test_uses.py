"""What is needed of the store, and for how long."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.records import Records
from bot.records.values import Leftover
from core.contract import Export, Morph, Remix
from core.ending import Ended, Exported
from tests.bot.records.clips import Wanted, ask, make, of_bytes
from tests.bot.records.samples import cancelled, card, done, failed, key, request

DAY_S = 24 * 3600.0


async def made(records: Records, clip: str = "100", *, png: str = "a", mp3: str = "b") -> str:
    return await make(records, clip, Wanted(made=of_bytes(png, mp3)))


async def remixed(records: Records, card_id: str, *, source: str) -> str:
    return await ask(records, card_id, Wanted(Remix(prompt="rain", seed=1, source=key(source))))


async def exported(records: Records, card_id: str = "1", *, now_s: float = 1005.0, file: str = "f") -> str:
    new = card(card_id)
    await records.open_card(new, [request(new, Export(source=key("a"), format="wav"))])
    ended = Ended(request=f"{card_id}-0", end="done", exported=Exported(file=key(file)))
    await records.end_request(ended, now_s=now_s)
    return f"{card_id}-0"


async def used(records: Records, letters: str, *, besides: tuple[str, ...] = ()) -> str:
    found = await records.keys_in_use([key(letter) for letter in letters], besides=besides)
    return "".join(sorted(one[0] for one in found))


async def test_keys_are_in_use_by_clips_that_are_there(records: Records) -> None:
    await made(records, "1", png="a", mp3="b")
    swept = await made(records, "2", png="c", mp3="b")
    deleted = await made(records, "3", png="d", mp3="e")
    await records.mark_swept(swept)
    await records.delete_clip(deleted, 1010.0)
    assert await records.keys_in_use([key(letter) for letter in "abcdef"]) == {key("a"), key("b")}
    assert await records.keys_in_use([]) == set()


async def test_a_key_that_two_clips_share_is_in_use_until_both_are_swept(records: Records) -> None:
    first, second = await made(records, "1"), await made(records, "2")
    assert await records.keys_in_use([key("a")], besides=[first]) == {key("a")}
    await records.mark_swept(second)
    assert await records.keys_in_use([key("a")], besides=[first]) == set()


async def test_a_source_is_in_use_until_its_clip_is_swept(records: Records) -> None:
    request_id = await remixed(records, "1", source="c")
    assert await records.keys_in_use([key("c")]) == {key("c")}
    await records.end_request(done(request_id), now_s=1005.0)
    assert await records.keys_in_use([key("c")]) == {key("c")}
    assert await records.keys_in_use([key("c")], besides=[request_id]) == set()
    await records.mark_swept(request_id)
    assert await records.keys_in_use([key("c")]) == set()


@pytest.mark.parametrize("end", [failed, cancelled])
async def test_the_source_of_a_request_that_came_to_nothing_is_not_in_use(
    records: Records, end: Callable[[str], Ended]
) -> None:
    request_id = await remixed(records, "1", source="c")
    await records.end_request(end(request_id), now_s=1005.0)
    assert await records.keys_in_use([key("c")]) == set()


async def test_bytes_that_are_being_made_anew_are_in_use_before_their_worker_tells(records: Records) -> None:
    first = await made(records, "1")
    await records.delete_clip(first, 1010.0)
    await ask(records, "2")
    assert await records.keys_in_use([key("a")], besides=[first]) == {key("a"), key("b")}
    await records.end_request(cancelled("2-0"), now_s=1011.0)
    assert await records.keys_in_use([key("a")], besides=[first]) == set()


async def test_the_source_of_a_deleted_clip_is_not_in_use(records: Records) -> None:
    deleted, other = await remixed(records, "1", source="c"), await remixed(records, "2", source="d")
    for request_id in (deleted, other):
        await records.end_request(done(request_id), now_s=1005.0)
    await records.delete_clip(deleted, 1010.0)
    assert await records.keys_in_use([key("c"), key("d")]) == {key("d")}


@pytest.mark.parametrize("source", ["a", "b"])
async def test_what_a_deleted_clip_left_is_in_use_while_somebody_waits_for_what_is_made_of_it(
    records: Records, source: str
) -> None:
    parent = await made(records, "1")
    child = await remixed(records, "2", source=source)
    left = await records.delete_clip(parent, 1010.0)
    assert await used(records, "ab", besides=(parent,)) == source
    assert not await records.mark_swept(parent)
    assert await records.sweepable(0.0, 9) == [left]
    await records.end_request(done(child, png="c", mp3="d"), now_s=1020.0)
    assert await used(records, "abcd", besides=(parent,)) == "cd"
    assert await records.mark_swept(parent)
    assert await records.sweepable(0.0, 9) == []


async def test_what_an_old_clip_left_is_in_use_as_long_as_what_was_made_of_it(records: Records) -> None:
    parent = await made(records, "1")
    child = await remixed(records, "2", source="a")
    await records.end_request(done(child, png="c", mp3="d"), now_s=1020.0)
    assert await used(records, "ab", besides=(parent,)) == "a"
    assert await records.mark_swept(parent)
    assert await used(records, "a") == "a"
    assert (await records.sweepable(9999.0, 9))[0].keys == {key("a"), key("c"), key("d")}
    assert await used(records, "a", besides=(child,)) == ""


async def test_both_ends_of_a_morph_are_in_use(records: Records) -> None:
    recipe = Morph(prompt="rain", seed=1, to_prompt="jazz", to_seed=2, source=key("c"), to_source=key("d"))
    morph = await ask(records, "1", Wanted(recipe))
    assert await used(records, "cde") == "cd"
    await records.end_request(done(morph), now_s=1005.0)
    assert await used(records, "cde") == "cd"
    deleted = await records.delete_clip(morph, 1010.0)
    assert deleted == Leftover(morph, frozenset(map(key, "abcd")))
    assert await used(records, "abcd") == ""


async def test_an_exported_file_is_in_use_until_it_is_swept(records: Records) -> None:
    request_id = await exported(records)
    record = await records.card("1")
    assert record is not None
    assert (record.card.state, record.requests[0].state, record.requests[0].file) == ("ended", "done", key("f"))
    assert record.requests[0].clip is None
    assert await used(records, "f") == "f"
    assert await used(records, "f", besides=(request_id,)) == ""
    assert await records.mark_export_swept(request_id)
    after = await records.card("1")
    assert after is not None
    assert after.requests[0] == replace(record.requests[0], file=None)
    assert await used(records, "f") == ""
    assert not await records.mark_export_swept("nobody")


async def test_what_was_exported_of_a_deleted_clip_is_swept_next(records: Records) -> None:
    clip_id = await made(records, "1", png="a")
    await exported(records, "2", now_s=1005.0)
    assert await records.sweepable_exports(1005.0, 9) == []
    await records.delete_clip(clip_id, 1010.0)
    assert await records.sweepable_exports(1005.0, 9) == [Leftover("2-0", frozenset({key("f")}))]


async def test_an_export_is_of_no_family_and_no_clip(records: Records) -> None:
    request_id = await exported(records)
    assert await records.clip(request_id) is None
    assert await records.family(request_id) is None
    assert (await records.mine("600")).total == 0


async def test_what_is_exported_is_in_use_until_that_is_over(records: Records) -> None:
    new = card("1")
    await records.open_card(new, [request(new, Export(source=key("c"), format="wav"))])
    assert await used(records, "c") == "c"
    await records.end_request(failed("1-0"), now_s=1005.0)
    assert await used(records, "c") == ""


async def test_exported_files_are_swept_one_page_after_another(records: Records) -> None:
    for name, now_s in [("3", 30.0), ("1", 10.0), ("2", 20.0)]:
        await exported(records, name, now_s=now_s, file=name)
    assert [one.id for one in await records.sweepable_exports(30.0, 9)] == ["1-0", "2-0"]
    assert await records.sweepable_exports(30.0, 1, after="1-0") == [Leftover("2-0", frozenset({key("2")}))]
    await records.mark_export_swept("1-0")
    assert [one.id for one in await records.sweepable_exports(30.0, 9)] == ["2-0"]


async def test_a_file_that_nobody_waits_for_any_more_is_swept_all_the_same(records: Records) -> None:
    new = card("1")
    await records.open_card(new, [request(new, Export(source=key("a"), format="wav"))])
    await records.end_request(cancelled("1-0"), now_s=1000.0)
    late = Ended(request="1-0", end="done", exported=Exported(file=key("f")))
    await records.end_request(late, now_s=1005.0)
    record = await records.card("1")
    assert record is not None
    assert (record.requests[0].state, record.requests[0].file) == ("cancelled", None)
    assert [one.id for one in await records.sweepable_exports(2000.0, 9)] == ["1-0"]
    await records.mark_export_swept("1-0")
    await records.end_request(late, now_s=1006.0)
    assert await records.sweepable_exports(2000.0, 9) == []


async def test_a_file_that_is_being_made_anew_is_in_use_before_its_worker_tells(records: Records) -> None:
    first = await exported(records)
    new = card("2")
    await records.open_card(new, [request(new, Export(source=key("a"), format="wav"))])
    assert await used(records, "f", besides=(first,)) == "f"
    await records.end_request(cancelled("2-0"), now_s=1006.0)
    assert await used(records, "f", besides=(first,)) == ""


async def test_the_card_of_a_file_is_kept_until_that_is_swept(records: Records) -> None:
    await exported(records)
    await records.delivered("1", message=None, now_s=1006.0)
    assert await records.forgettable(2000.0, 9) == []
    await records.mark_export_swept("1-0")
    assert await records.forgettable(2000.0, 9) == ["1"]
