"""Clips that somebody names while they type."""

import asyncio

import pytest

from bot.choosing import is_name
from bot.records import Records
from bot.records.listed import Listed
from bot.suggestions import CHOICE_CHARACTERS, clips
from core.contract import Morph
from tests.bot.samples import PLAY, clip, riff
from tests.bot.stage import Stage

LONG = "🎧 lo-fi beats " * 20


@pytest.mark.parametrize("name", ["R-7F3K9Q", "r-7f3k9q", "1300000000000000001-0", "1300000000000000001-3"])
def test_names_of_clips_are_told_from_words(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "words", ["", "jazz", "R-7F3K9", "R-7F3K9QQ", "R-7F3K9U", "R-7F3K9Q jazz", "808-2", "1300000000000000001"]
)
def test_words_are_no_names(words: str) -> None:
    assert not is_name(words)


def test_a_clip_is_offered_by_its_name_and_its_words() -> None:
    one = clip(riff("lo-fi\nbeats"))
    assert clips([Listed(one, 3, "8", None)], viewer="7") == [
        (f"{one.recipe.recipe_id} · lo-fi beats · 5.1 s · ⭐ 3", one.id)
    ]


def test_ones_own_are_marked() -> None:
    one = clip(PLAY)
    assert clips([Listed(one, 0, "8", None)], viewer=one.author)[0][0].endswith(
        "The sound of a picture · 5.1 s · yours"
    )


@pytest.mark.parametrize("recipe", [riff(LONG), Morph(prompt=LONG, seed=1, to_prompt=LONG, to_seed=1)])
def test_long_words_give_way_to_what_tells_clips_apart(recipe: Morph) -> None:
    ((shown, _),) = clips([Listed(clip(recipe), 99, "8", None)], viewer="7")
    assert len(shown) <= CHOICE_CHARACTERS
    assert shown.startswith(recipe.recipe_id)
    assert shown.endswith("… · 5.1 s · ⭐ 99")


async def test_clips_without_files_are_not_offered(stage: Stage) -> None:
    message = await stage.made(prompt="rain")
    await stage.services.records.mark_swept((await stage.clip(message)).id)
    assert await stage.ana.autocomplete(stage.channel, "remix", "riff", "") == []


async def test_ones_private_clips_are_offered_to_oneself_alone(stage: Stage) -> None:
    await stage.riff(prompt="rain", private=True)
    stage.worker.finish()
    await stage.deliver()
    assert len(await stage.ana.autocomplete(stage.channel, "remix", "riff", "")) == 1
    assert await stage.ben.autocomplete(stage.channel, "remix", "riff", "") == []


class Hanging(Records):
    """Records whose database takes questions and answers none."""

    async def find(self, *_: object, **__: object) -> list[Listed]:
        await asyncio.sleep(60)
        raise AssertionError


async def test_nothing_is_offered_while_the_database_hangs(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.made(prompt="rain")
    monkeypatch.setattr("bot.patience.SUGGEST_S", 0.2)
    stage.change(records=Hanging(stage.services.records._database))
    assert await stage.ana.autocomplete(stage.channel, "remix", "riff", "rain") == []
