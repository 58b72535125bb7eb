"""Where staff type their PIN."""

import math

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from kpviewer import log
from kpviewer.pin import MOST_DIGITS, Gate
from kpviewer.ui.button import Button
from kpviewer.ui.kiosk.sheet import Sheet, button

TIMEOUT_SECONDS = 60.0
"""Without a touch, after which it goes away."""
_TICK_SECONDS = 1.0


class _Try(QThread):
    """Tries a PIN, which takes half a second."""

    tried = Signal(bool)

    def __init__(self, gate: Gate, pin: str, parent: QObject) -> None:
        super().__init__(parent)
        self._gate, self._pin = gate, pin

    def run(self) -> None:
        self.tried.emit(self._gate.opens(self._pin))


class PinPad(Sheet):
    """Shows dots for digits, and says none aloud; after wrong ones it says how long to wait.

    Signals:
        opened(): that was the PIN.
        left(): somebody thought better of it, or went away.
    """

    opened = Signal()
    left = Signal()

    def __init__(self, window: QWidget, unit: float, gate: Gate) -> None:
        """`gate` outlives the pad: some of its waits are in no file."""
        super().__init__(window, self.tr("For staff"), unit, is_veil=False)
        is_wide = window.width() > window.height()
        self.width_units = 640 if is_wide else 360
        self._gate = gate
        self._has_pin = gate.has_pin
        self._try: _Try | None = None
        self._pin = ""
        self._was_wrong = False
        self._beside = QBoxLayout(
            QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        )
        said = QVBoxLayout()
        self._words, self._dots = self.add_label(""), self.add_label("", "dots")
        for label in (self._words, self._dots):
            said.addWidget(label)
        self._dots.setAlignment(Qt.AlignmentFlag.AlignCenter)
        pad = QWidget()
        pad.setObjectName("pad")
        self._keys: list[Button] = []
        self._grid = QGridLayout(pad)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for place, digit in enumerate("123456789"):
            self._add(digit, digit, *divmod(place, 3))
        self._add("⌫", self.tr("Delete the last digit"), 3, 0, "wordy")
        self._add("0", "0", 3, 1)
        self._enter = self._add(self.tr("OK"), self.tr("OK"), 3, 2, "primary")
        back = button(self.tr("Back to the leaflets"))
        back.clicked.connect(self.left)
        (said if is_wide else self.column).addWidget(back)
        if is_wide:
            said.addStretch(1)
        self._beside.addLayout(said, 1)
        self._beside.addWidget(pad, 1)
        self.column.insertLayout(1, self._beside)
        self.focused = self._keys[0] if self._has_pin else back
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.left)
        self._patience.start(round(TIMEOUT_SECONDS * 1000))
        self._tick = QTimer(self)
        self._tick.setInterval(round(_TICK_SECONDS * 1000))
        self._tick.timeout.connect(self._show)
        self._tick.start()
        self._show()

    def _add(self, face: str, name: str, row: int, column: int, kind: str = "") -> Button:
        key = button(face, kind)
        key.setAccessibleName(name)
        key.setAutoDefault(False)  # Return is OK, wherever the keyboard is
        key.clicked.connect(lambda: self._press(face))
        self._grid.addWidget(key, row, column)
        self._keys.append(key)
        return key

    def place(self) -> None:
        self._grid.setSpacing(round(10 * self.unit))
        self._beside.setSpacing(round(24 * self.unit))
        super().place()

    def _press(self, face: str) -> None:
        self._patience.start()
        self._was_wrong = False
        if face.isdigit():
            self._pin = (self._pin + face)[:MOST_DIGITS]
        elif face == "⌫":
            self._pin = self._pin[:-1]
        else:
            self._open()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A real keyboard does as well."""
        if event.text().isdigit() and event.text().isascii():
            self._press(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self._press("⌫")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press("")
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()

    def _open(self) -> None:
        if self._try or not self._pin or self._gate.wait_seconds():
            return
        pin, self._pin = self._pin, ""
        self._try = _Try(self._gate, pin, self)
        self._try.tried.connect(self._tell)
        self._try.finished.connect(self._end_try)
        self._try.start()

    def _tell(self, is_right: bool) -> None:
        if is_right:
            log.let_in()
            self.opened.emit()
        else:
            log.wrong_pin(self._gate.failures)
            self._was_wrong = True

    def _end_try(self) -> None:
        self._try = None
        self._show()

    def _show(self) -> None:
        """What can be done now, and in how long if nothing."""
        wait = self._gate.wait_seconds()
        can_type = self._has_pin and not wait and not self._try
        for key in self._keys:
            key.setEnabled(can_type)
        self._dots.setText("●" * len(self._pin))
        self._dots.setAccessibleName(self.tr("%n digits", "", len(self._pin)))
        words = self._say(wait)
        if words != self._words.text():
            self._words.setText(words)
            self.place()
            if not wait:  # which is said once, not every second
                self.announce(words)

    def _say(self, wait: float) -> str:
        if not self._has_pin:
            return self.tr("No PIN is set for this kiosk. kiosk.exit_pin in its policy needs one.")
        if wait:
            return self.tr("Wrong too often. Try again in {time}.").format(time=_clock(wait))
        if self._try:
            return self.tr("One moment…")
        return self.tr("That is not the PIN.") if self._was_wrong else self.tr("Type the PIN.")

    def retire(self) -> None:
        if self._try:
            self._try.wait()
        super().retire()


def _clock(seconds: float) -> str:
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02}"
