"""The list of leaflets."""

import contextlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget

from kpviewer.library import DamagedStore, Entries
from kpviewer.page import Entry
from kpviewer.ui import theme, window_style
from kpviewer.ui.rows import Index, Rows

_SLUG_ROLE = 0x0101
"""One above Qt.ItemDataRole.UserRole; see the package's docstring."""
_ACCESSIBLE_TEXT_ROLE = 11
"""Qt.ItemDataRole.AccessibleTextRole."""


_MANY = 200
"""Leaflets from which on each has the same height: nobody waits until all are measured."""
_LINES = 2
"""Of words that such a row has room for."""
_KEPT = 400
"""Entries kept at hand."""


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
        self._items = _Titles(self)
        self.setModel(self._items)
        self._delegate = Rows(self, window_style.ROW_PADDING)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._delegate.dress(unit)
        self._dress_headings()

    def _dress_headings(self) -> None:
        made = theme.font(13 * self._delegate.unit)
        made.setBold(True)
        for row in self._items.headings.values():
            self._items.item(row).setFont(made)

    def show_leaflets(self, entries: Entries, groups: Mapping[str, str]) -> None:
        """List the leaflets; `groups` are the titles of their groups."""
        self._items.put(entries, groups)
        is_long = len(entries) > _MANY
        self.setUniformItemSizes(is_long)
        self._delegate.make_alike(_LINES if is_long else 0)
        self._dress_headings()

    def mark(self, slug: str) -> None:
        """Show which leaflet is open; none if `slug` is not listed."""
        if slug in self._items.rows:
            self.setCurrentIndex(self._items.index(self._items.rows[slug], 0))
        else:
            self.clearSelection()

    def turn_to(self, group: str) -> None:
        """Show a group from its start; the keyboard goes on from its first leaflet."""
        row = self._items.headings[group]
        first = self._items.index(row + 1, 0)
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(self._items.index(row, 0), QListView.ScrollHint.PositionAtTop)

    def _choose(self, index: QModelIndex) -> None:
        slug = index.data(_SLUG_ROLE)
        if slug:
            self.leaflet_chosen.emit(slug)


class _Titles(QStandardItemModel):
    """Reads what stands in a row when the row is shown; only headings are items that stay."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.headings: dict[str, int] = {}
        """The rows of groups."""
        self.rows: dict[str, int] = {}
        self._slugs: list[str] = []
        """By row; empty for a heading."""
        self._entry: Callable[[str], Entry]

    def put(self, entries: Entries, groups: Mapping[str, str]) -> None:
        self.clear()
        self.headings, self._slugs = {}, []
        self._entry = lru_cache(_KEPT)(entries.__getitem__)
        slugs = iter(entries)
        for group, size in entries.sizes.items():
            self.headings[group] = len(self._slugs)
            self._slugs += ["", *islice(slugs, size)]
        self.rows = {slug: row for row, slug in enumerate(self._slugs) if slug}
        self.setColumnCount(1)
        self.setRowCount(len(self._slugs))
        for group, row in self.headings.items():
            heading = QStandardItem(groups[group])
            heading.setEnabled(False)
            self.setItem(row, heading)

    def data(self, index: Index, role: int = 0) -> Any:
        slug = self._slugs[index.row()]
        if not slug:
            return super().data(index, role)
        if role == _SLUG_ROLE:
            return slug
        if role in (0, _ACCESSIBLE_TEXT_ROLE):
            with contextlib.suppress(DamagedStore):  # which is told when a leaflet is opened
                entry: Entry = self._entry(slug)
                return entry.title if role else entry.short
        return None
