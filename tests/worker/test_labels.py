import pytest

from core.clip import Label
from core.contract import Riff
from worker.labels import label_in


def test_a_label_is_read_back() -> None:
    label = Label(recipe=Riff(prompt="lo-fi beats", seed=1))
    assert label_in(label.canonical_json()) == label


@pytest.mark.parametrize("comment", ["", "a friend made this", "{}", '{"recipe": {"kind": "symphony"}}'])
def test_what_is_no_label_is_none(comment: str) -> None:
    assert label_in(comment) is None
