"""Write a file whole or not at all."""

import contextlib
import os
from pathlib import Path

from kpviewer.errors import MachineError


def save(path: Path, content: bytes) -> None:
    """Written beside and renamed; raises MachineError, and then leaves nothing behind."""
    beside = path.with_name(f".kpviewer-{os.getpid()}.part")
    try:
        if path.exists():
            path.open("r+b").close()  # a file that is write-protected, or in use on Windows, stays as it is
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        advice = "choose another place, or free some space"
        raise MachineError(f"{path} cannot be written ({error.strerror})", advice) from error
