"""Where the reader types what they look for on the page that is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from kpviewer.ui.button import Button

_WIDE = 480
"""Width of the bar on one line, in pixels at 100 %."""


class FindBar(QWidget):
    """A field, how many matches there are, and a way to the next.

    Signals:
        text_changed(text): what to find.
        stepped(matches): on to the next match, or back by a negative number.
        closed(): the reader has found enough.
    """

    text_changed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find")
        self._unit = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._field = _Field()
        self._field.setAccessibleName(self.tr("Find on this page"))
        self._field.setPlaceholderText(self.tr("Find on this page"))
        self._field.textChanged.connect(self.text_changed)
        self._field.stepped.connect(self.stepped)
        self._count = QLabel()
        self._whole, self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self), QHBoxLayout()
        self._whole.addWidget(self._field, 1)
        self._whole.addLayout(self._row)
        self._row.addWidget(self._count, 1)
        self._add_button(self.tr("Previous match"), "previous", lambda: self.stepped.emit(-1))
        self._add_button(self.tr("Next match"), "next", lambda: self.stepped.emit(1))
        self._add_button(self.tr("Done"), "", self.closed.emit)

    def _add_button(self, name: str, sign: str, do: object) -> None:
        button = Button(name, sign)
        button.fold(bool(sign))
        button.setToolTip(name)
        button.clicked.connect(do)
        self._row.addWidget(button)

    def take_focus(self) -> None:
        """Let the reader type, over what stands there."""
        self._field.setFocus()
        self._field.selectAll()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._field.text()

    def show_count(self, match: int, matches: int) -> None:
        """Say which match is shown, counted from 1, and how many there are."""
        said = self.tr("{match} of {matches}").format(match=match, matches=matches)
        nothing = self.tr("Not on this page") if self.text.strip() else ""
        self._count.setText(said if matches else nothing)

    @property
    def said(self) -> str:
        """What `show_count` said."""
        return self._count.text()

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._unit = unit
        self._whole.setContentsMargins(*(round(side * unit) for side in (20, 8, 20, 8)))
        for layout in (self._whole, self._row):
            layout.setSpacing(round(8 * unit))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """On one line, or where it is narrow on two."""
        is_wide = self.width() >= _WIDE * self._unit
        direction = QBoxLayout.Direction
        self._whole.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)


class _Field(QLineEdit):
    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
