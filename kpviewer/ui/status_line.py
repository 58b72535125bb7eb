"""The line at the foot of the window that tells what goes on, such as that a handout is printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kpviewer.ui.button import Button
from kpviewer.ui.notice import Notice


class StatusLine(QWidget):
    """Shows one message until the next, or until the reader closes it.

    Signals:
        closed(): the reader has read it.
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = Notice()
        self._words.setWordWrap(True)
        close = Button(self.tr("Close this message"), "close")
        close.fold(True)
        close.setToolTip(close.words)
        close.clicked.connect(self._close)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def dress(self, unit: float) -> None:
        """Take on text sizes."""
        self._row.setContentsMargins(round(20 * unit), round(8 * unit), round(20 * unit), round(8 * unit))

    def say(self, text: str) -> None:
        """Show a message; an empty one closes the line."""
        self.setVisible(bool(text))
        self._words.say(text)

    def _close(self) -> None:
        self.say("")
        self.closed.emit()
