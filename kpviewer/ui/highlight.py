"""The words that are marked on the page: those of a search, and those being found."""

import re
from collections.abc import Iterable

from PySide6.QtGui import QBrush, QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from kpviewer.marks import Marks, occurrences
from kpviewer.ui.theme import LIGHT, Theme

_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")
_MARKED_AT_MOST = 2000


class Highlight:
    """Marks words on the page that a viewer shows; places are characters of its document."""

    def __init__(self, viewer: QTextBrowser) -> None:
        self._viewer = viewer
        self._colours = LIGHT
        self._marks = Marks(())
        self._typed = ""
        self._matches: list[tuple[int, int]] = []
        self._match = 0

    def mark(self, marks: Marks) -> None:
        """Mark the words of a search, until others are marked."""
        self._marks = marks
        self._paint()

    def find(self, typed: str) -> None:
        """Mark each place that says what was typed and go to the first from here on."""
        self._typed = typed
        self._matches = occurrences(self._text(), typed)
        here = self._viewer.textCursor().selectionStart()
        later = (place for place, (start, _) in enumerate(self._matches) if start >= here)
        self._match = next(later, 0)
        self._paint()
        self._go()

    def step(self, matches: int) -> None:
        """Go to another match; after the last comes the first."""
        if self._matches:
            self._match = (self._match + matches) % len(self._matches)
            self._paint()
            self._go()

    @property
    def count(self) -> tuple[int, int]:
        """Which match is shown, counted from 1, and how many there are."""
        return (self._match + 1 if self._matches else 0), len(self._matches)

    @property
    def line(self) -> str:
        """The line of the page with the match that is shown; empty if there is none."""
        if not self._matches:
            return ""
        start, _ = self._matches[self._match]
        block = self._viewer.document().findBlock(start)
        line = block.layout().lineForTextPosition(start - block.position())
        return block.text()[line.textStart() : line.textStart() + line.textLength()].strip()

    def dress(self, colours: Theme) -> None:
        """Take on colours; mark the same words on a page that is shown anew."""
        self._colours = colours
        self._matches = occurrences(self._text(), self._typed)
        self._match = min(self._match, max(len(self._matches) - 1, 0))
        self._paint()

    def _text(self) -> str:
        """The document's text, a character for each of its places."""
        return _TWO_UNITS.sub("  ", self._viewer.document().toPlainText())

    def _paint(self) -> None:
        found = self._marks.find(self._text())
        shown = [*self._selections(found, self._colours.mark, self._colours.ink)]
        shown += self._selections(self._matches, self._colours.mark, self._colours.ink)
        current = self._matches[self._match : self._match + 1]
        shown += self._selections(current, self._colours.accent, self._colours.on_accent)
        self._viewer.setExtraSelections(shown[-_MARKED_AT_MOST:])

    def _selections(
        self, spans: Iterable[tuple[int, int]], ground: str, ink: str
    ) -> Iterable[QTextEdit.ExtraSelection]:
        made = QTextCharFormat()
        made.setBackground(QBrush(QColor(ground)))
        made.setForeground(QBrush(QColor(ink)))
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._cursor(start, end)
            selection.format = made
            yield selection

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._viewer.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _go(self) -> None:
        if not self._matches:
            return
        start, _ = self._matches[self._match]
        caret = QTextCursor(self._viewer.document())
        caret.setPosition(start)
        self._viewer.setTextCursor(caret)
        bar, place = self._viewer.verticalScrollBar(), self._viewer.cursorRect(caret)
        height = self._viewer.viewport().height()
        if not 0 <= place.top() <= height * 3 // 4:
            bar.setValue(bar.value() + place.top() - height // 3)
