"""A card while its requests wait or are painted."""

from bot.card import CardView, Stored, received_view, status_of, working_view
from bot.card.working import NO_WORKER
from bot.records.values import CardRecord
from core.lanes import Forecast
from tests.bot.samples import AUTHOR, CARD_ID, KEY, PLAY, record, request, riff

NOW_S = 1_800_000_000.0
FIRST, SECOND = f"{CARD_ID}-0", f"{CARD_ID}-1"


def waiting(place: int = 2, ends_s: float | None = NOW_S + 12) -> Forecast:
    return Forecast(place, None if ends_s is None else ends_s - 8, ends_s)


def painting(
    done: int = 10, total: int = 25, *, preview: str | None = None, ends_s: float | None = NOW_S + 12
) -> Forecast:
    return Forecast(0, NOW_S - 4, ends_s, running=True, done=done, total=total, preview=preview)


def show(
    card: CardRecord | None = None, *, resting: bool = False, cancelling: bool = False, **forecasts: Forecast
) -> CardView:
    by_id = {f"{CARD_ID}-{name.removeprefix('r')}": one for name, one in forecasts.items()}
    return working_view(card or record(), by_id, resting=resting, cancelling=cancelling, now_s=NOW_S)


def labels(view: CardView) -> list[list[str]]:
    return [[button.label for button in row] for row in view.buttons]


def test_a_new_card_shows_the_words_and_who_asked() -> None:
    view = received_view(record())
    assert view.content == f"**lo-fi beats**\n⏳ Joining the line … · by <@{AUTHOR}>"
    assert labels(view) == [["Cancel"]]
    assert view.buttons[0][0].custom_id == f"rf1:cancel:{CARD_ID}"


def test_a_waiting_card_shows_its_place_and_its_time() -> None:
    view = show(r0=waiting())
    assert "⏳ 2nd in line · ready <t:1800000015:R>" in view.content
    assert labels(view) == [["Cancel"]]


def test_a_forecast_that_trembles_changes_no_card() -> None:
    assert show(r0=waiting(ends_s=NOW_S + 11.2)) == show(r0=waiting(ends_s=NOW_S + 14.9))


def test_without_a_worker_there_is_a_place_but_no_time() -> None:
    view = show(r0=waiting(ends_s=None))
    assert f"⏳ 2nd in line · {NO_WORKER}" in view.content
    assert "<t:" not in view.content


def test_a_card_that_nobody_foresees_is_joining_the_line() -> None:
    assert show() == received_view(record())


def test_painting_shows_how_far_it_is() -> None:
    assert "🎨 Painting ▰▰▰▰▱▱▱▱▱▱ 10/25 · ready <t:1800000015:R>" in show(r0=painting()).content


def test_painting_that_has_not_told_how_far_it_is_shows_no_bar() -> None:
    assert "🎨 Painting · ready" in show(r0=painting(0, 0)).content


def test_a_time_that_has_passed_is_any_moment() -> None:
    assert "ready any moment" in show(r0=painting(ends_s=NOW_S)).content


def test_a_preview_is_shown_while_it_is_painted() -> None:
    (file,) = show(r0=painting(preview=KEY)).files
    assert file.source == Stored(KEY)
    assert file.alt == "The spectrogram, half painted."


def test_several_requests_show_the_first_place_and_the_last_time() -> None:
    both = record(request(riff()), request(riff(seed=2), 1))
    view = show(both, r0=waiting(3, NOW_S + 5), r1=waiting(7, NOW_S + 40))
    assert "⏳ 3rd in line · ready <t:1800000040:R>" in view.content


def test_several_requests_of_which_one_is_over_say_so() -> None:
    both = record(request(riff()), request(riff(seed=2), 1))
    assert "· 1 of 2 done" in show(both, r1=painting()).content


def test_a_resting_queue_says_that_nothing_was_used_up() -> None:
    view = show(resting=True, r0=waiting())
    assert "The queue is resting" in view.content
    assert "Nothing was used up" in view.content
    assert labels(view) == [["Cancel"]]


def test_a_card_that_is_being_cancelled_cannot_be_cancelled_again() -> None:
    view = show(cancelling=True, r0=painting())
    assert "🛑 Cancelling …" in view.content
    assert view.buttons == ()


def test_a_conversion_is_named() -> None:
    assert received_view(record(request(PLAY))).content.startswith("**The sound of a picture**")


def test_the_same_line_stands_in_the_list_of_what_one_waits_for() -> None:
    assert status_of(record(), {FIRST: waiting(1)}, now_s=NOW_S) == "⏳ 1st in line · ready <t:1800000015:R>"
