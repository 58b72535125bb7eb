"""The list of hits."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kpviewer.search import Hit
from kpviewer.ui.rows import Index
from kpviewer.ui.theme import LIGHT, Theme, font

_LINES = 2
"""Of a title, heading or snippet, at most."""
_ABOVE = 8
"""Pixels above and below a row's words, at 100 %."""


def sentences(parts: Iterable[str]) -> str:
    """Parts, apart from each other where they are read aloud; empty ones are left out."""
    return " ".join(part if part[-1] in ".:!?…" else f"{part}." for part in parts if part)


class HitList(QListView):
    """Hits, best first; those of one leaflet share its title.

    Signals:
        hit_chosen(slug, anchor, lang): a hit was clicked, or Return pressed on it.
    """

    hit_chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Search results"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hits = _Hits(self)
        self.setModel(self._hits)
        self._delegate = _HitPainter(self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List the hits and mark none."""
        self._delegate.forget()
        self._hits.put(hits)

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size."""
        self._delegate.dress(colours, unit)
        self.scheduleDelayedItemsLayout()

    def step(self, rows: int) -> None:
        """Move the mark by that many hits; the first step marks the first."""
        row = min(max(self.currentIndex().row() + rows, 0), self._hits.rowCount() - 1)
        self.setCurrentIndex(self._hits.index(row, 0))

    @property
    def marked(self) -> str:
        """The marked hit in words; empty if none is marked."""
        return str(self.currentIndex().data() or "")

    @property
    def words(self) -> list[str]:
        """Every hit in words."""
        return [str(self._hits.index(row, 0).data()) for row in range(self._hits.rowCount())]

    def open_marked(self) -> bool:
        """Choose the marked hit; False if none is marked."""
        marked = self.currentIndex()
        if marked.isValid():
            self._choose(marked)
        return marked.isValid()

    def _choose(self, index: QModelIndex) -> None:
        hit = self._hits.row(index).hit
        self.hit_chosen.emit(hit.slug, hit.anchor, hit.lang)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Row(NamedTuple):
    """A hit as it is listed."""

    hit: Hit
    begins_leaflet: bool
    snippet: str
    """Without the brackets."""
    marks: list[tuple[int, int]]
    """Start and length of each marked word of the snippet."""


class _Paragraph(NamedTuple):
    layout: QTextLayout
    left: float
    colour: str


class _Hits(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []

    def put(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        before = ["", *(hit.slug for hit in hits)]
        self._rows = [_row(hit, slug != hit.slug) for hit, slug in zip(hits, before, strict=False)]
        self.endResetModel()

    def row(self, index: Index) -> _Row:
        return self._rows[index.row()]

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self.row(index)
        return sentences(dict.fromkeys([row.hit.title, row.hit.heading, row.snippet]))


def _row(hit: Hit, begins_leaflet: bool) -> _Row:
    words, marks = "", []
    for piece in hit.snippet.split("["):
        marked, closed, rest = piece.partition("]")
        if closed:
            marks.append((len(words), len(marked)))
        words += marked + rest
    return _Row(hit, begins_leaflet, words, marks)


class _HitPainter(QStyledItemDelegate):
    """Title and heading on a line each, and the snippet with its marks."""

    def __init__(self, view: HitList) -> None:
        super().__init__(view)
        self._view = view
        self._laid_out: dict[tuple[int, int], list[_Paragraph]] = {}
        self.dress(LIGHT, 1.0)

    def forget(self) -> None:
        """Other hits are listed from now on."""
        self._laid_out.clear()

    def dress(self, colours: Theme, unit: float) -> None:
        self.forget()
        self._colours, self._unit = colours, unit
        self._title, self._text = font(16 * unit), font(14 * unit)
        self._title.setBold(True)
        self._mark = QTextCharFormat()
        self._mark.setBackground(QBrush(QColor(colours.mark)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = QRect(option.rect)
        painter.save()
        if self._view.selectionModel().isSelected(index):
            bar = QRect(place.topLeft(), QSize(round(4 * self._unit), place.height()))
            if self._view.isRightToLeft():
                bar.moveRight(place.right())
            painter.fillRect(place, QColor(self._colours.tint))
            painter.fillRect(bar, QColor(self._colours.accent))
        top = place.top() + _ABOVE * self._unit
        for layout, left, colour in self._paragraphs(index, place.width()):
            painter.setPen(QColor(colour))
            layout.draw(painter, QPointF(place.left() + left, top))
            top += layout.boundingRect().height()
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        paragraphs = self._paragraphs(index, width)
        height = sum(paragraph.layout.boundingRect().height() for paragraph in paragraphs)
        return QSize(width, round(height + 2 * _ABOVE * self._unit))

    def _paragraphs(self, index: Index, width: int) -> "list[_Paragraph]":
        """What a row says, laid out for a width."""
        key = index.row(), width
        if key not in self._laid_out:
            hits = index.model()
            assert isinstance(hits, _Hits)
            row = hits.row(index)
            start, end = (12 if row.begins_leaflet else 24) * self._unit, 8 * self._unit
            room = width - start - end
            left = end if self._view.isRightToLeft() else start
            title = (row.hit.title, self._title, self._colours.ink, ())
            heading = (row.hit.heading, self._text, self._colours.muted, ())
            snippet = (row.snippet, self._text, self._colours.ink, row.marks)
            shown = [*[title] * row.begins_leaflet, *[heading] * bool(row.hit.anchor), snippet]
            self._laid_out[key] = [
                _Paragraph(self._lay_out(words, made, room, marks), left, colour)
                for words, made, colour, marks in shown
            ]
        return self._laid_out[key]

    def _lay_out(
        self, words: str, made: QFont, width: float, marks: Sequence[tuple[int, int]]
    ) -> QTextLayout:
        layout = QTextLayout(words, made)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if self._view.isRightToLeft():
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        layout.setTextOption(option)
        formats = []
        for start, length in marks:
            span = QTextLayout.FormatRange()
            span.start, span.length, span.format = start, length, self._mark
            formats.append(span)
        layout.setFormats(formats)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        if layout.lineCount() <= _LINES:
            return layout
        last = layout.lineAt(_LINES - 1)
        shown = words[: last.textStart() + last.textLength() - 2].rstrip()
        return self._lay_out(f"{shown}…", made, width, marks)
