import pytest
from pydantic import ValidationError

from core.contract import Riff
from core.errors import UserError, user_error_of
from core.settings import Settings


def complaint(**fields: object) -> str:
    with pytest.raises(ValidationError) as caught:
        Riff.model_validate({"prompt": "lo-fi beats", "seed": 7, **fields})
    return str(user_error_of(caught.value))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("prompt", " ", "The prompt is empty."),
        ("prompt", "a" * 301, "The prompt is 301 characters long; 300 is the most."),
        ("prompt", "a\x07", "The prompt holds a control character or broken Unicode."),
        ("negative", "a" * 201, "The negative is 201 characters long; 200 is the most."),
        ("length_s", 7, "The length can be 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55 or 60, not 7."),
        ("steps", 0, "The steps must be at least 1, not 0."),
        ("steps", 200, "The steps can be at most 100, not 200."),
        ("guidance", 0.5, "The guidance must be at least 1.0, not 0.5."),
        ("tempo", 90, "The tempo is unknown to this version of Jamgram."),
        ("seed", "{x}", "The seed must be a whole number, not {x}."),
        ("loop", "{x}", "The loop is not right: Input should be a valid boolean, unable to interpret input."),
    ],
)
def test_a_wrong_value_is_explained_in_one_sentence(field: str, value: object, sentence: str) -> None:
    assert complaint(**{field: value}) == sentence


def test_a_missing_value_is_named() -> None:
    with pytest.raises(ValidationError) as caught:
        Riff.model_validate({"prompt": "lo-fi beats"})
    assert str(user_error_of(caught.value)) == "The seed is missing."


def test_a_wrong_setting_is_named_as_the_user_knows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIFF_DEVICE", "abacus")
    with pytest.raises(ValidationError) as caught:
        Settings()
    assert str(user_error_of(caught.value)) == "The setting RIFF_DEVICE can be 'auto', 'cpu' or 'cuda', not abacus."


def test_a_user_error_says_only_its_sentence() -> None:
    assert str(UserError("No space left.")) == "No space left."
