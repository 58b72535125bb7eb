"""A box to tick, with words that may take several lines."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

_MNEMONIC = 0x0800
"""Qt.TextFlag.TextShowMnemonic; see the package's docstring."""


class TickBox(QCheckBox):
    """Its words go on in the next line where there is no room; Qt has them in one.

    What it asks for does not depend on the lines that it has now: a layout would never come to rest.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words.split()
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._taken(" ".join(self._words))

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._taken(word).width() for word in self._words), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._taken("\n".join(self._lines(width))).height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = "\n".join(self._lines(self.width()))
        if words != self.text():
            self.setText(words)

    def _lines(self, width: int) -> list[str]:
        lines = [""]
        for word in self._words:
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._taken(longer).width() > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _taken(self, words: str) -> QSize:
        """What the box takes with those words."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = words
        size = self.fontMetrics().size(_MNEMONIC, words)
        return self.style().sizeFromContents(QStyle.ContentsType.CT_CheckBox, option, size, self)
