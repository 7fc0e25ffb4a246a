"""⭐ Star."""

import asyncio

import discord
import pytest

from bot.answers import DATABASE_DOWN
from bot.card import Button
from bot.delivery.pace import Pace, Paces
from bot.found import DELETED, PRIVATE
from bot.gallery.counting import StarCounter
from bot.presses.starring import GIVEN, TAKEN
from tests.bot.gallery.clips import put
from tests.bot.gallery.reading import answer, labels, words
from tests.bot.stage import Stage, custom_ids, sentence


@pytest.fixture(autouse=True)
def quick(stage: Stage) -> None:
    """Let counts follow at once; how they are paced is another test's."""
    stage.bot.stars = StarCounter(paces=Paces(messages=Pace(0.0), channels=Pace(0.0)))


def clip_id(message: discord.Message, label: str = "Star") -> str:
    return custom_ids(message)[label].rpartition(":")[2]


async def followed(stage: Stage, message: discord.Message, label: str) -> None:
    """Wait until a card has a button of that name."""
    while label not in custom_ids(stage.message(message.id)):
        await stage.env.settle()


async def stars(stage: Stage, message: discord.Message) -> int:
    name = clip_id(message)
    return (await stage.services.records.stars_of([name]))[name]


async def test_a_star_is_given_and_taken_back(stage: Stage) -> None:
    message = await stage.made()
    clip = await stage.services.records.clip(clip_id(message))
    assert clip is not None
    name = f"`{clip.recipe.recipe_id}`"
    assert sentence(await stage.press("Star", message, stage.ben)) == GIVEN.format(name=name)
    assert await stars(stage, message) == 1
    button = Button("star", clip.id, "⭐", "Again")
    assert sentence(await stage.press_on(button, stage.ben)) == TAKEN.format(name=name)
    assert await stars(stage, message) == 0


async def test_each_person_has_one_star_a_clip(stage: Stage) -> None:
    message = await stage.made()
    for who in (stage.ana, stage.ben, stage.mod):
        await who.click(stage.message(message.id), custom_id=custom_ids(message)["Star"])
    assert await stars(stage, message) == 3


async def test_stars_that_are_given_at_once_all_count(stage: Stage) -> None:
    message = await stage.made()
    name = clip_id(message)
    records, now_s = stage.services.records, stage.clock()
    counts = await asyncio.gather(*(records.star(name, str(user), now_s=now_s) for user in range(12)))
    assert sorted(one.count for one in counts if one) == list(range(1, 13))
    assert await stars(stage, message) == 12


async def test_the_cards_count_follows(stage: Stage) -> None:
    message = await stage.made()
    await stage.press("Star", message, stage.ben)
    await followed(stage, message, "Star · 1")
    shown = stage.message(message.id)
    assert (shown.content, len(shown.attachments)) == (message.content, 2)


async def test_each_variation_has_its_own_stars(stage: Stage) -> None:
    message = await stage.made(variations=2)
    await stage.press("Star B", message, stage.ben)
    await followed(stage, message, "Star B · 1")
    assert "Star A" in custom_ids(stage.message(message.id))


async def test_a_star_in_the_panel_shows_there_and_on_the_card(stage: Stage) -> None:
    message = await stage.made()
    panel = answer(await stage.ben.slash(stage.channel, "riffs show", riff=clip_id(message)))
    await stage.ben.click(panel, label="Star")
    shown = stage.message(panel.id, stage.ben)
    assert "Star · 1" in labels(shown)
    assert "★ 1, yours among them" in words(shown)
    await followed(stage, message, "Star · 1")


async def test_a_card_that_is_shown_again_shows_its_stars(stage: Stage) -> None:
    message = await stage.made()
    await stage.services.records.star(clip_id(message), "43", now_s=stage.clock())
    card_id = clip_id(message).partition("-")[0]
    assert await stage.services.records.redeliver(card_id)
    await stage.deliver()
    assert "Star · 1" in custom_ids(stage.message(message.id))


async def test_a_deleted_or_private_clip_gets_no_star(stage: Stage) -> None:
    message = await stage.made()
    private = await put(stage, private=True)
    assert sentence(await stage.press_on(Button("star", private.id, "⭐", "Star"), stage.ben)) == PRIVATE
    await stage.services.records.delete_clip(clip_id(message), stage.clock())
    assert sentence(await stage.press("Star", message, stage.ben)) == DELETED


async def test_without_records_nothing_is_starred_and_that_is_said(stage: Stage) -> None:
    message = await stage.made()
    await stage.services.records.close()
    said = sentence(await stage.press("Star", message, stage.ben))
    assert said == DATABASE_DOWN or "fault is ours" in said
