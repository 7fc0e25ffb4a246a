"""The buttons under a finished card."""

import re

import pytest

from bot.buttons import TEMPLATE
from bot.card import CardView, ended_view
from bot.records.values import CardRecord
from tests.bot.samples import CARD_ID, PLAY, SEE, done, failed, record, riff, several


def labels(view: CardView) -> list[list[str]]:
    return [[button.label for button in row] for row in view.buttons]


def test_one_clip_has_all_buttons_in_two_rows() -> None:
    assert labels(ended_view(record(done(riff())))) == [
        ["Reroll", "Remix", "Vary", "Extend", "Morph"],
        ["Star", "Export", "Delete"],
    ]


def test_four_clips_have_a_row_of_each_kind() -> None:
    assert labels(ended_view(several())) == [
        ["Remix A", "Remix B", "Remix C", "Remix D", "Reroll"],
        ["Vary A", "Vary B", "Vary C", "Vary D", "Morph"],
        ["Extend A", "Extend B", "Extend C", "Extend D", "Delete"],
        ["Star A", "Star B", "Star C", "Star D"],
        ["Export A", "Export B", "Export C", "Export D"],
    ]


@pytest.mark.parametrize("recipe", [PLAY, SEE])
def test_what_was_converted_is_painted_over_and_goes_on_but_is_not_painted_again(recipe: object) -> None:
    view = ended_view(record(done(recipe)))  # type: ignore[arg-type]
    assert labels(view) == [["Remix", "Extend", "Morph"], ["Star", "Export", "Delete"]]


def test_stars_are_counted_on_the_button() -> None:
    view = ended_view(several(), {f"{CARD_ID}-1": 3, f"{CARD_ID}-2": 1})
    assert labels(view)[3] == ["Star A", "Star B · 3", "Star C · 1", "Star D"]
    assert labels(ended_view(record(done(riff())), {f"{CARD_ID}-0": 12}))[1][0] == "Star · 12"


def test_a_clip_that_failed_has_no_buttons() -> None:
    view = ended_view(record(done(riff()), failed(riff(seed=2), 1), done(riff(seed=3), 2)))
    assert labels(view)[0] == ["Remix A", "Remix C", "Reroll"]
    assert labels(view)[4] == ["Export A", "Export C"]


@pytest.mark.parametrize("card", [several(), record(done(riff())), record(done(PLAY))])
def test_each_button_says_what_it_is_about(card: CardRecord) -> None:
    ids = [button.custom_id for row in ended_view(card).buttons for button in row]
    assert len(set(ids)) == len(ids) <= 25
    assert all(re.fullmatch(TEMPLATE, one) for one in ids)
    of_cards = {"reroll", "morph", "delete"}
    assert all((one.split(":")[2] == CARD_ID) == (one.split(":")[1] in of_cards) for one in ids)
