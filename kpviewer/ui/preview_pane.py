"""The preview with its controls: which page, how large."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kpviewer.ui.button import Button
from kpviewer.ui.flow import Flow
from kpviewer.ui.paper import Sheet
from kpviewer.ui.preview import Preview
from kpviewer.ui.theme import Theme


class PreviewPane(QWidget):
    """Pages to turn and to enlarge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = Preview()
        self._number = QLabel()
        self._previous = _button(self.tr("Previous page"), "previous", lambda: self._view.turn(-1))
        self._next = _button(self.tr("Next page"), "next", lambda: self._view.turn(1))
        self._zooms = (
            _button(self.tr("Smaller pages"), "minus", lambda: self._view.zoom(-1)),
            _button(self.tr("Fit width"), "fit", lambda: self._view.zoom(0)),
            _button(self.tr("Larger pages"), "plus", lambda: self._view.zoom(1)),
        )
        self._bar = Flow()
        self._groups = []
        for controls in ((self._previous, self._number, self._next), self._zooms):
            group = QWidget()
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 0, 0)
            for control in controls:
                row.addWidget(control)
            self._groups.append(row)
            self._bar.addWidget(group)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._bar)
        self._column.addWidget(self._view, 1)
        self._view.page_reached.connect(self._show_place)
        self._show_place(0, 0)

    def dress(self, colours: Theme, unit: float) -> None:
        """Take on colours and text size; the paper stays white."""
        edge = round(8 * unit)
        self._bar.setContentsMargins(round(20 * unit), edge, round(20 * unit), 0)
        for row in (self._bar, *self._groups):
            row.setSpacing(edge)
        self._view.dress(colours, unit)

    def controls(self) -> list[QWidget]:
        """In the order in which Tab reaches them."""
        return [self._previous, self._next, *self._zooms, self._view]

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show other pages, or none; see `Preview.show_sheet`."""
        self._view.show_sheet(sheet)

    def go_to_page(self, number: int) -> None:
        """See `Preview.go_to_page`."""
        self._view.go_to_page(number)

    def _show_place(self, number: int, count: int) -> None:
        words = self.tr("Page {number} of {pages}") if count else self.tr("No pages")
        words = words.format(number=number, pages=count)
        self._number.setText(words)
        self._view.setAccessibleDescription(words)
        self._previous.setEnabled(number > 1)
        self._next.setEnabled(number < count)
        for button in self._zooms:
            button.setEnabled(bool(count))


def _button(name: str, sign: str, act: Callable[[], None]) -> Button:
    """Shows its icon alone."""
    made = Button(name, sign)
    made.fold(True)
    made.setToolTip(name)
    made.clicked.connect(act)
    return made
