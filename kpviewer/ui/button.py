"""A button with an icon, which may stand alone where there is no room for words."""

from PySide6.QtCore import Property, QSize
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from kpviewer.ui.icon import BESIDE_WORDS, blank, icon


class Button(QPushButton):
    """Says what it does in words; folded it shows its icon alone, and keeps its name."""

    def __init__(self, words: str, sign: str = "", parent: QWidget | None = None) -> None:
        """`sign` is the name of an icon."""
        super().__init__(_face(words), parent)
        self._words, self._sign, self._look = words, sign, ""
        self._is_folded = self._is_put_off = False
        self._is_offered = True
        self._widths: tuple[int, int] | None = None
        self._bar: QLayout | None = None
        self.setAccessibleName(words)

    @property
    def words(self) -> str:
        return self._words

    def say(self, words: str) -> None:
        """Be called otherwise from now on."""
        self._words, self._widths = words, None
        self.setAccessibleName(words)
        self.fold(self._is_folded)

    def show_sign(self, sign: str) -> None:
        """Have another icon."""
        self._sign = sign
        self._draw()

    def put_off_sign(self) -> None:
        """Leave only room for the icon, until `draw_sign`: what is first painted need not wait for it."""
        self._is_put_off = True

    def draw_sign(self) -> None:
        """Show the icon, if it was put off."""
        if self._is_put_off:
            self._is_put_off = False
            self._draw()

    def fold(self, is_folded: bool) -> None:
        """Show the icon alone, if there is one; or icon and words."""
        self._is_folded = is_folded
        alone = is_folded and bool(self._sign)
        self.setText("" if alone else _face(self._words))
        height = self.iconSize().height()
        self.setIconSize(QSize(height if alone else round(height * BESIDE_WORDS), height))

    @property
    def widths(self) -> tuple[int, int]:
        """What it takes with words, and folded."""
        if not self._widths:
            is_folded = self._is_folded
            self.ensurePolished()
            self.fold(False)
            full = self.sizeHint().width()
            self.fold(True)
            self._widths = full, self.sizeHint().width()
            self.fold(is_folded)
        return self._widths

    @property
    def is_offered(self) -> bool:
        """Whether it is shown as far as there is room."""
        return self._is_offered

    def obey(self, bar: QLayout | None) -> None:
        """Let a layout say whether there is room, by `stow`; or nobody."""
        self._bar = bar

    def stow(self, is_stowed: bool) -> None:
        """Be out of sight for want of room, or be shown again if it is offered."""
        super().setVisible(self._is_offered and not is_stowed)

    def setVisible(self, visible: bool) -> None:
        """Offer it or not; where a layout has its say, that shows it when it finds room."""
        self._is_offered = visible
        if self._bar:
            self._bar.update()
        if not (self._bar and visible):
            super().setVisible(visible)

    def _put_signs(self, look: str) -> None:
        if look != self._look:
            self._look, self._widths = look, None
            self._draw()

    def _draw(self) -> None:
        if self._sign and self._look:
            size, ink, pale = self._look.split()
            pixels = int(size.removesuffix("px"))
            self.setIcon(blank(pixels) if self._is_put_off else icon(self._sign, ink, pale, pixels))
            self.setIconSize(QSize(pixels, pixels))
            self.fold(self._is_folded)

    signs = Property(str, lambda self: self._look, _put_signs)
    """From the style sheet: height of the icon, its ink, its ink while the button cannot be pressed."""


def _face(words: str) -> str:
    """Of one ampersand Qt would make a key."""
    return words.replace("&", "&&")
