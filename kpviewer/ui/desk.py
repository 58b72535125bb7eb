"""A desk: staff read with a patient, and hand out leaflets."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSettings
from PySide6.QtWidgets import QMenu, QWidget

from kpviewer.library import Entries, Library
from kpviewer.page import Entry, Page
from kpviewer.settings import Settings
from kpviewer.ui.desk_frame import DeskFrame
from kpviewer.ui.history import ABOUT, HANDOUT, KEYS, Place
from kpviewer.ui.session import Session
from kpviewer.ui.station import Station

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kpviewer import render
    from kpviewer.leaflet import Leaflet
    from kpviewer.ui.handing_out import HandingOut
    from kpviewer.ui.handout_panel import HandoutPanel
    from kpviewer.ui.printing import Printing


_RECENT = "recent"
_RECENT_LEAFLETS = 6


class Desk(Station[DeskFrame]):
    """Adds to a station the list of leaflets, handouts with the desk's dialogs, and an author's preview."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        settings: Settings,
        memory: QSettings,
        printing: "Callable[[], Printing]",
    ) -> None:
        """`printing` outlives the desk: what was sent is watched on."""
        self._printing = printing
        self._manual = ""
        """Which page about the program is open."""
        self._can_print = bool(settings["print.enabled"])
        super().__init__(DeskFrame(window), session, settings, memory)

    def _connect(self) -> None:
        super()._connect()
        self.frame.sidebar.leaflet_chosen.connect(self.open)
        self.frame.sidebar.leaflet_chosen.connect(lambda: self.frame.show_lists(False))
        self.frame.viewer.menu_wanted.connect(self._show_menu)
        self.frame.viewer.copyAvailable.connect(self._update_actions)

    def _connect_actions(self) -> None:
        super()._connect_actions()
        do = self.actions
        do["lists"].triggered.connect(self.frame.turn_to_lists)
        do["add"].triggered.connect(lambda: self._in_handout().let_arrange())
        do["handout"].triggered.connect(self._go_to_handout)
        do["print"].triggered.connect(self._print)
        do["save"].triggered.connect(lambda: self._in_handout().save_pdf())
        do["save_html"].triggered.connect(lambda: self._in_handout().save_html())
        do["print_selection"].triggered.connect(self._print_selection)
        do["keys"].triggered.connect(lambda: self._go_to(Place(KEYS)))
        do["about"].triggered.connect(lambda: self._go_to(Place(ABOUT)))
        do["area"].triggered.connect(lambda: self.frame.step_area(1))
        do["last_area"].triggered.connect(lambda: self.frame.step_area(-1))
        do["quit"].triggered.connect(lambda: self.frame.window().close())

    @cached_property
    def _handing_out(self) -> "HandingOut":
        from kpviewer.ui.handing_out import HandingOut

        handing_out = HandingOut(self.frame, self.session, self._settings, self._printing())
        handing_out.changed.connect(self._count_handout)
        handing_out.library_damaged.connect(self.library_damaged)
        self.frame.centre.addWidget(handing_out.panel)
        if self.library:
            handing_out.use(self.library)
        return handing_out

    def preview(self, folders: "Sequence[Path]") -> None:
        """Show an author what is wrong with the open leaflet, from now on."""
        from kpviewer.ui.authoring import Authoring

        self._authoring = Authoring(self.frame, self._look, folders)
        self._authoring.rendered.connect(self._show_written)
        self._read_proof()

    def read_again(self) -> None:
        """Something was saved in the packs."""
        if "_authoring" in self.__dict__:
            self._authoring.read_again()

    def _show_written(self, leaflet: "Leaflet", rendered: "render.Page") -> None:
        """Show the open leaflet as it is written now, if the library is not so far yet."""
        if not self.library or not self.page:
            return
        if (leaflet.slug, leaflet.lang) != (self.page.slug, self.page.lang):
            return
        written = self.page.as_written(leaflet, rendered)
        if not written.says(self.page) and all(map(self.library.picture, rendered.pictures)):
            if "_explaining" in self.__dict__:
                self._explaining.dismiss()
            self._show_page(written, self._place())

    def show_library(self, library: Library) -> None:
        """Where a leaflet is open, the reader stays in it."""
        here = self._place() if self.page else None
        super().show_library(library)
        if here and not self._is_broken(here.slug):
            self._show(here)
        elif here:
            self._read_proof()

    def resume(self) -> None:
        """As for every station; a handout that was begun goes on."""
        if self.session.has_handout and self.library:
            self._handing_out.use(self.library)
        super().resume()

    def wake(self) -> None:
        super().wake()
        if "_home" in self.__dict__:
            self._show_on_home()  # now that there are actions to offer

    def end(self) -> None:
        super().end()
        if "_authoring" in self.__dict__:
            self._authoring.end()

    def _is_broken(self, slug: str) -> bool:
        """Whether the leaflet is missing only until its author has mended it: what was shown stays."""
        assert self.library
        broken = (Path(one.path).parts[-2:] for one in self.library.problems() if one.level == "error")
        return slug not in self._entries and (self.session.lang, f"{slug}.md") in broken

    def _read_proof(self) -> None:
        if "_authoring" in self.__dict__ and self.library:
            slug = self.page.slug if self.page else ""
            self._authoring.read(slug, self.session.lang, self.library.problems())

    def _list_leaflets(self) -> None:
        super()._list_leaflets()
        assert self.library
        groups = self.library.groups(self.session.lang)
        assert isinstance(self._entries, Entries)
        self.frame.sidebar.show_leaflets(self._entries, groups)
        if "_handing_out" in self.__dict__:
            self._handing_out.use(self.library)

    def _show(self, place: Place) -> None:
        super()._show(place)
        self._read_proof()

    def _place(self) -> Place:
        if self._is_at_handout:
            return Place(HANDOUT)
        if self._manual:
            return Place(self._manual, scroll=self.frame.viewer.verticalScrollBar().value())
        return super()._place()

    def _show_place(self, place: Place) -> None:
        self._manual = place.slug if place.slug in (KEYS, ABOUT) else ""
        if self._manual:
            self._show_manual(place.scroll)
            return
        if place.slug != HANDOUT:
            super()._show_place(place)
            return
        self.page = None
        self.frame.centre.setCurrentWidget(self._handing_out.panel)
        self.titled.emit(self.tr("Handout – kpviewer"))

    def _show_manual(self, scroll: int) -> None:
        self.page = None
        self._lay_out()
        frame = self.frame
        frame.viewer.verticalScrollBar().setValue(scroll)
        frame.show_sections([])
        frame.centre.setCurrentWidget(frame.reading)

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._manual and self.library:
            from kpviewer.ui import manual

            shown = manual.page(self._manual, self.library)
            look = self._look
            self.frame.viewer.show_manual(shown.html, self.session.lang, look.colours, look.unit)
            self.titled.emit(f"{shown.title} – kpviewer")

    def _possible(self, can_listen: bool) -> dict[str, bool]:
        is_open = self.page is not None
        has_handout = "_handing_out" in self.__dict__ and not self._handing_out.panel.is_empty
        goes_out = dict.fromkeys(("save", "save_html"), is_open or has_handout)
        has_selection = is_open and self.frame.viewer.textCursor().hasSelection()
        here = {
            "add": is_open,
            "print": self._can_print and (is_open or has_handout),
            "print_selection": self._can_print and has_selection,
        }
        return super()._possible(can_listen) | here | goes_out

    def _update_actions(self) -> None:
        super()._update_actions()
        is_at_leaflets = not self._is_at_handout
        self.frame.buttons["add"].setVisible(is_at_leaflets)
        self.frame.buttons["print"].setVisible(is_at_leaflets and self._can_print)  # a handout has its own

    def _dress(self) -> None:
        super()._dress()
        for part in ("_handing_out", "_authoring"):
            if part in self.__dict__:
                getattr(self, part).dress()

    def _show_page(self, page: Page, place: Place) -> None:
        super()._show_page(page, place)
        last = [slug for slug in self._read_last() if slug != page.slug]
        self._memory.setValue(_RECENT, [page.slug, *last[: _RECENT_LEAFLETS - 1]])

    def _read_last(self) -> list[str]:
        """Slugs of the leaflets that were opened last on this desk, the last first."""
        kept = self._memory.value(_RECENT, [])
        return [str(slug) for slug in kept] if isinstance(kept, list) else [str(kept)]

    def _recent(self) -> list[Entry]:
        return [self._entries[slug] for slug in self._read_last() if slug in self._entries]

    def _show_on_home(self) -> None:
        self._home.offer([self.actions[name] for name in ("keys", "about") if name in self.actions])
        super()._show_on_home()

    # To paper

    @property
    def _is_at_handout(self) -> bool:
        is_made = "_handing_out" in self.__dict__
        return is_made and self.frame.centre.currentWidget() is self._handing_out.panel

    def _go_to_handout(self) -> None:
        self._visit(Place(HANDOUT))
        self._handing_out.panel.let_arrange()

    def _in_handout(self) -> "HandoutPanel":
        """Go to the handout; an open leaflet comes along."""
        if self.page:
            self._handing_out.panel.add([self.page.slug])
        self._visit(Place(HANDOUT))
        return self._handing_out.panel

    def _print(self) -> None:
        """First show what would be printed; print it when asked again there."""
        if self._is_at_handout:
            self._handing_out.panel.print_now()
        else:
            self._in_handout().offer_print()

    def _show_menu(self, place: QPoint) -> None:
        """What can be done with the page. Whole sections are printed: no claim goes without its source."""
        menu, viewer = QMenu(self.frame), self.frame.viewer
        copy = menu.addAction(self.tr("Copy"), viewer.copy)
        copy.setEnabled(viewer.textCursor().hasSelection())
        menu.addAction(self.tr("Select all"), viewer.selectAll)
        menu.addAction(self.actions["print_selection"])
        menu.exec(place)

    def _print_selection(self) -> None:
        assert self.page
        anchors = self.frame.viewer.selected_sections()
        self._handing_out.panel.add_sections(self.page.slug, self.page.lang, anchors)
        self._visit(Place(HANDOUT))
        self._handing_out.panel.offer_print()

    def _count_handout(self, leaflets: int) -> None:
        self.frame.show_count("handout", leaflets)
        self._update_actions()
