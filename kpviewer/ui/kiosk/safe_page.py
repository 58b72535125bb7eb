"""What is shown where something failed that should not have."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kpviewer.ui.kiosk.sheet import Sheet, button


class SafePage(Sheet):
    """Says so in plain words, sends to staff and to help, and lets begin anew. It reads no leaflet.

    Signals:
        again_wanted(): begin anew.
    """

    again_wanted = Signal()

    def __init__(self, window: QWidget, unit: float, words: str = "") -> None:
        super().__init__(window, self.tr("Something went wrong here"), unit, is_veil=False)
        self.add_label(words or self.tr("It is not your fault. What you read has been forgotten."))
        self.add_label(self.tr("Ask a member of staff. They are glad to help."))
        self.add_label(
            self.tr("If you or somebody else is in danger, tell staff now or call your emergency number.")
        )
        self.focused = button(self.tr("Start again"), "primary")
        self.focused.clicked.connect(self.again_wanted)
        self.add_row().addWidget(self.focused)
