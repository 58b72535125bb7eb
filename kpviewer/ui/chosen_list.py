"""The leaflets of the handout in their order, and the sections of the marked one."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from kpviewer.ui import window_style
from kpviewer.ui.button import Button
from kpviewer.ui.flow import Flow
from kpviewer.ui.rows import Index, Rows
from kpviewer.ui.section_list import SectionList

_ROWS_IN_SIGHT = 5


class Row(NamedTuple):
    """A leaflet as the list shows it."""

    slug: str
    title: str
    remark: str
    """What is unusual: how many of its sections are taken, or that it is missing."""
    headings: tuple[str, ...]
    """Of the sections that can be left out; none of a missing leaflet."""
    taken: tuple[bool, ...]
    """For each of them whether it is taken."""


class ChosenList(QWidget):
    """Leaflets to order and remove; of the marked one, sections to leave out.

    Signals:
        ordered(slugs): the leaflets are wanted in that order; one that is not named is wanted out.
        leaflet_chosen(slug): a leaflet was clicked, or Return pressed on it.
        taken(slug, flags): for each section of a leaflet, whether it is wanted.
    """

    ordered = Signal(tuple)
    leaflet_chosen = Signal(str)
    taken = Signal(str, tuple)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._leaflets = _Leaflets(self)
        self._view = _View(self._leaflets)
        self._view.setAccessibleName(self.tr("Leaflets in the handout"))
        self._up = _button(self.tr("Move up"), "up", "Alt+Up")
        self._down = _button(self.tr("Move down"), "down", "Alt+Down")
        self._choose = Button(self.tr("Sections"), "sections")
        self._choose.setCheckable(True)
        self._remove = _button(self.tr("Remove"), "remove", "Delete")
        self._title = QLabel()
        self._title.setObjectName("formTitle")
        self._title.setIndent(0)
        self._title.setWordWrap(True)
        self._sections = SectionList()
        self.setFocusProxy(self._view)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._view)
        self._line = Flow()
        for button in (self._up, self._down, self._choose, self._remove):
            self._line.addWidget(button)
        self._column.addLayout(self._line)
        self._column.addWidget(self._title)
        self._column.addWidget(self._sections)

        self._view.shift_wanted.connect(self._shift)
        self._view.removal_wanted.connect(self._remove_marked)
        self._view.clicked.connect(self._tell_chosen)
        self._view.activated.connect(self._tell_chosen)
        self._view.selectionModel().currentChanged.connect(self._show_sections)
        self._leaflets.ordered.connect(self.ordered)
        self._up.clicked.connect(lambda: self._shift(-1))
        self._down.clicked.connect(lambda: self._shift(1))
        self._remove.clicked.connect(self._remove_marked)
        self._choose.toggled.connect(self._show_sections)
        self._sections.ticked.connect(self._tell_taken)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._column.setSpacing(round(8 * unit))
        self._line.setSpacing(round(6 * unit))
        self._view.dress(unit)
        self._sections.dress(unit)

    def controls(self) -> list[QWidget]:
        """In the order in which Tab reaches them."""
        return [self._view, self._up, self._down, self._choose, self._remove, self._sections]

    def show_rows(self, rows: Sequence[Row]) -> None:
        """List these leaflets; the marked one stays marked, or its neighbour if it is gone."""
        marked, place = self._marked, self._view.currentIndex().row()
        self._leaflets.put(rows)
        self._view.fit()
        slugs = self._leaflets.slugs()
        if marked and marked.slug in slugs:
            place = slugs.index(marked.slug)
        self._mark_row(min(max(place, 0), len(slugs) - 1))

    def mark(self, slug: str) -> None:
        """Mark a leaflet, if it is listed."""
        if slug in self._leaflets.slugs():
            self._mark_row(self._leaflets.slugs().index(slug))

    def _mark_row(self, row: int) -> None:
        self._view.setCurrentIndex(self._leaflets.index(row, 0))
        self._show_sections()

    @property
    def _marked(self) -> Row | None:
        return self._leaflets.row(self._view.currentIndex())

    def _show_sections(self) -> None:
        row, place = self._marked, self._view.currentIndex().row()
        self._up.setEnabled(place > 0)
        self._down.setEnabled(0 <= place < self._leaflets.rowCount() - 1)
        self._remove.setEnabled(bool(row))
        self._choose.setEnabled(bool(row and len(row.headings) > 1))
        is_shown = self._choose.isEnabled() and self._choose.isChecked()
        self._title.setVisible(is_shown)
        self._sections.setVisible(is_shown)
        if row and is_shown:
            self._title.setText(self.tr("Sections of “{title}”").format(title=row.title))
            self._sections.setAccessibleName(self._title.text())
            self._sections.show_sections(row.headings, row.taken)

    def _tell_chosen(self) -> None:
        if self._marked:
            self.leaflet_chosen.emit(self._marked.slug)

    def _tell_taken(self, flags: tuple[bool, ...]) -> None:
        if self._marked:
            self.taken.emit(self._marked.slug, flags)

    def _shift(self, rows: int) -> None:
        slugs, row = self._leaflets.slugs(), self._view.currentIndex().row()
        if 0 <= row + rows < len(slugs):
            slugs.insert(row + rows, slugs.pop(row))
            self.ordered.emit(tuple(slugs))

    def _remove_marked(self) -> None:
        row = self._view.currentIndex().row()
        slugs = self._leaflets.slugs()
        self.ordered.emit(tuple(slugs[:row] + slugs[row + 1 :]))


class _View(QListView):
    """The list itself; rows can be dragged.

    Signals:
        shift_wanted(rows): Alt and an arrow key; negative is up.
        removal_wanted(): Delete was pressed.
    """

    shift_wanted = Signal(int)
    removal_wanted = Signal()

    def __init__(self, leaflets: "_Leaflets") -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setModel(leaflets)
        self._delegate = Rows(self, window_style.ROW_PADDING)
        self.setItemDelegate(self._delegate)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._delegate.dress(unit)
        self.fit()

    def fit(self) -> None:
        """As tall as the rows, up to a few; more are scrolled."""
        rows = range(min(self.model().rowCount(), _ROWS_IN_SIGHT))
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows) + 2 * self.frameWidth())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.shift_wanted.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class _Leaflets(QAbstractListModel):
    """The rows. Moving one is a wish; who grants it puts the rows anew.

    Signals:
        ordered(slugs): a row was dragged; the leaflets in the order that is wanted.
    """

    ordered = Signal(tuple)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def put(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() else None

    def slugs(self) -> list[str]:
        return [row.slug for row in self._rows]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        row = self._rows[index.row()]
        return "\n".join(filter(None, [row.title, row.remark]))

    def flags(self, index: Index) -> Qt.ItemFlag:
        place_between = Qt.ItemFlag.ItemIsDropEnabled
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else place_between

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, source: Index, first: int, count: int, target: Index, before: int) -> bool:
        slugs = self.slugs()
        dragged = slugs[first : first + count]
        wanted = [*slugs[:first], *slugs[first + count :]]
        place = before if before <= first else before - count
        wanted[place:place] = dragged
        QTimer.singleShot(0, lambda: self.ordered.emit(tuple(wanted)))
        return True


def _button(name: str, sign: str, key: str) -> Button:
    """Shows its icon alone; the key does the same in the list."""
    made = Button(name, sign)
    made.fold(True)
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(f"{name} ({shown})")
    made.setAccessibleDescription(shown)
    return made
