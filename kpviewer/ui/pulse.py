"""Signs of life for systemd, for as long as the event loop turns."""

from PySide6.QtCore import QObject, QTimer

from kpviewer.watchdog import Watchdog


class Pulse(QObject):
    """Beats on the thread of the window: a window that hangs has none, and is started again."""

    def __init__(self, watchdog: Watchdog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watchdog = watchdog
        self._timer = QTimer(self)
        self._timer.setInterval(round(watchdog.pause_seconds * 1000))
        self._timer.timeout.connect(watchdog.alive)

    def start(self) -> None:
        """The first page is painted."""
        self._watchdog.ready()
        if self._watchdog.pause_seconds:
            self._watchdog.alive()
            self._timer.start()

    def stop(self) -> None:
        """The program leaves."""
        self._timer.stop()
        self._watchdog.stopping()
