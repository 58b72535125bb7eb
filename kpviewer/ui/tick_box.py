"""A box to tick, with words that may take several lines."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy


class TickBox(QCheckBox):
    """Its words go on in the next line where there is no room; Qt has them in one."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self._words = words.split()
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._beside + max(map(self._width, self._words)), super().minimumSizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        more = len(self._lines(width)) - self.text().count("\n") - 1
        return super().sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        words = "\n".join(self._lines(self.width()))
        if words != self.text():
            self.setText(words)

    def _lines(self, width: int) -> list[str]:
        lines = [""]
        for word in self._words:
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self._width(longer) > width - self._beside:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    @property
    def _beside(self) -> int:
        """What the box takes, and the space around the words."""
        return super().sizeHint().width() - max(map(self._width, self.text().split("\n")))
