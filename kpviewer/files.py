"""Write a file whole or not at all."""

import contextlib
import os
from pathlib import Path

from kpviewer.errors import MachineError


def save(path: Path, content: bytes) -> None:
    """Written beside and renamed; raises MachineError, and then leaves nothing behind."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        advice = "choose another folder or free some space"
        raise MachineError(f"{path} cannot be written ({error.strerror})", advice) from error
