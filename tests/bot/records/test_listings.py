"""Lists of clips: what is in them, in which order, and that their pages stay where they are."""

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.records import Cut, Page, Records
from bot.records.models import ClipRow
from tests.bot.records.clips import Wanted, make, make_many, riff

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.records.listings import Sort

DAY_S = 24 * 3600.0


def ids(page: Page) -> list[str]:
    return [one.clip.id.removesuffix("-0") for one in page.items]


def at(now_s: float, words: str = "lo-fi beats", *, author: str = "600", server: str | None = "800") -> Wanted:
    return Wanted(riff(words), author=author, server=server, now_s=now_s)


async def star(records: Records, name: str, *people: str, now_s: float = 5000.0) -> None:
    for user in people:
        await records.star(f"{name}-0", user, now_s=now_s)


async def test_what_is_listed_tells_where_it_is(records: Records) -> None:
    await make(records, "1")
    await star(records, "1", "601", "602")
    (one,) = (await records.latest("600", "800")).items
    assert (one.clip, one.stars, one.channel, one.message) == (await records.clip("1-0"), 2, "700", "91")


async def test_the_latest_of_a_server_come_newest_first(records: Records) -> None:
    wanted = {"1": at(20.0), "2": at(30.0), "3": at(10.0), "4": at(40.0, server="801"), "5": at(30.0)}
    await make_many(records, wanted)
    assert ids(await records.latest("699", "800")) == ["5", "2", "1", "3"]


async def test_the_latest_without_a_server_are_public_ones_and_ones_own(records: Records) -> None:
    public = replace(at(20.0, author="601"), seen="public")
    await make_many(records, {"1": at(10.0), "2": public, "3": at(30.0, author="601"), "4": at(40.0, server=None)})
    assert ids(await records.latest("600", None)) == ["4", "2", "1"]
    assert ids(await records.latest(None, None)) == ["2"]


async def test_ones_own_are_sorted_as_asked(records: Records) -> None:
    wanted = {"1": at(10.0), "2": at(20.0), "3": at(30.0), "4": at(40.0, author="601")}
    await make_many(records, wanted)
    await star(records, "2", "601", "602")
    await star(records, "1", "601")
    orders: dict[Sort, str] = {"newest": "321", "oldest": "123", "stars": "213"}
    assert {sort: "".join(ids(await records.mine("600", None, sort))) for sort in orders} == orders


async def test_ones_own_hold_what_is_private_and_of_any_server(records: Records) -> None:
    await make_many(records, {"1": replace(at(10.0), private=True), "2": at(20.0, server="801"), "3": at(30.0)})
    await records.delete_clip("3-0", 40.0)
    assert ids(await records.mine("600")) == ["2", "1"]


async def test_ones_own_are_searched(records: Records) -> None:
    await make_many(records, {"1": at(10.0, "Été à la mer"), "2": at(20.0, "rain")})
    assert ids(await records.mine("600", "ÉTÉ")) == ["1"]
    assert ids(await records.mine("600", " ")) == ["2", "1"]


async def test_somebody_elses_are_those_that_one_may_see(records: Records) -> None:
    await make_many(records, {"1": at(10.0), "2": replace(at(20.0), private=True), "3": at(30.0, author="601")})
    assert ids(await records.made_by("600", "601", "800")) == ["1"]
    assert ids(await records.made_by("600", "600", "800")) == ["2", "1"]


async def test_favourites_come_by_when_they_were_starred(records: Records) -> None:
    await make_many(records, {"1": at(10.0), "2": at(20.0), "3": at(30.0)})
    await star(records, "2", "601", now_s=200.0)
    await star(records, "1", "601", now_s=300.0)
    await star(records, "3", "602", now_s=400.0)
    assert ids(await records.favorites("601", "800")) == ["1", "2"]


async def test_a_favourite_that_became_private_is_not_listed(records: Records) -> None:
    await make(records, "1")
    await star(records, "1", "600", "601")
    await records.set_visibility("1-0", "private")
    assert ids(await records.favorites("601", "800")) == []
    assert ids(await records.favorites("600", "800")) == ["1"]


async def test_charts_count_the_stars_of_their_time(records: Records) -> None:
    await make_many(records, {name: at(10.0 + int(name)) for name in ("1", "2", "3", "4")})
    await star(records, "1", "601", "602", "603", now_s=100.0)
    await star(records, "2", "601", "602", now_s=20 * DAY_S)
    await star(records, "3", "601", now_s=20 * DAY_S)
    assert [(one.clip.id, one.stars) for one in (await records.top(None, "600", "800")).items] == [
        ("1-0", 3), ("2-0", 2), ("3-0", 1),
    ]  # fmt: skip
    assert ids(await records.top(DAY_S, "600", "800")) == ["2", "3"]
    await star(records, "1", "604", "605", "606", now_s=21 * DAY_S)
    charted = await records.top(20 * DAY_S, "600", "800")
    assert [(one.clip.id, one.stars) for one in charted.items] == [("1-0", 3), ("2-0", 2), ("3-0", 1)]
    assert ids(await records.top(20.5 * DAY_S, "600", "800")) == ["1"]


