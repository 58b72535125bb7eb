"""What a word of the glossary means, on a small card beside the word."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
)

from kpviewer.phrases import phrase
from kpviewer.term import Term
from kpviewer.ui.button import Button

_WIDTH = 400
_EDGE = 12
_PADDING = 18
_LEAST_PADDING = 3
_GAP = 6
"""In pixels at 100 %."""
_SCROLLS: dict[int, QScrollBar.SliderAction] = {
    Qt.Key.Key_Up: QScrollBar.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QScrollBar.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
}


class TermCard(QGroupBox):
    """A term, its definition, a way to all others. It stands inside its parent and never outside.

    Signals:
        closed(): the reader has read enough.
        glossary_wanted(): the reader wants to see the other terms too.
    """

    closed = Signal()
    glossary_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()  # a group box, since screen readers read the name and description of a group
        self.setObjectName("term")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._unit = 1.0
        self._name, self._definition = QLabel(), QLabel()
        self._name.setObjectName("termName")
        self._definition.setObjectName("termDefinition")
        for words in (self._name, self._definition):
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
        self._close, self._all = Button("", "close"), Button("", "expand")
        self._close.fold(True)
        self._close.clicked.connect(self.closed)
        self._all.clicked.connect(self.glossary_wanted)
        for button in (self._close, self._all):
            button.setAutoDefault(True)  # so that Return presses it
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._definition)
        self._head = QHBoxLayout()
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._scroll)
        self._column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def dress(self, unit: float) -> None:
        """Take on the text size."""
        self._unit = unit
        self._pad(_PADDING)

    def _pad(self, pixels: int) -> None:
        padding = round(pixels * self._unit)
        self._column.setContentsMargins(padding, padding, padding, padding)
        self._column.setSpacing(round(pixels * 2 / 3 * self._unit))

    def show_term(self, term: Term, lang: str, word: QRect) -> None:
        """Explain a term beside `word`, which is its place in the parent."""
        self._name.setText(term.name)
        self._definition.setText(term.definition)
        self.setAccessibleName(term.name)
        self.setAccessibleDescription(term.definition)
        self._close.say(phrase("close", lang))
        self._close.setToolTip(phrase("close", lang))
        self._all.say(phrase("all words", lang))
        self._scroll.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.place(word)

    def place(self, word: QRect) -> None:
        """Stand below the word; above it where there is no room; over it where there is none either."""
        edge, gap = round(_EDGE * self._unit), round(_GAP * self._unit)
        window = self.parentWidget()
        assert window
        room = window.rect().adjusted(edge, edge, -edge, -edge)
        width = min(round(_WIDTH * self._unit), room.width())
        height = self._fit(width, room.height(), _PADDING)
        if height > room.height():  # large text in a small window
            room = window.rect()
            height = min(self._fit(room.width(), room.height(), _LEAST_PADDING), room.height())
            width = room.width()
        top = word.bottom() + gap
        if top + height > room.bottom() and word.top() - gap - height >= room.top():
            top = word.top() - gap - height
        top = max(min(top, room.bottom() - height), room.top())
        left = max(min(word.left(), room.right() - width), room.left())
        self.setGeometry(left, top, width, height)

    def _fit(self, width: int, highest: int, padding_wanted: int) -> int:
        """The height that it takes; a definition that is too long for that height scrolls."""
        self.ensurePolished()
        self._pad(padding_wanted)
        edge, padding = self.contentsMargins(), self._column.contentsMargins()
        inner = width - edge.left() - edge.right() - padding.left() - padding.right()
        self._scroll.setFixedHeight(0)
        self._column.invalidate()
        rest = self._column.totalHeightForWidth(width)
        whole = self._definition.heightForWidth(inner)
        shown = min(whole, max(highest - rest, self.fontMetrics().height()))
        self._scroll.setFixedHeight(shown)
        bar = Qt.ScrollBarPolicy  # Qt alone keeps one that takes the room for which it is needed
        self._scroll.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if shown < whole else bar.ScrollBarAlwaysOff
        )
        return rest + shown

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Beyond its last button Tab leaves it, for the word that it explains."""
        order = [self, self._all, self._close]
        focused = QApplication.focusWidget()
        if not self.isVisible() or focused not in order:
            return super().focusNextPrevChild(forward)
        place = order.index(focused) + (1 if forward else -1)
        if 0 <= place < len(order):
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            order[place].setFocus(reason)
        else:
            self.closed.emit()
        return True

    def event(self, event: QEvent) -> bool:
        """Esc is the card's, whatever else it means in the window."""
        is_shortcut = event.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it; arrow keys scroll a long definition."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in _SCROLLS:
            self._scroll.verticalScrollBar().triggerAction(_SCROLLS[event.key()])
        else:
            super().keyPressEvent(event)
