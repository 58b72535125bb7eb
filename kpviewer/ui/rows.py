"""How much room the row of a list takes."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QListView, QStyledItemDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex

_WRAPPED = 0x1000
"""Qt.TextFlag.TextWordWrap; see the package's docstring."""
_FONT_ROLE = 6
"""Qt.ItemDataRole.FontRole."""


class Rows(QStyledItemDelegate):
    """Gives a row the height that its wrapped words take.

    Qt alone forgets the padding of the style sheet when it wraps, and cuts the last words off.
    """

    def __init__(self, view: QListView, padding: tuple[int, int]) -> None:
        """`padding` is what the style sheet has, sideways in all and upright in all, at 100 %."""
        super().__init__(view)
        self._view = view
        self._padding = padding
        self._lines = 0
        self.unit = 1.0

    def make_alike(self, lines: int) -> None:
        """Give every row room for so many lines of words; for none, each the room that it needs."""
        self._lines = lines

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self.unit = unit
        self._view.scheduleDelayedItemsLayout()

    def sizeHint(self, option: "QStyleOptionViewItem", index: Index) -> QSize:
        view = self._view
        width = view.maximumViewportSize().width()
        if view.verticalScrollBar().isVisible():
            width -= view.verticalScrollBar().width()
        sideways, upright = (2 * round(length / 2 * self.unit) for length in self._padding)
        if self._lines:
            return QSize(width, self._lines * QFontMetrics(view.font()).lineSpacing() + upright)
        metrics = QFontMetrics(index.data(_FONT_ROLE) or view.font())
        room = QRect(0, 0, width - sideways, 10_000)
        height = metrics.boundingRect(room, _WRAPPED, str(index.data())).height()
        return QSize(width, height + upright)
