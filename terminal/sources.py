"""Files that something is to come of: what is in them, how long they last, and how they were made."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

import soundfile

from core.clip import Label
from core.contract import AnyPaint, Play, Recipe, See
from core.errors import UserError
from core.formats import is_picture
from core.limits import Key
from core.recipes import sources_of
from worker.codecs import decode_picture, read_tags
from worker.labels import label_in
from worker.sources import duration_of

CONVERSIONS: Final = {
    "play": "is the sound of a picture: `riff play PICTURE` makes it again from that picture.",
    "see": "is the picture of a sound: `riff see SOUND` makes it again from that sound.",
    "export": "is a clip in another form: `riff export PICTURE FORMAT` makes it again from its picture.",
    "join": "is the track of a jam, joined from its sections: a jam makes such tracks.",
}
"""What no model painted, and what makes it again."""

BEGUN: Final = {
    "remix": "is a remix: to paint it again takes the picture or sound that it was painted over",
    "extend": "is an extension: to paint it again takes the picture or sound that it goes on from",
    "morph": "is a morph: to paint it again takes each picture or sound that it turns from or into",
    "section": "is a section of a jam: to paint it again takes the picture of the section that it goes on from",
    "layer": "is a layer of a jam: to paint it again takes the picture of the mix that it was added to",
}
"""What takes more than a recipe to be painted again."""

DIGITS: Final = 12
"""Of a file's SHA-256, to know it by."""


@dataclass(frozen=True, slots=True)
class Source:
    """A picture or a sound that others can come of."""

    content: bytes
    label: Label | None
    duration_s: float

    @property
    def png(self) -> Key:
        """Name what its children begin with."""
        return key_of(self.content)

    @property
    def recipe(self) -> Recipe:
        """Say how it was made; if that is unknown, it was converted."""
        if self.label:
            return self.label.recipe
        return (Play if is_picture(self.content) else See)(source=self.png)


def source_of(content: bytes) -> Source:
    """Read a file: a picture, a sound, or in place of a sound the picture on its cover from which Jamgram made it.

    Raises
    ------
    UserError
        If it is neither, or damaged.
    """
    return seen(content) if is_picture(content) else heard(content)


def seen(content: bytes) -> Source:
    """Read a picture."""
    picture = decode_picture(content)
    return Source(content, label_in(picture.comment), duration_of(picture))


def heard(content: bytes) -> Source:
    """Read a sound, or the picture that it was made from."""
    tags = read_tags(content)
    label = label_in(tags.comment)
    if label and is_picture(tags.cover):
        return seen(tags.cover)
    with soundfile.SoundFile(BytesIO(content)) as sound:
        return Source(content, label, sound.frames / sound.samplerate)


def painted_in(source: Source, *, file: Path, model: str) -> AnyPaint:
    """Find the recipe that paints a file again with the model that we have.

    Raises
    ------
    UserError
        If it holds none, or was not painted.
    """
    if source.label is None:
        raise UserError(f"{file} holds no recipe that this version of Jamgram understands.")
    recipe = source.label.recipe
    if not isinstance(recipe, AnyPaint):
        raise UserError(f"{file} {CONVERSIONS[recipe.kind]}")
    return recipe.model_validate({**recipe.model_dump(), "model": model})


def needed(recipe: AnyPaint, given: Iterable[bytes], *, file: Path) -> list[bytes]:
    """Find among files what a recipe begins with; of a sound, also the picture on its cover.

    Raises
    ------
    UserError
        If it is not among them; the sentence says what it is.
    """
    known = {key_of(one): one for content in given for one in (content, source_of(content).content)}
    missing = [key[:DIGITS] for key in sources_of(recipe) if key not in known]
    if missing:
        names = " and ".join(missing)
        raise UserError(
            f"{file} {BEGUN[recipe.kind]}. Name that file, too, behind {file}; its SHA-256 begins with {names}."
        )
    return [known[key] for key in sources_of(recipe)]


def key_of(content: bytes) -> Key:
    """Name bytes as a store does."""
    return hashlib.sha256(content).hexdigest()