async def test_charts_are_of_a_server_or_of_everywhere(records: Records) -> None:
    public = replace(at(10.0, server="801"), seen="public")
    await make_many(records, {"1": at(10.0), "2": public, "3": at(10.0, server="801", author="601")})
    for name in ("1", "2", "3"):
        await star(records, name, "605")
    assert ids(await records.top(None, "699", "800")) == ["1"]
    assert ids(await records.top(None, "699", None)) == ["2"]
    assert ids(await records.top(None, "601", None)) == ["3", "2"]


async def test_a_search_looks_everywhere_that_one_may_see(records: Records) -> None:
    public = replace(at(10.0, "sad Rain", server="801"), seen="public")
    wanted = {"1": public, "2": at(20.0, "rain"), "3": at(30.0, "jazz"), "4": at(40.0, "rain", server="801")}
    await make_many(records, wanted)
    assert ids(await records.search("RAIN", "699", "800")) == ["2", "1"]
    assert ids(await records.search("snow", "699", "800")) == []


async def test_words_are_found_in_any_case(records: Records) -> None:
    await make_many(records, {"1": at(10.0, "Été à la Straße"), "2": at(20.0, "rain")})
    for typed in ("ÉTÉ", "été", "  à   la ", "STRASSE"):
        assert ids(await records.search(typed, "600", "800")) == ["1"], typed


async def test_signs_that_mean_something_to_a_database_mean_themselves(records: Records) -> None:
    signs = dict(enumerate("%_\\/'", 1))
    odd = {str(name): at(10.0, f"50{sign} rain") for name, sign in signs.items()}
    await make_many(records, {"0": at(1.0, "plain rain"), **odd})
    for name, sign in signs.items():
        assert ids(await records.search(sign, "600", "800")) == [str(name)]


async def test_signs_that_no_words_have_are_left_out(records: Records) -> None:
    await make_many(records, {"1": at(10.0, "rain"), "2": at(20.0, "snow")})
    for typed in ("\x00rain", "ra\udc00in"):
        assert ids(await records.search(typed, "600", "800")) == ["1"]


async def test_a_recipe_is_found_by_the_beginning_of_its_name(records: Records) -> None:
    await make(records, "1")
    name = riff().recipe_id
    assert ids(await records.search(name[:5].lower(), "600", "800")) == ["1"]
    assert ids(await records.search(name, "600", "800")) == ["1"]


async def test_swept_clips_are_still_listed(records: Records) -> None:
    await make(records, "1")
    await records.mark_swept("1-0")
    (one,) = (await records.latest("600", "800")).items
    assert one.clip.png is None


async def test_pages_are_numbered_from_1(records: Records) -> None:
    await make_many(records, {str(number): at(float(number)) for number in range(1, 8)})
    first = await records.latest("600", "800", Cut(1, size=3))
    assert (ids(first), first.number, first.last, first.total) == (["7", "6", "5"], 1, 3, 7)
    assert ids(await records.latest("600", "800", Cut(2, size=3))) == ["4", "3", "2"]
    assert ids(await records.latest("600", "800", Cut(3, size=3))) == ["1"]


async def test_a_page_that_is_not_there_is_the_next_best(records: Records) -> None:
    await make_many(records, {str(number): at(float(number)) for number in range(1, 5)})
    pages = [await records.latest("600", "800", Cut(asked, size=2)) for asked in (9, 0, -1)]
    assert [(page.number, len(page.items)) for page in pages] == [(2, 2), (1, 2), (1, 2)]


async def test_an_empty_list_has_one_page(records: Records) -> None:
    assert await records.latest("600", "800") == Page((), 1, 1, 0)


async def test_what_comes_later_does_not_move_the_pages(records: Records) -> None:
    await make_many(records, {str(number): at(float(number)) for number in range(1, 5)})
    for number in range(1, 5):
        await star(records, str(number), "601", now_s=float(number))
    then = Cut(2, size=2, as_of_s=4.0)
    lists: tuple[Callable[[], Awaitable[Page]], ...] = (
        lambda: records.latest("600", "800", then),
        lambda: records.mine("600", None, "newest", then),
        lambda: records.search("beats", "600", "800", then),
        lambda: records.favorites("601", "800", then),
        lambda: records.made_by("600", "601", "800", then),
        lambda: records.top(None, "600", "800", then),
    )
    before = [ids(await one()) for one in lists]
    assert before == [["2", "1"]] * len(lists)
    await make(records, "5", at(5.0))
    await star(records, "5", "601", "602", "603", now_s=5.0)
    await star(records, "1", "602", "603", now_s=5.0)
    assert [ids(await one()) for one in lists] == before


async def test_clips_that_can_not_be_read_are_left_out(records: Records) -> None:
    await make_many(records, {"1": at(10.0), "2": at(20.0)})
    broken = update(ClipRow).where(ClipRow.id == "2-0").values(recipe='{"kind": "song"}')
    await records._database.write(lambda session: session.execute(broken))
    assert ids(await records.latest("600", "800")) == ["1"]
