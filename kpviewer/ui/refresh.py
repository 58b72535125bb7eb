"""Brings the library up to date without the reader waiting for it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpviewer import library
from kpviewer.ui.work import Work

if TYPE_CHECKING:
    from kpviewer.store import Kept


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
        """`is_watched`: somebody writes in the packs, so what is compiled is kept for the next time."""
        super().__init__(parent)
        self._folders = folders
        self._signed_only = signed_only
        self._kept: Kept | None = {} if is_watched else None

    def run(self) -> None:
        if self._kept is not None:
            from kpviewer import packs

            self.seen.emit(packs.watched(self._folders[1:]))
        if not self._is_current():
            new = library.rebuild(self._folders, signed_only=self._signed_only, kept=self._kept)
            self.compiled.emit(new)
        elif self._kept == {}:
            from kpviewer import store

            store.read(self._folders, kept=self._kept)

    def _is_current(self) -> bool:
        last = library.open_last(self._folders)
        if not last:
            return False
        try:
            return last.is_current(self._folders)
        except library.DamagedStore:
            return False
        finally:
            last.close()
