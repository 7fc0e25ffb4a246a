"""`riff again` and `riff vary`: clips made once more from the recipe that their files hold."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.children import vary_of
from core.clip import Clip, Label
from terminal import files
from terminal.commands import Out, deliver, painted

if TYPE_CHECKING:
    from terminal.calling import Desk

OURS = Annotated[Path, typer.Argument(metavar="FILE", help="A PNG or an MP3 that Jamgram made.")]
BEGUN_WITH = Annotated[
    list[Path] | None,
    typer.Argument(metavar="SOURCE", help="What it was painted from, for a remix, an extension or a morph."),
]


def again(context: typer.Context, file: OURS, sources: BEGUN_WITH = None, *, out: Out = Path()) -> None:
    """Make the same clip once more from its recipe."""
    content, begun_with = read(file, sources, out=out)
    desk: Desk = context.obj
    with desk.beside(desk.settings) as beside:
        from terminal.sources import needed, painted_in, source_of

        original = source_of(content)
        recipe = painted_in(original, file=file, model=desk.settings.riff_model)
        [clip] = painted(beside, [recipe], needed(recipe, begun_with, file=file))
    assert original.label
    tell_of_models(original.label, clip)
    deliver([clip], folder=out)
    print("The same, byte for byte." if content in {clip.png, clip.mp3} else "Not the same bytes as the original.")


def vary(
    context: typer.Context,
    file: OURS,
    sources: BEGUN_WITH = None,
    *,
    strong: Annotated[bool, typer.Option("--strong", help="Much otherwise, not a little.")] = False,
    out: Out = Path(),
) -> None:
    """Paint a clip again, a little otherwise: from a beginning close to its own."""
    content, begun_with = read(file, sources, out=out)
    desk: Desk = context.obj
    with desk.beside(desk.settings) as beside:
        from terminal.sources import needed, painted_in, source_of

        original = source_of(content)
        painted_in(original, file=file, model=desk.settings.riff_model)
        varied = vary_of(original, "strong" if strong else "subtle", model=desk.settings.riff_model)
        clips = painted(beside, [varied], needed(varied, begun_with, file=file))
    deliver(clips, folder=out)


def read(file: Path, sources: Sequence[Path] | None, *, out: Path) -> tuple[bytes, list[bytes]]:
    """Read a clip and what it was painted from."""
    content = files.read(file)
    begun_with = [files.read(source) for source in sources or ()]
    files.require_writable(out)
    return content, begun_with


def tell_of_models(label: Label, clip: Clip) -> None:
    """Say so if another model made the original."""
    if label.receipt and clip.receipt and label.receipt.model_hash != clip.receipt.model_hash:
        original, ours = (f"{receipt.model} ({receipt.model_hash})" for receipt in (label.receipt, clip.receipt))
        print(f"Note: {original} made the original; {ours} makes another clip of it.")
