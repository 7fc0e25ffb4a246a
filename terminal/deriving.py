"""`riff remix`, `riff extend` and `riff morph`: clips that come of others, or of any picture or sound."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer

from core.children import Parent, Part, Shape, Wish, extend_of, morph_of, region_of, remix_of
from core.contract import AnyPaint, Remix
from core.errors import UserError
from core.limits import (
    NATIVE_LENGTH_S,
    SEED_MAX,
    STAGES_MAX,
    STAGES_MIN,
    Curve,
    Keep,
    LengthS,
    Side,
)
from terminal import files
from terminal.commands import LENGTHS, Out, deliver, painted

if TYPE_CHECKING:
    from terminal.calling import Desk

NAMES_OF_FILES: Final = {".png", ".jpg", ".jpeg", ".webp", ".mp3", ".wav", ".flac", ".ogg"}
"""What ends so was meant as a file."""

USUAL: Final = Shape()

Begun = Annotated[Path, typer.Argument(metavar="FILE", help="A clip, or any picture or sound.")]
Seed = Annotated[
    int | None, typer.Option(help="Where the painter begins.", min=0, max=SEED_MAX, show_default="a new one")
]


def remix(
    context: typer.Context,
    file: Begun,
    words: Annotated[
        list[str] | None, typer.Argument(metavar="PROMPT", help="What to play; without it the clip's own words.")
    ] = None,
    *,
    keep: Annotated[Keep | None, typer.Option(help="What stays of it.", show_default="groove")] = None,
    strength: Annotated[
        float | None, typer.Option(help="Or a number: 0.95 leaves little of it.", show_default=False)
    ] = None,
    negative: Annotated[str | None, typer.Option(help="What not to play.", show_default="the clip's own")] = None,
    seed: Seed = None,
    part: Annotated[Part | None, typer.Option(help="Paint only these pitches.", show_default="all")] = None,
    from_s: Annotated[
        float, typer.Option("--from", help="Paint only from this second on.", min=0, show_default="its beginning")
    ] = 0.0,
    to_s: Annotated[
        float | None, typer.Option("--to", help="Paint only up to this second.", show_default="its end")
    ] = None,
    length: Annotated[
        int | None,
        typer.Option(help=LENGTHS, show_default="as long as it is"),
    ] = None,
    out: Out = Path(),
) -> None:
    """Paint over a clip, or over any picture or sound: other words, the same melody, groove or mood."""
    if keep and strength is not None:
        raise UserError("What stays is said by --keep or by --strength, not by both.")
    wish = Wish(" ".join(words or ()), negative=negative, seed=seed)

    def make(parent: Parent, model: str) -> Remix:
        region = region_of(parent, part=part or "all", from_s=from_s, to_s=to_s)
        recipe = remix_of(parent, wish, model=model, keep=keep or "groove", region=region)
        return changed(recipe, strength=strength, length_s=length)

    derive(context.obj, [files.read(file)], make, out=out)


def extend(
    context: typer.Context,
    file: Begun,
    *,
    by: Annotated[int, typer.Option(help="How many seconds are added: 5, 10, 15 and so on.")] = NATIVE_LENGTH_S,
    side: Annotated[Side, typer.Option(help="Where; loop leads from its end back to its beginning.")] = "after",
    prompt: Annotated[str, typer.Option(help="What to play there.", show_default="the clip's own words")] = "",
    seed: Seed = None,
    out: Out = Path(),
) -> None:
    """Let a clip go on, up to 60 seconds; or any sound, or spectrogram."""
    if by not in get_args(LengthS):
        raise UserError(f"Seconds are added in fives, such as --by 5 or --by 10, not {by}.")
    wish = Wish(prompt, seed=seed)
    derive(
        context.obj,
        [files.read(file)],
        lambda parent, model: extend_of(parent, wish, model=model, side=side, added_s=by),
        out=out,
    )


def morph(
    context: typer.Context,
    first: Annotated[str, typer.Argument(metavar="FROM", help="Words in quotes, or a clip, picture or sound.")],
    last: Annotated[str, typer.Argument(metavar="TO", help="The same.")],
    *,
    length: Annotated[int, typer.Option(help=LENGTHS)] = USUAL.length_s,
    stages: Annotated[int, typer.Option(help="In how many steps.", min=STAGES_MIN, max=STAGES_MAX)] = USUAL.stages,
    curve: Annotated[Curve, typer.Option(help="How it goes: ping-pong comes back.")] = "linear",
    seed: Seed = None,
    out: Out = Path(),
) -> None:
    """Turn one thing into another, each words or a file, in one continuous track."""
    shape = Shape(length, stages, curve)
    derive(
        context.obj,
        [end_of(first), end_of(last)],
        lambda one, other, model: morph_of(one, other, model=model, shape=shape, seed=seed),
        out=out,
    )


def derive(desk: "Desk", begun: Sequence[bytes | str], make: Callable[..., AnyPaint], *, out: Path) -> None:
    """Make a clip of files and words, of which `make` finds the recipe, and write its files."""
    files.require_writable(out)
    model = desk.settings.riff_model
    with desk.beside(desk.settings) as beside:
        from terminal.sources import source_of

        ends = [one if isinstance(one, str) else source_of(one) for one in begun]
        sources = [one.content for one in ends if not isinstance(one, str)]
        clips = painted(beside, [make(*ends, model=model)], sources)
    deliver(clips, folder=out)


def end_of(typed: str) -> bytes | str:
    """Read a file, if words name one that there is or look as if they did."""
    path = Path(typed)
    with suppress(OSError, ValueError):
        if path.is_file() or path.suffix.lower() in NAMES_OF_FILES:
            return files.read(path)
    return typed


def changed(recipe: Remix, **fields: object) -> Remix:
    """Change what is given of a recipe."""
    given = {name: value for name, value in fields.items() if value is not None}
    return Remix.model_validate({**recipe.model_dump(), **given})
