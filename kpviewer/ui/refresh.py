"""Brings the library up to date without the reader waiting for it."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kpviewer import installed, library
from kpviewer.ui.work import Work

_MANY = 200
"""Leaflets from which on it takes so long that it is told of."""
_OFTEN_SECONDS = 0.1


class _Stopped(Exception):
    """Nobody wants it any more."""


class Refresh(Work):
    """Checks whether the store is whole and current, and compiles what is not.

    Signals:
        compiled(library): there is a new Library; not sent if the one that is shown is good.
        stood_in(library): the bundled one will do until then: there is none that is whole.
        progressed(done, total): so many leaflets of many are compiled; of none when that is over.
        stopped(): it was, before it was done.
        seen(paths): the files and folders in which changes are to be noticed, as texts.
    """

    compiled = Signal(object)
    stood_in = Signal(object)
    progressed = Signal(int, int)
    stopped = Signal()
    seen = Signal(object)

    def __init__(
        self,
        find_folders: Callable[[], list[Path]],
        signed_only: bool,
        is_watched: bool,
        shown: str,
        parent: QObject | None = None,
    ) -> None:
        """`find_folders` says what makes the library now, the bundled pack first.

        `is_watched`: others are written in. `shown` is the `state` of what the reader sees.
        """
        super().__init__(parent)
        self._find_folders = find_folders
        self._signed_only = signed_only
        self._is_watched = is_watched
        self._shown = shown
        self._told_at = 0.0

    def run(self) -> None:
        folders = self._find_folders()
        self.seen.emit([*installed.watched(), *(_own(folders) if self._is_watched else [])])
        self._told_at = 0.0
        try:
            new = library.renew(folders, None, self._signed_only, partial(self._tell, folders))
        except _Stopped:
            self.stopped.emit()
        else:
            self._hand_over(new or library.open_last(folders, signed_only=self._signed_only), bool(new))
        if self._told_at:
            self.progressed.emit(0, 0)

    def _hand_over(self, last: library.Library | None, is_new: bool) -> None:
        """What was up to date already may still be new to the reader: another program was quicker."""
        if last and (is_new or last.state() != self._shown):
            self._shown = last.state()
            self.compiled.emit(last)
        elif last:
            last.close()

    def _tell(self, folders: Sequence[Path], done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _Stopped
        now = time.monotonic()
        if total < _MANY or now < self._told_at + _OFTEN_SECONDS:
            return
        if not self._told_at and not library.open_last(folders):
            self.stood_in.emit(library.load_from(folders[:1], None, self._signed_only))
        self._told_at = now
        self.progressed.emit(done, total)


def _own(folders: Sequence[Path]) -> list[str]:
    """The files and folders of the packs that are not installed."""
    from kpviewer import packs

    return packs.watched([folder for folder in folders[1:] if not installed.holds(folder)])
