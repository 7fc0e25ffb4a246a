"""Codes of refusals."""

from core.codes import CODES, code_named, coded


def test_a_code_stands_behind_the_sentence_and_not_behind_what_somebody_typed() -> None:
    assert coded("No.\nWhat you typed:\nrain", "E-GONE") == "No. `E-GONE`\nWhat you typed:\nrain"


def test_what_has_no_code_stays_as_it_is() -> None:
    assert coded("No.\nrain", None) == "No.\nrain"


def test_codes_are_found_by_their_names_only() -> None:
    assert code_named("E-GONE") == "E-GONE"
    assert code_named("E-7F3A9C2D") is None


def test_a_code_can_be_told_from_an_error_id() -> None:
    assert [code for code in CODES if "_" in code or not code.startswith("E-")] == []
