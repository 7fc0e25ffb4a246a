"""Files that `riff` made, and what they say; and files that it may begin with."""

import shutil
from collections.abc import Callable
from pathlib import Path

from core.clip import Label
from core.contract import Recipe, Riff
from tests.worker.exporting.pieces import picture
from worker.codecs import decode_picture, encode_mp3, encode_png
from worker.sound.beat import beat

Run = Callable[[list[str]], int]

LO_FI = Riff(prompt="lo-fi beats", seed=7, steps=1)


def made(folder: str = ".") -> list[Path]:
    return sorted(Path(folder).iterdir())


def label_of(png: Path) -> Label:
    return Label.model_validate_json(decode_picture(png.read_bytes()).comment)


def recipe_of(png: Path) -> Riff:
    recipe = label_of(png).recipe
    assert isinstance(recipe, Riff)
    return recipe


def new_recipe() -> Recipe:
    """Read the recipe of the one clip in the folder `new`."""
    return label_of(made("new")[1]).recipe


def clip(recipe: Recipe | None = LO_FI, *, columns: int = 512) -> Path:
    """Write the files of a clip without painting it: `clip.png`, and `clip.mp3` with that as its cover."""
    label = Label(recipe=recipe).canonical_json() if recipe else ""
    png = encode_png(picture(columns=columns).pixels[0], comment=label)
    Path("clip.png").write_bytes(png)
    Path("clip.mp3").write_bytes(encode_mp3(beat(120, columns=columns), comment=label, cover=png))
    return Path("clip.png")


def other_model(tiny_model: Path) -> Path:
    """The same one but for its hash."""
    shutil.copytree(tiny_model, "other")
    Path("other/note.json").write_text('{"so that": "its hash differs"}')
    return Path("other")
