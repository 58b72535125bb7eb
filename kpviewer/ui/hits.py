"""The hits that take the place of the leaflet list while the reader searches."""

import html
from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kpviewer.search import Hit
from kpviewer.ui.rows import Index
from kpviewer.ui.theme import LIGHT, Theme, font


class HitList(QListView):
    """Hits, best first; sections of one leaflet that follow each other share its title.

    Signals:
        hit_chosen(slug, anchor): a hit was clicked, or Return pressed on it.
    """

    hit_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Search results"))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hits = _Hits(self)
        self.setModel(self._hits)
        self._delegate = _HitPainter(self)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List the hits and mark the best."""
        self._hits.put(hits)
        self.step(0)

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size."""
        self._delegate.colours, self._delegate.unit = colours, unit
        self.scheduleDelayedItemsLayout()

    def step(self, rows: int) -> None:
        """Move the mark by that many hits."""
        row = min(max(self.currentIndex().row() + rows, 0), self._hits.rowCount() - 1)
        self.setCurrentIndex(self._hits.index(row, 0))

    def open_marked(self) -> None:
        """Choose the marked hit, if there is one."""
        if self.currentIndex().isValid():
            self._choose(self.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        hit = self._hits.hit(index)
        self.hit_chosen.emit(hit.slug, hit.anchor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class _Hits(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._hits: list[Hit] = []

    def put(self, hits: Sequence[Hit]) -> None:
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def hit(self, index: Index) -> Hit:
        return self._hits[index.row()]

    def begins_leaflet(self, index: Index) -> bool:
        row = index.row()
        return row == 0 or self._hits[row - 1].slug != self._hits[row].slug

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        hit = self.hit(index)
        words = hit.snippet.replace("[", "").replace("]", "")
        return ". ".join(dict.fromkeys([hit.title, hit.heading, words]))


class _HitPainter(QStyledItemDelegate):
    """Title, heading and snippet, with the matched words marked."""

    def __init__(self, view: HitList) -> None:
        super().__init__(view)
        self._view = view
        self.colours = LIGHT
        self.unit = 1.0

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: QRect = option.rect
        painter.save()
        if self._view.selectionModel().isSelected(index):
            bar = QRect(place.topLeft(), QSize(round(4 * self.unit), place.height()))
            painter.fillRect(place, QColor(self.colours.tint))
            painter.fillRect(bar, QColor(self.colours.accent))
        painter.translate(place.left() + self._inset, place.top())
        self._document(index, place.width()).drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, round(self._document(index, width).size().height()))

    @property
    def _inset(self) -> int:
        return round(8 * self.unit)

    def _document(self, index: Index, width: int) -> QTextDocument:
        hits = index.model()
        assert isinstance(hits, _Hits)
        hit = hits.hit(index)
        snippet = html.escape(hit.snippet)
        snippet = snippet.replace("[", "<span class='mark'>").replace("]", "</span>")
        lines = [f"<p class='title'>{html.escape(hit.title)}</p>"] if hits.begins_leaflet(index) else []
        if hit.heading != hit.title:
            lines.append(f"<p class='heading'>{html.escape(hit.heading)}</p>")
        lines.append(f"<p>{snippet}</p>")
        document = QTextDocument()
        document.setDocumentMargin(9 * self.unit)
        document.setDefaultFont(font(14 * self.unit))
        document.setDefaultStyleSheet(
            f"p {{ color: {self.colours.ink}; margin: 0 0 {2 * self.unit:.0f}px 0; }}"
            f".title {{ font-weight: 700; font-size: {16 * self.unit:.0f}px; }}"
            f".heading {{ color: {self.colours.muted}; }}"
            f".mark {{ background-color: {self.colours.mark}; }}"
        )
        document.setTextWidth(width - self._inset)
        document.setHtml("".join(lines))
        return document
