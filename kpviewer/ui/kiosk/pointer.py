"""The mouse pointer, which nobody needs who has a finger."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent


class Pointer(QObject):
    """An event filter for a window's handle: out of sight until a mouse moves, and again after a touch."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_hidden = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            is_mouse = event.source() == Qt.MouseEventSource.MouseEventNotSynthesized
            self.show() if is_mouse else self.hide()
        return False

    def hide(self) -> None:
        """Nobody sees it any more, on any part of the program."""
        if not self._is_hidden:
            self._is_hidden = True
            QGuiApplication.setOverrideCursor(Qt.CursorShape.BlankCursor)

    def show(self) -> None:
        """Let it be seen again."""
        if self._is_hidden:
            self._is_hidden = False
            QGuiApplication.restoreOverrideCursor()
