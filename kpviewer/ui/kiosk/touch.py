"""Scrolling by finger."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScroller, QScrollerProperties

_Metric = QScrollerProperties.ScrollMetric


def let_flick(area: QAbstractScrollArea) -> None:
    """A finger, or the left button, moves what the area shows; a touch that does not move is a tap."""
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.LeftMouseButtonGesture)
    scroller = QScroller.scroller(area.viewport())
    properties = scroller.scrollerProperties()
    off = QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    properties.setScrollMetric(_Metric.VerticalOvershootPolicy, off)
    properties.setScrollMetric(_Metric.HorizontalOvershootPolicy, off)
    properties.setScrollMetric(_Metric.DragStartDistance, 0.004)  # metres, so that a shaky tap is a tap
    properties.setScrollMetric(_Metric.MousePressEventDelay, 0)  # quick taps on buttons must all count
    scroller.setScrollerProperties(properties)
