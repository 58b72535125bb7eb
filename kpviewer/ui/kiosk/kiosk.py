"""The station of a kiosk: a visitor searches, reads, listens and takes a leaflet home."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui.history import Place
from kpviewer.ui.kiosk import style, touch
from kpviewer.ui.kiosk.frame import KioskFrame
from kpviewer.ui.memory import Memory
from kpviewer.ui.session import Session
from kpviewer.ui.station import Station

if TYPE_CHECKING:
    from kpviewer.ui.kiosk.cards import Cards


class Kiosk(Station[KioskFrame]):
    """Leaves out of a station what is for staff, and adds what a visit needs.

    Signals:
        print_wanted(slug): the visitor wants to take that leaflet home.
        done(): the visitor has finished.
        staff_wanted(): somebody knows the keys for staff.
    """

    print_wanted = Signal(str)
    done = Signal()
    staff_wanted = Signal()

    def __init__(self, window: QWidget, session: Session, settings: Settings, memory: Memory) -> None:
        frame = KioskFrame(window, settings["clinic.name"], session.lang, settings["print.enabled"])
        super().__init__(frame, session, settings, memory)

    def _connect(self) -> None:
        super()._connect()
        self.frame.language_chosen.connect(self._want_language)
        self.frame.home_wanted.connect(lambda: self._visit(Place()))

    def _connect_actions(self) -> None:
        super()._connect_actions()
        do = self.actions
        do["home"].triggered.connect(self._start_over)
        do["contrast"].triggered.connect(self._look.switch_contrast)
        do["print"].triggered.connect(self._want_print)
        do["done"].triggered.connect(self.done)
        do["staff"].triggered.connect(self.staff_wanted)

    @cached_property
    def _home(self) -> "Cards":
        from kpviewer.ui.kiosk.cards import Cards

        home = Cards()
        home.leaflet_chosen.connect(self.open)
        home.dress(self._look.colours, self._look.unit)
        touch.let_flick(home)
        self.frame.adopt_home(home)
        return home

    def wake(self) -> None:
        """As for every station; a finger scrolls the page and selects nothing on it."""
        super().wake()
        viewer = self.frame.viewer
        flags = Qt.TextInteractionFlag
        viewer.setTextInteractionFlags(flags.LinksAccessibleByMouse | flags.LinksAccessibleByKeyboard)
        touch.Reach(viewer, style.LEAST_TARGET // 2)

    def show_library(self, library: Library) -> None:
        """Where a leaflet is open, the visitor stays in it."""
        here = self._place() if self.page else None
        self.frame.show_languages(library.languages())
        super().show_library(library)
        if here:
            self._show(here)

    @property
    def is_speaking(self) -> bool:
        return "_listening" in self.__dict__ and self._listening.is_speaking

    def tell(self, words: str) -> None:
        """Say it to whoever listened before."""
        if self.session.has_listened:
            self._listening.tell(words, self.session.lang)

    def _read_aloud(self) -> None:
        """Home too can be heard, and what was found; both are hushed by the same button."""
        self.session.has_listened = True
        if self.page:
            super()._read_aloud()
        elif self.is_speaking:
            self._listening.stop()
        elif self.frame.shows_hits:
            self.tell(self._searching.words)
        else:
            cards = (f"{one.short}. {one.summary}" for one in self._entries.values())
            self.tell(" ".join([self.frame.question, *cards]))

    def _start_over(self) -> None:
        """Home is the page without anything searched."""
        self.frame.field.clear()
        self.frame.keyboard.hide()

    def _want_language(self, lang: str) -> None:
        if lang != self.session.lang:
            self.leave()
            self.language_wanted.emit(lang)

    def _want_print(self) -> None:
        if self.page:
            self.print_wanted.emit(self.page.slug)

    def _show_home(self) -> None:
        """With the hits that the visitor comes back to, if there are any."""
        super()._show_home()
        self.frame.show_hits(bool(self.frame.field.text().strip()))

    def _possible(self, can_listen: bool) -> dict[str, bool]:
        can = super()._possible(can_listen)
        can_print = self.page is not None and bool(self._settings["print.enabled"])
        return can | {"listen": can_listen, "print": can_print}

    def _dress(self) -> None:
        super()._dress()
        self.frame.buttons["contrast"].setChecked(self._look.has_contrast)
