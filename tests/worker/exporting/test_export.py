"""All forms together."""

from dataclasses import replace
from typing import get_args

import pytest

from core.clip import Label
from core.contract import Riff
from core.errors import UserError
from core.formats import suffix_of
from core.limits import ExportFormat
from tests.worker.exporting.pieces import CPU, MIB, picture, piece
from worker.codecs import read_tags
from worker.exporting import FORMS, export, piece_of

WORDS = [
    "🎹" * 300,
    'a "quote", a \\ and <a tag> & 100 % ; = # ' + "雨" * 250,
    "e\u0301\u0302\u0303" * 75,
]


def test_every_format_that_can_be_asked_for_has_its_form() -> None:
    assert set(FORMS) == set(get_args(ExportFormat))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_the_same_each_time(form: ExportFormat) -> None:
    first, second = (export(piece(columns=64), form, limit=MIB) for _ in range(2))
    assert suffix_of(first)
    assert first == second or form == "ogg"  # an Ogg stream has a number by chance


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("form", FORMS)
def test_any_words_can_stand_in_any_form(form: ExportFormat, words: str) -> None:
    recipe = Riff(prompt=words, seed=1)
    spoken = piece_of(replace(picture(columns=32), comment=Label(recipe=recipe).canonical_json()), device=CPU)
    content = export(spoken, form, limit=MIB)
    if form not in {"stems", "mp4"}:
        assert read_tags(content).title == recipe.prompt
        assert Label.model_validate_json(read_tags(content).comment).recipe == recipe


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("limit", [1, 500])
def test_no_form_is_ever_larger_than_it_may_be(form: ExportFormat, limit: int) -> None:
    with pytest.raises(UserError, match="can be posted here"):
        export(piece(columns=64), form, limit=limit)
