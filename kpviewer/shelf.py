"""Where compiled stores are kept: which is the last good one, and how the next takes its place.

A store is a file `<packs>-<number>-<digest>.sqlite` in the cache. It is written beside and renamed: its
digest proves its content, and its number, not a clock, says that it came after others. Any of them can be
deleted at any time.
"""

import contextlib
import itertools
import os
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kpviewer import __version__, files, installed, lock, paths

_STORE = re.compile(r"([0-9a-f]{8})-(\d+)-([0-9a-f]{32})\.sqlite")
_VERSION = re.compile(r"\d+(\.\d+)+")
_BLOCK = 2**20
"""Bytes. The digest is made of those of blocks, so that all processors share in it."""


class Shelf:
    """The stores of one library."""

    def __init__(self, folders: Sequence[Path], cache: Path | None = None) -> None:
        """`folders` are those of its packs, with the bundled one."""
        self._cache = cache or paths.cache()
        own = (str(folder) for folder in folders if not installed.holds(folder))  # packs come and go
        self._key = f"{zlib.crc32(os.pathsep.join(own).encode()):08x}"

    def stores(self) -> list[Path]:
        """Those that are there, the last first; nobody has looked into them."""
        try:
            found = [(_STORE.fullmatch(path.name), path) for path in self._cache.iterdir()]
        except OSError:
            return []
        numbered = [(int(name[2]), path) for name, path in found if name and name[1] == self._key]
        return [path for _, path in sorted(numbered, reverse=True)]

    def last_whole(self) -> Path | None:
        """The last one that is as it was written."""
        for path in self.stores():
            with contextlib.suppress(OSError):
                if path.stem.endswith(_digest(path)):
                    return path
        return None

    def remove_after(self, whole: Path | None) -> None:
        """Take those off the shelf that came after the last whole one: they are damaged."""
        for path in itertools.takewhile(lambda path: path != whole, self.stores()):
            _remove(path)

    @contextlib.contextmanager
    def alone(self, wait: Callable[[], None]) -> Iterator[None]:
        """Nobody else writes to the shelf meanwhile; `wait` is called from time to time until that is so.

        Raises OSError if the cache cannot be written.
        """
        self._cache.mkdir(parents=True, exist_ok=True)
        with lock.held(self._cache / f"{self._key}.lock", wait):
            yield

    def put(self, fill: Callable[[sqlite3.Connection], None], base: Path | None) -> Path:
        """Let `fill` make a store, out of a copy of `base` or of nothing, and take off all others.

        Only for who is `alone`. Raises OSError and sqlite3.OperationalError; then nothing has changed.
        """
        for left in self._cache.glob(f"{self._key}-*.part"):  # by somebody who was killed
            _remove(left)
        beside = self._cache / f"{self._key}-{os.getpid()}.part"
        try:
            _write(beside, fill, base)
            return self._take(beside, _digest(beside))
        finally:
            _remove(beside)

    def adopt(self, other: "Shelf") -> None:
        """Take over the last store of another shelf of the same library. As `put`."""
        for store in other.stores()[:1]:
            self._take(store, store.stem.rpartition("-")[2])

    def _take(self, store: Path, digest: str) -> Path:
        before = self.stores()
        number = int(before[0].name.split("-")[1]) + 1 if before else 1
        path = self._cache / f"{self._key}-{number}-{digest}.sqlite"
        os.replace(store, path)
        files.keep_name(self._cache)
        for other in before:
            _remove(other)
        return path

    def sweep(self) -> None:
        """Remove what killed programs left half written in the cache, and that of older versions.

        Never what another program may be writing.
        """
        for left in self._cache.glob("*-*.part"):
            key = left.name.partition("-")[0]
            with contextlib.suppress(OSError, _Busy), lock.held(self._cache / f"{key}.lock", _give_up):
                _remove(left)
        if self._cache.name == __version__:
            for folder in self._cache.parent.iterdir():
                if _VERSION.fullmatch(folder.name) and _age(folder.name) < _age(__version__):
                    _remove_version(folder)


def open_store(path: Path) -> sqlite3.Connection:
    """To be read only, and as if nobody ever changed it, which nobody does."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


def _write(path: Path, fill: Callable[[sqlite3.Connection], None], base: Path | None) -> None:
    import shutil

    _remove(path)
    if base:
        shutil.copyfile(base, path)
    store = sqlite3.connect(path)
    try:
        store.execute("PRAGMA journal_mode = OFF")  # what is not finished is thrown away
        store.execute("PRAGMA synchronous = OFF")
        fill(store)
    finally:
        store.close()
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _remove_version(folder: Path) -> None:
    import shutil

    with contextlib.suppress(OSError, _Busy), contextlib.ExitStack() as locks:
        for path in folder.glob("*.lock"):
            locks.enter_context(lock.held(path, _give_up))
        shutil.rmtree(folder, ignore_errors=True)


def _age(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


class _Busy(Exception):
    """Another program is at work there."""


def _give_up() -> None:
    raise _Busy


def _digest(path: Path) -> str:
    import hashlib
    from concurrent.futures import ThreadPoolExecutor

    def of_block(start: int) -> bytes:
        with path.open("rb") as file:
            file.seek(start)
            return hashlib.blake2b(file.read(_BLOCK)).digest()

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        blocks = threads.map(of_block, range(0, path.stat().st_size, _BLOCK))
        return hashlib.blake2b(b"".join(blocks), digest_size=16).hexdigest()


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):  # on Windows it stays while somebody reads it
        path.unlink()
