"""Scrolling by finger, and links that a finger hits.

Qt's own gesture would do, but PySide makes a class for each one that is grabbed and keeps it for ever.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScroller, QScrollerProperties, QWidget

from kpviewer.ui.viewer import Viewer

_Kind, _Metric = QEvent.Type, QScrollerProperties.ScrollMetric
_FLICKS = "flicks"
_STEP = 4
"""Pixels from one place to the next where a link is looked for."""
_AWAY = QPointF(-10_000, -10_000)
_PRESSES = _Kind.MouseButtonPress, _Kind.MouseButtonDblClick
_MOVES = QScroller.State.Dragging, QScroller.State.Scrolling


def let_flick(area: QAbstractScrollArea) -> None:
    """A finger, or the left button, moves what the area shows; a touch that does not move is a tap.

    To be told before the area is first styled.
    """
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    viewport = area.viewport()
    viewport.setAutoFillBackground(False)  # the area's ground will do; Qt would keep this one's for ever
    viewport.setProperty(_FLICKS, True)
    scroller = QScroller.scroller(viewport)
    properties = scroller.scrollerProperties()
    off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    properties.setScrollMetric(_Metric.VerticalOvershootPolicy, off)
    properties.setScrollMetric(_Metric.HorizontalOvershootPolicy, off)
    properties.setScrollMetric(_Metric.DragStartDistance, 0.004)  # metres, so that a shaky tap is a tap
    scroller.setScrollerProperties(properties)


class Finger(QObject):
    """An event filter for the whole application: what is touched may lie anywhere in what it scrolls."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._touched: QWidget | None = None
        self._area: QWidget | None = None
        self._is_drag = False
        self._pressed_at = -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QMouseEvent) or not isinstance(watched, QWidget):
            return False
        kind = event.type()
        if kind in _PRESSES and event.timestamp() != self._pressed_at:  # what one ignores others see
            self._pressed_at = event.timestamp()
            self._touched, self._area, self._is_drag = watched, _scrolled(watched), False
            self._tell(QScroller.Input.InputPress, event)
        elif self._area and watched is self._touched and kind == _Kind.MouseMove:
            self._tell(QScroller.Input.InputMove, event)
            return self._drags(event)
        elif self._area and watched is self._touched and kind == _Kind.MouseButtonRelease:
            self._tell(QScroller.Input.InputRelease, event)
            was_drag = self._is_drag
            self._touched = self._area = None
            return was_drag
        return False

    def _tell(self, what: QScroller.Input, event: QMouseEvent) -> None:
        if self._area:
            place = self._area.mapFromGlobal(event.globalPosition())
            QScroller.scroller(self._area).handleInput(what, place, event.timestamp())

    def _drags(self, event: QMouseEvent) -> bool:
        """Whether it scrolls now; what was touched first is let go far away, so that it does nothing."""
        assert self._area
        if not self._is_drag and QScroller.scroller(self._area).state() in _MOVES and self._touched:
            self._is_drag = True
            touched, area = self._touched, self._area
            self._touched = None
            left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
            gone = QMouseEvent(_Kind.MouseButtonRelease, _AWAY, _AWAY, left, none, event.modifiers())
            QApplication.sendEvent(touched, gone)
            self._touched, self._area = touched, area
        return self._is_drag


class Reach(QObject):
    """An event filter for the page: a tap beside a link is for the link."""

    def __init__(self, viewer: Viewer, pixels: int) -> None:
        """So many `pixels` beside it."""
        super().__init__(viewer)
        self._viewer = viewer
        steps = range(-pixels, pixels + 1, _STEP)
        around = (QPoint(x, y) for x in steps for y in steps if x * x + y * y <= pixels * pixels)
        self._around = sorted(around, key=lambda one: QPoint.dotProduct(one, one))
        viewer.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == _Kind.MouseButtonRelease:
            place = event.position().toPoint()
            if not self._viewer.anchorAt(place):
                QTimer.singleShot(0, self, lambda: self._follow_near(place))
        return False

    def _follow_near(self, place: QPoint) -> None:
        near = (place + step for step in self._around)
        if hit := next((one for one in near if self._viewer.anchorAt(one)), None):
            position = self._viewer.cursorForPosition(hit).position()
            self._viewer.follow(position) or self._viewer.follow(position - 1)


def _scrolled(widget: QWidget) -> QWidget | None:
    """What scrolls beneath a touch on that widget."""
    found: QWidget | None = widget
    while found and not found.property(_FLICKS):
        found = found.parentWidget()
    return found
