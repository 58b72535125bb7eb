"""A large button that says what lies behind it."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kpviewer.ui.theme import RADIUS, Theme, font

LEAST_WIDTH = 300
"""In pixels at 100 %."""


class Card(QAbstractButton):
    """A name and a line of summary, as one large button."""

    def __init__(self, name: str, summary: str, colours: Theme, unit: float, is_help: bool = False) -> None:
        super().__init__()
        self._name, self._summary = name, summary
        self._is_help = is_help
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(summary)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.dress(colours, unit)

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size."""
        self._colours, self._unit = colours, unit
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = round(LEAST_WIDTH * self._unit)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        name, summary = self._places(width)
        return max(summary.bottom(), name.bottom()) + round(18 * self._unit)

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where the name and the summary stand on a card of that width."""
        unit = self._unit
        start, end, top = round(22 * unit), round(16 * unit), round(16 * unit)
        room = QRect(end if self.isRightToLeft() else start, top, width - start - end, 10_000)
        wrapped = Qt.TextFlag.TextWordWrap
        name = QFontMetrics(self._font(19, bold=True)).boundingRect(room, wrapped, self._name)
        below = room.adjusted(0, name.height() + round(6 * unit), 0, 0)
        summary = QFontMetrics(self._font(15)).boundingRect(below, wrapped, self._summary)
        for place in (name, summary):
            place.setLeft(room.left())
            place.setRight(room.right())
        return name, summary

    def _font(self, pixels: int, bold: bool = False) -> QFont:
        made = font(pixels * self._unit)
        made.setBold(bold)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        unit, colours = self._unit, self._colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ring, radius = colours.ring, RADIUS * unit
        place = QRectF(self.rect()).adjusted(ring, ring, -ring, -ring)
        shape, bar = QPainterPath(), QPainterPath()
        shape.addRoundedRect(place, radius, radius)
        start = place.right() - 6 * unit if self.isRightToLeft() else place.left()
        bar.addRect(QRectF(start, place.top(), 6 * unit, place.height()))
        pressed = self.isDown() or self.underMouse()
        ground, accent = colours.surface, colours.accent
        if self._is_help:
            ground, accent = colours.help_box.ground, colours.help_box.sign
        painter.fillPath(shape, QColor(colours.tint if pressed else ground))
        painter.fillPath(shape.intersected(bar), QColor(accent))
        painter.strokePath(shape, QPen(QColor(colours.line), colours.stroke))
        if self.hasFocus():
            around = QPainterPath()
            half = ring / 2
            around.addRoundedRect(place.adjusted(-half, -half, half, half), radius + half, radius + half)
            painter.strokePath(around, QPen(QColor(colours.focus), ring))
        name, summary = self._places(self.width())
        for room, words, size, bold, ink in (
            (name, self._name, 19, True, colours.ink),
            (summary, self._summary, 15, False, colours.muted),
        ):
            painter.setFont(self._font(size, bold))
            painter.setPen(QColor(ink))
            painter.drawText(room, Qt.TextFlag.TextWordWrap, words)
