"""`riff export`: a clip that is already made, in another form."""

from pathlib import Path
from typing import Annotated, Final

import typer

from core.errors import UserError
from core.formats import kind_of, suffix_of
from core.limits import ExportFormat
from terminal import files, progress
from terminal.commands import Out, show

NAMED: Final = {"loop": "-loop", "stems": "-stems"}
"""What is no clip from beginning to end says so in its name."""


def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A spectrogram, or an MP3 that Jamgram made.")],
    form: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help="wav, flac, ogg, loop, stems or mp4.")],
    *,
    out: Out = Path(),
) -> None:
    """Write a clip in another form: WAV, FLAC or OGG, a WAV that loops, its stems as ZIP, or a film of it."""
    content = files.read(file)
    files.require_writable(out)
    with progress.busy("Exporting"):
        exported = exported_of(content, form)
    show(files.keep(out, {f"{file.stem}{NAMED.get(form, '')}": {suffix_of(exported): exported}}))


def exported_of(content: bytes, form: ExportFormat) -> bytes:
    """Write a clip in a form; on one's own disk it may be as large as it likes.

    Raises
    ------
    UserError
        If there is no picture in it, or nothing to hear.
    """
    import torch

    from worker.codecs import decode_picture
    from worker.exporting import export as export_as
    from worker.exporting import piece_of

    piece = piece_of(decode_picture(picture_in(content)), device=torch.device("cpu"))
    return export_as(piece, form, limit=files.READ_MAX_BYTES)


def picture_in(content: bytes) -> bytes:
    """Find the spectrogram: the file itself, or the cover of its sound.

    Raises
    ------
    UserError
        If there is none.
    """
    if kind_of(content) != "sound":
        return content
    from worker.codecs import read_tags

    cover = read_tags(content).cover
    if not cover:
        raise UserError(
            "That sound has no spectrogram as its cover: `riff see SOUND` makes one, which can be exported."
        )
    return cover
