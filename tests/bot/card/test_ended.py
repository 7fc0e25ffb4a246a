"""A card whose requests are over."""

import re
from collections.abc import Iterator

import pytest

from bot.buttons import TEMPLATE
from bot.card import CardView, Sheet, Stored, ended_view, received_view, removed_view
from bot.card.ended import CUT_OFF, HIDDEN, VEILED
from bot.records.values import CardRecord, RequestRecord
from bot.words import ALT_MAX, CONTENT_MAX, units
from core.clip import Features
from core.ending import SENTENCE_MAX, Failure
from tests.bot.samples import AUTHOR, KEY, PLAY, SEE, card, done, failed, record, request, riff, several

HOSTILE = ("@everyone **[x](https://evil.example)** `\\` <@1> ||" * 9)[:300]
SOUND = KEY[::-1]


def labels(view: CardView) -> list[list[str]]:
    return [[button.label for button in row] for row in view.buttons]


def endings(view: CardView) -> list[str]:
    return [file.name.rpartition(".")[2] for file in view.files]


def test_a_clip_shows_all_that_belongs_to_it() -> None:
    view = ended_view(record(done(riff())))
    assert view.content == f"**lo-fi beats**\n🎧 5.1 s · seed 1234 · `{riff().recipe_id}` · by <@{AUTHOR}>"


def test_what_can_be_heard_is_told_with_picture_and_sound() -> None:
    features = Features(tempo_bpm=84, onsets_per_s=3, low=0.7, middle=0.2, high=0.1)
    for file in ended_view(record(done(riff(), features=features))).files:
        assert "5.1 s: about 84 beats a minute" in file.alt


def test_a_contact_sheet_does_not_say_of_one_clip_what_another_is() -> None:
    features = Features(tempo_bpm=84, onsets_per_s=3, low=0.7, middle=0.2, high=0.1)
    sheet, *sounds = ended_view(several(features=features)).files
    assert "84" not in sheet.alt
    assert all("about 84 beats" in sound.alt for sound in sounds)


def test_a_clip_has_its_picture_and_its_sound() -> None:
    picture, sound = ended_view(record(done(riff()))).files
    assert (picture.name, picture.source) == (f"riff_{riff().recipe_id}.png", Stored(KEY))
    assert (sound.name, sound.source) == (f"riff_{riff().recipe_id}.mp3", Stored(SOUND))
    assert picture.alt.startswith("Spectrogram of “lo-fi beats”: 5.1 s of sound")


def test_what_the_worker_noted_stands_below() -> None:
    view = ended_view(record(done(riff(), notes=("Its *last* words were left out.",))))
    assert view.content.endswith("\n-# Its \\*last\\* words were left out.")


def test_a_note_that_all_variations_share_is_said_once() -> None:
    assert ended_view(several(notes=("Cut.",))).content.count("Cut.") == 1


def test_variations_are_lettered_and_share_a_contact_sheet() -> None:
    view = ended_view(several())
    assert [line[:5] for line in view.content.splitlines()[2:]] == ["**A**", "**B**", "**C**", "**D**"]
    assert endings(view) == ["png", "mp3", "mp3", "mp3", "mp3"]
    assert view.files[0].source == Sheet((("A", KEY), ("B", KEY), ("C", KEY), ("D", KEY)))
    assert view.files[0].alt.startswith("Contact sheet of A, B, C, D.")
    assert [file.name[-6:] for file in view.files[1:]] == ["_A.mp3", "_B.mp3", "_C.mp3", "_D.mp3"]


def test_a_variation_that_failed_keeps_its_letter_and_its_reason() -> None:
    view = ended_view(record(done(riff()), failed(riff(seed=2), 1), done(riff(seed=3), 2)))
    assert "**B** ⚠️ The painter ran out of memory. `E-7F3K9Q`" in view.content
    assert view.files[0].source == Sheet((("A", KEY), ("C", KEY)))


def test_a_conversion_has_no_seed() -> None:
    for recipe in (PLAY, SEE):
        view = ended_view(record(done(recipe)))
        assert "seed" not in view.content
        assert view.files[0].alt.startswith("Spectrogram of a posted file")


def test_a_failure_shows_its_sentence_and_its_id_and_can_be_tried_again() -> None:
    view = ended_view(record(failed(riff())))
    assert view.content == (f"**lo-fi beats**\n⚠️ The painter ran out of memory. `E-7F3K9Q` · by <@{AUTHOR}>")
    assert labels(view) == [["Try again", "Delete"]]
    assert view.files == ()


def test_a_failure_that_is_not_ours_shows_no_id() -> None:
    view = ended_view(record(failed(riff(), failure=Failure(sentence="That is no picture."))))
    assert "⚠️ That is no picture. · by" in view.content


