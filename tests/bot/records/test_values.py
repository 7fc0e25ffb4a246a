"""What is remembered of a clip says what goes with it."""

from dataclasses import replace

import pytest

from bot.records.values import ClipRecord
from core.contract import Play, Recipe, Remix, Riff, See
from tests.bot.records.samples import key


def clip(recipe: Recipe) -> ClipRecord:
    return ClipRecord(
        id="100-0", card_id="100", author="600", server="800", private=False, recipe=recipe, receipt=None,
        png=key("a"), mp3=key("b"), duration_s=5.12, notes=(), created_s=1000.0,
    )  # fmt: skip


RIFF = Riff(prompt="rain", seed=1)
MADE_FROM = [Remix(prompt="rain", seed=1, source=key("c")), Play(source=key("c")), See(source=key("c"))]


@pytest.mark.parametrize("recipe", [RIFF, *MADE_FROM])
def test_an_old_clip_is_swept_without_its_source(recipe: Recipe) -> None:
    assert clip(recipe).keys == {key("a"), key("b")}


@pytest.mark.parametrize("recipe", MADE_FROM)
def test_a_deleted_clip_is_swept_with_its_source(recipe: Recipe) -> None:
    assert replace(clip(recipe), deleted_s=1010.0).keys == {key("a"), key("b"), key("c")}


def test_a_deleted_clip_of_words_has_no_source() -> None:
    assert replace(clip(RIFF), deleted_s=1010.0).keys == {key("a"), key("b")}


def test_what_is_gone_is_not_swept_again() -> None:
    assert replace(clip(RIFF), png=None, mp3=None).keys == set()
