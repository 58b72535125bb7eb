"""The area in which a leaflet is read: a column of comfortable width, the outline beside it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from kpviewer.ui.outline import Outline
from kpviewer.ui.theme import MEASURE
from kpviewer.ui.viewer import Viewer

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_OUTLINE = 200
_GAP = 36
_LEAST_MARGIN = 16


class Reading(QWidget):
    """Places the viewer's column, and the outline beside it while there is room.

    Signals:
        roominess_changed(): the outline has room here now, or has no more; see `is_roomy`.
    """

    roominess_changed = Signal()

    def __init__(self, viewer: Viewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self.setObjectName("reading")
        viewer.setParent(self)
        self.setFocusProxy(viewer)
        self._outline: Outline | None = None
        self._unit = 1.0
        self.is_roomy = True
        self.resize(1000, 700)

    def adopt(self, outline: Outline) -> None:
        """Take the outline in."""
        if self._outline is outline:
            return
        outline.setParent(self)
        outline.show()
        outline.raise_()
        self._outline = outline
        self._place()

    def release(self) -> None:
        """The outline is taken elsewhere."""
        self._outline = None
        self._place()

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._unit = unit
        self._place()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: "QPaintEvent") -> None:
        """The page's call-outs are drawn here: PySide takes 10 ms to find a viewport's type."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setClipRect(event.rect().intersected(self._viewer.column))
        painter.translate(0, self._viewer.frameWidth())
        self._viewer.paint_ground(painter)
        painter.end()

    def _place(self) -> None:
        width, unit = self.width(), self._unit
        beside = round((_OUTLINE + _GAP) * unit)
        roomy = width >= MEASURE * unit + beside + 2 * _LEAST_MARGIN
        measure = min(round(MEASURE * unit), width - 2 * _LEAST_MARGIN)
        left = max((width - measure - (beside if roomy else 0)) // 2, _LEAST_MARGIN)
        self._viewer.setGeometry(self.rect())
        self._viewer.set_column(self._mirrored(left, measure), measure)
        if roomy and self._outline:
            start, wide = left + measure + round(_GAP * unit), round(_OUTLINE * unit)
            top = round(34 * unit)
            self._outline.setGeometry(self._mirrored(start, wide), top, wide, self.height() - 2 * top)
        if roomy != self.is_roomy:
            self.is_roomy = roomy
            self.roominess_changed.emit()

    def _mirrored(self, left: int, width: int) -> int:
        """Where that stands in a language that is written from right to left."""
        return self.width() - left - width if self.isRightToLeft() else left
