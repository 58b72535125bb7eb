"""Notices when files of a pack are written, replaced, added or taken away."""

from collections.abc import Iterable

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_GATHERED_MS = 50
"""An editor does several things to save once: they are told of together."""


class Watch(QObject):
    """Watches the files and folders that it is given.

    Signals:
        changed(): something happened to them, or there are others now.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._follow_anew)
        self._watcher.directoryChanged.connect(self._gather)
        self._gathering = QTimer(self, singleShot=True, interval=_GATHERED_MS)
        self._gathering.timeout.connect(self.changed)

    def follow(self, paths: Iterable[str]) -> None:
        """Watch these from now on, and no others."""
        wanted, watched = set(paths), {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        new = sorted(wanted - watched)
        if new and len(self._watcher.addPaths(new)) < len(new):
            self._gather()  # for what happened to them before they were watched

    def _follow_anew(self, path: str) -> None:
        """An editor may have put another file in the place of this one, or be about to: `follow` sees."""
        self._watcher.removePath(path)
        self._watcher.addPath(path)
        self._gather()

    def _gather(self) -> None:
        if not self._gathering.isActive():
            self._gathering.start()
