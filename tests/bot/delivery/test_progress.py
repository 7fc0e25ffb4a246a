"""What a card that is still open shows next."""

import pytest

from bot.card import CardFile, CardView, Stored
from bot.delivery.progress import EDITED_FOR_S, FAREWELL, FAREWELL_S, MEND_S, PREVIEWS_MOST, Edit, Shown, edit_of
from bot.records.values import Card, Reach
from core.request import Origin

WAITING = CardView("2nd in line")


def card(*, reach: Reach = "channel", message: str | None = "1") -> Card:
    return Card(
        id="100", origin=Origin(server="8", channel="7", author="6"), reach=reach, private=False,
        upload_limit=1, created_s=0.0, token="t", message=message,  # noqa: S106 - of nobody's interaction
    )  # fmt: skip


def painting(key: str) -> CardView:
    return CardView("half painted", (CardFile("preview.png", "A picture.", Stored(key * 64)),))


def must(edit: Edit | None) -> Edit:
    assert edit is not None
    return edit


def test_a_card_that_shows_nothing_yet_is_edited() -> None:
    assert must(edit_of(card(), WAITING, None, now_s=5)).shown == Shown("2nd in line", 5)


def test_a_card_that_shows_it_already_is_not() -> None:
    assert edit_of(card(), WAITING, Shown("2nd in line", 5), now_s=6) is None


def test_a_card_whose_words_changed_is() -> None:
    assert must(edit_of(card(), WAITING, Shown("3rd in line", 5), now_s=6)).view == WAITING


def test_an_old_edit_is_repeated_in_case_it_was_lost() -> None:
    assert edit_of(card(), WAITING, Shown("2nd in line", 5), now_s=5 + MEND_S) is not None


@pytest.mark.parametrize("reach", ["channel", "token"])
def test_a_card_is_not_edited_for_ever(reach: Reach) -> None:
    assert edit_of(card(reach=reach), WAITING, None, now_s=EDITED_FOR_S) is None


def test_a_card_is_edited_for_50_minutes() -> None:
    assert edit_of(card(), WAITING, None, now_s=EDITED_FOR_S - 1) is not None


def test_a_card_without_a_message_is_not_edited() -> None:
    assert edit_of(card(message=None), WAITING, None, now_s=5) is None


def test_a_card_reached_by_its_token_needs_no_known_message() -> None:
    assert edit_of(card(reach="token", message=None), WAITING, None, now_s=5) is not None


def test_before_its_token_dies_a_card_says_how_it_goes_on() -> None:
    edit = must(edit_of(card(reach="token"), WAITING, Shown("2nd in line", 805), now_s=FAREWELL_S))
    assert FAREWELL_S == 13.5 * 60
    assert edit.view.content == f"2nd in line\n{FAREWELL}"


def test_that_is_its_last_edit() -> None:
    edit = must(edit_of(card(reach="token"), WAITING, None, now_s=FAREWELL_S))
    assert edit_of(card(reach="token"), CardView("1st in line"), edit.shown, now_s=FAREWELL_S + 10) is None


def test_a_card_in_a_channel_says_no_farewell() -> None:
    assert must(edit_of(card(), WAITING, None, now_s=FAREWELL_S)).view == WAITING


def test_a_new_preview_is_attached() -> None:
    edit = must(edit_of(card(), painting("a"), Shown("half painted", 5), now_s=6))
    assert edit.preview == painting("a").files[0]


def test_the_same_preview_is_not_attached_again() -> None:
    shown = must(edit_of(card(), painting("a"), None, now_s=5)).shown
    assert edit_of(card(), painting("a"), shown, now_s=6) is None


def test_a_preview_stays_when_only_the_words_change() -> None:
    shown = must(edit_of(card(), painting("a"), None, now_s=5)).shown
    edit = must(edit_of(card(), CardView("nearly", painting("a").files), shown, now_s=6))
    assert edit.preview is None
    assert edit.shown.preview == "a" * 64


def test_previews_are_attached_three_times_at_most() -> None:
    shown, attached = None, []
    for number, key in enumerate("abcdef"):
        edit = edit_of(card(), painting(key), shown, now_s=number)
        attached += [key] if edit and edit.preview else []
        shown = edit.shown if edit else shown
    assert len(attached) == PREVIEWS_MOST == 3
