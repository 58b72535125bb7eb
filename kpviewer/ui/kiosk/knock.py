"""The hidden gesture by which staff ask to be let in: taps into a corner, the last one held."""

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QMouseEvent

_TAPS = 5
"""Before the one that is held."""
_CORNER = 90
"""Width and height of the corner at the top left, in device pixels."""
_WITHIN_SECONDS = 5.0
HOLD_SECONDS = 2.0


class Knock(QObject):
    """An event filter for the window of the system, which every touch passes once, whatever it hits.

    Signals:
        heard(): somebody knows the gesture.
    """

    heard = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._taps: list[float] = []
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.timeout.connect(self.heard)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            kinds = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick
            if event.type() in kinds:
                self._press(event)
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._hold.stop()
        return False

    def _press(self, event: QMouseEvent) -> None:
        place, now = event.position(), time.monotonic()
        if max(place.x(), place.y()) > _CORNER:
            self._taps.clear()
            return
        self._taps = [*(tap for tap in self._taps if now - tap < _WITHIN_SECONDS), now]
        if len(self._taps) > _TAPS:
            self._taps.clear()
            self._hold.start(round(HOLD_SECONDS * 1000))
