"""The bar at the foot of the window while many leaflets are compiled."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from kpviewer.ui import tongue
from kpviewer.ui.button import Button


class PreparingBar(QWidget):
    """Says how far it is, and lets the reader stop it; a screen reader hears of it once.

    Signals:
        stop_wanted(): the leaflets may stay as they were.
    """

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        stop = Button(self.tr("Stop"), "stop")
        stop.setAccessibleName(self.tr("Stop preparing the leaflets"))
        stop.clicked.connect(self.stop_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words)
        self._row.addWidget(self._bar, 1)
        self._row.addWidget(stop)

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._row.setContentsMargins(*(round(side * unit) for side in (20, 8, 20, 8)))
        self._row.setSpacing(round(16 * unit))
        self._bar.setFixedHeight(round(12 * unit))

    def show_progress(self, done: int, total: int) -> None:
        """So many of so many."""
        number = QLocale(tongue.spoken()).toString
        words = self.tr("Preparing the leaflets: {done} of {total}")
        self._words.setText(words.format(done=number(done), total=number(total)))
        self._bar.setAccessibleName(self._words.text())
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self.isHidden():
            self.show()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._words.text()))
