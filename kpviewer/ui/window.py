"""The window: it connects the panes of its frame and answers their wishes; they do not know each other."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kpviewer.errors import KpError
from kpviewer.library import HELP, DamagedStore, Entry, Library, Page
from kpviewer.settings import Settings
from kpviewer.ui import actions, shape, theme
from kpviewer.ui.frame import Frame
from kpviewer.ui.history import History, Place
from kpviewer.ui.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction, QCloseEvent, QPaintEvent

    from kpviewer.handout import Handout
    from kpviewer.ui.home import Home
    from kpviewer.ui.listening import Listening
    from kpviewer.ui.preview import Preview
    from kpviewer.ui.printing import Printing
    from kpviewer.ui.searching import Searching

_BAR = ("home", "back", "forward", "", "listen", "smaller", "larger", "theme", "language", "save", "print")


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
        do["save"].triggered.connect(self._save_pdf)
        do["save_html"].triggered.connect(self._save_html)
        do["print"].triggered.connect(self._print)
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
        if self._library:
            searching.use(self._library, self._lang, self._entries)
        return searching

    @cached_property
    def _listening(self) -> "Listening":
        from kpviewer.ui.listening import Listening

        listening = Listening(self, self._look, self._actions, self._memory)
        listening.voice_lost.connect(self._update_actions)
        return listening

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

    def preview(self, folders: "Sequence[Path]") -> "Preview":
        """Show an author what is wrong with the open leaflet, from now on."""
        from kpviewer.ui.preview import Preview

        self._preview = Preview(self, self._look, folders)
        self._read_proof()
        return self._preview

    def _read_proof(self) -> None:
        if "_preview" in self.__dict__ and self._library:
            slug = self._page.slug if self._page else ""
            self._preview.read(slug, self._lang, self._library.problems())

    def open(self, slug: str, anchor: str = "") -> None:
        """Open a leaflet at a named place, or from its start."""
        self._visit(Place(slug, anchor))

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
            return Place()
        return Place(self._page.slug, scroll=self.viewer.verticalScrollBar().value())

    def _show(self, place: Place) -> None:
        if not self._library:
            return
        try:
            if place.slug in self._entries:
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
        can_listen = "_listening" in self.__dict__ and self._listening.can_read(self._lang)
        self._buttons["listen"].setVisible(can_listen)
        possible = {
            "back": self._history.can_go_back,
            "forward": self._history.can_go_forward,
            "listen": can_listen and self._page is not None,
            "save": self._page is not None,
            "save_html": self._page is not None,
            "print": self._page is not None,
            "find": self._page is not None,
        }
        for name, can in possible.items():
            control = self._actions.get(name) or self._buttons.get(name)
            if control:
                control.setEnabled(can)

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
        for part in ("_searching", "_listening", "_preview"):
            if part in self.__dict__:
                getattr(self, part).dress()

    def _dress_dialogs(self) -> None:
        QApplication.setPalette(theme.palette(self._look.colours))

    # To paper

    @cached_property
    def _printing(self) -> "Printing":
        from kpviewer.ui.printing import Printing

        printing = Printing(self, self._settings["print.printer"])
        printing.told.connect(self.say)
        return printing

    def _print(self) -> None:
        self._hand_out(self._printing.ask_and_print)

    def _save_pdf(self) -> None:
        from kpviewer.ui import printing

        self._hand_out(lambda composed: self.say(printing.ask_and_save_pdf(composed, self)))

    def _save_html(self) -> None:
        from kpviewer.ui import printing

        self._hand_out(lambda composed: self.say(printing.ask_and_save_html(composed, self)))

    def _hand_out(self, send: "Callable[[Handout], None]") -> None:
        from kpviewer import handout

        assert self._library and self._page
        options = handout.options_of(self._settings, langs=(self._lang,))
        try:
            send(handout.compose(self._library, [self._page.slug], options))
        except KpError as error:
            self.say(str(error))

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
        if "_printing" in self.__dict__:
            self._printing.stop()
        if "_preview" in self.__dict__:
            self._preview.end()

    def closeEvent(self, event: "QCloseEvent") -> None:
        shape.keep(self, self._splitter, self._memory)
        if "_listening" in self.__dict__:
            self._listening.end()
        self._memory.setValue("last_leaflet", self._page.slug if self._page else "")
        self._memory.sync()
        super().closeEvent(event)
