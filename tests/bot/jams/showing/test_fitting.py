"""Many people's words in one message."""

from bot.jams.showing.fitting import fitting
from bot.words import CONTENT_MAX, shorten, units


def test_few_words_stay_as_they_are() -> None:
    assert fitting(lambda most: [shorten("word " * 50, most)] * 2) == "\n".join(["word " * 50] * 2)


def test_of_many_every_line_is_there_and_shorter() -> None:
    content = fitting(lambda most: [f"{number} {shorten('word ' * 60, most)}" for number in range(16)])
    assert [line.split(" ")[0] for line in content.split("\n")] == [str(number) for number in range(16)]
    assert CONTENT_MAX * 0.6 < units(content) <= CONTENT_MAX


def test_what_can_never_fit_loses_its_last_lines() -> None:
    content = fitting(lambda _: [f"{number} {'x' * 190}" for number in range(16)])
    assert content.startswith("0 ")
    assert units(content) <= CONTENT_MAX
