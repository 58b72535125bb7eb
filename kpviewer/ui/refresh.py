"""Brings the library up to date without the reader waiting for it."""

import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kpviewer import library
from kpviewer.ui.work import Work

_MANY = 200
"""Leaflets from which on it takes so long that it is told of."""
_OFTEN_SECONDS = 0.1


class _Stopped(Exception):
    """Nobody wants it any more."""


class Refresh(Work):
    """Checks whether the store is whole and current, and compiles what is not.

    Signals:
        compiled(library): there is a new Library; not sent if the old one is good.
        stood_in(library): the bundled one will do until then: there is none that is whole.
        progressed(done, total): so many leaflets of many are compiled; of none when that is over.
        stopped(): it was, before it was done.
        seen(paths): the files and folders of the clinic's own packs, as texts; if they are watched.
    """

    compiled = Signal(object)
    stood_in = Signal(object)
    progressed = Signal(int, int)
    stopped = Signal()
    seen = Signal(object)

    def __init__(
        self,
        folders: Sequence[Path],
        signed_only: bool,
        is_watched: bool,
        parent: QObject | None = None,
    ) -> None:
        """`folders` make the library, the bundled one first; `is_watched`: others are written in."""
        super().__init__(parent)
        self._folders = folders
        self._signed_only = signed_only
        self._is_watched = is_watched
        self._told_at = 0.0

    def run(self) -> None:
        if self._is_watched:
            from kpviewer import packs

            self.seen.emit(packs.watched(self._folders[1:]))
        self._told_at = 0.0
        try:
            new = library.renew(self._folders, None, self._signed_only, self._tell)
        except _Stopped:
            self.stopped.emit()
        else:
            if new:
                self.compiled.emit(new)
        if self._told_at:
            self.progressed.emit(0, 0)

    def _tell(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _Stopped
        now = time.monotonic()
        if total < _MANY or now < self._told_at + _OFTEN_SECONDS:
            return
        if not self._told_at and not library.open_last(self._folders):
            self.stood_in.emit(library.load_from(self._folders[:1], None, self._signed_only))
        self._told_at = now
        self.progressed.emit(done, total)
