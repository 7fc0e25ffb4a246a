"""What people call each style, and which of those names are true of a piece."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from training.compose_piece import Piece

_TABLES: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
NAMES: dict[str, tuple[str, ...]] = {style: tuple(names) for style, names in _TABLES["names"].items()}
_CLAIMS: dict[str, str] = _TABLES["claims"]


def _holds(claim: str, piece: Piece) -> bool:
    """Whether what a word claims, one of several instruments or being alone, is so."""
    sounding = " | ".join(piece.instruments)
    if claim.startswith("only"):
        return len(piece.instruments) == 1 and claim.removeprefix("only").strip() in sounding
    return any(name in sounding for name in claim.split("|"))


def is_true(words: str, piece: Piece) -> bool:
    """Whether every instrument that the words name sounds in the piece."""
    claims = [_CLAIMS[word] for word in re.findall(r"[a-z0-9&]+", words) if word in _CLAIMS]
    return all(_holds(claim, piece) for claim in claims)


def true_names(piece: Piece) -> tuple[str, ...]:
    """The names of a piece's style that promise nothing it lacks; perhaps none."""
    return tuple(name for name in NAMES[piece.style] if is_true(name, piece))
