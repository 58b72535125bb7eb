"""The frame of a desk: where each pane stands."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpviewer.ui.flow import Flow
from kpviewer.ui.frame import Frame
from kpviewer.ui.sidebar import Sidebar
from kpviewer.ui.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_BAR = ("home", "back", "forward", "", "listen", "smaller", "larger", "theme", "language", "add", "print")
"""The actions of the tool bar; what follows the empty name stands at its right end."""
_TALL = 1000
"""Height at which the sidebar has room for the outline too, in pixels at 100 %."""


class DeskFrame(Frame):
    """Search field, lists and help at the left; tool bar and page at the right."""

    def __init__(self, window: QWidget) -> None:
        super().__init__([name for name in (*_BAR, "handout", "help") if name], window)
        self.reading.roominess_changed.connect(self._place_outline)
        self.centre.currentChanged.connect(self._place_outline)
        self.sidebar = Sidebar()
        self._lists = QStackedWidget()
        self._lists.addWidget(self.sidebar)

        side = QWidget()
        side.setObjectName("sidebar")
        self._side_column = QVBoxLayout(side)
        self._side_column.addWidget(self.field)
        self._side_column.addWidget(self._lists, 3)
        self._side_column.addWidget(self.buttons["handout"])
        self._side_column.addWidget(self.buttons["help"])

        top = QWidget()
        top.setObjectName("bar")
        self._bar_row = QHBoxLayout(top)
        self._bar_end = Flow(at_end=True)
        place: QLayout = self._bar_row
        for name in _BAR:
            if name:
                place.addWidget(self.buttons[name])
            else:
                place = self._bar_end
        self._bar_row.addLayout(self._bar_end, 1)

        main = QWidget()
        main.setLayout(self._main_column)
        self._main_column.insertWidget(0, top)
        self.columns = QSplitter()
        self.columns.setHandleWidth(1)
        self.columns.setChildrenCollapsible(False)
        self.columns.addWidget(side)
        self.columns.addWidget(main)
        self.columns.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)

    def dress(self, colours: Theme, unit: float, page_unit: float) -> None:
        super().dress(colours, unit, page_unit)
        edge = round(16 * unit)
        self._side_column.setContentsMargins(edge, edge, edge, edge)
        self._side_column.setSpacing(round(14 * unit))
        self._bar_row.setContentsMargins(round(20 * unit), round(13 * unit), round(20 * unit), edge)
        for row in (self._bar_row, self._bar_end):
            row.setSpacing(round(8 * unit))
        self.sidebar.dress(unit)

    def mark_leaflet(self, slug: str) -> None:
        self.sidebar.mark(slug)

    def adopt_hits(self, panel: QWidget) -> None:
        self._lists.addWidget(panel)

    def show_hits(self, are_shown: bool) -> None:
        self._lists.setCurrentIndex(int(are_shown))

    @property
    def shows_hits(self) -> bool:
        return self._lists.currentWidget() is not self.sidebar

    def _place_outline(self) -> None:
        """Beside the page while there is room, else below the list of leaflets in a tall window."""
        if self.reading.is_roomy:
            self._side_column.removeWidget(self.outline)
            self.reading.adopt(self.outline)
        elif self.outline.parent() is self.reading:
            self.reading.release()
            self._side_column.insertWidget(2, self.outline, 2)
        tall = self.height() >= _TALL * self.unit
        is_read = self.centre.currentWidget() is self.reading
        self.outline.setVisible(is_read and (self.reading.is_roomy or tall))

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._place_outline()
