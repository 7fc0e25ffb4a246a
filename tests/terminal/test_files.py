import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import UserError
from terminal.files import SLUG_MAX, keep, read, refusal, require_writable, slug


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("lo-fi beats", "lo-fi-beats"),
        ("Drum & Bass!!", "drum-bass"),
        ("レゲエ、ゆっくり", "レゲエ-ゆっくり"),
        ("नमस्ते", "नमस्ते"),
        ("🎹🥁", "riff"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf *", "rf"),
        ("a/b\\c:d", "a-b-c-d"),
        ("a\u202egnp.exe", "a-gnp-exe"),
        ("x" * 300, "x" * SLUG_MAX),
        ("x" * (SLUG_MAX - 1) + " y", "x" * (SLUG_MAX - 1)),
    ],
)
def test_a_slug_is_a_safe_readable_name(words: str, expected: str) -> None:
    assert slug(words) == expected


def test_the_longest_slug_fits_a_file_name() -> None:
    assert len(slug("𠜎" * 300).encode()) <= 192


def test_both_files_are_written_under_one_name(tmp_path: Path) -> None:
    [paths] = keep(tmp_path, {"clip": {".png": b"picture", ".mp3": b"sound"}})
    assert paths == [tmp_path / "clip.png", tmp_path / "clip.mp3"]
    assert [path.read_bytes() for path in paths] == [b"picture", b"sound"]
    assert set(tmp_path.iterdir()) == set(paths)


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    [[path]] = keep(tmp_path / "a" / "b", {"clip": {".png": b"picture"}})
    assert path.read_bytes() == b"picture"


def test_files_have_the_rights_that_the_user_asked_for(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        [[path]] = keep(tmp_path, {"clip": {".png": b"picture"}})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


def test_another_clip_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "clip.mp3").write_bytes(b"other")
    [paths] = keep(tmp_path, {"clip": {".png": b"picture", ".mp3": b"sound"}})
    assert [path.name for path in paths] == ["clip-2.png", "clip-2.mp3"]
    assert (tmp_path / "clip.mp3").read_bytes() == b"other"
    assert not (tmp_path / "clip.png").exists()


def test_a_dangling_link_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "clip.png").symlink_to(tmp_path / "nowhere")
    [[path]] = keep(tmp_path, {"clip": {".png": b"picture"}})
    assert path.name == "clip-2.png"
    assert not (tmp_path / "nowhere").exists()


def test_the_same_clip_again_stays_one_clip(tmp_path: Path) -> None:
    contents = {"clip": {".png": b"picture", ".mp3": b"sound"}}
    assert keep(tmp_path, contents) == keep(tmp_path, contents)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_lost_half_of_a_clip_is_written_again(tmp_path: Path) -> None:
    contents = {"clip": {".png": b"picture", ".mp3": b"sound"}}
    [[_, sound]] = keep(tmp_path, contents)
    sound.unlink()
    keep(tmp_path, contents)
    assert sound.read_bytes() == b"sound"


FULL = """
import resource, sys
from pathlib import Path
from core.errors import UserError
from terminal.files import keep
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    keep(Path(sys.argv[1]), {"a": {".png": b"x" * 10}, "b": {".png": b"x" * 10, ".mp3": b"x" * 5000}})
except UserError as error:
    print(error)
"""


def test_without_room_nothing_is_written_not_even_a_folder(tmp_path: Path, root: Path) -> None:
    folder = tmp_path / "new" / "out"
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(folder)], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout == f"There is no room left in {folder}; nothing was written.\n"
    assert list(tmp_path.iterdir()) == []


def test_a_full_device_refuses_as_one_that_is_out_of_room() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full, pytest.raises(OSError, match="No space left") as caught:
        full.write(b"x")
    assert refusal(Path("out"), caught.value) == "There is no room left in out; nothing was written."


def test_an_interruption_between_two_files_leaves_neither(tmp_path: Path) -> None:
    class Interrupted(bytes):
        """Content whose writing is broken off, as Ctrl-C does."""

        def __buffer__(self, flags: int) -> memoryview:
            raise KeyboardInterrupt

        def __len__(self) -> int:
            raise KeyboardInterrupt

    (tmp_path / "b.png").write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, {"a": {".png": b"new"}, "b": {".png": Interrupted(b"new")}})
    assert [path.name for path in tmp_path.iterdir()] == ["b.png"]


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"")
    for folder in (place, place / "deeper"):
        with pytest.raises(UserError, match="file is not a folder"):
            require_writable(folder)
    with pytest.raises(UserError, match=r"not a folder; nothing was written\."):
        keep(place / "deeper", {"clip": {".png": b""}})


