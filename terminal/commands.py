"""What can be typed after `riff`: one function a command, its parameters the options."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from core.clip import Clip
from core.contract import AnyPaint, Morph, Painted, Recipe, seeds_from
from core.limits import (
    BPM_MAX,
    BPM_MIN,
    GUIDANCE_DEFAULT,
    LONGEST_S,
    NATIVE_COLUMNS,
    NATIVE_LENGTH_S,
    STEPS_DEFAULT,
    VARIATIONS_MAX,
)
from core.recipes import beat_of, new_seed, riff_of
from terminal import files, progress

if TYPE_CHECKING:
    from terminal.calling import Desk
    from terminal.embedded import Embedded

LENGTHS: Final = f"Seconds, in steps of {NATIVE_LENGTH_S}: up to {LONGEST_S}."

Out = Annotated[Path, typer.Option(help="Folder for what is made.", show_default="this folder")]


def riff(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="PROMPT...", help="What to play, in your words.")],
    *,
    negative: Annotated[str, typer.Option(help="What not to play.")] = "",
    seed: Annotated[int | None, typer.Option(help="Same seed, same clip.", show_default="a new one")] = None,
    steps: Annotated[int, typer.Option(help="How often the painter goes over the picture.")] = STEPS_DEFAULT,
    guidance: Annotated[float, typer.Option(help="How closely it keeps to the words.")] = GUIDANCE_DEFAULT,
    length: Annotated[int, typer.Option(help=LENGTHS)] = NATIVE_LENGTH_S,
    loop: Annotated[bool, typer.Option("--loop", help="Let the end run into the beginning.")] = False,
    bpm: Annotated[
        int | None,
        typer.Option(help=f"Over a beat of so many a minute, {BPM_MIN} to {BPM_MAX}.", show_default="no beat"),
    ] = None,
    variations: Annotated[
        int, typer.Option(help="How many clips, each with the next seed.", min=1, max=VARIATIONS_MAX)
    ] = 1,
    out: Out = Path(),
) -> None:
    """Make music from words: a spectrogram (PNG) and its sound (MP3).

    More commands: riff remix FILE, riff vary FILE, riff extend FILE,
    riff morph FROM TO, riff chat, riff play PICTURE, riff see SOUND,
    riff export FILE FORMAT, riff info FILE, riff again FILE; each has a --help
    of its own. A prompt that begins with one of these words goes into quotes,
    or after two hyphens.
    """
    desk: Desk = context.obj
    recipe = riff_of(
        {
            "prompt": " ".join(words),
            "negative": negative,
            "seed": new_seed() if seed is None else seed,
            "steps": steps,
            "guidance": guidance,
            "length_s": length,
            "loop": loop,
            "model": desk.settings.riff_model,
        }
    )
    wanted = recipe if bpm is None else beat_of(recipe, bpm)
    files.require_writable(out)
    desk.take(desk, seeds_from(wanted, count=variations), out)


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


def make(desk: "Desk", recipes: Sequence[AnyPaint], folder: Path) -> None:
    """Make clips and write their files."""
    with desk.beside(desk.settings) as beside:
        clips = painted(beside, recipes)
    deliver(clips, folder=folder)


def painted(beside: "Embedded", recipes: Sequence[AnyPaint], sources: Sequence[bytes] = ()) -> list[Clip]:
    """Paint with the worker beside us, from these files; what speaks to Redis loads while that starts."""
    from terminal.painting import paint
    from terminal.requesting import Requester

    requester = Requester(beside)
    requester.keep(sources)
    return paint(requester, recipes)


def deliver(clips: list[Clip], *, folder: Path) -> None:
    """Write every clip's two files, all or none, and say where they are."""
    for line in written(clips, folder=folder):
        print(line)


def written(clips: list[Clip], *, folder: Path) -> list[str]:
    """Write every clip's two files, all or none; the answer says where they are."""
    contents = {name_of(clip.recipe): {".png": clip.png, ".mp3": clip.mp3} for clip in clips}
    return [
        line
        for clip, paths in zip(clips, files.keep(folder, contents), strict=True)
        for line in (*map(str, paths), summary_of(clip), *(f"Note: {note}" for note in clip.notes))
    ]


def show(written: list[list[Path]]) -> None:
    """Say where files are, one a line."""
    for paths in written:
        print(*paths, sep="\n")


def summary_of(clip: Clip) -> str:
    """Say in a line how long a clip is, and what makes it again."""
    assert isinstance(clip.recipe, Painted)
    second = clip.recipe.second
    seed = f"seed {clip.recipe.seed}" + (f", varied by {second.seed}" if second else "")
    return f"{clip.duration_s:.2f} s · {seed} · {clip.recipe.recipe_id}"


def name_of(recipe: Recipe) -> str:
    """Name a clip's files by what was asked and the recipe's id."""
    return f"{files.slug(words_of(recipe))}-{recipe.recipe_id}"


def words_of(recipe: Recipe) -> str:
    """Say what a clip is of."""
    if isinstance(recipe, Morph) and recipe.to_prompt != recipe.prompt:
        return f"{recipe.prompt} to {recipe.to_prompt}"
    return recipe.prompt if isinstance(recipe, Painted) else recipe.kind
