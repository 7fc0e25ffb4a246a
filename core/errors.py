"""The failures that have a meaning outside the place where they happen."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

FIELD_NAMES = {"length_s": "length", "riff_device": "setting RIFF_DEVICE", "riff_model": "setting RIFF_MODEL"}


class UserError(Exception):
    """A failure that the user can understand and mend: the message reaches them as it stands."""


class Cancelled(Exception):  # noqa: N818 - it is what somebody asked for, not an error
    """The work was called off between two steps; nothing was made."""


def user_error_of(error: "ValidationError") -> UserError:
    """Say what is wrong with the first wrong value, in one sentence."""
    return UserError(_sentence(error.errors(include_url=False)[0]))


def _sentence(wrong: "ErrorDetails") -> str:
    field = str(wrong["loc"][-1]) if wrong["loc"] else "value"
    limits = wrong.get("ctx", {})
    says = {
        "value_error": "{error}",
        "less_than_equal": "can be at most {le}, not {got}",
        "greater_than_equal": "must be at least {ge}, not {got}",
        "literal_error": "can be {expected}, not {got}",
        "missing": "is missing",
        "extra_forbidden": "is unknown to this version of Jamgram",
    }.get(wrong["type"], "is not right: {message}")
    return f"The {FIELD_NAMES.get(field, field)} {says.format(got=wrong['input'], message=wrong['msg'], **limits)}."