@pytest.mark.parametrize("missing", [errno.EACCES, errno.EROFS, errno.ENAMETOOLONG])
def test_every_refusal_says_that_nothing_was_written(missing: int) -> None:
    sentence = refusal(Path("out"), OSError(missing, os.strerror(missing)))
    assert re.fullmatch(r"Cannot write in out: it.* ; nothing was written\.".replace(" ;", ";"), sentence)


def test_a_folders_name_too_long_for_the_disk_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 300)
    for write in (require_writable, lambda folder: keep(folder, {"clip": {".png": b""}})):
        with pytest.raises(UserError, match="its name is too long; nothing was written"):
            write(folder)
    assert list(tmp_path.iterdir()) == []


def test_a_name_as_long_as_the_disk_allows_is_kept(tmp_path: Path) -> None:
    [[path]] = keep(tmp_path, {"x" * 251: {".png": b"picture"}})
    assert path.read_bytes() == b"picture"


@pytest.fixture
def _without_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A memory card's file system."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("_without_hard_links")
def test_a_disk_without_hard_links_keeps_files_too(tmp_path: Path) -> None:
    [paths] = keep(tmp_path, {"clip": {".png": b"picture", ".mp3": b"sound"}})
    assert [path.read_bytes() for path in paths] == [b"picture", b"sound"]
    assert set(tmp_path.iterdir()) == set(paths)


def somebody_takes(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file appear while another one goes down to the disk."""
    monkeypatch.setattr(os, "fsync", lambda _: target.write_bytes(b"somebody's work"))


def refuse_what_somebody_took(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    somebody_takes(folder / "clip.mp3", monkeypatch)
    with pytest.raises(UserError, match=r"something else has that name; nothing was written\."):
        keep(folder, {"clip": {".png": b"picture", ".mp3": b"sound"}})
    assert [path.name for path in folder.iterdir()] == ["clip.mp3"]
    assert (folder / "clip.mp3").read_bytes() == b"somebody's work"


def test_a_file_that_appears_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_what_somebody_took(tmp_path, monkeypatch)


@pytest.mark.usefixtures("_without_hard_links")
def test_it_is_left_alone_on_a_disk_without_hard_links_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_what_somebody_took(tmp_path, monkeypatch)


def test_only_a_file_is_read(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"There is no file .*absent\.png\."):
        read(tmp_path / "absent.png")
    with pytest.raises(UserError, match="is not a file"):
        read(tmp_path)
    with pytest.raises(UserError, match="is not a file"):
        read(Path("/dev/zero"))


def test_a_file_larger_than_any_song_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    with path.open("wb") as file:
        file.truncate((1 << 30) + 1)
    with pytest.raises(UserError, match="is larger than 1 GiB"):
        read(path)


UNPRIVILEGED = """
import os, sys
from pathlib import Path
from core.errors import UserError
from terminal.files import keep, read, require_writable
if os.geteuid() == 0:  # root may do everything everywhere
    os.setgroups([]), os.setgid(65534), os.setuid(65534)
place = Path(sys.argv[1])
for action in (require_writable, lambda folder: keep(folder, {"clip": {".png": b""}}), read):
    try:
        action(place)
    except UserError as error:
        print(error)
"""


def refusals_without_rights(place: str, *, inside: Path, root: Path) -> list[str]:
    """What somebody without rights is told who writes in a place, or reads it."""
    run = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED, place],
        cwd=inside,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr == ""
    return run.stdout.splitlines()


def test_a_folder_without_the_right_to_write_is_refused(tmp_path: Path, root: Path) -> None:
    tmp_path.chmod(0o555)
    assert refusals_without_rights(".", inside=tmp_path, root=root)[:2] == [
        "Cannot write in .: it is not yours to write in.",
        "Cannot write in .: it is not yours to write in; nothing was written.",
    ]


def test_a_folder_in_a_closed_one_is_refused(tmp_path: Path, root: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    tmp_path.chmod(0o755)
    said = refusals_without_rights("closed/deeper", inside=tmp_path, root=root)
    assert said[:2] == ["Cannot write in closed/deeper: it is not yours to write in; nothing was written."] * 2


@pytest.mark.parametrize("name", ["song.mp3", "closed/song.mp3"])
def test_a_file_without_the_right_to_read_is_refused(name: str, tmp_path: Path, root: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o700)
    (tmp_path / name).touch(mode=0o600)
    tmp_path.chmod(0o755)
    said = refusals_without_rights(name, inside=tmp_path, root=root)
    assert said[-1] == f"Cannot read {name}: it is not yours to read."
