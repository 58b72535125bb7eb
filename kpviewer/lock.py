"""Work that one program does at a time."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PAUSE_SECONDS = 0.1


@contextlib.contextmanager
def held(path: Path, wait: Callable[[], None]) -> Iterator[None]:
    """Hold a lock, until the end or until this program ends, however it does; its file is made, and stays.

    `wait` is called ten times a second until nobody else holds it; what it raises ends that. Where
    nothing can be locked everyone may go on.
    """
    with path.open("ab") as file:
        while not _lock(file.fileno()):
            wait()
            time.sleep(_PAUSE_SECONDS)
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _lock(file: int) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a network's file system without locks
            return True
        return True
