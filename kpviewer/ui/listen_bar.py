"""The bar at the foot of a page that is read aloud."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from kpviewer.ui import actions
from kpviewer.ui.flow import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_GAP = 16


class ListenBar(QWidget):
    """Says how the reading stands, and has a button for each thing that can be done meanwhile."""

    def __init__(self, do: "Mapping[str, QAction]") -> None:
        """`do` are actions by name."""
        super().__init__()
        self.setObjectName("listening")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._buttons = {name: actions.button(name) for name in do}
        for name, button in self._buttons.items():
            actions.attach(button, do[name])
        self._pause = do["pause"].text()
        self._state, self._speed = QLabel(), QLabel()
        self._row = Flow()
        self._row.addWidget(self._state)
        self.setLayout(self._row)
        way = [self._buttons["pause"], self._buttons["stop"]]
        pace = [self._buttons["slower"], self._speed, self._buttons["faster"]]
        self._groups = [self._group(way), self._group(pace)]

    def _group(self, parts: Sequence[QWidget]) -> QHBoxLayout:
        """What stays on one line."""
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            row.addWidget(part)
        self._row.addWidget(box)
        return row

    def show_starting(self) -> None:
        """No voice is heard yet."""
        self._show_state(self.tr("Starting the voice…"), self._pause, "pause")

    def show_reading(self) -> None:
        """A sentence is being said."""
        self._show_state(self.tr("Reading aloud"), self._pause, "pause")

    def show_paused(self) -> None:
        """Nothing is said until the reader goes on."""
        self._show_state(self.tr("Paused"), self.tr("Go on"), "play")

    def show_speed(self, speed: int, speeds: int) -> None:
        """Which speed it is, counted from 1, of how many."""
        self._speed.setText(self.tr("Speed {speed} of {speeds}").format(speed=speed, speeds=speeds))

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._row.setContentsMargins(*(round(side * unit) for side in (20, 8, 20, 8)))
        self._row.setSpacing(round(_GAP * unit))
        for group in self._groups:
            group.setSpacing(round(8 * unit))

    def _show_state(self, state: str, pause: str, sign: str) -> None:
        self._state.setText(state)
        self._buttons["pause"].say(pause)
        self._buttons["pause"].show_sign(sign)
