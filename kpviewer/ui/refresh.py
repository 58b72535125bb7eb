"""Brings the library up to date without the reader waiting for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from kpviewer import library


class Refresh(QThread):
    """Checks whether the store is whole and current, and compiles it anew if not.

    Signals:
        compiled(library): there is a new Library; not sent if the old one is good.
    """

    compiled = Signal(object)

    def __init__(self, folders: Sequence[Path], signed_only: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folders = folders
        self._signed_only = signed_only

    def run(self) -> None:
        last = library.open_last(self._folders)
        if last:
            try:
                if last.is_current(self._folders):
                    return
            except library.DamagedStore:
                pass
            finally:
                last.close()
        self.compiled.emit(library.rebuild(self._folders, signed_only=self._signed_only))
