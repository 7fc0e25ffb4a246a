"""Pages of lists, built and shown."""

import pytest

from bot.gallery.listings import Leaf, Listing, Reader
from bot.gallery.pages import page_view
from bot.records import Listed, Page
from bot.records.values import Ancestry
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import answer, ids, labels, links, pictures, require_sendable, words
from tests.bot.samples import clip, riff
from tests.bot.stage import Stage

READER = Reader("43", "7")


async def test_the_fullest_page_stays_within_discords_limits() -> None:
    one = clip(riff("*" * 300), ancestry=Ancestry("extend", "x"), generation=1000, visibility="public")
    clips = [Listed(clip(one.recipe, number), 10**6, "8", "9") for number in range(5)]
    view = page_view(Page(tuple(clips), 2, 3, 15), Leaf(Listing("search", "x" * 48), 2, 1_800_000_000), READER, {})
    assert view.total_children_count <= 40
    assert view.content_length() <= 4000


async def test_every_entry_shows_its_spectrogram_and_leads_to_its_card(stage: Stage) -> None:
    first = await stage.made(prompt="rain")
    second = await stage.made(prompt="sun")
    shown = answer(await stage.ben.slash(stage.channel, "riffs latest"))
    assert words(shown).index("sun") < words(shown).index("rain")
    assert len(pictures(shown)) == 2
    assert all(one["description"] for one in pictures(shown))
    assert links(shown) == [second.jump_url, first.jump_url]
    require_sendable(shown)


async def test_what_was_made_in_this_very_second_is_listed(stage: Stage) -> None:
    stage.clock.move(0.4)
    one = await put(stage, "rain")
    assert one.created_s % 1
    assert "rain" in words(answer(await stage.ben.slash(stage.channel, "riffs latest")))


async def test_what_only_its_author_saw_has_no_link_after_it_is_shared(stage: Stage) -> None:
    one = await put(stage, private=True)
    await stage.services.records.set_visibility(one.id, "server")
    assert links(answer(await stage.ben.slash(stage.channel, "riffs latest"))) == []
    assert links(answer(await stage.ana.slash(stage.channel, "riffs show", riff=one.id))) == []


async def test_nobody_is_called_by_a_list(stage: Stage) -> None:
    await put(stage)
    await stage.ben.slash(stage.channel, "riffs latest")
    body = stage.env.http_requests[-1].json
    assert isinstance(body, dict)
    assert body["allowed_mentions"] == {"parse": []}


async def test_an_entry_without_files_has_words_alone(stage: Stage) -> None:
    one = await put(stage)
    await stage.services.records.mark_swept(one.id)
    shown = answer(await stage.ben.slash(stage.channel, "riffs latest"))
    assert "lo-fi beats" in words(shown)
    assert pictures(shown) == []


async def test_a_file_that_the_store_has_lost_takes_nothing_else_away(stage: Stage) -> None:
    lost, kept = await put(stage, "rain"), await put(stage, "sun")
    assert lost.png is not None
    stage.services.artefacts.delete(lost.png)
    shown = answer(await stage.ben.slash(stage.channel, "riffs latest"))
    assert "rain" in words(shown)
    assert len(pictures(shown)) == 1
    assert kept.recipe.recipe_id in labels(shown)


@pytest.mark.parametrize(("count", "seen"), [(5, set()), (6, {"Next"})])
async def test_a_list_that_fits_has_no_other_page(stage: Stage, count: int, seen: set[str]) -> None:
    for _ in range(count):
        await put(stage)
    shown = answer(await stage.ben.slash(stage.channel, "riffs latest"))
    assert {"Back", "Next"} & ids(shown).keys() == seen
