"""The list of leaflets."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from kpviewer.library import Entry
from kpviewer.ui import theme, window_style
from kpviewer.ui.rows import Rows

_SLUG_ROLE = 0x0101
"""One above Qt.ItemDataRole.UserRole; see the package's docstring."""
_ACCESSIBLE_TEXT_ROLE = 11
"""Qt.ItemDataRole.AccessibleTextRole."""


class Sidebar(QListView):
    """All leaflets of a language under the names of their groups, the open one marked.

    Signals:
        leaflet_chosen(slug): a leaflet was clicked, or Return pressed on it.
    """

    leaflet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Leaflets"))
        self.setWordWrap(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = Rows(self, window_style.ROW_PADDING)
        self.setItemDelegate(self._delegate)
        self._rows: dict[str, int] = {}
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._delegate.dress(unit)
        self._dress_headings()

    def _dress_headings(self) -> None:
        made = theme.font(13 * self._delegate.unit)
        made.setBold(True)
        for row in range(self._items.rowCount()):
            item = self._items.item(row)
            if not item.data(_SLUG_ROLE):
                item.setFont(made)

    def show_leaflets(self, entries: Sequence[Entry], groups: Mapping[str, str]) -> None:
        """List the leaflets in the order given; `groups` are the titles of their groups."""
        self._items.clear()
        self._rows = {}
        group = ""
        for entry in entries:
            if entry.group != group:
                group = entry.group
                heading = QStandardItem(groups[group])
                heading.setEnabled(False)
                self._items.appendRow(heading)
            item = QStandardItem(entry.short)
            item.setData(entry.slug, _SLUG_ROLE)
            item.setData(entry.title, _ACCESSIBLE_TEXT_ROLE)
            self._rows[entry.slug] = self._items.rowCount()
            self._items.appendRow(item)
        self._dress_headings()

    def mark(self, slug: str) -> None:
        """Show which leaflet is open; none if `slug` is not listed."""
        if slug in self._rows:
            self.setCurrentIndex(self._items.index(self._rows[slug], 0))
        else:
            self.clearSelection()

    def _choose(self, index: QModelIndex) -> None:
        slug = index.data(_SLUG_ROLE)
        if slug:
            self.leaflet_chosen.emit(slug)
