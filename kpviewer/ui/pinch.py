"""Two fingers that part or meet."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QAbstractScrollArea, QGestureEvent, QPinchGesture

_STEP = 1.2
"""How far fingers part for one step of the text size."""


class Pinch(QObject):
    """Tells of fingers on a page, or on a touch pad beneath it.

    Signals:
        zoom_wanted(steps): 1 when they have parted so far, -1 when they have met.
    """

    zoom_wanted = Signal(int)

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._scale = 1.0
        area.viewport().grabGesture(Qt.GestureType.PinchGesture)
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                is_begun = pinch.state() == Qt.GestureState.GestureStarted
                self._stretch(1 / self._scale if is_begun else pinch.scaleFactor())
                return True
        zoom = Qt.NativeGestureType.ZoomNativeGesture
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == zoom:
            self._stretch(1 + event.value())
            return True
        return False

    def _stretch(self, factor: float) -> None:
        self._scale *= factor
        if self._scale >= _STEP or self._scale <= 1 / _STEP:
            steps = 1 if self._scale > 1 else -1
            self._scale = 1.0
            self.zoom_wanted.emit(steps)
