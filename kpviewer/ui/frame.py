"""The frame of the window: the panes, and where each stands."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from kpviewer.ui import actions, theme
from kpviewer.ui.flow import Flow
from kpviewer.ui.outline import Outline
from kpviewer.ui.reading import Reading
from kpviewer.ui.search_field import SearchField
from kpviewer.ui.sidebar import Sidebar
from kpviewer.ui.theme import Theme
from kpviewer.ui.viewer import Viewer

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kpviewer.ui.status_line import StatusLine

_TALL = 1000
"""Height at which the sidebar has room for the outline too, in pixels at 100 %."""


class Frame(QWidget):
    """Search field, lists and help at the left; tool bar and page at the right."""

    def __init__(self, bar: Sequence[str]) -> None:
        """`bar` names the actions of the tool bar; what follows an empty name stands at its right end."""
        super().__init__()
        self.setObjectName("window")
        self._unit = 1.0
        self.field = SearchField()
        self.sidebar = Sidebar()
        self._outline = Outline()
        self.viewer = Viewer()
        self._reading = Reading(self.viewer)
        self._reading.adopt(self._outline)
        self._reading.roominess_changed.connect(self._place_outline)
        self._message = QLabel(self.tr("Preparing the leaflets…"))
        self._message.setObjectName("message")
        self._centre = QStackedWidget()
        self._centre.addWidget(self._reading)
        self._centre.addWidget(self._message)
        self._centre.currentChanged.connect(self._place_outline)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.sidebar)

        side = QWidget()
        side.setObjectName("sidebar")
        self._side_column = QVBoxLayout(side)
        self._side_column.addWidget(self.field)
        self._side_column.addWidget(self.lists, 3)
        self._buttons = {name: actions.button(name) for name in (*bar, "handout", "help") if name}
        self._side_column.addWidget(self._buttons["handout"])
        self._side_column.addWidget(self._buttons["help"])

        top = QWidget()
        top.setObjectName("bar")
        self._bar_row = QHBoxLayout(top)
        self._bar_end = Flow(at_end=True)
        place: QLayout = self._bar_row
        for name in bar:
            if name:
                place.addWidget(self._buttons[name])
            else:
                place = self._bar_end
        self._bar_row.addLayout(self._bar_end, 1)

        main = QWidget()
        self._main_column = QVBoxLayout(main)
        self._main_column.setContentsMargins(0, 0, 0, 0)
        self._main_column.setSpacing(0)
        self._main_column.addWidget(top)
        self._main_column.addWidget(self._centre, 1)
        self._splitter = QSplitter()
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(side)
        self._splitter.addWidget(main)
        self._splitter.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._splitter)

    def dress_frame(self, colours: Theme, unit: float, page_unit: float) -> None:
        """Take on colours and text sizes, of the frame and of the page."""
        self._unit = unit
        self.setStyleSheet(theme.window_style(colours, unit, page_unit))
        edge = round(16 * unit)
        self._side_column.setContentsMargins(edge, edge, edge, edge)
        self._side_column.setSpacing(round(14 * unit))
        self._bar_row.setContentsMargins(round(20 * unit), round(13 * unit), round(20 * unit), edge)
        for row in (self._bar_row, self._bar_end):
            row.setSpacing(round(8 * unit))
        self._reading.dress(page_unit)
        self.sidebar.dress(unit)
        self._outline.dress(unit)
        if "_status" in self.__dict__:
            self._status.dress(unit)

    def put_above_page(self, bar: QWidget) -> None:
        """Give a bar its place between the tool bar and what is read."""
        self._main_column.insertWidget(1, bar)

    def put_below_page(self, bar: QWidget) -> None:
        """Give a bar its place at the foot of what is read."""
        self._main_column.addWidget(bar)

    def show_count(self, name: str, count: int) -> None:
        """Say on a button how many there are of what it leads to."""
        title, button = actions.title(name), self._buttons[name]
        button.setText(f"{title} ({count})" if count else title)
        button.setAccessibleName(button.text())

    def say(self, text: str) -> None:
        """Tell the reader something that asks for no answer; it stays until the next, or until closed."""
        if text:
            self._status.say(text)

    @cached_property
    def _status(self) -> "StatusLine":
        from kpviewer.ui.status_line import StatusLine

        line = StatusLine()
        line.dress(self._unit)
        self._main_column.addWidget(line)
        return line

    def _place_outline(self) -> None:
        """Beside the page while there is room, else below the list of leaflets in a tall window."""
        if self._reading.is_roomy:
            self._side_column.removeWidget(self._outline)
            self._reading.adopt(self._outline)
        elif self._outline.parent() is self._reading:
            self._reading.release()
            self._side_column.insertWidget(2, self._outline, 2)
        tall = self.height() >= _TALL * self._unit
        is_read = self._centre.currentWidget() is self._reading
        self._outline.setVisible(is_read and (self._reading.is_roomy or tall))

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        self._place_outline()
