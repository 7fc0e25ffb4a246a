"""What can be typed after `riff`: one function a command, its parameters the options."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.contract import (
    GUIDANCE_DEFAULT,
    LENGTHS_S,
    NATIVE_COLUMNS,
    SEED_MAX,
    STEPS_DEFAULT,
    VARIATIONS_MAX,
    Clip,
    Riff,
)
from core.errors import UserError
from terminal import files, painting, progress

if TYPE_CHECKING:
    from core.settings import Settings

Out = Annotated[Path, typer.Option(help="Folder for what is made.", show_default="this folder")]


def riff(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="PROMPT...", help="What to play, in your words.")],
    *,
    negative: Annotated[str, typer.Option(help="What not to play.")] = "",
    seed: Annotated[int | None, typer.Option(help="Same seed, same clip.", show_default="a new one")] = None,
    steps: Annotated[int, typer.Option(help="How often the painter goes over the picture.")] = STEPS_DEFAULT,
    guidance: Annotated[float, typer.Option(help="How closely it keeps to the words.")] = GUIDANCE_DEFAULT,
    length: Annotated[int, typer.Option(help=f"Seconds: one of {', '.join(map(str, LENGTHS_S))}.")] = LENGTHS_S[0],
    loop: Annotated[bool, typer.Option("--loop", help="Let the end run into the beginning.")] = False,
    variations: Annotated[
        int, typer.Option(help="How many clips, each with the next seed.", min=1, max=VARIATIONS_MAX)
    ] = 1,
    out: Out = Path(),
) -> None:
    """Make music from words: a spectrogram (PNG) and its sound (MP3).

    More commands: riff play PICTURE, riff see SOUND, riff info FILE, riff again FILE; each has a --help of its own.
    A prompt that begins with one of these words goes into quotes, or after two hyphens.
    """
    first = secrets.randbelow(SEED_MAX + 1) if seed is None else seed
    settings: Settings = context.obj
    recipe = Riff.model_validate(
        {
            "prompt": " ".join(words),
            "negative": negative,
            "seed": first,
            "steps": steps,
            "guidance": guidance,
            "length_s": length,
            "loop": loop,
            "model": settings.riff_model,
        }
    )
    files.require_writable(out)
    deliver(painting.paint(painting.load(settings), vary(recipe, count=variations)), folder=out)


def play(
    picture: Annotated[Path, typer.Argument(metavar="PICTURE", help="A spectrogram: PNG, JPEG or WebP.")],
    *,
    loop: Annotated[bool, typer.Option("--loop", help="Let the end run into the beginning.")] = False,
    out: Out = Path(),
) -> None:
    """Turn a spectrogram into sound: Riffusion's, Jamgram's, or any picture of 512 rows."""
    content = files.read(picture)
    files.require_writable(out)
    with progress.busy("Playing"):
        from terminal.converting import played

        mp3, duration_s = played(content, title=picture.stem, loop=loop)
    show(files.keep(out, {picture.stem: {".mp3": mp3}}))
    print(f"{duration_s:.2f} s")


def see(
    sound: Annotated[Path, typer.Argument(metavar="SOUND", help="A song: MP3, WAV, FLAC or OGG, 10 minutes at most.")],
    *,
    pieces: Annotated[bool, typer.Option("--pieces", help="Many pictures of 512 columns (5.12 s), not one.")] = False,
    stereo: Annotated[bool, typer.Option("--stereo", help="Keep both sides, green left and blue right.")] = False,
    out: Out = Path(),
) -> None:
    """Turn a sound into its spectrogram."""
    content = files.read(sound)
    files.require_writable(out)
    with progress.busy("Looking"):
        from terminal.converting import seen

        pictures = seen(content, stereo=stereo, columns=NATIVE_COLUMNS if pieces else None)
    digits = len(str(len(pictures)))
    suffixes = [f"-{number:0{digits}}.png" for number in range(1, len(pictures) + 1)] if pieces else [".png"]
    show(files.keep(out, {sound.stem: dict(zip(suffixes, pictures, strict=True))}))


def info(file: Annotated[Path, typer.Argument(metavar="FILE", help="A PNG or an MP3.")]) -> None:
    """Tell how a picture or a sound was made, and what its tags say."""
    content = files.read(file)
    from terminal.labels import facts_of

    for name, value in facts_of(content):
        print(f"{name:<20} {value}")


def again(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PNG or an MP3 that Jamgram made.")],
    *,
    out: Out = Path(),
) -> None:
    """Make the same clip once more from its recipe."""
    content = files.read(file)
    files.require_writable(out)
    from terminal.labels import label_of

    label = label_of(content)
    if label is None:
        raise UserError(f"{file} holds no recipe that this version of Jamgram understands.")
    painter = painting.load(context.obj)
    if label.receipt and label.receipt.model_hash != painter.hash:
        original = f"{label.receipt.model} ({label.receipt.model_hash})"
        print(f"Note: {original} made the original; {painter.name} ({painter.hash}) makes another clip of it.")
    [clip] = painting.paint(painter, [label.recipe])
    deliver([clip], folder=out)
    print("The same, byte for byte." if content in {clip.png, clip.mp3} else "Not the same bytes as the original.")


def vary(recipe: Riff, *, count: int) -> list[Riff]:
    """Repeat a recipe with the seeds that follow."""
    return [recipe.model_copy(update={"seed": (recipe.seed + step) % (SEED_MAX + 1)}) for step in range(count)]


def deliver(clips: list[Clip], *, folder: Path) -> None:
    """Write every clip's two files, all or none, and say where they are."""
    contents = {name_of(clip): {".png": clip.png, ".mp3": clip.mp3} for clip in clips}
    for clip, paths in zip(clips, files.keep(folder, contents), strict=True):
        show([paths])
        print(f"{clip.duration_s:.2f} s · seed {clip.recipe.seed} · {clip.recipe.recipe_id}")
        for note in clip.notes:
            print(f"Note: {note}")


def show(written: list[list[Path]]) -> None:
    """Say where files are, one a line."""
    for paths in written:
        print(*paths, sep="\n")


def name_of(clip: Clip) -> str:
    """Name a clip's files by what was asked and the recipe's id."""
    return f"{files.slug(clip.recipe.prompt)}-{clip.recipe.recipe_id}"
