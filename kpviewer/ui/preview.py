"""The pages of a handout as they will be on paper, one below the other."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kpviewer.ui.paper import POINT, Sheet
from kpviewer.ui.theme import LIGHT, Theme

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Steps of the page's width; 1 is that of the view."""
_MARGIN = 20
_GAP = 16
"""Between two pages; like the margin in pixels at 100 %."""


class Preview(QAbstractScrollArea):
    """Paints the pages that are in sight, by the page-maker that prints them: always dark on white.

    Signals:
        page_reached(number, count): the page at the reading line, counted from 1; 0 of 0 if there is none.
    """

    page_reached = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.setAccessibleName(self.tr("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._sheet: Sheet | None = None
        self._zoom = 1.0
        self._colours, self._unit = LIGHT, 1.0
        self.verticalScrollBar().valueChanged.connect(self._tell_page)

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size, of what surrounds the pages."""
        self._colours, self._unit = colours, unit
        self._measure()

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show other pages, or none; the reader stays at the page where they are."""
        number = self.page_number
        at_start = not self._sheet or not self.verticalScrollBar().value()
        self._sheet = sheet
        self._measure()
        if at_start:
            self.verticalScrollBar().setValue(0)
        elif sheet and number > sheet.page_count:
            self.go_to_page(sheet.page_count)
        self._tell_page()

    def zoom(self, steps: int) -> None:
        """Wider or narrower pages by that many steps; 0 fits them to the width of the view."""
        place = _ZOOMS.index(self._zoom) + steps if steps else _ZOOMS.index(1.0)
        number, self._zoom = self.page_number, _ZOOMS[min(max(place, 0), len(_ZOOMS) - 1)]
        self._measure()
        self.go_to_page(number)

    def turn(self, pages: int) -> None:
        """Go that many pages on, or back."""
        self.go_to_page(self.page_number + pages)

    def go_to_page(self, number: int) -> None:
        """Scroll to the start of a page, counted from 1; to the first or last if there is none such."""
        if self._sheet:
            number = min(max(number, 1), self._sheet.page_count)
            self.verticalScrollBar().setValue(round((number - 1) * self._pitch))

    @property
    def page_count(self) -> int:
        return self._sheet.page_count if self._sheet else 0

    @property
    def page_number(self) -> int:
        """Of the page at the reading line, counted from 1; 0 if there is none."""
        if not self._sheet:
            return 0
        bar = self.verticalScrollBar()
        reading_line = bar.value() + min(self.viewport().height() / 3, self._pitch / 2)
        at_end = bar.value() and bar.value() == bar.maximum()
        return self._sheet.page_count if at_end else int(reading_line / self._pitch) + 1

    @property
    def _page(self) -> QRectF:
        """The first page, in pixels from the start of the scrolled ground."""
        assert self._sheet
        margin = _MARGIN * self._unit
        paper = self._sheet.paper.sizePoints()
        width = max((self.viewport().width() - 2 * margin) * self._zoom, 1.0)
        left = max((self.viewport().width() - width) / 2, margin)
        return QRectF(left, margin, width, width * paper.height() / paper.width())

    @property
    def _pitch(self) -> float:
        """From the top of a page to the top of the next, in pixels."""
        return self._page.height() + _GAP * self._unit

    def _measure(self) -> None:
        """How far there is to scroll."""
        down = across = 0
        view = self.viewport()
        if self._sheet:
            margin = round(_MARGIN * self._unit)
            page = self._page
            bottom = self._pitch * (self._sheet.page_count - 1) + page.bottom() + margin
            down, across = round(bottom) - view.height(), round(page.right()) + margin - view.width()
        self.verticalScrollBar().setRange(0, max(down, 0))
        self.horizontalScrollBar().setRange(0, max(across, 0))
        for bar, length in (
            (self.verticalScrollBar(), view.height()),
            (self.horizontalScrollBar(), view.width()),
        ):
            bar.setPageStep(length)
            bar.setSingleStep(round(48 * self._unit))
        view.update()

    def _tell_page(self) -> None:
        self.page_reached.emit(self.page_number, self.page_count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        number = self.page_number
        self._measure()
        if self.verticalScrollBar().value():
            self.go_to_page(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._sheet:
            painter.setPen(QColor(self._colours.muted))
            words = self.tr("The pages appear here as they will be on paper.")
            painter.drawText(
                self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words
            )
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scrolled = QRectF(event.rect()).translated(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        )
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        first, pitch = self._page, self._pitch
        for number in range(self._sheet.page_count):
            place = first.translated(0, number * pitch)
            if place.intersects(scrolled):
                self._paint_page(painter, number, place.toAlignedRect())

    def _paint_page(self, painter: QPainter, number: int, place: QRect) -> None:
        assert self._sheet
        painter.save()
        painter.fillRect(place, QColor("white"))
        painter.setPen(QPen(QColor(self._colours.line), 1))
        painter.drawRect(place)
        painter.setClipRect(place)
        painter.translate(place.topLeft())
        scale = place.width() / (self._sheet.paper.size(QPageSize.Unit.Point).width() * POINT)
        painter.scale(scale, scale)
        self._sheet.paint_page(painter, number)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Home: lambda: self.go_to_page(1),
            Qt.Key.Key_End: lambda: self.go_to_page(self.page_count),
        }
        if event.key() in keys:
            keys[Qt.Key(event.key())]()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)
