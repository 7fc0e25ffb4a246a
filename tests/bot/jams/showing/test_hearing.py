"""An entry as it is heard."""

from dataclasses import replace

from bot.jams.showing.hearing import Heard, is_shown, sheet_of
from bot.judging.shown import showing_through
from tests.bot.jams.showing.scenes import battle_of
from tests.bot.samples import clip, riff


def heard(*, is_cleared: bool = False, **changes: object) -> Heard:
    (entry, *_) = battle_of("1", "2").enter("1", "2").paint().jam.entries
    return Heard("A", entry, replace(clip(riff()), **changes), is_cleared)  # type: ignore[arg-type]


def test_its_files_say_which_it_is_and_not_whose() -> None:
    one = heard()
    assert one.picture is not None
    assert one.sound is not None
    assert (one.picture.name, one.sound.name) == ("J7F3K9Q-1-A.png", "J7F3K9Q-1-A.mp3")
    assert one.sound.alt.startswith("The sound of A, ")


def test_files_that_were_swept_are_not_shown() -> None:
    one = heard(png=None, mp3=None)
    assert one.picture is one.sound is None
    assert sheet_of("sheet", [one]) is None


def test_the_sheet_says_whose_letters_are_on_it() -> None:
    sheet = sheet_of("sheet", [heard(), replace(heard(), letter="C")])
    assert sheet is not None
    assert sheet.alt == "The spectrograms of A, C, each with its letter."


def test_words_that_rules_refuse_now_are_veiled_unless_moderators_let_them_pass() -> None:
    with showing_through(lambda _: "▇"):
        assert heard().words() == "▇"
        assert heard(is_cleared=True).words() == "words of 1"


def test_what_is_deleted_or_hidden_is_not_shown() -> None:
    assert is_shown(clip(riff()))
    assert not is_shown(replace(clip(riff()), deleted_s=1.0))
    assert not is_shown(replace(clip(riff()), hidden_s=1.0))
