"""What went on, for whoever looks after the machine: never who read, searched or printed what.

Nothing but the sentences below is ever logged. They hold no text that a reader typed or that a leaflet
has: of an error only its kind and place, for its message may quote either. They go to the journal where
systemd started us, else to a file that cannot grow beyond twice `_MOST_BYTES`.
"""

import contextlib
import os
import sys
import time
from pathlib import Path

from kpviewer import __version__, paths

_MOST_BYTES = 500_000


def started(mode: str) -> None:
    """`mode` is `desk` or `kiosk`."""
    _write(f"started: version {__version__}, as {mode}")


def stopped(code: int) -> None:
    """With an exit code."""
    _write(f"stopped: {'as asked' if code == 0 else f'exit code {code}'}")


def troubled(problem: object) -> None:
    """What is wrong with settings or content; whoever started us at a terminal is told too."""
    _write(f"problem: {problem}")
    if not _is_journal():
        print(problem, file=sys.stderr)


def fault(error: BaseException) -> None:
    """A bug of ours: the kind of error and the way to it, innermost last."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    way = " > ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in frames[-8:])
    _write(f"fault: {type(error).__name__} at {way or 'an unknown place'}")


def printed(printer: str, outcome: str) -> None:
    """What became of a handout; `outcome` as `spooler.State` names it."""
    _write(f"printing: a handout for {printer or 'the default printer'}: {outcome}")


def wrong_pin(failures: int) -> None:
    """How many there were in a row."""
    _write(f"wrong PIN: {failures} in a row")


def let_in() -> None:
    """Staff typed the right PIN."""
    _write("right PIN: staff page opened")


def _short(filename: str) -> str:
    """The file by its last two names; no one's home is logged."""
    return "/".join(Path(filename).parts[-2:])


def _write(text: str) -> None:
    """Never fails: what cannot be logged is not."""
    line = " ".join(text.split())
    with contextlib.suppress(OSError):
        if _is_journal():
            print(f"kpviewer: {line}", file=sys.stderr, flush=True)
        else:
            _append(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {line}\n")


def _is_journal() -> bool:
    """Whether what goes to standard error ends up in systemd's journal, as JOURNAL_STREAM tells."""
    there = os.fstat(2)
    return os.environ.get("JOURNAL_STREAM") == f"{there.st_dev}:{there.st_ino}"


def _append(line: str) -> None:
    path = paths.log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        if path.stat().st_size + len(line) > _MOST_BYTES:
            os.replace(path, path.with_suffix(".old.log"))
    with path.open("a", encoding="utf-8", errors="replace") as file:
        file.write(line)
