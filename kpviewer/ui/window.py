"""The window: it connects the panes of its frame and answers their wishes; they do not know each other."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kpviewer.library import HELP, DamagedStore, Entry, Library, Page
from kpviewer.settings import Settings
from kpviewer.term import GLOSSARY
from kpviewer.ui import actions, shape, theme
from kpviewer.ui.frame import Frame
from kpviewer.ui.history import HANDOUT, History, Place
from kpviewer.ui.look import Look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent

    from kpviewer.ui.authoring import Authoring
    from kpviewer.ui.explaining import Explaining
    from kpviewer.ui.handing_out import HandingOut
    from kpviewer.ui.handout_panel import HandoutPanel
    from kpviewer.ui.home import Home
    from kpviewer.ui.listening import Listening
    from kpviewer.ui.searching import Searching

_BAR = ("home", "back", "forward", "", "listen", "smaller", "larger", "theme", "language", "add", "print")


class Window(Frame):
    """kpviewer on a desk.

    Signals:
        first_painted(): the window stands on the screen; what can wait is done from now on.
        library_damaged(): the store broke while it was open.
    """

    first_painted = Signal()
    library_damaged = Signal()

    def __init__(self, settings: Settings, memory: QSettings, lang: str) -> None:
        super().__init__(_BAR)
        self._settings = settings
        self._memory = memory
        self._lang = lang
        self._look = Look(settings, memory, self)
        self._library: Library | None = None
        self._entries: dict[str, Entry] = {}
        self._page: Page | None = None
        self._history = History()
        self._is_painted = False
        self._actions: dict[str, QAction] = {}
        self.setWindowTitle("kpviewer")
        self._buttons["listen"].hide()
        self._connect()
        self._dress()

    def _connect(self) -> None:
        """Every connection between panes: how the program hangs together. See `_connect_actions`."""
        self._look.changed.connect(self._dress)
        self.field.textChanged.connect(lambda: self._searching.search())
        self.field.stepped.connect(lambda rows: self._searching.step_hit(rows))
        self.field.returnPressed.connect(lambda: self._searching.open_marked())
        self.sidebar.leaflet_chosen.connect(self.open)
        self.viewer.leaflet_wanted.connect(self.open)
        self.viewer.term_touched.connect(self._explain)
        self.viewer.place_left.connect(self._leave)
        self.viewer.section_reached.connect(self._outline.mark)
        self.viewer.zoom_wanted.connect(self._look.zoom)
        self._outline.section_chosen.connect(self.viewer.go_to)

    def _connect_actions(self) -> None:
        """What every action does."""
        self._actions = actions.make(self)
        for name, button in self._buttons.items():
            actions.attach(button, self._actions[name])
        do = self._actions
        do["home"].triggered.connect(lambda: self._visit(Place()))
        do["back"].triggered.connect(lambda: self._show(self._history.back(self._place())))
        do["forward"].triggered.connect(lambda: self._show(self._history.forward(self._place())))
        do["smaller"].triggered.connect(lambda: self._look.zoom(-1))
        do["larger"].triggered.connect(lambda: self._look.zoom(1))
        do["usual_size"].triggered.connect(lambda: self._look.zoom(0))
        do["theme"].triggered.connect(self._look.next_theme)
        do["language"].triggered.connect(self._next_language)
        do["add"].triggered.connect(lambda: self._in_handout().let_arrange())
        do["handout"].triggered.connect(self._go_to_handout)
        do["print"].triggered.connect(self._print)
        do["save"].triggered.connect(lambda: self._in_handout().save_pdf())
        do["save_html"].triggered.connect(lambda: self._in_handout().save_html())
        do["help"].triggered.connect(lambda: self.open(HELP))
        do["search"].triggered.connect(self.field.take_focus)
        do["find"].triggered.connect(lambda: self._searching.find())
        do["find_next"].triggered.connect(lambda: self._searching.step_match(1))
        do["find_previous"].triggered.connect(lambda: self._searching.step_match(-1))
        do["clear"].triggered.connect(lambda: self._searching.clear())
        do["listen"].triggered.connect(lambda: self._listening.read(self._lang))
        do["pause"].triggered.connect(self._listening.pause)
        do["stop"].triggered.connect(self._listening.stop)
        do["slower"].triggered.connect(lambda: self._listening.change_speed(-1))
        do["faster"].triggered.connect(lambda: self._listening.change_speed(1))
        self._centre.currentChanged.connect(self._listening.stop)
        do["quit"].triggered.connect(self.close)
        self._update_actions()

    @cached_property
    def _home(self) -> "Home":
        from kpviewer.ui.home import Home

        home = Home(self.sidebar.group_title)
        home.leaflet_chosen.connect(self.open)
        home.dress(self._look.colours, self._look.frame_unit)
        self._centre.addWidget(home)
        return home

    @cached_property
    def _searching(self) -> "Searching":
        from kpviewer.ui.searching import Searching

        searching = Searching(self, self._look)
        searching.place_wanted.connect(self._open_in)
        searching.library_damaged.connect(self.library_damaged)
        if self._library:
            searching.use(self._library, self._lang, self._entries)
        return searching

    @cached_property
    def _listening(self) -> "Listening":
        from kpviewer.ui.listening import Listening

        listening = Listening(self, self._look, self._actions, self._memory)
        listening.voice_lost.connect(self._update_actions)
        return listening

    @cached_property
    def _handing_out(self) -> "HandingOut":
        from kpviewer.ui.handing_out import HandingOut

        handing_out = HandingOut(self, self._look, self._settings)
        handing_out.changed.connect(self._count_handout)
        handing_out.library_damaged.connect(self.library_damaged)
        self._centre.addWidget(handing_out.panel)
        if self._library:
            handing_out.use(self._library, self._lang)
        return handing_out

    @cached_property
    def _explaining(self) -> "Explaining":
        from kpviewer.ui.explaining import Explaining

        explaining = Explaining(self, self._look)
        explaining.leaflet_wanted.connect(self.open)
        return explaining

    def show_library(self, library: Library) -> None:
        """Show a library in place of the one before; the reader stays where they are."""
        here = self._place() if self._page else None
        if self._library:
            self._library.close()
        self._library = library
        languages = library.languages()
        if self._lang not in languages:
            self._lang = languages[0] if languages else ""
        self._buttons["language"].setVisible(len(languages) > 1)
        self._list_leaflets()
        if here and not self._is_broken(here.slug):
            self._show(here)
        elif here:
            self._read_proof()

    def _is_broken(self, slug: str) -> bool:
        """Whether the leaflet is missing only until its author has mended it: what was shown stays."""
        assert self._library
        broken = (Path(one.path).parts[-2:] for one in self._library.problems() if one.level == "error")
        return slug not in self._entries and (self._lang, f"{slug}.md") in broken

    def preview(self, folders: "Sequence[Path]") -> "Authoring":
        """Show an author what is wrong with the open leaflet, from now on."""
        from kpviewer.ui.authoring import Authoring

        self._authoring = Authoring(self, self._look, folders)
        self._read_proof()
        return self._authoring

    def _read_proof(self) -> None:
        if "_authoring" in self.__dict__ and self._library:
            slug = self._page.slug if self._page else ""
            self._authoring.read(slug, self._lang, self._library.problems())

    def open(self, slug: str, anchor: str = "") -> None:
        """Open a leaflet at a named place, or from its start."""
        self._visit(Place(slug, anchor))

    def _explain(self, anchor: str, start: int, end: int) -> None:
        assert self._library and self._page
        try:
            term = self._library.term(anchor, self._page.lang)
        except DamagedStore:
            self.library_damaged.emit()
            return
        if term:
            self._explaining.explain(term, self._page.lang, start, end)
        else:
            self.open(GLOSSARY, anchor)

    def say_preparing(self) -> None:
        """There is no library yet."""
        self._centre.setCurrentWidget(self._message)

    def open_first(self, slug: str = "") -> bool:
        """Open a leaflet, or the one that was open when the program was last closed, or home.

        False if there is no leaflet of that name.
        """
        self._show(Place(slug or str(self._memory.value("last_leaflet", ""))))
        return not slug or slug in self._entries

    def _list_leaflets(self) -> None:
        assert self._library
        entries = self._library.leaflets(self._lang)
        self._entries = {entry.slug: entry for entry in entries}
        self.sidebar.show_leaflets(entries)
        if "_home" in self.__dict__:
            self._home.show_leaflets(entries, self._library.problems())
        if "_searching" in self.__dict__:
            self._searching.use(self._library, self._lang, self._entries)
        if "_handing_out" in self.__dict__:
            self._handing_out.use(self._library, self._lang)

    def _open_in(self, slug: str, anchor: str, lang: str) -> None:
        if lang != self._lang:
            self._take_language(lang)
        self.open(slug, anchor)

    def _visit(self, place: Place) -> None:
        """Go to a place, unless the reader is there: some desktops report a click twice."""
        if self._library and place != self._place():
            self._leave()
            self._show(place)

    def _leave(self) -> None:
        self._history.leave(self._place())
        self._update_actions()

    def _place(self) -> Place:
        """Where the reader is."""
        if not self._page:
            return Place(HANDOUT if self._is_at_handout else "")
        return Place(self._page.slug, scroll=self.viewer.verticalScrollBar().value())

    def _show(self, place: Place) -> None:
        if not self._library:
            return
        if "_explaining" in self.__dict__:
            self._explaining.dismiss()
        try:
            if place.slug == HANDOUT:
                self._show_handout()
            elif place.slug in self._entries:
                self._show_page(self._library.read(place.slug, self._lang), place)
            else:
                self._show_home()
        except DamagedStore:
            self.library_damaged.emit()
        self.sidebar.mark(place.slug)
        self._update_actions()
        self._read_proof()

    def _show_home(self) -> None:
        assert self._library
        self._page = None
        self._home.show_leaflets(list(self._entries.values()), self._library.problems())
        self._centre.setCurrentWidget(self._home)
        self.setWindowTitle("kpviewer")

    def _show_handout(self) -> None:
        self._page = None
        self._centre.setCurrentWidget(self._handing_out.panel)
        self.setWindowTitle(self.tr("Handout – kpviewer"))

    def _show_page(self, page: Page, place: Place) -> None:
        assert self._library
        self._page = page
        self.viewer.show_page(self._library, page, self._look.colours, self._look.unit)
        self._outline.show_sections(page.sections)
        self._centre.setCurrentWidget(self._reading)
        self.setWindowTitle(f"{page.title} – kpviewer")
        if place.anchor:
            self.viewer.go_to(place.anchor)
        else:
            self.viewer.verticalScrollBar().setValue(place.scroll)
        if "_searching" in self.__dict__:
            self._searching.mark_again()

    def _update_actions(self) -> None:
        is_open = self._page is not None
        has_handout = "_handing_out" in self.__dict__ and not self._handing_out.panel.is_empty
        can_listen = "_listening" in self.__dict__ and self._listening.can_read(self._lang)
        self._buttons["listen"].setVisible(can_listen)
        possible = {
            "back": self._history.can_go_back,
            "forward": self._history.can_go_forward,
            "listen": can_listen and is_open,
            "add": is_open,
            "save": is_open or has_handout,
            "save_html": is_open or has_handout,
            "print": is_open or has_handout,
            "find": is_open,
        }
        for name, can in possible.items():
            control = self._actions.get(name) or self._buttons.get(name)
            if control:
                control.setEnabled(can)
        for name in ("add", "print"):  # the handout has a button to print of its own
            self._buttons[name].setVisible(not self._is_at_handout)

    def _next_language(self) -> None:
        """The reader stays in the leaflet; the words change."""
        assert self._library
        languages = self._library.languages()
        self._take_language(languages[(languages.index(self._lang) + 1) % len(languages)])

    def _take_language(self, lang: str) -> None:
        self._lang = lang
        here = self._place()
        self._list_leaflets()
        self._show(here)

    def _dress(self) -> None:
        """Take on the colours and text size of the look; the reader stays at the same words."""
        colours, unit, page_unit = self._look.colours, self._look.frame_unit, self._look.unit
        place = self.viewer.first_character()
        self.dress_frame(colours, unit, page_unit)
        if "_home" in self.__dict__:
            self._home.dress(colours, unit)
        if self._page and self._library:
            self.viewer.show_page(self._library, self._page, colours, page_unit)
            self.viewer.go_to_character(place)
        for part in ("_searching", "_listening", "_explaining", "_handing_out", "_authoring"):
            if part in self.__dict__:
                getattr(self, part).dress()

    def _dress_dialogs(self) -> None:
        QApplication.setPalette(theme.palette(self._look.colours))

    # To paper

    @property
    def _is_at_handout(self) -> bool:
        is_made = "_handing_out" in self.__dict__
        return is_made and self._centre.currentWidget() is self._handing_out.panel

    def _go_to_handout(self) -> None:
        self._visit(Place(HANDOUT))
        self._handing_out.panel.let_arrange()

    def _in_handout(self) -> "HandoutPanel":
        """Go to the handout; an open leaflet comes along."""
        if self._page:
            self._handing_out.panel.add([self._page.slug])
        self._visit(Place(HANDOUT))
        return self._handing_out.panel

    def _print(self) -> None:
        """First show what would be printed; print it when asked again there."""
        if self._is_at_handout:
            self._handing_out.panel.print_now()
        else:
            self._in_handout().offer_print()

    def _count_handout(self, leaflets: int) -> None:
        self.show_count("handout", leaflets)
        self._update_actions()

    # From start to end

    def present(self) -> None:
        """Put the window on the screen, where and as large as it was."""
        shape.present(self, self._splitter, self._memory)

    def paintEvent(self, event: "QPaintEvent") -> None:
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._finish)

    def _finish(self) -> None:
        """What the first paint need not wait for."""
        gc.enable()
        self._connect_actions()
        self._update_actions()
        self._dress_dialogs()
        self._look.changed.connect(self._dress_dialogs)
        self.viewer.let_keyboard_in()
        self._searching.prepare()
        self.first_painted.emit()

    def wait(self) -> None:
        """Until no work goes on behind the window."""
        if "_handing_out" in self.__dict__:
            self._handing_out.stop()
        if "_authoring" in self.__dict__:
            self._authoring.end()

    def closeEvent(self, event: "QCloseEvent") -> None:
        shape.keep(self, self._splitter, self._memory)
        if "_listening" in self.__dict__:
            self._listening.end()
        self._memory.setValue("last_leaflet", self._page.slug if self._page else "")
        self._memory.sync()
        super().closeEvent(event)
