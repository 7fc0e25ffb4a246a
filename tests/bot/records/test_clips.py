"""Clips are found, deleted and swept; prompts are remembered."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from bot.records import Records
from bot.records.models import ClipRow, RequestRow
from bot.records.statements import Choice
from bot.records.values import Leftover
from bot.records.words import REMOVED
from core.contract import Morph, Remix, See
from core.request import Origin
from tests.bot.records.clips import Wanted, make
from tests.bot.records.samples import ORIGIN, card, done, key, request, requests


async def made(records: Records, clip: str = "100", *, png: str = "a", mp3: str = "b", now_s: float = 1005.0) -> str:
    new = card(clip)
    await records.open_card(new, requests(new, 1))
    await records.end_request(done(f"{clip}-0", png=png, mp3=mp3), now_s=now_s)
    return f"{clip}-0"


async def remixed(records: Records, card_id: str, *, source: str, created_s: float = 1000.0) -> str:
    new = card(card_id, created_s=created_s)
    await records.open_card(new, [request(new, Remix(prompt="rain", seed=1, source=key(source)))])
    return f"{card_id}-0"


async def asked(records: Records, card_id: str, prompt: str, *, created_s: float = 1000.0, author: str = "600") -> None:
    new = card(card_id, created_s=created_s, origin=ORIGIN.model_copy(update={"author": author}))
    await records.open_card(new, requests(new, 1, prompt=prompt))


def ids(clips: list[Leftover]) -> list[str]:
    return [clip.id for clip in clips]


async def test_a_clip_is_found_by_its_id(records: Records) -> None:
    clip_id = await made(records)
    record = await records.card("100")
    assert record is not None
    assert await records.clip(clip_id) == record.requests[0].clip
    assert await records.clip("nobody") is None


async def test_a_clip_of_a_direct_message_has_no_server(records: Records) -> None:
    new = card(origin=Origin(channel="7", author="6"))
    await records.open_card(new, requests(new, 1))
    await records.end_request(done("100-0"), now_s=1005.0)
    clip = await records.clip("100-0")
    assert clip is not None
    assert (clip.server, clip.author) == (None, "6")


async def test_a_deleted_clip_is_returned_with_its_keys_and_found_without_them(records: Records) -> None:
    clip_id = await made(records)
    assert await records.delete_clip(clip_id, 1010.0) == Leftover(clip_id, frozenset({key("a"), key("b")}))
    after = await records.clip(clip_id)
    assert after is not None
    assert (after.png, after.mp3, after.deleted_s) == (None, None, 1010.0)


async def test_a_card_does_not_show_the_keys_of_a_deleted_clip(records: Records) -> None:
    await records.delete_clip(await made(records), 1010.0)
    record = await records.card("100")
    assert record is not None
    clip = record.requests[0].clip
    assert clip is not None
    assert (clip.png, clip.mp3) == (None, None)


async def test_a_clip_is_deleted_once(records: Records, other: Records) -> None:
    clip_id = await made(records)
    assert await records.delete_clip(clip_id, 1010.0) is not None
    assert await other.delete_clip(clip_id, 1011.0) is None
    assert await records.delete_clip("nobody", 1011.0) is None


async def test_a_deleted_clips_words_are_gone(records: Records) -> None:
    recipe = Morph(prompt="secret", negative="words", seed=1, to_prompt="more secrets", to_seed=2)
    new = card()
    await records.open_card(new, [request(new, recipe)])
    await records.end_request(done("100-0"), now_s=1005.0)
    await records.delete_clip("100-0", 1010.0)
    clip, record = await records.clip("100-0"), await records.card("100")
    assert clip is not None
    assert record is not None
    left = recipe.model_copy(update={"prompt": REMOVED, "to_prompt": REMOVED, "negative": ""})
    assert clip.recipe == record.requests[0].request.recipe == left
    tables = ("requests", "clips", "lineage", "cards")
    rows = [await records._database.read(all_of(table)) for table in tables]
    assert "secret" not in repr(rows).casefold()


def all_of(table: str) -> Callable[[Session], list[object]]:
    return lambda session: [*session.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 - ours


async def test_a_deleted_clip_is_gone_also_if_its_recipe_is_of_another_version(records: Records) -> None:
    clip_id = await made(records)
    later = '{"kind": "song", "prompt": "secret"}'
    for row in (ClipRow, RequestRow):
        await records._database.write(lambda session, row=row: session.execute(update(row).values(recipe=later)))  # type: ignore[misc]
    assert await records.delete_clip(clip_id, 1010.0) is not None
    assert "secret" not in repr(await records._database.read(all_of("clips")))


async def test_one_clip_of_a_card_is_deleted_and_the_others_keep_their_words(records: Records) -> None:
    new = card()
    await records.open_card(new, requests(new, 2))
    for request_id in ("100-0", "100-1"):
        await records.end_request(done(request_id), now_s=1005.0)
    await records.delete_clip("100-0", 1010.0)
    record = await records.card("100")
    assert record is not None
    prompts = [getattr(one.request.recipe, "prompt", None) for one in record.requests]
    assert prompts == [REMOVED, "lo-fi beats"]


async def test_what_is_left_of_its_card_is_due_in_the_same_step(records: Records) -> None:
    new = card()
    await records.open_card(new, requests(new, 3))
    for number in range(3):
        await records.end_request(done(f"100-{number}"), now_s=1005.0)
    due = []
    for number, redeliver in ((0, True), (0, True), (1, False)):
        await records.delivered("100", message="900", now_s=1006.0)
        await records.delete_clip(f"100-{number}", 1010.0, redeliver=redeliver)
        due.append(await records.undelivered())
    assert due == [1, 0, 0]


async def test_a_clip_is_for_its_server_until_its_author_says_otherwise(records: Records) -> None:
    clip_id = await made(records)
    before = await records.clip(clip_id)
    assert before is not None
    assert (before.visibility, before.remixes) == ("server", "all")
    assert await records.set_visibility(clip_id, "public", "ask")
    assert await records.clip(clip_id) == replace(before, visibility="public", remixes="ask")
    assert await records.set_visibility(clip_id, "private")
    assert await records.clip(clip_id) == replace(before, visibility="private", remixes="ask")
    assert await records.set_visibility(clip_id, remixes="none")
    assert await records.clip(clip_id) == replace(before, visibility="private", remixes="none")
    assert await records.set_visibility(clip_id)


async def test_what_is_not_there_is_for_nobody(records: Records) -> None:
    clip_id = await made(records)
    await records.delete_clip(clip_id, 1010.0)
    assert not await records.set_visibility(clip_id, "public")
    assert not await records.set_visibility("nobody", "public", "all")
    assert not await records.set_visibility("nobody")


async def test_old_clips_are_swept_one_page_after_another(records: Records) -> None:
    for clip, now_s in [("3", 30.0), ("1", 10.0), ("2", 20.0)]:
        await made(records, clip, now_s=now_s)
    assert ids(await records.sweepable(30.0, 10)) == ["1-0", "2-0"]
    assert ids(await records.sweepable(30.0, 1)) == ["1-0"]
    assert ids(await records.sweepable(30.0, 1, after="1-0")) == ["2-0"]
    assert ids(await records.sweepable(30.0, 1, after="2-0")) == []


async def test_a_deleted_clip_is_swept_however_young_it_is(records: Records) -> None:
    clip_id = await made(records)
    assert await records.sweepable(float("-inf"), 10) == []
    deleted = await records.delete_clip(clip_id, 1010.0)
    assert await records.sweepable(float("-inf"), 10) == [deleted]


async def test_a_clip_is_swept_with_what_it_was_made_from(records: Records) -> None:
    request_id = await remixed(records, "1", source="c")
    await records.end_request(done(request_id), now_s=1005.0)
    (clip,) = await records.sweepable(9999.0, 10)
    assert clip.keys == {key("a"), key("b"), key("c")}


async def test_a_swept_clip_keeps_its_recipe(records: Records) -> None:
    clip_id = await made(records)
    before = await records.clip(clip_id)
    assert await records.mark_swept(clip_id)
    after = await records.clip(clip_id)
    assert before is not None
    assert after is not None
    assert (after.png, after.mp3, after.recipe) == (None, None, before.recipe)
    assert await records.sweepable(9999.0, 10) == []
    assert not await records.mark_swept("nobody")


async def test_recent_prompts_come_newest_first_and_once(records: Records) -> None:
    for number, prompt in enumerate(["rain", "lo-fi beats", "rain", "techno"]):
        await asked(records, str(number), prompt, created_s=float(number))
    assert await records.recent_prompts("600", "") == ["techno", "rain", "lo-fi beats"]
    assert await records.recent_prompts("600", "", most=1) == ["techno"]


async def test_recent_prompts_are_only_ones_own(records: Records) -> None:
    await asked(records, "1", "rain", author="601")
    assert await records.recent_prompts("600", "") == []


async def test_prompts_of_refused_and_removed_cards_are_not_offered(records: Records) -> None:
    for number, prompt in enumerate(["rain", "techno", "lo-fi beats"]):
        await asked(records, str(number), prompt)
    await records.refuse("0")
    await records.remove_card("1", 1005.0)
    assert await records.recent_prompts("600", "") == ["lo-fi beats"]


async def test_prompts_of_deleted_clips_are_not_offered(records: Records) -> None:
    await records.delete_clip(await made(records), 1010.0)
    assert await records.recent_prompts("600", "") == []


@pytest.mark.parametrize("typed", ["ÉTÉ", "été", "Ét", "à l"])
async def test_recent_prompts_are_found_in_any_case(records: Records, typed: str) -> None:
    await asked(records, "1", "Été à la mer")
    assert await records.recent_prompts("600", typed) == ["Été à la mer"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "/", "'"])
async def test_signs_that_mean_something_to_a_database_mean_themselves(records: Records, typed: str) -> None:
    await asked(records, "1", "plain rain")
    await asked(records, "2", f"50{typed} rain")
    assert await records.recent_prompts("600", typed) == [f"50{typed} rain"]


async def test_conversions_have_no_prompt(records: Records) -> None:
    new = card()
    await records.open_card(new, [request(new, See(source=key("a")))])
    assert await records.recent_prompts("600", "") == []


async def swept(records: Records, *, before_s: float = 0.0, now_s: float | None = None) -> list[str]:
    return [left.id for left in await records.sweepable(before_s, 10, now_s=now_s)]


async def test_what_somebody_starred_is_not_swept_until_it_is_deleted(records: Records) -> None:
    await make(records, "1")
    await make(records, "2")
    await records.star("1-0", "601", now_s=1010.0)
    assert await swept(records, before_s=9e9) == ["2-0"]
    await records.delete_clip("1-0", 1011.0)
    assert await swept(records, before_s=9e9) == ["1-0", "2-0"]


@pytest.mark.parametrize(
    ("chosen", "is_swept"), [("1", True), ("2", False), ("0", False), ("soon", False), ("-1", False), (None, False)]
)
async def test_a_server_may_have_its_clips_swept_earlier(
    records: Records, chosen: str | None, *, is_swept: bool
) -> None:
    await make(records, "1")
    await make(records, "2", Wanted(server="801"))
    await make(records, "3", Wanted(server=None))
    await records.choose(Choice("server", "800", "retention_days", chosen, "800"), by="900", now_s=1.0)
    after_a_day = 1005.1 + 24 * 3600.0
    assert await swept(records, now_s=after_a_day) == (["1-0"] if is_swept else [])
    assert await swept(records) == []


async def test_a_server_keeps_no_clip_longer_than_its_operator(records: Records) -> None:
    await make(records, "1")
    await records.choose(Choice("server", "800", "retention_days", "1000", "800"), by="900", now_s=1.0)
    assert await swept(records, before_s=1006.0, now_s=1010.0) == ["1-0"]


async def test_an_authors_clips_are_counted_where_they_were_made(records: Records) -> None:
    await make(records, "1")
    await make(records, "2")
    await make(records, "3", Wanted(server="801"))
    await records.delete_clip("2-0", 1010.0)
    assert await records.clips_made("600", "800") == 1
    assert await records.clips_made("600", "801") == 1
    assert await records.clips_made("601", "800") == 0


async def test_clips_of_veiled_cards_are_told_from_others(records: Records) -> None:
    veiled = replace(card("200"), veiled=True)
    assert await records.open_card(veiled, requests(veiled))
    await records.end_request(done("200-0"), now_s=1010.0)
    await make(records, "100")
    assert await records.veiled_among(["100-0", "200-0", "404-0"]) == {"200-0"}
    assert await records.veiled_among([]) == set()
