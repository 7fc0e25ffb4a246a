"""Files in and out: read whole and bounded, written all or none and over nothing else."""

import errno
import os
import secrets
import unicodedata
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from itertools import chain, count
from pathlib import Path
from typing import Final

from core.errors import UserError

SLUG_MAX: Final = 48
"""At most 192 bytes in UTF-8: with id, number and suffix a name stays under the 255 that file systems allow."""

READ_MAX_BYTES: Final = 1 << 30

NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NOT_YOURS: Final = {errno.EACCES, errno.EPERM}
REASONS: Final = {
    errno.EROFS: "it is read-only",
    errno.ENOTDIR: "it is not a folder",
    errno.EEXIST: "something else has that name",
    errno.ENAMETOOLONG: "its name is too long",
}


def slug(words: str) -> str:
    """Make a file name's beginning out of a prompt: letters, digits and marks of any script, joined by hyphens."""
    kept = (sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in words.lower())
    return "-".join("".join(kept).split())[:SLUG_MAX].strip("-") or "riff"


def read(path: Path) -> bytes:
    """Read a whole file that a person named."""
    try:
        if not path.is_file():
            raise UserError(f"{path} is not a file." if path.exists() else f"There is no file {path}.")
        if path.stat().st_size > READ_MAX_BYTES:
            raise UserError(f"{path} is larger than {READ_MAX_BYTES >> 30} GiB.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise UserError(f"Cannot read {path}: {reason_of(error, to='read')}.") from error


def require_writable(folder: Path) -> None:
    """Refuse, before any work is done, a folder that the result could not go to."""
    try:
        nearest = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        is_folder = nearest.is_dir()
    except OSError as error:
        raise UserError(refusal(folder, error)) from error
    if not is_folder:
        raise UserError(f"Cannot write in {folder}: {nearest} is not a folder.")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise UserError(f"Cannot write in {folder}: it is not yours to write in.")


def keep(folder: Path, contents: Mapping[str, Mapping[str, bytes]]) -> list[list[Path]]:
    """Write, for each name, one file for each suffix: all or none.

    Where other bytes have a name already, the files are called `name-2` and so on.
    """
    try:
        chosen = [free_targets(folder, name, by_suffix) for name, by_suffix in contents.items()]
        write_all({path: content for targets in chosen for path, content in targets.items() if not path.exists()})
    except OSError as error:
        raise UserError(refusal(folder, error)) from error
    return [list(targets) for targets in chosen]


def free_targets(folder: Path, name: str, contents: Mapping[str, bytes]) -> dict[Path, bytes]:
    """Choose the first name under which nothing else lies: nothing, or these very bytes."""
    for candidate in chain([name], (f"{name}-{number}" for number in count(2))):
        targets = {folder / f"{candidate}{suffix}": content for suffix, content in contents.items()}
        if all(is_free(target, content) for target, content in targets.items()):
            return targets
    raise AssertionError("count() ended")


def is_free(target: Path, content: bytes) -> bool:
    """Tell whether a name is unused or already holds this content."""
    if not os.path.lexists(target):
        return True
    return target.is_file() and target.stat().st_size == len(content) and target.read_bytes() == content


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file or, whatever comes between, not one: neither a half file nor a new folder stays."""
    with ExitStack() as undo:
        parts = {target: target.with_name(f".{secrets.token_hex(8)}.part") for target in contents}
        for target, content in contents.items():
            make_folder(target.parent, undo=undo)
            undo.callback(parts[target].unlink, missing_ok=True)
            write_through(parts[target], content)
        for target, part in parts.items():
            undo.callback(remove_own, target, identity_of(part))
            give_name(part, target)
        undo.pop_all()


def make_folder(folder: Path, *, undo: ExitStack) -> None:
    """Make a folder and those above it, to be removed again by `undo`."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir()
        undo.callback(place.rmdir)


def write_through(path: Path, content: bytes) -> None:
    """Write a new file down to the disk, so that a full one shows now."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def give_name(part: Path, target: Path) -> None:
    """Give a finished file its name, which nothing else may have taken meanwhile."""
    try:
        os.link(part, target)  # a rename would replace what has the name
    except FileExistsError:
        raise
    except OSError:  # no hard links here; or no right to, and then the rename says so
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.rename(target)
    else:
        part.unlink()


def identity_of(path: Path) -> tuple[int, int]:
    """Tell a file from every other one, whatever its name."""
    status = path.lstat()
    return status.st_dev, status.st_ino


def remove_own(target: Path, identity: tuple[int, int]) -> None:
    """Remove a file, unless the name is still free or somebody else's."""
    with suppress(FileNotFoundError):
        if identity_of(target) == identity:
            target.unlink()


def refusal(folder: Path, error: OSError) -> str:
    """Say why a folder took no file."""
    if error.errno in NO_ROOM:
        return f"There is no room left in {folder}; nothing was written."
    return f"Cannot write in {folder}: {reason_of(error, to='write in')}; nothing was written."


def reason_of(error: OSError | ValueError, *, to: str) -> str:
    """Say what the system means, when a place refused what one wanted to do there."""
    if not isinstance(error, OSError):
        return str(error)
    if error.errno in NOT_YOURS:
        return f"it is not yours to {to}"
    return REASONS.get(error.errno or 0, error.strerror or str(error))
