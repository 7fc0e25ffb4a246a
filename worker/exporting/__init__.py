"""A clip in another form: one file a form, each small enough to be posted."""

from collections.abc import Callable, Mapping
from typing import Final

from core.limits import ExportFormat
from worker.exporting.film import film
from worker.exporting.piece import Piece, piece_of
from worker.exporting.plain import flac, looped, ogg, wav
from worker.exporting.stems import stems

__all__ = ["FORMS", "Piece", "export", "piece_of"]

FORMS: Final[Mapping[ExportFormat, Callable[..., bytes]]] = {
    "wav": wav,
    "flac": flac,
    "ogg": ogg,
    "loop": looped,
    "stems": stems,
    "mp4": film,
}


def export(piece: Piece, form: ExportFormat, *, limit: int) -> bytes:
    """Write a clip in a form, in the best way that fits so many bytes; `core.formats.suffix_of` tells which it was.

    Raises
    ------
    UserError
        If it fits in none.
    """
    return FORMS[form](piece, limit=limit)
