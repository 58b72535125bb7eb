"""Brings the library up to date without the reader waiting for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kpviewer import library
from kpviewer.ui.work import Work


class Refresh(Work):
    """Checks whether the store is whole and current, and compiles it anew if not.

    Signals:
        compiled(library): there is a new Library; not sent if the old one is good.
        seen(paths): the files and folders of the clinic's own packs, as texts; if they are watched.
    """

    compiled = Signal(object)
    seen = Signal(object)

    def __init__(
        self,
        folders: Sequence[Path],
        signed_only: bool,
        is_watched: bool,
        parent: QObject | None = None,
    ) -> None:
        """`is_watched`: somebody writes in the packs."""
        super().__init__(parent)
        self._folders = folders
        self._signed_only = signed_only
        self._is_watched = is_watched

    def run(self) -> None:
        if self._is_watched:
            from kpviewer import packs

            self.seen.emit(packs.watched(self._folders[1:]))
        new = library.renew(self._folders, signed_only=self._signed_only)
        if new:
            self.compiled.emit(new)
