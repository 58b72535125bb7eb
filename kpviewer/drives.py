"""The packs on sticks, cards and shares: whatever is mounted where such things are."""

import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_BELOW = ("/media/", "/run/media/", "/mnt/")
_DEPTH = 2
"""Folders into which a drive is searched; a person can say which one the pack is in."""
_ENTRIES = 20_000
"""Looked at on a drive, at most: a stick may hold a million files, or pretend to."""


def find(suffix: str = ".kpack") -> list[Path]:
    """The files of that ending on drives that are mounted now; nothing has looked into them yet.

    Asks the kernel and the drives, so call it from a thread: a drive may take its time. Empty on Windows.
    """
    return [path for drive in mounted() for path in _search(drive, suffix)]


def mounted() -> list[Path]:
    """The drives themselves, in alphabetical order."""
    try:
        lines = _MOUNTS.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return []
    places = {_unescaped(line.split(" ")[1]) for line in lines}
    return sorted(Path(place) for place in places if f"{place}/".startswith(_BELOW))


def _unescaped(place: str) -> str:
    """Spaces and the like are written as octal numbers, byte by byte."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), place)


def _search(drive: Path, suffix: str) -> Iterator[Path]:
    left = _ENTRIES
    waiting = [(drive, 0)]
    for folder, depth in waiting:
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                left -= 1
                if left < 0:
                    return
                if entry.is_dir(follow_symlinks=False):
                    if depth < _DEPTH and not entry.name.startswith("."):
                        waiting.append((Path(entry), depth + 1))
                elif entry.name.lower().endswith(suffix) and entry.is_file(follow_symlinks=False):
                    yield Path(entry)
