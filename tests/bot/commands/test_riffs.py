"""/riffs."""

import pytest

from bot.found import CLEARED
from bot.gallery import deleting, sharing
from bot.gallery.finding import UNKNOWN
from bot.gallery.telling import NO_FAVORITES, NO_STARS, NONE_OF_YOURS, NONE_YET
from bot.patience import SLOW
from bot.records.values import Ancestry
from core.contract import Export
from tests.bot.delivery.away import Slow
from tests.bot.gallery.clips import put, star
from tests.bot.gallery.reading import answer, labels, pictures, require_sendable, words
from tests.bot.stage import Stage, sentence

DAY_S = 86_400


async def told(stage: Stage, command: str, **options: object) -> str:
    """What ben is shown."""
    shown = answer(await stage.ben.slash(stage.channel, f"riffs {command}", **options))
    require_sendable(shown)
    return words(shown)


async def refused(stage: Stage, command: str, **options: object) -> str:
    return sentence(await stage.ben.slash(stage.channel, f"riffs {command}", **options))


async def test_an_empty_list_says_what_to_do(stage: Stage) -> None:
    for command, said in {
        "latest": NONE_YET,
        "mine": NONE_OF_YOURS,
        "favorites": NO_FAVORITES,
        "top": NO_STARS,
    }.items():
        assert said in await told(stage, command)
    assert "“rain”" in await told(stage, "mine", query="rain")
    assert "“rain”" in await told(stage, "search", text="rain")


async def test_latest_lists_what_was_made_here(stage: Stage) -> None:
    await put(stage, "rain")
    await put(stage, "elsewhere", server="99")
    await put(stage, "private", private=True)
    said = await told(stage, "latest")
    assert "rain" in said
    assert "elsewhere" not in said
    assert "private" not in said


async def test_mine_lists_ones_own_from_everywhere(stage: Stage) -> None:
    await put(stage, "ana's")
    await put(stage, "direct", author=stage.ben, server=None)
    await put(stage, "hidden", author=stage.ben, private=True)
    said = await told(stage, "mine")
    assert "ana's" not in said
    assert said.index("hidden") < said.index("direct")
    assert "🔒 private" in said


async def test_mine_may_be_searched_and_sorted(stage: Stage) -> None:
    for prompt in ("rain", "sun", "heavy rain"):
        await put(stage, prompt, author=stage.ben)
    said = await told(stage, "mine", query="RAIN", sort="oldest")
    assert said.index("**rain**") < said.index("**heavy rain**")
    assert "sun" not in said


async def test_favorites_lists_what_has_ones_star(stage: Stage) -> None:
    liked, _ = await put(stage, "rain"), await put(stage, "sun")
    await star(stage, liked, stage.ben)
    said = await told(stage, "favorites")
    assert "rain" in said
    assert "★ 1" in said
    assert "sun" not in said


async def test_top_counts_the_stars_of_its_time(stage: Stage) -> None:
    old, new = await put(stage, "old"), await put(stage, "new")
    await star(stage, old, stage.ana, stage.ben, stage.mod)
    stage.clock.move(3 * DAY_S)
    await star(stage, new, stage.ben)
    assert "old" not in await told(stage, "top", period="day")
    said = await told(stage, "top", period="week")
    assert said.index("old") < said.index("new")


async def test_top_may_be_of_everywhere(stage: Stage) -> None:
    far = await put(stage, "far", server="99")
    await stage.services.records.set_visibility(far.id, "public")
    await star(stage, far, stage.ben)
    assert NO_STARS in await told(stage, "top", scope="here")
    assert "far" in await told(stage, "top", scope="everywhere")


async def test_top_in_direct_messages_is_of_everywhere_and_says_so(stage: Stage) -> None:
    far = await put(stage, "far", server="99")
    await stage.services.records.set_visibility(far.id, "public")
    await star(stage, far, stage.ben)
    said = words(answer(await stage.ben.user.slash("riffs top")))
    assert "Top riffs everywhere" in said
    assert "far" in said


async def test_search_finds_words_in_any_case_and_names(stage: Stage) -> None:
    clip = await put(stage, "Heavy Rain")
    assert "Heavy Rain" in await told(stage, "search", text="heavy r")
    assert "Heavy Rain" in await told(stage, "search", text=clip.recipe.recipe_id.lower())


async def test_show_opens_the_panel(stage: Stage) -> None:
    clip = await put(stage)
    shown = answer(await stage.ben.slash(stage.channel, "riffs show", riff=clip.recipe.recipe_id.lower()))
    assert "lo-fi beats" in words(shown)
    assert "Star" in labels(shown)
    assert len(pictures(shown)) == 1


async def test_show_works_for_a_riff_whose_files_are_gone(stage: Stage) -> None:
    clip = await put(stage)
    await stage.services.records.mark_swept(clip.id)
    shown = answer(await stage.ben.slash(stage.channel, "riffs show", riff=clip.id))
    assert "cleared away" in words(shown)
    assert "Export" not in labels(shown)


