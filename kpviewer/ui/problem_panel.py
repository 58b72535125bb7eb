"""What is wrong with the leaflet that its author looks at."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from kpviewer.errors import Problem
from kpviewer.ui import window_style
from kpviewer.ui.rows import Rows

_TALLEST = 150
"""Of the list, in pixels at 100 %; what is more scrolls."""


class ProblemPanel(QWidget):
    """The problems of one file, each with line, level and how to mend it; gone when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._unit = 1.0
        self._file = QLabel()
        self._file.setObjectName("outlineTitle")
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self._file.setWordWrap(True)
        self._list = QListView()
        self._list.setAccessibleName(self.tr("Problems in this leaflet"))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setWordWrap(True)
        self._model = QStringListModel(self)
        self._list.setModel(self._model)
        self._delegate = Rows(self._list, window_style.OUTLINE_PADDING)
        self._list.setItemDelegate(self._delegate)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._file)
        self._column.addWidget(self._list)
        self.hide()

    def show_problems(self, path: str, problems: Sequence[Problem]) -> None:
        """Show what is wrong with a file; the panel goes if nothing is."""
        self.setVisible(bool(problems))
        levels = {"error": self.tr("Error"), "warning": self.tr("Warning")}
        place = self.tr("Line {line}")
        rows = [
            f"{place.format(line=one.line)} · {levels[one.level]}: {one.problem}"
            if one.line
            else f"{levels[one.level]}: {one.problem}"
            for one in problems
        ]
        if rows != self._model.stringList():
            self._model.setStringList(rows)
        self._file.setText(self.tr("{count} to mend in {file}").format(count=len(rows), file=Path(path)))
        self._fit()

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._unit = unit
        self._column.setContentsMargins(*(round(side * unit) for side in (20, 10, 20, 10)))
        self._column.setSpacing(round(4 * unit))
        self._delegate.dress(unit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As tall as the rows, up to a point: the page needs the room."""
        rows = sum(self._list.sizeHintForRow(row) for row in range(self._model.rowCount()))
        tallest = round(_TALLEST * self._unit)
        self._list.setFixedHeight(min(rows + 2 * self._list.frameWidth(), tallest))
