"""Files made to break whoever reads them: each costs a sentence, and the worker nothing."""

import random
from collections.abc import Iterator

import pytest

from core.errors import UserError
from core.formats import is_picture
from tests.security.uploads import BOMBS, originals, spoilt
from worker.confining.apart import BROKE, TOO_LONG, Apart

SPOILT = 150


@pytest.fixture(scope="module")
def reader() -> Iterator[Apart]:
    with Apart() as reader:
        yield reader


def said_of(content: bytes, reader: Apart) -> str:
    """What whoever sent a file is told, or that it was read; anything else is a fault."""
    try:
        if is_picture(content):
            assert reader.picture(content).pixels.numel()
        else:
            assert reader.beginning(content, most_s=5)[0].isfinite().all()
    except UserError as error:
        return str(error)
    return "read"


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_read_or_refused_in_a_sentence(content: bytes, reader: Apart) -> None:
    said = said_of(content, reader)
    assert said not in {BROKE, TOO_LONG}
    assert said == "read" or (said[0].isupper() and said[-1] == "." and len(said) < 300)


@pytest.mark.parametrize(
    ("bomb", "why"),
    [
        ("a PNG of 10^9 pixels", "far too large"),
        ("a PNG of 2^62 pixels", "far too large"),
        ("a JPEG of 65,500²", "far too large"),
        ("a WebP of 16,383²", "far too large"),
        ("a PNG whose pixels are missing", "damaged"),
        ("a WAV of nothing", "0 seconds"),
        ("a WAV of 4 GHz", "can be read"),
        ("a FLAC of 18 days", "is the most"),
    ],
)
def test_why_it_is_refused_is_said(bomb: str, why: str, reader: Apart) -> None:
    assert why in said_of(BOMBS[bomb], reader)


@pytest.mark.parametrize(("kind", "original"), list(originals()), ids=[kind for kind, _ in originals()])
def test_spoilt_files_are_read_or_refused_in_a_sentence(kind: str, original: bytes, reader: Apart) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same files in every run
    assert said_of(original, reader) == "read"
    for _ in range(SPOILT):
        said = said_of(spoilt(original, chance=chance), reader)
        assert said not in {BROKE, TOO_LONG}
        assert said == "read" or said.endswith(".")
