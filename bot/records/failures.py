"""By what a failure is looked up, as the records keep it."""

from core.codes import code_named
from core.ending import Failure


def tag_of(failure: Failure) -> str | None:
    """Write by what a failure is looked up: its code, its error id, or both with `_` between, which is in neither."""
    return "_".join(filter(None, [failure.code, failure.error_id])) or None


def failure_of(sentence: str, tag: str | None) -> Failure:
    """Read what `tag_of` wrote; earlier versions wrote no codes."""
    code_name, _, error_id = (tag or "").partition("_")
    code = code_named(code_name)
    return Failure(sentence=sentence, error_id=(error_id if code else tag) or None, code=code)
