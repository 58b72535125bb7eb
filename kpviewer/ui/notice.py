"""Words that screen readers say as soon as they appear: the one way to tell what others see change."""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget


class Notice(QLabel):
    """A label that is a notification to assistive technology; see `assistive`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, text: str) -> None:
        """Show the words, in place of those before."""
        self.hide()
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        if text and sys.platform != "linux":
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))


class UnseenNotice(Notice):
    """For what is seen elsewhere: a dot behind all else in its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setGeometry(0, 0, 1, 1)
        self.lower()

    def say(self, text: str) -> None:
        """Where somebody types it is said of the field, to be heard again when they come back to it."""
        field = self.window().focusWidget()
        if isinstance(field, QLineEdit) and sys.platform == "linux":
            field.setAccessibleDescription(text)
        else:
            super().say(text)
