"""Recipes of clips that come of others, as Discord asks for them."""

import pytest

from bot.children import Wish, extend_of, remix_of, unspent
from core import children
from core.errors import UserError
from tests.bot.samples import PLAY, clip, riff


def test_a_child_is_made_as_anywhere() -> None:
    wish = Wish("snow", seed=3)
    assert remix_of(clip(riff()), wish, model="new") == children.remix_of(clip(riff()), wish, model="new")


def test_where_there_can_be_none_nothing_was_used_up() -> None:
    with pytest.raises(UserError, match=r"^This was not painted from words: .*\. Nothing was used up\.$"):
        remix_of(clip(PLAY), Wish(), model="new")
    with pytest.raises(UserError, match=r"^A clip can last 60 s: .*\. Nothing was used up\.$"):
        extend_of(clip(PLAY, duration_s=60.0), Wish("snow"), model="m", side="after", added_s=5)


def test_a_fault_of_ours_is_not_told_as_a_refusal() -> None:
    def broken() -> None:
        raise KeyError("of ours")

    with pytest.raises(KeyError, match="of ours"):
        unspent(broken)()
