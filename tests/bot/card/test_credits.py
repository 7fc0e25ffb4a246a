"""What a card says of those that it comes of."""

from dataclasses import replace

import pytest

from bot.card import ended_view, received_view
from bot.card.credits import AUTHORS_MOST, credit_line
from bot.records.values import CardRecord, Credit, Operation, Unnamed
from tests.bot.samples import done, record, riff, several

CREDIT = Credit("remix", ("R-7F3K9Q",), ("1", "2"), 3)
LINE = "↳ remix of `R-7F3K9Q` by <@1>, <@2> · 3rd generation"


def credited(card: CardRecord, **changes: object) -> CardRecord:
    return replace(card, credit=replace(CREDIT, **changes))  # type: ignore[arg-type]


def test_parent_authors_and_generation_are_named() -> None:
    assert credit_line(credited(record())) == [LINE]


def test_what_comes_of_nothing_has_no_credit() -> None:
    assert credit_line(record()) == []
    assert credit_line(credited(record(), parents=())) == []


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("vary", "variation of"),
        ("extend", "extension of"),
        ("reroll", "reroll of"),
        ("play", "made from"),
        ("jam", "played in a jam after"),
    ],
)
def test_each_operation_has_its_word(operation: Operation, words: str) -> None:
    assert credit_line(credited(record(), operation=operation))[0].startswith(f"↳ {words} `R-7F3K9Q`")


def test_a_morph_comes_of_two() -> None:
    (line,) = credit_line(credited(record(), operation="morph", parents=("R-7F3K9Q", "R-000001")))
    assert line.startswith("↳ morph of `R-7F3K9Q` and `R-000001` by")


def test_a_deleted_parent_is_removed_and_its_author_stays() -> None:
    (line,) = credit_line(credited(record(), parents=(Unnamed.DELETED,), authors=("1",)))
    assert line == "↳ remix of [removed] by <@1> · 3rd generation"


def test_a_private_parent_is_not_named_nor_is_its_author() -> None:
    (line,) = credit_line(credited(record(), parents=(Unnamed.PRIVATE,), authors=()))
    assert line == "↳ remix of [private] · 3rd generation"


def test_authors_without_end_are_counted() -> None:
    (line,) = credit_line(credited(record(), authors=tuple(map(str, range(AUTHORS_MOST + 5)))))
    assert line.count("<@") == AUTHORS_MOST
    assert " and 5 more · " in line


def test_a_card_says_it_while_it_waits_and_when_it_is_done() -> None:
    assert received_view(credited(record())).content.splitlines()[2] == LINE
    assert ended_view(credited(record(done(riff())))).content.splitlines()[2] == LINE
    assert ended_view(credited(several())).content.splitlines()[2] == LINE


def test_long_words_do_not_push_it_out() -> None:
    assert LINE in ended_view(credited(several("*" * 300))).content
