"""Codes of refusals: by them people look up what to do, and moderators and operators know what somebody met.

docs/refusals.md explains each.
"""

from typing import Final, Literal, get_args

Code = Literal[
    "E-QUEUE-USER", "E-QUEUE-SERVER", "E-QUEUE-JAMS", "E-LIMIT-DAY", "E-LIMIT-JAMS", "E-RATE", "E-BUSY",
    "E-BLOCK", "E-COOLING", "E-FROZEN", "E-STANDING", "E-USER", "E-CHANNEL", "E-ROLE", "E-NEWCOMER",
    "E-UPLOAD-OFF", "E-PRIVATE-OFF", "E-LENGTH", "E-REJECT", "E-HELD", "E-HELD-MANY", "E-MODERATORS",
    "E-UPLOAD-TYPE", "E-UPLOAD-LONG", "E-UPLOAD-BIG", "E-UPLOAD-DECODE", "E-UPLOAD-GONE",
    "E-VALUE", "E-UNKNOWN", "E-GONE", "E-HIDDEN", "E-CONSENT", "E-NOT-YOURS", "E-OVER",
    "E-PERM-SEND", "E-PERM-THREAD", "E-THREADS-FULL", "E-TOOBIG", "E-SILENT",
    "E-DOWN", "E-DISCORD", "E-TIMEOUT", "E-GPU-DOWN", "E-GPU-OOM", "E-INTERNAL",
    "E-JAM-PHASE", "E-JAM-HOST", "E-JAM-FULL", "E-JAM-OFF",
]  # fmt: skip

CODES: Final[tuple[Code, ...]] = get_args(Code)


def coded(words: str, code: Code | None) -> str:
    """Put a code behind a refusal: at the end of its first line, as what somebody typed may follow on others."""
    if code is None:
        return words
    sentence, line_end, rest = words.partition("\n")
    return f"{sentence} `{code}`{line_end}{rest}"


def code_named(name: str) -> Code | None:
    """Find the code of this name; None if this version knows none."""
    return next((code for code in CODES if code == name), None)
