"""What is posted is our own encoding: no byte of an upload is in it, and nothing that it says of who sent it."""

import struct
from collections.abc import Iterator
from io import BytesIO

import mutagen.id3
import pytest
from PIL import Image

from core.artefacts import Artefacts
from core.clip import Label
from core.contract import AnyPaint, Export, Extend, Morph, Play, Recipe, Remix, See
from core.ending import Exported, Made
from core.formats import is_picture
from core.request import Origin, Request
from tests.security.uploads import SECRET, telling_picture, telling_sound
from worker.confining.apart import Apart
from worker.painter import Painter
from worker.sound.format import EXIF_TAGS
from worker.studio import PaintersStudio

UPLOADS = {kind: telling_picture(kind) for kind in ("PNG", "JPEG", "WEBP")} | {
    kind: telling_sound(kind) for kind in ("WAV", "FLAC", "OGG", "MP3", "AIFF")
}
KEY = "0" * 64


@pytest.fixture(scope="module")
def studio(painter: Painter) -> Iterator[PaintersStudio]:
    with Apart() as reader:
        yield PaintersStudio(painter, Artefacts("memory://reencoding"), reader)


def asked(recipe: Recipe) -> Request:
    return Request(id="r", recipe=recipe, origin=Origin(channel="c", author="u"))


def made_of(studio: PaintersStudio, recipe: Recipe) -> Made:
    request = asked(recipe)
    sketch = studio.begin(request)
    [pixels] = studio.paint([sketch], on_step=lambda *_: None, glimpse=None)
    made = studio.finish(request, sketch, pixels)
    assert isinstance(made, Made)
    return made


def chunks_of(png: bytes) -> set[bytes]:
    found, place = set(), 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        found.add(png[place + 4 : place + 8])
        place += size + 12
    assert place == len(png)
    return found


def require_ours(png: bytes) -> None:
    """Hold that a picture has nothing but pixels, the format's numbers and our own label."""
    assert chunks_of(png) <= {b"IHDR", b"eXIf", b"iTXt", b"IDAT", b"IEND"}
    with Image.open(BytesIO(png)) as image:
        image.load()
        assert set(image.getexif()) == set(EXIF_TAGS.values())
        assert set(image.text) == {"recipe"}  # type: ignore[attr-defined]
        label = image.text["recipe"]  # type: ignore[attr-defined]
    assert Label.model_validate_json(label).canonical_json() == label


def require_nothing_of(upload: bytes, recipe: Recipe, studio: PaintersStudio) -> None:
    """Make a clip of an upload, and hold that its files are all ours."""
    assert SECRET in upload
    made = made_of(studio, recipe)
    png, mp3 = studio.artefacts.get(made.png), studio.artefacts.get(made.mp3)
    assert SECRET not in png + mp3 + made.canonical_json().encode()
    require_ours(png)
    tags = mutagen.id3.ID3(BytesIO(mp3))
    assert set(tags) <= {"TIT2", "TPE1", "COMM::eng", "APIC:spectrogram"}
    assert tags["APIC:spectrogram"].data == png


@pytest.mark.parametrize("kind", UPLOADS)
def test_of_an_upload_nothing_but_what_is_seen_or_heard_is_posted(studio: PaintersStudio, kind: str) -> None:
    key = studio.artefacts.put(UPLOADS[kind])
    require_nothing_of(UPLOADS[kind], Play(source=key) if is_picture(UPLOADS[kind]) else See(source=key), studio)


@pytest.mark.parametrize(
    ("kind", "recipe"),
    [
        ("PNG", Remix(prompt="piano", seed=1, steps=1, source=KEY, strength=0.05)),
        ("MP3", Extend(prompt="piano", seed=1, steps=1, source=KEY, added_s=5, length_s=10)),
        ("WAV", Morph(prompt="piano", seed=1, steps=1, to_prompt="rain", to_seed=2, source=KEY, length_s=10)),
    ],
)
def test_nor_is_it_where_a_model_paints_over_it(studio: PaintersStudio, kind: str, recipe: AnyPaint) -> None:
    key = studio.artefacts.put(UPLOADS[kind])
    require_nothing_of(UPLOADS[kind], recipe.model_copy(update={"source": key}), studio)


def test_a_file_is_exported_from_what_is_seen_in_a_picture(studio: PaintersStudio) -> None:
    key = studio.artefacts.put(UPLOADS["PNG"])
    for form in ("wav", "flac", "ogg"):
        request = asked(Export(source=key, format=form))
        sketch = studio.begin(request)
        file = studio.finish(request, sketch, studio.paint([sketch], on_step=lambda *_: None, glimpse=None)[0])
        assert isinstance(file, Exported)
        assert SECRET not in studio.artefacts.get(file.file)
