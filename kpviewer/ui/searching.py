"""Looking for something: from the search field to marked words, and on the page that is open."""

from collections.abc import Mapping
from functools import cached_property

from PySide6.QtCore import QObject, QTimer, Signal

from kpviewer import search
from kpviewer.library import DamagedStore, Library
from kpviewer.marks import Marks
from kpviewer.page import Entry
from kpviewer.ui.find_bar import FindBar
from kpviewer.ui.frame import Frame
from kpviewer.ui.highlight import Highlight
from kpviewer.ui.search_panel import SearchPanel
from kpviewer.ui.session import Session

_PAUSE_MILLISECONDS = 700
"""After the last key, before screen readers are told what was found."""


class Searching(QObject):
    """Lets the panes of a frame answer what the reader looks for.

    Signals:
        place_wanted(slug, anchor, lang): a hit was chosen, or a leaflet offered in place of one.
        library_damaged(): the store broke while it was open.
    """

    place_wanted = Signal(str, str, str)
    library_damaged = Signal()

    def __init__(self, frame: Frame, session: Session) -> None:
        super().__init__(frame)
        self._frame = frame
        self._session = session
        self._look = session.look
        self._library: Library | None = None
        self._entries: Mapping[str, Entry] = {}
        self._marks = Marks(())
        self._highlight = Highlight(frame.viewer)
        self._panel = SearchPanel()
        self._panel.hit_chosen.connect(self._choose)
        self._panel.leaflet_chosen.connect(lambda slug: self._choose(slug, "", session.lang))
        frame.adopt_hits(self._panel)
        frame.centre.currentChanged.connect(self._leave_page)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._tell)
        self._highlight.mark(session.marks)
        self.dress()

    @cached_property
    def _bar(self) -> FindBar:
        bar = FindBar()
        bar.text_changed.connect(self._find)
        bar.stepped.connect(self.step_match)
        bar.closed.connect(self._close)
        bar.dress(self._look.unit)
        self._frame.put_above_page(bar)
        return bar

    def use(self, library: Library, entries: Mapping[str, Entry]) -> None:
        """Search a library from now on; `entries` are its leaflets by slug, in the reader's language."""
        self._library, self._entries = library, entries
        self.search()

    def prepare(self) -> None:
        """Load what the first key press would have to wait for."""
        self._answer("prepared")

    def _answer(self, typed: str) -> search.Answer | None:
        if self._library:
            try:
                return search.answer(self._library, typed, self._session.lang)
            except DamagedStore:
                self.library_damaged.emit()
        return None

    def dress(self) -> None:
        """Take on the look."""
        self._panel.dress(self._look.colours, self._look.unit)
        if "_bar" in self.__dict__:
            self._bar.dress(self._look.unit)
        self.mark_again()

    def search(self) -> None:
        """Answer what stands in the search field."""
        typed = self._frame.field.text()
        self._pause.start()
        answer = self._answer(typed) if typed.strip() else None
        if not answer:
            self._frame.show_hits(False)
            self._mark(Marks(()))
            return
        self._marks = answer.marks
        near = [self._entries[slug] for slug in answer.nearest if slug in self._entries]
        self._panel.show_answer(answer, typed, near)
        self._frame.show_hits(True)

    def _tell(self) -> None:
        """What was found for what was typed last, there or on the page."""
        if self._frame.field.hasFocus():
            self._frame.tell(self._panel.told if self._frame.shows_hits else "")
        elif "_bar" in self.__dict__ and self._bar.isVisible():
            self._tell_match()

    @property
    def words(self) -> str:
        """All that was found, to be read aloud."""
        return self._panel.words

    def step_hit(self, rows: int) -> None:
        """Move the mark by that many hits."""
        self._panel.step(rows)
        self._frame.tell(self._panel.marked)

    def open_marked(self) -> None:
        """Choose the marked hit, if there is one."""
        if self._frame.shows_hits:
            self._panel.open_marked()

    def _choose(self, slug: str, anchor: str, lang: str) -> None:
        marks = self._marks
        self.place_wanted.emit(slug, anchor, lang)
        self._mark(marks)

    def _mark(self, marks: Marks) -> None:
        self._session.marks = marks
        self._highlight.mark(marks)

    def mark_again(self) -> None:
        """Mark on a page that is shown anew what was marked before."""
        self._highlight.dress(self._look.colours)

    def find(self) -> None:
        """Let the reader type what to find on the page."""
        self._bar.show()
        self._bar.take_focus()
        self._find(self._bar.text)

    def _find(self, text: str) -> None:
        self._highlight.find(text)
        self._bar.show_count(*self._highlight.count)
        self._pause.start()

    def step_match(self, matches: int) -> None:
        """Go to another match on the page."""
        self._highlight.step(matches)
        self._bar.show_count(*self._highlight.count)
        self._tell_match()

    def _tell_match(self) -> None:
        said = filter(None, (self._bar.said, self._highlight.line))
        self._frame.tell(". ".join(said))

    def _close(self) -> None:
        self._bar.hide()
        self._highlight.find("")
        self._frame.viewer.setFocus()

    def _leave_page(self) -> None:
        """Nothing is looked for on a page that is not shown."""
        if "_bar" in self.__dict__ and self._frame.centre.currentWidget() is not self._frame.reading:
            self._bar.hide()
            self._highlight.find("")

    def clear(self) -> None:
        """Back out of the last thing that was looked for."""
        if "_bar" in self.__dict__ and self._bar.isVisible():
            self._close()
        else:
            self._frame.field.clear()
