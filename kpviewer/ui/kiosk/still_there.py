"""The question whether somebody is still reading."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from kpviewer.ui.kiosk.sheet import Sheet, button


class StillThere(Sheet):
    """Counts down; any touch or key goes on, but for Tab, which leads from one button to the other.

    Signals:
        answered(): somebody is.
        done(): they have finished.
    """

    answered = Signal()
    done = Signal()

    def __init__(self, window: QWidget, unit: float) -> None:
        super().__init__(window, self.tr("Are you still reading?"), unit)
        self._left = self.add_label("")
        self.add_label(self.tr("What you read here is then forgotten."), "sheetNote")
        row = self.add_row()
        self.focused = button(self.tr("Keep reading"), "primary")
        self.focused.clicked.connect(self.answered)
        done = button(self.tr("Done"))
        done.clicked.connect(self.done)
        row.addWidget(self.focused)
        row.addWidget(done)

    @property
    def words(self) -> str:
        """To be said aloud."""
        return f"{self.title.text()} {self._left.text()}"

    def show_left(self, seconds: int) -> None:
        """How long there is to answer."""
        self._left.setText(self.tr("This screen starts afresh in %n seconds.", "", seconds))
        self.setAccessibleName(self.words)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.answered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the buttons leave of the keys; arrow keys move between them in Qt."""
        if event.key() not in (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt):
            self.answered.emit()
