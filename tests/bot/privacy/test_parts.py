"""Archives that are small enough to be sent."""

import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.privacy.parts import Parts

KIB = 1024


def gathered(folder: Path, files: dict[str, bytes], *, most_bytes: int) -> list[Path]:
    parts = Parts(folder, most_bytes=most_bytes)
    full = [parts.add(name, content) for name, content in files.items()]
    return [path for path in (*full, parts.finish()) if path is not None]


def noise(size: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(size)  # noqa: S311 - no secret


def held(paths: list[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            found |= {name: archive.read(name) for name in archive.namelist()}
    return found


def test_what_fits_is_one_archive(tmp_path: Path) -> None:
    files = {"a.json": b"{}", "b.png": noise(KIB)}
    paths = gathered(tmp_path, files, most_bytes=64 * KIB)
    assert [path.name for path in paths] == ["jamgram-data-1.zip"]
    assert held(paths) == files


def test_nothing_is_no_archive(tmp_path: Path) -> None:
    assert gathered(tmp_path, {}, most_bytes=KIB) == []


def test_what_does_not_fit_begins_the_next(tmp_path: Path) -> None:
    files = {f"{number}.png": noise(10 * KIB, number) for number in range(10)}
    paths = gathered(tmp_path, files, most_bytes=32 * KIB)
    assert len(paths) == 5
    assert held(paths) == files


def test_words_are_packed_so_that_more_of_them_fit(tmp_path: Path) -> None:
    files = {f"{number}.json": b"the same words " * 1000 for number in range(20)}
    assert len(gathered(tmp_path, files, most_bytes=64 * KIB)) == 1


def test_what_fits_no_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="don't fit"):
        Parts(tmp_path, most_bytes=8 * KIB).add("a.png", noise(8 * KIB))


@settings(max_examples=15)
@given(sizes=st.lists(st.integers(0, 5 * KIB), max_size=40), most=st.integers(16 * KIB, 40 * KIB))
def test_no_archive_is_larger_than_it_may_be_and_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], most: int
) -> None:
    files = {f"riffs/ü {number}.png": noise(size, number) for number, size in enumerate(sizes)}
    paths = gathered(tmp_path_factory.mktemp("parts"), files, most_bytes=most)
    assert all(path.stat().st_size <= most for path in paths)
    assert held(paths) == files
