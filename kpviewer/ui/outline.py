"""The list "On this page"."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Signal
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from kpviewer.section import Section
from kpviewer.ui import window_style
from kpviewer.ui.rows import Rows


class Outline(QWidget):
    """The sections of the open leaflet, the one being read marked.

    Signals:
        section_chosen(anchor): a section was clicked, or Return pressed on it.
    """

    section_chosen = Signal(str)

    def __init__(self, padding: tuple[int, int] = window_style.OUTLINE_PADDING) -> None:
        """`padding` is that of the style sheet; see `Rows`."""
        super().__init__()
        self.setObjectName("outlineBox")
        title = QLabel(self.tr("On this page"))
        title.setObjectName("outlineTitle")
        self.list = QListView()
        self.list.setObjectName("outline")
        self.list.setAccessibleName(self.tr("On this page"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.list.setWordWrap(True)
        self._delegate = Rows(self.list, padding)
        self.list.setItemDelegate(self._delegate)
        self.setFocusProxy(self.list)
        self._anchors: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(title)
        column.addWidget(self.list)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._delegate.dress(unit)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """List the sections of a page, the main ones only."""
        listed = [section for section in sections if section.level == 2]
        self._anchors = [section.anchor for section in listed]
        self._model.setStringList([section.heading for section in listed])

    @property
    def is_empty(self) -> bool:
        """Whether the page has no sections."""
        return not self._anchors

    def mark(self, anchor: str) -> None:
        """Show which section is being read."""
        if anchor in self._anchors:
            self.list.setCurrentIndex(self._model.index(self._anchors.index(anchor)))
        else:
            self.list.clearSelection()

    def _choose(self, index: QModelIndex) -> None:
        self.section_chosen.emit(self._anchors[index.row()])
