"""Words that screen readers say as soon as they appear."""

import sys

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget


class Notice(QLabel):
    """A label that is a notification to assistive technology; see `assistive`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hide()

    def say(self, text: str) -> None:
        """Show the words, in place of those before."""
        self.hide()
        self.setText(text)
        self.setAccessibleName(text)
        self.show()
        if sys.platform != "linux":  # there Orca says what appears, up to version 43 that alone
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
