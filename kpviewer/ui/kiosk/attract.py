"""What stands on the screen between visits. It names no medicine."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kpviewer.page import Entry
from kpviewer.phrases import phrase
from kpviewer.ui.card import Card
from kpviewer.ui.kiosk.sheet import Sheet
from kpviewer.ui.theme import Theme

_WIDTHS = {False: 600, True: 900}
_GROWTHS = {False: 1.9, True: 1.6}
"""Of the sheet, and of its cards beside those of a desk, by whether the window is wide."""
_LEAST_HEIGHT = 620
"""Of a window, in pixels at 100 %."""
_ACROSS, _DOWN = 0.618, 0.382
"""How far it moves each time, in parts of the room; it comes to the same place only after long."""


class Attract(Sheet):
    """A card in each language, to be touched; another touch anywhere will do.

    It jumps from time to time to spare the panel: nothing on it moves while somebody looks.

    Signals:
        touched(lang): somebody is there; an empty language is the usual one.
    """

    touched = Signal(str)

    def __init__(
        self,
        window: QWidget,
        clinic: str,
        entries: Mapping[str, Sequence[Entry]],
        colours: Theme,
        unit: float,
        move_seconds: float,
    ) -> None:
        """`entries` are leaflets of each language; the conditions among them are named."""
        super().__init__(window, clinic, unit, is_veil=False)
        self._colours = colours
        self.title.setVisible(bool(clinic))
        self._cards = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        for lang, leaflets in entries.items():
            conditions = "\N{NO-BREAK SPACE}· ".join(
                entry.short for entry in leaflets if entry.group == "conditions"
            )
            card = Card(phrase("start", lang), conditions, colours, unit)
            card.clicked.connect(lambda _=False, lang=lang: self.touched.emit(lang))
            self._cards.addWidget(card)
        self.column.addLayout(self._cards)
        self.setAccessibleName(". ".join(phrase("start", lang) for lang in entries))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.move_on)
        self._timer.start(round(move_seconds * 1000))
        self.dress(unit)

    def dress(self, unit: float) -> None:
        """Beside each other where the window is wide, else one below the other; all in sight."""
        is_wide = self._window.width() > self._window.height()
        unit = min(unit, self._window.height() / _LEAST_HEIGHT)
        self.width_units = _WIDTHS[is_wide]
        way = QBoxLayout.Direction
        self._cards.setDirection(way.LeftToRight if is_wide else way.TopToBottom)
        self._cards.setSpacing(round(16 * unit))
        for card in self.findChildren(Card):
            card.dress(self._colours, unit * _GROWTHS[is_wide])
        super().dress(unit)

    def move_on(self) -> None:
        """Stand elsewhere."""
        self.place_across = (self.place_across + _ACROSS) % 1
        self.place_down = (self.place_down + _DOWN) % 1
        self.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Not when it is pressed, or what lies beneath would see the finger go up."""
        self.touched.emit("")
