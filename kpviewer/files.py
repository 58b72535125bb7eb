"""Write a file whole or not at all."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kpviewer.errors import MachineError

_FOR_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Unwritable(MachineError):
    """A file cannot be written there."""

    def __init__(self, path: Path, error: OSError) -> None:
        self.path = path
        self.is_for_space = error.errno in _FOR_SPACE
        """The disk is full, or this user has no more of it."""
        advice = "choose another place, or free some space"
        super().__init__(f"{path} cannot be written ({error.strerror})", advice)


def save(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Written beside and renamed; raises Unwritable, and then leaves nothing behind.

    `mode` says who may read and write a new file, as far as the umask lets them.
    """
    with writing(path, mode) as file:
        file.write(content)


@contextlib.contextmanager
def writing(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """As `save`, for what is written piece by piece; what it raises inside leaves nothing behind either."""
    beside = path.with_name(f".kpviewer-{os.getpid()}.part")
    try:
        if path.exists():
            path.open("r+b").close()  # a file that is write-protected, or in use on Windows, stays as it is
        beside.touch(mode)
        with beside.open("w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        keep_name(path.parent)
    except OSError as error:
        raise Unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def publish(folder: Path) -> None:
    """Let everyone read all that is in a folder, and bring it to the disk."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_dir():
            path.chmod(0o755)
            keep_name(path)
        else:
            path.chmod(0o644)
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def keep_name(folder: Path) -> None:
    """A rename outlasts a power cut once its folder is written; where that is not to be had, it waits."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
