"""What a desk and a kiosk have in common: one reader at a time opens, searches, reads and listens."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from kpviewer.library import HELP, DamagedStore, Entries, Library
from kpviewer.page import Entry, Page
from kpviewer.settings import Settings
from kpviewer.term import GLOSSARY
from kpviewer.ui import actions, tongue
from kpviewer.ui.frame import Frame
from kpviewer.ui.history import Place
from kpviewer.ui.memory import Memory
from kpviewer.ui.session import Session

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QAction

    from kpviewer.ui.explaining import Explaining
    from kpviewer.ui.home import Home
    from kpviewer.ui.listening import Listening
    from kpviewer.ui.searching import Searching

Panes = TypeVar("Panes", bound=Frame)


class Station(QObject, Generic[Panes]):
    """Answers the wishes of the panes of a frame for one session; the panes do not know each other.

    Signals:
        titled(title): what is shown now, as the title of a window.
        language_wanted(lang): the reader goes on in that language; the session says where.
        library_damaged(): the store broke while it was open.
    """

    titled = Signal(str)
    language_wanted = Signal(str)
    library_damaged = Signal()

    def __init__(self, frame: Panes, session: Session, settings: Settings, memory: Memory) -> None:
        super().__init__(frame)
        self.frame = frame
        self.session = session
        self._settings = settings
        self._memory = memory
        self._look = session.look
        self._history = session.history
        self.library: Library | None = None
        self._entries: Mapping[str, Entry] = {}
        self.page: Page | None = None
        """The leaflet that is open."""
        self.actions: dict[str, QAction] = {}
        if "listen" in frame.buttons:
            frame.buttons["listen"].hide()
        self._connect()
        self._dress()

    def _connect(self) -> None:
        """Every connection between panes: how the program hangs together. See `_connect_actions`."""
        frame = self.frame
        self._look.changed.connect(self._dress)
        self._look.told.connect(frame.tell)
        frame.field.textChanged.connect(lambda: self._searching.search())
        frame.field.stepped.connect(lambda rows: self._searching.step_hit(rows))
        frame.field.returnPressed.connect(lambda: self._searching.open_marked())
        frame.viewer.leaflet_wanted.connect(self.open)
        frame.viewer.term_touched.connect(self._explain)
        frame.viewer.place_left.connect(self._leave)
        frame.viewer.section_reached.connect(frame.outline.mark)
        frame.viewer.zoom_wanted.connect(self._look.zoom)
        frame.outline.section_chosen.connect(self._go_to_section)

    def _connect_actions(self) -> None:
        """What every action does."""
        self.actions = actions.make(self.frame)
        for name, button in self.frame.buttons.items():
            actions.attach(button, self.actions[name])
        do = self.actions
        do["home"].triggered.connect(lambda: self._go_to(Place()))
        do["back"].triggered.connect(lambda: self._return(self._history.back(self._place())))
        do["forward"].triggered.connect(lambda: self._return(self._history.forward(self._place())))
        do["smaller"].triggered.connect(lambda: self._look.zoom(-1))
        do["larger"].triggered.connect(lambda: self._look.zoom(1))
        do["usual_size"].triggered.connect(lambda: self._look.zoom(0))
        do["theme"].triggered.connect(self._look.next_theme)
        do["language"].triggered.connect(self._want_other_language)
        do["help"].triggered.connect(lambda: self.open(HELP))
        do["search"].triggered.connect(self.frame.seek)
        do["find"].triggered.connect(lambda: self._searching.find())
        do["find_next"].triggered.connect(lambda: self._searching.step_match(1))
        do["find_previous"].triggered.connect(lambda: self._searching.step_match(-1))
        do["clear"].triggered.connect(lambda: self._searching.clear())
        do["listen"].triggered.connect(self._read_aloud)
        do["pause"].triggered.connect(self._listening.pause)
        do["stop"].triggered.connect(self._listening.stop)
        do["slower"].triggered.connect(lambda: self._listening.change_speed(-1))
        do["faster"].triggered.connect(lambda: self._listening.change_speed(1))
        self.frame.centre.currentChanged.connect(self._listening.stop)

    @cached_property
    def _home(self) -> "Home":
        from kpviewer.ui.home import Home

        home = Home()
        home.leaflet_chosen.connect(self.open)
        home.group_chosen.connect(self.frame.list_group)
        home.dress(self._look.colours, self._look.unit)
        self.frame.centre.addWidget(home)
        return home

    @cached_property
    def _searching(self) -> "Searching":
        from kpviewer.ui.searching import Searching

        searching = Searching(self.frame, self.session)
        searching.place_wanted.connect(self._open_in)
        searching.library_damaged.connect(self.library_damaged)
        if self.library:
            searching.use(self.library, self._entries)
        return searching

    @cached_property
    def _listening(self) -> "Listening":
        from kpviewer.ui.listening import Listening

        listening = Listening(self.frame, self.session, self.actions, self._memory)
        listening.voice_lost.connect(self._update_actions)
        return listening

    @cached_property
    def _explaining(self) -> "Explaining":
        from kpviewer.ui.explaining import Explaining

        explaining = Explaining(self.frame, self._look)
        explaining.leaflet_wanted.connect(self.open)
        return explaining

    def _read_aloud(self) -> None:
        self._listening.read(self.session.lang)

    def show_library(self, library: Library) -> None:
        """Show a library in place of the one before, which the caller closes."""
        self.library = library
        if "language" in self.frame.buttons:
            others = self._other_languages()
            self.frame.buttons["language"].setVisible(bool(others))
            self.frame.show_language(tongue.name(others[0]) if len(others) == 1 else "")
        self._list_leaflets()

    def resume(self) -> None:
        """Show the place that the session tells of, with the hits of what was typed."""
        if self.session.typed:
            self.frame.field.setText(self.session.typed)
        self._show(self.session.place)
        if self.page and self.session.section:
            anchors = _anchors(self.page)
            self.frame.viewer.go_to(anchors[min(self.session.section, len(anchors)) - 1])

    def leave(self) -> None:
        """Write into the session where the reader is."""
        self.session.place = self._place()
        reached = self.frame.viewer.section() if self.page else ""
        self.session.section = _anchors(self.page).index(reached) + 1 if self.page and reached else 0
        self.session.typed = self.frame.field.text()

    def wake(self) -> None:
        """What the first paint need not wait for."""
        from PySide6.QtGui import QGuiApplication

        from kpviewer.ui import assistive
        from kpviewer.ui.pinch import Pinch

        self.frame.wake()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._take_system)
        Pinch(self.frame.viewer).zoom_wanted.connect(self._look.zoom)
        self._connect_actions()
        self._update_actions()
        self.frame.viewer.let_keyboard_in()
        assistive.install(self.frame.window(), self.frame.viewer)
        self._searching.prepare()

    def _take_system(self, scheme: "Qt.ColorScheme") -> None:
        """The system has other colours. It is told as long as these panes are there, and no longer."""
        self._look.take_system(scheme)

    def open(self, slug: str, anchor: str = "") -> None:
        """Open a leaflet at a named place, or from its start; the keyboard goes there."""
        self._go_to(Place(slug, anchor))

    def open_first(self, slug: str) -> bool:
        """Open a leaflet, or home if it is not there; whether it is."""
        self._show(Place(slug))
        return slug in self._entries

    def end(self) -> None:
        """Before the frame is taken down: what is heard ends, and so does what goes on behind it."""
        if "_listening" in self.__dict__:
            self._listening.end()
        if "_explaining" in self.__dict__:
            self._explaining.dismiss()

    def _explain(self, anchor: str, start: int, end: int) -> None:
        assert self.library and self.page
        try:
            term = self.library.term(anchor, self.page.lang)
        except DamagedStore:
            self.library_damaged.emit()
            return
        if term:
            self._explaining.explain(term, self.page.lang, start, end)
        else:
            self.open(GLOSSARY, anchor)

    def _list_leaflets(self) -> None:
        assert self.library
        self._entries = self.library.entries(self.session.lang)
        if "_home" in self.__dict__:
            self._show_on_home()
        if "_searching" in self.__dict__:
            self._searching.use(self.library, self._entries)

    def _open_in(self, slug: str, anchor: str, lang: str) -> None:
        """Open a leaflet in a language that may be another one than the reader's."""
        if lang == self.session.lang:
            self.open(slug, anchor)
            return
        self._leave()
        self.leave()
        self.frame.take_focus()  # the keyboard goes there too
        self.session.place, self.session.section = Place(slug, anchor), 0
        self.language_wanted.emit(lang)

    def _go_to(self, place: Place) -> None:
        """Visit a place with the keyboard."""
        self._visit(place)
        self.frame.take_focus()

    def _return(self, place: Place) -> None:
        """Show a place again where the reader has been."""
        self._show(place)
        self.frame.take_focus()

    def _go_to_section(self, anchor: str) -> None:
        self.frame.viewer.go_to(anchor)
        self.frame.take_focus()

    def _visit(self, place: Place) -> None:
        """Go to a place, unless the reader is there: some desktops report a click twice."""
        if self.library and place != self._place():
            self._leave()
            self._show(place)

    def _leave(self) -> None:
        self._history.leave(self._place())
        self._update_actions()

    def _place(self) -> Place:
        """Where the reader is."""
        if not self.page:
            return Place()
        return Place(self.page.slug, scroll=self.frame.viewer.verticalScrollBar().value())

    def _show(self, place: Place) -> None:
        if not self.library:
            return
        if "_explaining" in self.__dict__:
            self._explaining.dismiss()
        try:
            self._show_place(place)
        except DamagedStore:
            self.library_damaged.emit()
        self.frame.mark_leaflet(place.slug)
        self._update_actions()

    def _show_place(self, place: Place) -> None:
        """The leaflet of that place, or home where there is none; raises DamagedStore."""
        assert self.library
        if place.slug in self._entries:
            self._show_page(self.library.read(place.slug, self.session.lang), place)
        else:
            self._show_home()

    def _show_home(self) -> None:
        assert self.library
        self.page = None
        self._show_on_home()
        self.frame.centre.setCurrentWidget(self._home)
        self.titled.emit("kpviewer")

    def _show_on_home(self) -> None:
        assert self.library
        assert isinstance(self._entries, Entries)
        groups, problems = self.library.groups(self.session.lang), self.library.problems()
        self._home.show_leaflets(self._entries, groups, problems, self._recent())

    def _recent(self) -> list[Entry]:
        """Leaflets that the home page offers first."""
        return []

    def _show_page(self, page: Page, place: Place) -> None:
        assert self.library
        self.page = page
        frame = self.frame
        self._lay_out()
        frame.show_sections(page.sections)
        frame.centre.setCurrentWidget(frame.reading)
        self.titled.emit(f"{page.title} – kpviewer")
        if place.anchor:
            frame.viewer.go_to(place.anchor)
        else:
            frame.viewer.verticalScrollBar().setValue(place.scroll)
        if "_searching" in self.__dict__:
            self._searching.mark_again()

    def _update_actions(self) -> None:
        """Let be done what can be done now."""
        can_listen = "_listening" in self.__dict__ and self._listening.can_read(self.session.lang)
        if "listen" in self.frame.buttons:
            self.frame.buttons["listen"].setVisible(can_listen)
        for name, can in self._possible(can_listen).items():
            control = self.actions.get(name) or self.frame.buttons.get(name)
            if control:
                control.setEnabled(can)

    def _possible(self, can_listen: bool) -> dict[str, bool]:
        """By name of an action whether it can be done now; what is not named always can."""
        is_open = self.page is not None
        return {
            "back": self._history.can_go_back,
            "forward": self._history.can_go_forward,
            "listen": can_listen and is_open,
            "find": is_open,
        }

    def _other_languages(self) -> list[str]:
        assert self.library
        return [lang for lang in self.library.languages() if lang != self.session.lang]

    def _want_other_language(self) -> None:
        """The one that there is, or the one that is chosen of several."""
        others = self._other_languages()
        if len(others) == 1:
            self._go_on_in(others[0])
        elif others:
            self.frame.ask_language({lang: tongue.name(lang) for lang in others}, self._go_on_in)

    def _go_on_in(self, lang: str) -> None:
        """The reader stays in the leaflet; the words change."""
        self.leave()
        self.language_wanted.emit(lang)

    def _lay_out(self) -> None:
        """Show what is read, in the colours and the size of the look."""
        if self.page and self.library:
            self.frame.viewer.show_page(self.library, self.page, self._look.colours, self._look.unit)

    def _dress(self) -> None:
        """Take on the colours and text size of the look; the reader stays at the same words."""
        colours, unit = self._look.colours, self._look.unit
        viewer = self.frame.viewer
        place = viewer.first_character()
        self.frame.dress(colours, unit)
        if "theme" in self.frame.buttons:
            self.frame.buttons["theme"].show_sign(self._look.theme)
            self.frame.buttons["theme"].setAccessibleDescription(self._look.said)
        if "_home" in self.__dict__:
            self._home.dress(colours, unit)
        self._lay_out()
        viewer.go_to_character(place)
        for part in ("_searching", "_listening", "_explaining"):
            if part in self.__dict__:
                getattr(self, part).dress()


def _anchors(page: Page) -> list[str]:
    """Of the sections that `Viewer.section` tells apart; there is always one."""
    return [section.anchor for section in page.sections if section.level <= 2 and section.anchor] or [""]
