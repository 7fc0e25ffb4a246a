"""What files say of how they were made."""

from collections.abc import Iterator
from dataclasses import asdict
from io import BytesIO

import soundfile

from core.clip import Label
from core.contract import Region, SecondSeed
from core.formats import is_picture
from terminal.screen import printable
from worker.codecs import decode_picture, read_tags
from worker.labels import label_in


def facts_of(content: bytes) -> Iterator[tuple[str, str]]:
    """Everything that a picture or a sound says of itself, as names and values safe to print."""
    found = picture_facts(content) if is_picture(content) else sound_facts(content)
    yield from ((name, printable(value)) for name, value in found)


def picture_facts(content: bytes) -> Iterator[tuple[str, str]]:
    """How a picture was made, its size, and what its pixels mean by its EXIF tags."""
    picture = decode_picture(content)
    yield from label_facts(label_in(picture.comment))
    rows, columns = picture.pixels.shape[-2:]
    yield "picture", f"{columns} × {rows}"
    yield "duration", f"{columns * picture.picture_format.step_size_ms / 1000:.2f} s"
    yield from ((name, str(value)) for name, value in asdict(picture.picture_format).items())


def sound_facts(content: bytes) -> Iterator[tuple[str, str]]:
    """How a sound was made, its tags, and what kind of sound it is."""
    tags = read_tags(content)
    yield from label_facts(label_in(tags.comment))
    yield from ((name, value) for name, value in (("title", tags.title), ("artist", tags.artist)) if value)
    with soundfile.SoundFile(BytesIO(content)) as sound:
        yield "sound", f"{sound.format}, {sound.channels} × {sound.samplerate} Hz"
        yield "duration", f"{sound.frames / sound.samplerate:.2f} s"


def label_facts(label: Label | None) -> Iterator[tuple[str, str]]:
    """A recipe and by what it was made."""
    if label is None:
        yield "recipe", "none"
        return
    yield "recipe", label.recipe.recipe_id
    yield from ((name, readable(value)) for name, value in label.recipe if value not in {"", None})
    if label.receipt:
        yield "made by", f"{label.receipt.model} ({label.receipt.model_hash}) on {label.receipt.device}"
        yield "with", ", ".join(f"{name} {version}" for name, version in label.receipt.versions)


def readable(value: object) -> str:
    """Say a recipe's value as a person does."""
    match value:
        case SecondSeed():
            return f"{value.seed}, mixed in by {value.amount:.0%}"
        case Region():
            to = "to the end" if value.to_s is None else f"to {value.to_s:g} s"
            return f"{value.low_hz} to {value.high_hz} Hz, from {value.from_s:g} s {to}"
        case _:
            return str(value)
