"""A row of the records as somebody may read it who never saw a database."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from bot.records.statements import Kept

Row = Mapping[str, object]

MOMENT: Final = "_s"
LASTS: Final = frozenset({"duration_s"})
"""Lengths of time, among fields that are moments."""

WRITTEN_AS_JSON: Final = frozenset({"recipe", "recipes", "receipt", "origin", "features", "notes", "rules"})


def readable(kept: Kept) -> Row:
    """Write moments as dates, and what is JSON inside of a field as what it is; what is empty is left out."""
    shown = (_field(name, value) for name, value in kept.fields.items())
    return {name: value for name, value in shown if value is not None}


def in_json(rows: Sequence[Row]) -> bytes:
    """Write rows so that people can read them too."""
    return json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8", "replace")


def _field(name: str, value: str | float | None) -> tuple[str, object]:
    if name in WRITTEN_AS_JSON and isinstance(value, str):
        return name, _parsed(value)
    if name.endswith(MOMENT) and name not in LASTS and isinstance(value, int | float):
        return name.removesuffix(MOMENT), _date(value)
    return name, value


def _parsed(written: str) -> object:
    try:
        parsed: object = json.loads(written)
    except ValueError:
        return written
    return parsed


def _date(at_s: float) -> str | None:
    """Write a moment; 0 stands for never."""
    try:
        return datetime.fromtimestamp(at_s, tz=UTC).isoformat(timespec="seconds") if at_s else None
    except (OverflowError, ValueError):
        return None