async def test_lineage_draws_and_tells_the_family(stage: Stage) -> None:
    parent = await put(stage)
    child = await put(stage, "darker", author=stage.ben, ancestry=Ancestry("remix", parent.id))
    shown = answer(await stage.ben.slash(stage.channel, "riffs lineage", riff=child.id))
    assert "2 clips in 2 generations" in words(shown)
    assert f"`{parent.recipe.recipe_id}` riff · by <@{stage.ana.id}>" in words(shown)
    assert len(pictures(shown)) == 1
    require_sendable(shown)


@pytest.mark.parametrize("command", ["show", "lineage", "delete", "visibility", "export"])
async def test_a_riff_that_there_is_not_is_refused_and_so_are_others_private_ones(stage: Stage, command: str) -> None:
    clip = await put(stage, private=True)
    more = {"format": "mp3"} if command == "export" else {}
    for name in ("R-000000", "anything", "1400000000000000000-0", clip.id, clip.recipe.recipe_id):
        assert await refused(stage, command, riff=name, **more) == UNKNOWN


async def test_export_sends_what_there_is_at_once(stage: Stage) -> None:
    clip = await put(stage)
    for form, ending in {"mp3": "mp3", "png": "png", "recipe": "json"}.items():
        shown = answer(await stage.ben.slash(stage.channel, "riffs export", riff=clip.id, format=form))
        assert [one.filename for one in shown.attachments] == [f"riff_{clip.recipe.recipe_id}.{ending}"]


async def test_export_which_answers_at_once_waits_for_no_slow_records(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = await put(stage)
    monkeypatch.setattr("bot.patience.LOOK_UPS_S", 0.2)
    stage.change(records=Slow(stage.services.records, "named", takes_s=0.3))
    assert await refused(stage, "export", riff=clip.id, format="wav") == SLOW


async def test_export_lets_the_rest_be_made(stage: Stage) -> None:
    clip = await put(stage)
    await stage.ben.slash(stage.channel, "riffs export", riff=clip.id, format="wav")
    record = await stage.only_card()
    assert record.card.private
    assert record.requests[0].request.recipe == Export(source=clip.png, format="wav")
    assert record.requests[0].ancestry == Ancestry("export", clip.id)


async def test_export_of_files_that_are_gone_says_so(stage: Stage) -> None:
    clip = await put(stage)
    await stage.services.records.mark_swept(clip.id)
    assert await refused(stage, "export", riff=clip.id, format="wav") == CLEARED
    assert await refused(stage, "export", riff=clip.id, format="mp3") == CLEARED


async def test_delete_asks_first(stage: Stage) -> None:
    clip = await put(stage, author=stage.ben)
    result = await stage.ben.slash(stage.channel, "riffs delete", riff=clip.id)
    assert sentence(result).startswith(f"Delete `{clip.recipe.recipe_id}` for good?")
    found = await stage.services.records.clip(clip.id)
    assert found is not None
    assert found.deleted_s is None


async def test_delete_is_for_author_and_moderators(stage: Stage) -> None:
    clip = await put(stage)
    assert await refused(stage, "delete", riff=clip.id) == deleting.NOT_YOURS
    result = await stage.mod.slash(stage.channel, "riffs delete", riff=clip.id)
    assert sentence(result).startswith("Delete")


async def test_a_moderator_may_delete_from_another_channel(stage: Stage) -> None:
    clip = await put(stage)
    elsewhere = stage.guild.create_text_channel("elsewhere")
    assert sentence(await stage.mod.slash(elsewhere, "riffs delete", riff=clip.id)).startswith("Delete")
    assert sentence(await stage.ben.slash(elsewhere, "riffs delete", riff=clip.id)) == deleting.NOT_YOURS


async def test_visibility_is_its_authors_to_change(stage: Stage) -> None:
    clip = await put(stage)
    assert await refused(stage, "visibility", riff=clip.id, seen_by="private") == sharing.NOT_YOURS


async def test_visibility_is_changed_and_told(stage: Stage) -> None:
    clip = await put(stage, author=stage.ben)
    said = await refused(stage, "visibility", riff=clip.id, seen_by="private", remixes="ask")
    assert "Only its author may find it" in said
    assert "its author is asked" in said
    assert sharing.STILL_POSTED in said
    found = await stage.services.records.clip(clip.id)
    assert found is not None
    assert (found.visibility, found.remixes) == ("private", "ask")


async def test_visibility_without_a_wish_tells_how_it_is(stage: Stage) -> None:
    clip = await put(stage, author=stage.ben)
    said = await refused(stage, "visibility", riff=clip.id)
    assert "Whoever is in its server may find it, and make others of it" in said


async def test_riffs_are_offered_while_somebody_types(stage: Stage) -> None:
    clip = await put(stage, "rain")
    await put(stage, "hidden", private=True)
    for command in ("show", "lineage", "export", "delete", "visibility"):
        (offered,) = await stage.ben.autocomplete(stage.channel, f"riffs {command}", "riff", "")
        assert offered["value"] == clip.id
        assert "rain" in offered["name"]
