"""Whoever starts the program a second time comes to the window that is open."""

import os
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Qt, Signal
from PySide6.QtWidgets import QWidget

from kpviewer import instance


class Callers(QObject):
    """Takes what second starts wish for, and brings the window to the front.

    Signals:
        leaflet_wanted(slug): a second start asked for it.
    """

    leaflet_wanted = Signal(str)

    def __init__(self, door: socket.socket, window: QWidget) -> None:
        super().__init__(window)
        self._door = door
        self._window = window
        self._notifier = QSocketNotifier(door.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        wish = instance.take(self._door)
        if not wish:
            return
        slug, token = wish[0], wish[-1]
        if slug:
            self.leaflet_wanted.emit(slug)
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = (
                token  # Wayland lets only whom the user started to the front
            )
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def close(self) -> None:
        """No one comes any more."""
        self._notifier.setEnabled(False)
        instance.close(self._door)
