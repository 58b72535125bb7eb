"""The kiosk's own keyboard on the screen, for the search field and nothing else."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kpviewer.ui.button import Button
from kpviewer.ui.kiosk.style import LEAST_TARGET

HOLD_SECONDS = 0.5
_SHARE = 0.36
"""Of the window's height, at most."""
_WIDEST = 900
_KEY_HEIGHT = 50
_GAP = 6
"""In pixels at 100 %."""

_LETTERS = {"en": ("qwertyuiop", "asdfghjkl", "zxcvbnm'"), "es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm'")}
_SIGNS = {"en": ("1234567890", "-.,:;/()", '?!&+%"'), "es": ("1234567890", "-.,:;/()", "¿?¡!&+%")}
_VARIANTS = {
    "a": "áàâäã",
    "e": "éèêë",
    "i": "íìîï",
    "o": "óòôöõ",
    "u": "üúùû",
    "n": "ñ",
    "c": "ç",
    "y": "ý",
    "?": "¿",
    "!": "¡",
}


class Keyboard(QWidget):
    """Sends no keys: it tells what was typed. The keys take no focus, so that the field keeps it.

    Signals:
        typed(text): a letter or sign.
        erased(): the one before.
        done(): the reader wants it away.
    """

    typed = Signal(str)
    erased = Signal()
    done = Signal()

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.setObjectName("keyboard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Keyboard"))
        self._keys: list[Button] = []
        self._letters = _LETTERS.get(lang, _LETTERS["en"])
        self._signs = _SIGNS.get(lang, _SIGNS["en"])
        self._has_signs = False
        self._offered = ""
        """The letter whose variants stand in place of its row."""
        self._unit, self._room = 1.0, (1000, 1000)
        self._held = ""
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.timeout.connect(self._offer_variants)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._board = QWidget()
        self._rows: QVBoxLayout
        self._lay()

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._unit = unit
        self.fit(*self._room)

    def fit(self, width: int, height: int) -> None:
        """Take no more of a window of that size than leaves room for what is typed and found."""
        self._room = width, height
        gap, rows = round(_GAP * self._unit), self._rows.count()
        edge = max(gap, (width - round(_WIDEST * self._unit)) // 2)
        self._rows.setContentsMargins(edge, gap, edge, gap)
        self._rows.setSpacing(gap)
        highest = (round(height * _SHARE) - (rows + 1) * gap) // rows
        for row in self._rows.children():
            assert isinstance(row, QHBoxLayout)
            row.setSpacing(gap)
        for key in self._keys:
            key.setFixedHeight(max(min(round(_KEY_HEIGHT * self._unit), highest), LEAST_TARGET))

    def _lay(self) -> None:
        """Lay out letters or signs, and below them the keys with words, on a board of their own.

        All of it goes at once: see "Traps of PySide" in the README.
        """
        last, self._board = self._board, QWidget()
        self._rows = QVBoxLayout(self._board)
        self._keys.clear()
        for signs in self._signs if self._has_signs else self._letters:
            shown = self._offered + _VARIANTS[self._offered] if self._offered in [*signs] else signs
            self._add_row([(self._sign(sign), 1) for sign in shown])
        change = (self.tr("abc"), self.tr("Letters")) if self._has_signs else ("123", self.tr("Digits"))
        space = self._wordy(self.tr("space"), self.tr("Space"), lambda: self._type(" "))
        erase = self._wordy("⌫", self.tr("Delete the last letter"), lambda: self.erased.emit())
        erase.setAutoRepeat(True)
        done = self._wordy(self.tr("Close"), self.tr("Close the keyboard"), lambda: self.done.emit())
        self._add_row([(self._wordy(*change, self._change), 2), (space, 5), (erase, 2), (done, 2)])
        last.hide()
        last.deleteLater()
        self._whole.addWidget(self._board)
        self.fit(*self._room)

    def _add_row(self, keys: Sequence[tuple[Button, int]]) -> None:
        """Keys, and how wide each is beside the others."""
        row = QHBoxLayout()
        for key, stretch in keys:
            row.addWidget(key, stretch)
        self._rows.addLayout(row)

    def _sign(self, sign: str) -> Button:
        key = self._key(sign, sign)
        key.pressed.connect(lambda: self._press(sign))
        key.released.connect(lambda: self._release(sign))
        return key

    def _wordy(self, face: str, name: str, do: Callable[[], None]) -> Button:
        key = self._key(face, name)
        key.setObjectName("wordy")
        key.clicked.connect(do)
        return key

    def _key(self, face: str, name: str) -> Button:
        key = Button(face)
        key.setAccessibleName(name)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys.append(key)
        return key

    def _change(self) -> None:
        self._has_signs = not self._has_signs
        self._offered = ""
        self._lay_soon()

    def _press(self, sign: str) -> None:
        self._held = sign
        if sign in _VARIANTS and not self._offered:
            self._hold.start(round(HOLD_SECONDS * 1000))

    def _release(self, sign: str) -> None:
        """Type it, unless it was held so long that its variants are offered."""
        self._hold.stop()
        if self._held:
            self._held = ""
            self._type(sign)

    def _type(self, sign: str) -> None:
        self.typed.emit(sign)
        if self._offered:
            self._offered = ""
            self._lay_soon()

    def _offer_variants(self) -> None:
        self._offered, self._held = self._held, ""
        self._lay()

    def _lay_soon(self) -> None:
        """Once the key that wishes it has come to rest."""
        QTimer.singleShot(0, self._lay)
