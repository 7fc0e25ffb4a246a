"""👁️ Who sees it."""

import discord

from bot.card import Button
from bot.found import UNKNOWN_BUTTON
from bot.gallery.finding import NOT_FOR_YOU
from bot.gallery.sharing import NOT_YOURS, STILL_POSTED
from bot.records.values import ClipRecord
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import answer, labels
from tests.bot.stage import Stage, custom_ids, sentence


async def opened(stage: Stage, clip: ClipRecord) -> discord.Message:
    result = await stage.press_on(Button("share", clip.id, "👁️", "Who sees it"))
    assert result.response is not None
    return stage.message(result.response.id)


async def now(stage: Stage, clip: ClipRecord) -> ClipRecord:
    found = await stage.services.records.clip(clip.id)
    assert found is not None
    return found


async def test_it_is_offered_to_its_author_alone(stage: Stage) -> None:
    clip = await put(stage)
    for who, offered in ((stage.ana, True), (stage.mod, False), (stage.ben, False)):
        panel = answer(await who.slash(stage.channel, "riffs show", riff=clip.id))
        assert ("Who sees it" in labels(panel)) == offered


async def test_it_tells_how_the_riff_is_shared_without_colour_alone(stage: Stage) -> None:
    message = await opened(stage, await put(stage))
    assert list(custom_ids(message)) == [
        "Everybody", "This server ✓", "Only me", "Anybody remixes ✓", "Ask me first", "Nobody remixes",
    ]  # fmt: skip
    assert "Whoever is in its server may find it, and make others of it." in message.content


async def test_each_button_changes_it_and_shows_that(stage: Stage) -> None:
    clip = await put(stage)
    message = await opened(stage, clip)
    seen = []
    for label in ("Everybody", "Only me", "Ask me first", "Nobody remixes", "This server", "Anybody remixes"):
        await stage.press(label, message)
        message = stage.message(message.id)
        assert f"{label} ✓" in custom_ids(message)
        kept = await now(stage, clip)
        seen.append((kept.visibility, kept.remixes))
    assert seen == [
        ("public", "all"), ("private", "all"), ("private", "ask"),
        ("private", "none"), ("server", "none"), ("server", "all"),
    ]  # fmt: skip


async def test_who_makes_a_riff_private_hears_that_it_stays_posted(stage: Stage) -> None:
    message = await opened(stage, await put(stage))
    assert STILL_POSTED not in message.content
    await stage.press("Only me", message)
    assert STILL_POSTED in stage.message(message.id).content


async def test_a_private_riff_is_found_by_nobody_else(stage: Stage) -> None:
    clip = await put(stage)
    await stage.press("Only me", await opened(stage, clip))
    assert sentence(await stage.press_on(Button("details", clip.id, "🔎", "Look"), stage.ben)) == NOT_FOR_YOU


async def test_others_may_not_even_with_the_buttons_id(stage: Stage) -> None:
    clip = await put(stage)
    for button in (
        Button("share", clip.id, "👁️", "Who sees it"),
        Button("seen", f"{clip.id}-public", "🌍", "Everybody"),
        Button("consent", f"{clip.id}-none", "🚫", "Nobody remixes"),
    ):
        assert sentence(await stage.press_on(button, stage.mod)) == NOT_YOURS
    kept = await now(stage, clip)
    assert (kept.visibility, kept.remixes) == ("server", "all")


async def test_a_way_of_another_version_is_told(stage: Stage) -> None:
    clip = await put(stage)
    assert sentence(await stage.press_on(Button("seen", f"{clip.id}-friends", "🫂", "Friends"))) == UNKNOWN_BUTTON
    assert sentence(await stage.press_on(Button("consent", f"{clip.id}-some", "🫂", "Some"))) == UNKNOWN_BUTTON
