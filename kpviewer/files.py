"""Write a file whole or not at all."""

import contextlib
import errno
import os
from pathlib import Path

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
    beside = path.with_name(f".kpviewer-{os.getpid()}.part")
    try:
        if path.exists():
            path.open("r+b").close()  # a file that is write-protected, or in use on Windows, stays as it is
        beside.touch(mode)
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        _keep_name(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise Unwritable(path, error) from error


def _keep_name(folder: Path) -> None:
    """A rename outlasts a power cut once its folder is written; where that is not to be had, it waits."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
