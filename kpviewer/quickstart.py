"""Spares PySide6 a sixth of its start.

PySide6 carries Python files in a zip of its own and compiles them anew at every start, 19 of 130 ms.
Their bytecode is kept in the cache, as Python keeps that of other files in `__pycache__`.
"""

import builtins
import contextlib
import marshal
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import CodeType
from typing import Any

from kpviewer import files, paths
from kpviewer.errors import MachineError

_Key = tuple[str, str, int, int]
"""File name, mode, length and checksum of a source."""


@contextlib.contextmanager
def kept_bytecode() -> Iterator[None]:
    """What is compiled inside is kept for the next time; whatever is wrong with it is ignored."""
    path = paths.cache() / f"qt.{sys.implementation.cache_tag}.bytecode"
    kept = _read(path)
    fresh: dict[_Key, CodeType] = {}
    plain = builtins.compile

    def quick(source: Any, filename: Any, mode: str, *rest: Any, **options: Any) -> Any:
        if rest or options or not isinstance(source, str | bytes):
            return plain(source, filename, mode, *rest, **options)
        raw = source.encode() if isinstance(source, str) else source
        key = (str(filename), mode, len(raw), zlib.crc32(raw))
        if key not in kept:
            kept[key] = fresh[key] = plain(source, filename, mode)
        return kept[key]

    builtins.compile = quick
    try:
        yield
    finally:
        builtins.compile = plain
    if fresh:
        _write(path, kept)


def _read(path: Path) -> dict[_Key, CodeType]:
    try:
        raw = path.read_bytes()
    except OSError:
        return {}
    content = raw[4:]
    if zlib.crc32(content).to_bytes(4, "big") != raw[:4]:
        return {}
    kept: dict[_Key, CodeType] = marshal.loads(content)
    return kept


def _write(path: Path, kept: dict[_Key, CodeType]) -> None:
    content = marshal.dumps(kept)
    with contextlib.suppress(MachineError, OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        files.save(path, zlib.crc32(content).to_bytes(4, "big") + content)
