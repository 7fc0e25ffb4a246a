"""The failures that have a meaning outside the place where they happen."""

from typing import TYPE_CHECKING

from core.codes import Code

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

FIELD_NAMES = {
    "length_s": "length",
    "added_s": "addition",
    "from_s": "beginning",
    "to_s": "end",
    "to_prompt": "second prompt",
    "to_seed": "second seed",
}
"""Fields that the user knows by another name."""

SETTINGS = "Settings"
"""The class of which users know the fields as variables of the environment."""


class UserError(Exception):
    """A failure that the user can understand and mend: the message reaches them as it stands.

    Where people may look up what to do, `core.codes.coded` puts its code behind it.
    """

    def __init__(self, sentence: str, *, code: Code | None = None) -> None:
        super().__init__(sentence)
        self.code = code


class Cancelled(Exception):  # noqa: N818 - it is what somebody asked for, not an error
    """The work was called off between two steps; nothing was made."""


def user_error_of(error: "ValidationError") -> UserError:
    """Say what is wrong with the first wrong value, in one sentence."""
    wrong = error.errors(include_url=False)[0]
    field = str(wrong["loc"][-1]) if wrong["loc"] else "value"
    known = f"setting {field.upper()}" if error.title == SETTINGS else FIELD_NAMES.get(field, field)
    return UserError(f"The {known} {_complaint(wrong)}.", code="E-VALUE")


def _complaint(wrong: "ErrorDetails") -> str:
    limits = wrong.get("ctx", {})
    says = {
        "value_error": "{error}",
        "less_than_equal": "can be at most {le}, not {got}",
        "greater_than_equal": "must be at least {ge}, not {got}",
        "int_parsing": "must be a whole number, not {got}",
        "float_parsing": "must be a number, not {got}",
        "finite_number": "must be a number, not {got}",
        "literal_error": "can be {expected}, not {got}",
        "missing": "is missing",
        "extra_forbidden": "is unknown to this version of Jamgram",
    }.get(wrong["type"], "is not right: {message}")
    return says.format(got=wrong["input"], message=wrong["msg"], **limits)
