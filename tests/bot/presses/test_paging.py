"""◀️ Back, ▶️ Next, 🔎 and 🌳 Family."""

from simcord.results import InteractionResult

from bot.card import Button
from bot.gallery.finding import DELETED, NO_CLIP, NOT_FOR_YOU
from bot.gallery.listings import UNKNOWN
from bot.records import Listed
from bot.records.values import Ancestry, ClipRecord
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import Shown, answer, labels, pictures, require_sendable, words
from tests.bot.stage import Stage, sentence


async def opened(stage: Stage, command: str = "riffs latest", **options: object) -> Shown:
    return answer(await stage.ben.slash(stage.channel, command, **options))


async def turned(stage: Stage, shown: Shown, label: str) -> Shown:
    """Press a button that changes the message that it is in."""
    await stage.ben.click(shown, label=label)
    return stage.message(shown.id, stage.ben)


async def songs(stage: Stage, count: int) -> None:
    for number in range(count):
        await put(stage, f"song {number}")


async def found(stage: Stage) -> list[Listed]:
    return await stage.services.records.find("", str(stage.ana.id), str(stage.guild.id))


def numbers(shown: Shown) -> list[int]:
    return [
        int(line.removeprefix("**song ").removesuffix("**")) for line in words(shown).split("\n") if "**song" in line
    ]


async def test_pages_follow_each_other_and_lead_back(stage: Stage) -> None:
    await songs(stage, 12)
    shown = await opened(stage)
    seen = [numbers(shown)]
    for label in ("Next", "Next", "Back"):
        shown = await turned(stage, shown, label)
        require_sendable(shown)
        seen.append(numbers(shown))
    assert seen == [[11, 10, 9, 8, 7], [6, 5, 4, 3, 2], [1, 0], [6, 5, 4, 3, 2]]


async def test_at_both_ends_there_is_one_way(stage: Stage) -> None:
    await songs(stage, 7)
    shown = await opened(stage)
    assert [one for one in labels(shown) if one in {"Back", "Next"}] == ["Next"]
    shown = await turned(stage, shown, "Next")
    assert [one for one in labels(shown) if one in {"Back", "Next"}] == ["Back"]


async def test_the_pictures_are_those_of_the_page(stage: Stage) -> None:
    await songs(stage, 7)
    shown = await turned(stage, await opened(stage), "Next")
    assert len(pictures(shown)) == len(numbers(shown)) == 2


async def test_what_was_made_since_moves_no_page(stage: Stage) -> None:
    await songs(stage, 7)
    shown = await opened(stage)
    await songs(stage, 3)
    assert numbers(await turned(stage, shown, "Next")) == [1, 0]


async def test_what_was_searched_for_is_remembered(stage: Stage) -> None:
    for _ in range(6):
        await put(stage, "rain")
        await put(stage, "sun")
    shown = await turned(stage, await opened(stage, "riffs search", text="RAI"), "Next")
    assert "page 2 of 2" in words(shown)
    assert "sun" not in words(shown)


async def test_a_button_of_a_year_ago_turns_the_page(stage: Stage) -> None:
    """All that it needs is in its id."""
    await songs(stage, 7)
    shown = await opened(stage)
    stage.clock.move(365 * 86_400)
    assert numbers(await turned(stage, shown, "Next")) == [1, 0]


async def test_a_page_that_is_gone_by_now_is_the_last_one(stage: Stage) -> None:
    await songs(stage, 7)
    shown = await opened(stage)
    for one in (await found(stage))[:3]:
        await stage.services.records.delete_clip(one.clip.id, 1.0)
    assert "page" not in words(await turned(stage, shown, "Next"))


async def test_a_list_that_became_empty_says_so(stage: Stage) -> None:
    await songs(stage, 6)
    shown = await opened(stage)
    for one in await found(stage):
        await stage.services.records.delete_clip(one.clip.id, 1.0)
    assert "makes the first one" in words(await turned(stage, shown, "Next"))


async def test_a_list_of_another_version_is_told(stage: Stage) -> None:
    assert sentence(await stage.press_on(Button("page", "what", "▶️", "Next"), stage.ben)) == UNKNOWN


async def details(stage: Stage, clip: ClipRecord, verb: str = "details") -> InteractionResult:
    return await stage.press_on(Button(verb, clip.id, "🔎", "Look"), stage.ben)  # type: ignore[arg-type]


async def test_a_riffs_name_opens_its_panel(stage: Stage) -> None:
    clip = await put(stage)
    await opened(stage)
    result = await stage.ben.click(stage.messages(stage.ben)[-1], label=clip.recipe.recipe_id)
    assert "lo-fi beats" in words(answer(result))
    assert "Export" in labels(answer(result))


async def test_family_opens_its_tree(stage: Stage) -> None:
    parent = await put(stage)
    child = await put(stage, "darker", ancestry=Ancestry("remix", parent.id))
    shown = answer(await details(stage, child, "lineage"))
    assert f"**`{child.recipe.recipe_id}`** remix" in words(shown)


async def test_a_riff_that_is_deleted_private_or_unknown_has_no_panel(stage: Stage) -> None:
    private = await put(stage, private=True)
    gone = await put(stage)
    await stage.services.records.delete_clip(gone.id, 1.0)
    assert sentence(await details(stage, private)) == NOT_FOR_YOU
    assert sentence(await details(stage, gone)) == DELETED
    assert sentence(await stage.press_on(Button("details", "1-0", "🔎", "Look"))) == NO_CLIP
