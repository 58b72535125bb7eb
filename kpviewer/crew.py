"""Processes that load leaflets side by side, because one takes a minute for ten thousand.

They are started by hand: those of `multiprocessing` outlive a program that is killed, and start the whole
program anew where it is frozen into one file. These end with their input.
"""

import contextlib
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import SimpleQueue
from typing import Self

from kpviewer import record
from kpviewer.record import Attempt

Files = Sequence[tuple[Path, Path]]
"""Of one leaflet, as `record.load` takes them."""

_WORTH_IT = 200
"""Leaflets from which on the start of processes pays."""
_AT_ONCE = 16
_AT_MOST = 8
_NICENESS = 5
"""Somebody reads meanwhile."""


def load(wanted: Sequence[Files]) -> Generator[Attempt, None, None]:
    """What `record.load` makes of each, in their order. Close it when it is not read to its end."""
    processes = min(_processors(), _AT_MOST)
    if processes == 1 or len(wanted) < _WORTH_IT:
        yield from map(record.load, wanted)
        return
    waiting = iter([wanted[first : first + _AT_ONCE] for first in range(0, len(wanted), _AT_ONCE)])
    with _Crew(processes) as crew:
        under_way = deque(crew.ask(batch) for batch in islice(waiting, 2 * processes))
        while under_way:
            attempts = under_way.popleft().result()
            under_way.extend(crew.ask(batch) for batch in islice(waiting, 1))
            yield from attempts


def _processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Crew:
    """So many processes, each with a thread that waits for it."""

    def __init__(self, processes: int) -> None:
        self._members = [_start() for _ in range(processes)]
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        for member in self._members:
            self._idle.put(member)
        self._threads = ThreadPoolExecutor(processes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for member in self._members:
            member.kill()
        self._threads.shutdown(cancel_futures=True)
        for member in self._members:
            member.communicate()

    def ask(self, batch: Sequence[Files]) -> Future[list[Attempt]]:
        """Let the next who is idle load these."""
        return self._threads.submit(self._load, batch)

    def _load(self, batch: Sequence[Files]) -> list[Attempt]:
        member = self._idle.get()
        assert member.stdin and member.stdout
        try:
            pickle.dump(batch, member.stdin)
            member.stdin.flush()
            attempts: list[Attempt] = pickle.load(member.stdout)
            return attempts
        except (OSError, EOFError, pickle.UnpicklingError):  # it was killed, or never came
            return [record.load(files) for files in batch]
        finally:
            self._idle.put(member)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "kpviewer.crew"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def main() -> None:
    """Load what comes in, until nothing comes any more."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    with contextlib.suppress(EOFError):
        while True:
            batch: Sequence[Files] = pickle.load(sys.stdin.buffer)
            pickle.dump([record.load(files) for files in batch], sys.stdout.buffer)
            sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
