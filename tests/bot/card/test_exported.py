"""A card of a clip in another form."""

from dataclasses import replace
from typing import get_args

import pytest

from bot.card import CardView, Stored, ended_view, received_view, working_view
from bot.card.exported import CLEARED
from bot.records.values import Ancestry, CardRecord, Credit, RequestState, Unnamed
from core.contract import Export
from core.lanes import Forecast
from core.limits import ExportFormat
from tests.bot.samples import AUTHOR, CARD_ID, KEY, SORRY, failed, record, request

WAV = Export(source=KEY, format="wav")
NAME = "R-7F3K9Q"


def card(recipe: Export = WAV, *, state: RequestState = "done", file: str | None = None) -> CardRecord:
    one = replace(request(recipe, state=state), file=file, ancestry=Ancestry("export", "1-0"))
    return named(record(one))


def named(of: CardRecord, name: str | Unnamed = NAME) -> CardRecord:
    return replace(of, credit=Credit("export", (name,), (AUTHOR,), 2))


def lines(view: CardView) -> list[str]:
    return view.content.split("\n")


@pytest.mark.parametrize(
    ("form", "title", "ending"),
    [
        ("wav", "WAV", ".wav"),
        ("flac", "FLAC", ".flac"),
        ("ogg", "OGG", ".ogg"),
        ("loop", "Loop", "_loop.wav"),
        ("stems", "Stems", "_stems.zip"),
        ("mp4", "Film", ".mp4"),
    ],
)
def test_the_file_is_named_by_clip_and_form(form: ExportFormat, title: str, ending: str) -> None:
    view = ended_view(card(Export(source=KEY, format=form), file=KEY))
    assert lines(view) == [f"⬇️ **{title}** of `{NAME}`", f"Here it is · by <@{AUTHOR}>"]
    (file,) = view.files
    assert (file.name, file.source) == (f"riff_{NAME}{ending}", Stored(KEY))
    assert view.buttons == ()


def test_every_form_has_a_name() -> None:
    assert all(ended_view(card(Export(source=KEY, format=form), file=KEY)).files for form in get_args(ExportFormat))


@pytest.mark.parametrize(("why", "what"), [(Unnamed.DELETED, "was deleted"), (Unnamed.PRIVATE, "is private")])
def test_a_file_of_an_unnamed_clip_is_named_by_itself(why: Unnamed, what: str) -> None:
    view = ended_view(named(card(file=KEY), why))
    assert lines(view)[0] == f"⬇️ **WAV** of a riff that {what}"
    assert view.files[0].name == f"riff_{WAV.recipe_id}.wav"


def test_while_it_waits_it_says_what_for() -> None:
    view = received_view(card(state="placed"))
    assert lines(view)[0] == f"⬇️ **WAV** of `{NAME}`"
    assert [button.label for row in view.buttons for button in row] == ["Cancel"]


def test_before_anybody_looked_its_clip_up_the_form_is_enough() -> None:
    assert lines(received_view(replace(card(state="placed"), credit=None)))[0] == "⬇️ **WAV**"


def test_while_it_is_made_nothing_is_painted() -> None:
    forecast = Forecast(
        place=1, running=True, starts_s=None, ends_s=None, done=0, total=0, cancelling=False, preview=None
    )
    view = working_view(card(state="placed"), {f"{CARD_ID}-0": forecast}, resting=False, cancelling=False, now_s=0)
    assert "⬇️ Making the file" in view.content
    assert "🎨" not in view.content


def test_its_ancestors_are_not_credited_as_if_it_were_a_riff() -> None:
    assert "generation" not in received_view(card(state="placed")).content


def test_a_file_that_was_cleared_away_says_so() -> None:
    view = ended_view(card())
    assert CLEARED in view.content
    assert view.buttons == ()


def test_a_failure_says_why_and_offers_another_try() -> None:
    view = ended_view(named(record(failed(WAV))))
    assert f"⚠️ {SORRY.sentence} `{SORRY.error_id}`" in view.content
    assert [button.label for row in view.buttons for button in row] == ["Try again"]


def test_what_was_cancelled_may_be_asked_for_again() -> None:
    view = ended_view(card(state="cancelled"))
    assert "🛑 Cancelled." in view.content
    assert [button.label for row in view.buttons for button in row] == ["Ask again"]
