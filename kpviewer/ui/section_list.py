"""The sections of a leaflet, each to be taken or left out."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QWidget

from kpviewer.ui import window_style
from kpviewer.ui.rows import Index, Rows


class SectionList(QListView):
    """A check list; its first row ticks or unticks all.

    Signals:
        ticked(flags): a tuple that says for each section whether it is ticked.
    """

    ticked = Signal(tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sections")
        self.setWordWrap(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._flags: list[bool] = []
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = _CheckRows(self, window_style.CHECK_PADDING)
        self._delegate.toggled.connect(self._toggle)
        self.setItemDelegate(self._delegate)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._delegate.dress(unit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As tall as all rows: what the list stands in is scrolled, not the list."""
        rows = range(self._items.rowCount())
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows) + 2 * self.frameWidth())

    def show_sections(self, headings: Sequence[str], flags: Sequence[bool]) -> None:
        """List the sections, ticked or not; the cursor stays in its row."""
        rows = [self.tr("All sections"), *headings]
        if rows != [self._items.item(row).text() for row in range(self._items.rowCount())]:
            self._items.clear()
            for text in rows:
                item = QStandardItem(text)
                item.setCheckable(True)
                self._items.appendRow(item)
            self.setCurrentIndex(self._items.index(0, 0))
        self._flags = list(flags)
        for row, is_ticked in enumerate([all(flags), *flags]):
            state = Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
            self._items.item(row).setCheckState(state)
        if any(flags) and not all(flags):
            self._items.item(0).setCheckState(Qt.CheckState.PartiallyChecked)
        self._fit()

    def _toggle(self, row: int) -> None:
        flags = self._flags.copy()
        if row:
            flags[row - 1] = not flags[row - 1]
        else:
            flags = [not all(flags)] * len(flags)
        self.ticked.emit(tuple(flags))


class _CheckRows(Rows):
    """Toggles a row wherever it is clicked, not on its box alone.

    Signals:
        toggled(row): a row was clicked, or Space pressed on it.
    """

    toggled = Signal(int)

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        clicked = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
        )
        pressed = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        if clicked or (pressed and event.type() == QEvent.Type.KeyPress):
            self.toggled.emit(index.row())
            return True
        return False
