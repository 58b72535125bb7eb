"""What assistive technology can ask of some parts of a page besides their words."""

from collections.abc import Callable

from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAttributesInterface,
    QAccessibleInterface,
    QAccessibleTableCellInterface,
)


class Press(QAccessibleActionInterface):
    """A link can be followed."""

    def __init__(self, follow: Callable[[], None]) -> None:
        super().__init__()
        self._follow = follow

    def actionNames(self) -> list[str]:
        return [QAccessibleActionInterface.pressAction()]

    def doAction(self, name: str) -> None:
        self._follow()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


class Level(QAccessibleAttributesInterface):
    """How deep a heading stands."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        return self._level if key == QAccessible.Attribute.Level else None


class Cell(QAccessibleTableCellInterface):
    """Where a cell stands, and the header of its column."""

    def __init__(self, row: int, column: int, table: Callable[[], QAccessibleInterface]) -> None:
        super().__init__()
        self._row, self._column = row, column
        self._table = table

    def columnIndex(self) -> int:
        return self._column

    def rowIndex(self) -> int:
        return self._row

    def columnExtent(self) -> int:
        return 1

    def rowExtent(self) -> int:
        return 1

    def isSelected(self) -> bool:
        return False

    def columnHeaderCells(self) -> list[QAccessibleInterface]:
        first = self._table().child(0).child(self._column)
        is_header = self._row > 0 and first.role() == QAccessible.Role.ColumnHeader
        return [first] if is_header else []

    def rowHeaderCells(self) -> list[QAccessibleInterface]:
        return []

    def table(self) -> QAccessibleInterface:
        return self._table()
