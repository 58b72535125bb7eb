"""A row of controls that goes on in the next line where it has no room."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem
from shiboken6 import Shiboken


class Flow(QLayout):
    """Places controls one after the other, line by line, from the side where reading starts."""

    def __init__(self, at_end: bool = False) -> None:
        """`at_end` puts every line at the other end of its room."""
        super().__init__()
        self._at_end = at_end
        self._items: list[QLayoutItem] = []
        self.destroyed.connect(partial(_delete, self._items))  # which nobody else does
        self._sizes: dict[int, QSize] = {}
        """Of the shown controls, by their numbers; empty until asked for."""
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        self._sizes.clear()
        super().invalidate()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width - self._beside)
        height = sum(self._height(line) for line in lines) + self.spacing() * max(len(lines) - 1, 0)
        return height + self._above

    def sizeHint(self) -> QSize:
        return self._with_margins(10_000)

    def minimumSize(self) -> QSize:
        return self._with_margins(1)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        top = room.top()
        around = self.parentWidget()
        is_mirrored = around is not None and around.isRightToLeft()
        places: dict[int, QRect] = {}
        for line in self._lines(room.width()):
            left = room.left() + (max(room.width() - self._width(line), 0) if self._at_end else 0)
            for number in line:
                size = self._sizes[number]
                width, middle = min(size.width(), room.width()), (self._height(line) - size.height()) // 2
                place = QRect(left, top + middle, width, size.height())
                if is_mirrored:
                    place.moveRight(room.left() + room.right() - left)
                places[number] = place
                left += width + self.spacing()
            top += self._height(line) + self.spacing()
        for number, place in places.items():  # which may change what they take, for the next time
            self._items[number].setGeometry(place)

    def _lines(self, width: int) -> list[list[int]]:
        """Numbers of the shown controls, as many in each line as have room in that width; at least one."""
        if not self._sizes:
            shown = ((n, item) for n, item in enumerate(self._items) if not item.isEmpty())
            self._sizes = {number: item.sizeHint() for number, item in shown}
        lines: list[list[int]] = []
        room = 0
        for number, size in self._sizes.items():
            if size.width() > room or not lines:
                lines.append([])
                room = width
            lines[-1].append(number)
            room -= size.width() + self.spacing()
        return lines

    def _with_margins(self, width: int) -> QSize:
        """What the controls take if that much width is given to them."""
        lines = self._lines(width)
        widest = max((self._width(line) for line in lines), default=0)
        highest = max((self._height(line) for line in lines), default=0)
        return QSize(widest + self._beside, highest + self._above)

    def _width(self, line: list[int]) -> int:
        return sum(self._sizes[number].width() for number in line) + self.spacing() * (len(line) - 1)

    def _height(self, line: list[int]) -> int:
        return max(self._sizes[number].height() for number in line)

    @property
    def _beside(self) -> int:
        return self.contentsMargins().left() + self.contentsMargins().right()

    @property
    def _above(self) -> int:
        return self.contentsMargins().top() + self.contentsMargins().bottom()


def _delete(items: Iterable[QLayoutItem]) -> None:
    for item in items:
        Shiboken.delete(item)