def test_a_cancelled_card_says_so() -> None:
    view = ended_view(record(request(riff(), state="cancelled")))
    assert "🛑 Cancelled. · by" in view.content
    assert labels(view) == [["Ask again", "Delete"]]


def test_files_that_were_cleared_away_are_told_and_not_shown() -> None:
    view = ended_view(record(done(riff(), png=None, mp3=None)))
    assert view.files == ()
    assert "cleared away" in view.content


def test_a_deleted_clip_leaves_no_button_that_does_nothing() -> None:
    view = ended_view(record(done(riff(), deleted_s=1.0), done(riff(seed=2), 1)))
    assert [row[0] for row in labels(view)] == ["Remix B", "Vary B", "Extend B", "Star B", "Export B"]


def test_a_removed_card_says_who_took_it_away() -> None:
    assert removed_view("42") == CardView("🗑️ Removed by <@42>.")


def test_where_nobody_knows_who_did_it_names_nobody() -> None:
    assert removed_view() == CardView("🗑️ Removed.")


def worst() -> Iterator[CardRecord]:
    long = Failure(sentence=("*" * SENTENCE_MAX), error_id="E" * 64)
    yield several(HOSTILE, notes=tuple(f"{number} {HOSTILE}" for number in range(9)))
    yield record(*(failed(riff(HOSTILE), number, long) for number in range(4)))
    yield record(done(riff("🎧" * 300), notes=("🎧" * 300,) * 5))
    yield record(failed(riff("_" * 300), failure=long))
    yield record(request(riff(HOSTILE)))


@pytest.mark.parametrize("card", list(worst()))
def test_the_worst_card_keeps_discords_limits(card: CardRecord) -> None:
    for view in (ended_view(card), received_view(card)):
        assert 0 < units(view.content) <= CONTENT_MAX
        assert len(view.buttons) <= 5
        assert all(0 < len(row) <= 5 for row in view.buttons)
        assert all(len(button.custom_id) <= 100 and len(button.label) <= 34 for row in view.buttons for button in row)
        assert len(view.files) <= 10
        assert all(len(file.alt) <= ALT_MAX for file in view.files)


@pytest.mark.parametrize("card", list(worst()))
def test_hostile_words_call_nobody(card: CardRecord) -> None:
    content = ended_view(card).content
    assert "@everyone" not in content
    assert "<@1>" not in content
    assert "https://" not in content
    assert f"<@{AUTHOR}>" in content


@pytest.mark.parametrize("card", list(worst()))
def test_every_button_is_one_that_the_bot_knows(card: CardRecord) -> None:
    ids = [button.custom_id for row in ended_view(card).buttons for button in row]
    assert all(re.fullmatch(TEMPLATE, one) for one in ids)
    assert len(ids) == len(set(ids))


def test_what_was_called_off_is_not_tried_but_asked_for_again() -> None:
    view = ended_view(record(request(riff(), state="cancelled"), request(riff(seed=2), 1, state="cancelled")))
    assert labels(view) == [["Ask again", "Delete"]]
    view = ended_view(record(request(riff(), state="cancelled"), failed(riff(seed=2), 1)))
    assert labels(view) == [["Try again", "Delete"]]


def test_a_card_whose_file_never_came_says_so() -> None:
    view = ended_view(CardRecord(card(), ()))
    assert CUT_OFF in view.content
    assert labels(view) == [["Delete"]]


def test_what_is_hidden_shows_neither_its_files_nor_its_words() -> None:
    view = ended_view(record(done(riff(), hidden_s=1.0)))
    assert view.content == HIDDEN
    assert view.files == ()
    assert labels(view) == [["Delete"]]


def test_of_several_only_what_is_hidden_is_not_shown() -> None:
    view = ended_view(record(done(riff()), done(riff(seed=2), 1, hidden_s=1.0)))
    assert f"**B** {HIDDEN}" in view.content
    sheet, sound = view.files
    assert sheet.source == Sheet((("A", KEY),))
    assert sound.name.endswith("_A.mp3")
    assert all("Remix B" not in row for row in labels(view))


@pytest.mark.parametrize("made", [(done(riff()),), (done(riff()), done(riff(seed=2), 1))])
def test_a_veiled_picture_is_a_spoiler_and_sounds_are_not(made: tuple[RequestRecord, ...]) -> None:
    view = ended_view(record(*made, veiled=True))
    assert [file.veiled for file in view.files] == [True, *(False for _ in made)]
    assert view.content.endswith(f"-# {VEILED}")


def test_nothing_is_said_of_a_veil_where_nothing_was_made() -> None:
    assert VEILED not in ended_view(record(failed(riff()), veiled=True)).content
