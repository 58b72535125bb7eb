"""Explaining a word: from a touch on it to the card that says what it means."""

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from kpviewer.term import GLOSSARY, Term
from kpviewer.ui.frame import Frame
from kpviewer.ui.look import Look
from kpviewer.ui.term_card import TermCard


class Explaining(QObject):
    """Keeps a card beside the word that it explains, as long as that word is in sight.

    Signals:
        leaflet_wanted(slug, anchor): the reader wants to see all words explained.
    """

    leaflet_wanted = Signal(str, str)

    def __init__(self, frame: Frame, look: Look) -> None:
        super().__init__(frame)
        application = QApplication.instance()
        assert application
        self._application = application
        self._frame = frame
        self._viewer = frame.viewer
        self._look = look
        self._anchor = ""
        self._word = (0, 0)
        self._card = TermCard()
        self._card.closed.connect(self._close)
        self._card.glossary_wanted.connect(self._open_glossary)
        self._card.setParent(frame)  # the page alone is too small for large text in a small window
        frame.viewer.verticalScrollBar().valueChanged.connect(self._follow)
        self.dress()

    def explain(self, term: Term, lang: str, start: int, end: int) -> None:
        """Say what a term means beside the characters of the page that name it."""
        self._anchor, self._word = term.anchor, (start, end)
        self._card.show_term(term, lang, self._place())
        self._card.setFocus()
        self._application.installEventFilter(self)

    def _close(self) -> None:
        """Take the card away; the keyboard goes on from the word."""
        if self._let_go():
            self._viewer.select(*self._word)

    def dismiss(self) -> None:
        """Take the card away; the reader goes on elsewhere."""
        self._let_go()

    def _let_go(self) -> bool:
        """Hide the card; whether the keyboard was in it."""
        self._application.removeEventFilter(self)
        focused = QApplication.focusWidget()
        was_in_it = focused is not None and (focused is self._card or self._card.isAncestorOf(focused))
        if was_in_it:
            self._viewer.setFocus()
        self._card.hide()
        return was_in_it

    def dress(self) -> None:
        """Take on the look."""
        self._card.dress(self._look.unit)
        self._follow()

    def _follow(self) -> None:
        """Stay beside the word; go when it is out of sight."""
        if not self._card.isVisible():
            return
        if self._viewer.rect().intersects(self._viewer.place_of(*self._word)):
            self._card.place(self._place())
        else:
            self.dismiss()

    def _place(self) -> QRect:
        """Where the word stands in the window."""
        word = self._viewer.place_of(*self._word)
        return QRect(self._viewer.mapTo(self._frame, word.topLeft()), word.size())

    def _open_glossary(self) -> None:
        self.dismiss()
        self.leaflet_wanted.emit(GLOSSARY, self._anchor)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the card is there: a click beside it takes it away, another size of the page moves it."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            place = self._card.mapFromGlobal(event.globalPosition().toPoint())
            if not self._card.rect().contains(place):
                self.dismiss()
        elif event.type() == QEvent.Type.Resize and watched is self._viewer:
            QTimer.singleShot(0, self._follow)
        return False
