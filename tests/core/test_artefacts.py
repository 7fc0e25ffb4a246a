"""Bytes by their own hash."""

import hashlib
import os
import threading
import time
from pathlib import Path

import pytest

from core.artefacts import SHELVES, ArtefactGoneError, Artefacts, Stored
from core.errors import UserError

SOUND = b"\x00sound\xff" * 1000
KEY = hashlib.sha256(SOUND).hexdigest()


@pytest.fixture(params=["file", "memory"])
def artefacts(request: pytest.FixtureRequest, tmp_path: Path) -> Artefacts:
    return Artefacts(f"{request.param}://{tmp_path}/store")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_put_is_got(artefacts: Artefacts) -> None:
    assert artefacts.put(SOUND) == KEY
    assert artefacts.get(KEY) == SOUND


def test_nothing_at_all_can_be_kept(artefacts: Artefacts) -> None:
    assert artefacts.get(artefacts.put(b"")) == b""


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    artefacts = Artefacts(f"file://{tmp_path}")
    assert artefacts.put(SOUND) == artefacts.put(SOUND)
    assert len(files(tmp_path)) == 1


def test_what_nobody_put_is_gone(artefacts: Artefacts) -> None:
    with pytest.raises(ArtefactGoneError, match="is gone"):
        artefacts.get(KEY)


def test_what_was_deleted_is_gone_and_may_be_deleted_again(artefacts: Artefacts) -> None:
    artefacts.put(SOUND)
    artefacts.delete(KEY)
    artefacts.delete(KEY)
    with pytest.raises(ArtefactGoneError):
        artefacts.get(KEY)


def test_what_was_deleted_can_be_put_again(artefacts: Artefacts) -> None:
    artefacts.put(SOUND)
    artefacts.delete(KEY)
    artefacts.put(SOUND)
    assert artefacts.get(KEY) == SOUND


@pytest.mark.parametrize("damage", [b"", SOUND[:-1], SOUND + b"x", b"y" + SOUND[1:]])
def test_damaged_bytes_are_never_handed_out(tmp_path: Path, damage: bytes) -> None:
    artefacts = Artefacts(f"file://{tmp_path}")
    artefacts.put(SOUND)
    files(tmp_path)[0].write_bytes(damage)
    with pytest.raises(ArtefactGoneError, match="is damaged"):
        artefacts.get(KEY)


def test_to_put_damaged_bytes_again_mends_them(tmp_path: Path) -> None:
    artefacts = Artefacts(f"file://{tmp_path}")
    artefacts.put(SOUND)
    files(tmp_path)[0].write_bytes(b"y" + SOUND[1:])
    artefacts.put(SOUND)
    assert artefacts.get(KEY) == SOUND


@pytest.mark.parametrize(
    "key",
    ["", "..", "../../etc/passwd", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "/" + "a" * 63, "٣" * 64],
)
def test_a_key_that_is_none_never_becomes_a_path(artefacts: Artefacts, key: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        artefacts.get(key)
    with pytest.raises(ValueError, match="is no key"):
        artefacts.delete(key)


def test_a_relative_folder_is_below_where_the_process_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    artefacts = Artefacts("file://data/artefacts")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    artefacts.put(SOUND)
    assert [path.name for path in files(tmp_path / "data" / "artefacts")] == [KEY]


def test_nothing_is_made_before_it_is_needed(tmp_path: Path) -> None:
    Artefacts(f"file://{tmp_path}/store")
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    artefacts = Artefacts(f"file://{tmp_path}")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        artefacts.put(SOUND)
    assert files(tmp_path) == []


def test_whoever_reads_while_others_write_sees_all_or_nothing(tmp_path: Path) -> None:
    artefacts, large = Artefacts(f"file://{tmp_path}"), SOUND * 500
    key, done = hashlib.sha256(large).hexdigest(), threading.Event()
    faults: list[str] = []

    def look() -> None:
        while not done.is_set():
            try:
                artefacts.get(key)
            except ArtefactGoneError as error:
                faults.extend([str(error)] if "damaged" in str(error) else [])

    readers = [threading.Thread(target=look) for _ in range(2)]
    writers = [threading.Thread(target=artefacts.put, args=(large,)) for _ in range(4)]
    for thread in [*readers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in readers:
        thread.join()
    assert faults == []
    assert [path.name for path in files(tmp_path)] == [key]


def listed(artefacts: Artefacts) -> list[Stored]:
    return [stored for shelf in SHELVES for stored in artefacts.on_shelf(shelf)]


def test_what_is_in_the_store_is_listed_with_size_and_age(artefacts: Artefacts) -> None:
    before_s = time.time()
    artefacts.put(SOUND)
    artefacts.put(b"")
    found = {stored.key: stored for stored in listed(artefacts)}
    assert {key: stored.size for key, stored in found.items()} == {KEY: len(SOUND), hashlib.sha256().hexdigest(): 0}
    assert all(before_s - 1 <= stored.put_s <= time.time() + 1 for stored in found.values())


def test_to_put_bytes_again_makes_them_young(tmp_path: Path) -> None:
    artefacts = Artefacts(f"file://{tmp_path}")
    artefacts.put(SOUND)
    os.utime(files(tmp_path)[0], (1000, 1000))
    assert listed(artefacts)[0].put_s == 1000
    artefacts.put(SOUND)
    assert listed(artefacts)[0].put_s > time.time() - 60


def test_an_empty_store_lists_nothing(artefacts: Artefacts) -> None:
    assert listed(artefacts) == []


def test_what_is_no_artefact_is_not_listed(tmp_path: Path) -> None:
    artefacts = Artefacts(f"file://{tmp_path}")
    artefacts.put(SOUND)
    shelf = files(tmp_path)[0].parent
    (shelf / "README").write_text("not ours")
    (shelf / f"{KEY}.0.draft").write_text("half")
    (shelf / ("0" * 64)).mkdir()
    assert [stored.key for stored in listed(artefacts)] == [KEY]


def test_a_store_that_works_passes_its_check_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    Artefacts(f"file://{tmp_path}").check()
    assert files(tmp_path) == []


def test_what_a_killed_process_left_half_written_is_cleared_away_an_hour_later(tmp_path: Path) -> None:
    artefacts = Artefacts(f"file://{tmp_path}")
    artefacts.put(SOUND)
    kept = files(tmp_path)[0]
    old, new = kept.with_name(f"{KEY}.0.draft"), kept.with_name(f"{KEY}.1.draft")
    for path, age_s in ((old, 3700), (new, 10), (kept, 10**6)):
        path.write_bytes(SOUND)
        os.utime(path, (time.time() - age_s,) * 2)
    artefacts.check()
    assert files(tmp_path) == [kept, new]


def test_a_store_in_memory_passes_its_check(artefacts: Artefacts) -> None:
    artefacts.check()


def test_a_store_that_cannot_be_written_says_why_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file where the folder should be")
    with pytest.raises(UserError, match=r"ARTEFACT_URL names does not work: (File exists|Not a directory)\."):
        Artefacts(f"file://{tmp_path}/store").check()


@pytest.mark.parametrize("url", ["gopher://x/y", "s4://bucket", "carrier-pigeon://coop"])
def test_a_store_of_an_unknown_kind_is_refused_in_a_sentence(url: str) -> None:
    with pytest.raises(UserError, match="ARTEFACT_URL names a store of an unknown kind"):
        Artefacts(url)


def test_a_store_whose_driver_is_missing_is_refused_without_its_password() -> None:
    with pytest.raises(UserError) as refused:
        Artefacts("s3://key:geheim@bucket/folder")
    assert "geheim" not in str(refused.value)
