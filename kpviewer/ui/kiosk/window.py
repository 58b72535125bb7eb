"""The window of a kiosk: one visit after the other, on a screen that it fills and does not leave."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QPixmapCache, QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout

from kpviewer import log
from kpviewer.errors import KpError
from kpviewer.library import Library
from kpviewer.pin import Gate
from kpviewer.settings import EXIT_PIN, Settings
from kpviewer.ui.history import Place
from kpviewer.ui.kiosk.attract import Attract
from kpviewer.ui.kiosk.clock import Clock
from kpviewer.ui.kiosk.guard import Guard
from kpviewer.ui.kiosk.kiosk import Kiosk
from kpviewer.ui.kiosk.knock import Knock
from kpviewer.ui.kiosk.pin_pad import PinPad
from kpviewer.ui.kiosk.pointer import Pointer
from kpviewer.ui.kiosk.safe_page import SafePage
from kpviewer.ui.kiosk.screens import Screens
from kpviewer.ui.kiosk.sheet import Sheet
from kpviewer.ui.kiosk.staff_page import StaffPage
from kpviewer.ui.kiosk.still_there import StillThere
from kpviewer.ui.kiosk.taking_home import TakingHome
from kpviewer.ui.kiosk.touch import Finger
from kpviewer.ui.look import Look
from kpviewer.ui.memory import Fleeting
from kpviewer.ui.session import Session
from kpviewer.ui.station_window import StationWindow

_NARROW = 672
"""Pixels at 100 % that the narrow side of a kiosk's screen has, however many it really has."""
_LARGEST = 3.0
"""Device units that one of them takes at most."""
_NAMED = 8
"""Conditions that are named between visits, at most."""


class KioskWindow(StationWindow[Kiosk]):
    """Holds a station for the visit that goes on, or for the next, and lays sheets over it.

    A visit that ends takes its session, its memory and all panes with it; the next gets new ones.

    Signals:
        left(restarts): staff leave the program, or want it started again.
    """

    left = Signal(bool)

    def __init__(self, settings: Settings, lang: str, find_folders: Callable[[], list[Path]]) -> None:
        """`find_folders` says which packs make the library now."""
        self._usual_lang = lang
        self._find_folders = find_folders
        self._next_library: Library | None = None
        self._is_damaged = False
        self._start = str(settings["kiosk.start"])
        self._sheet: Sheet | None = None
        self._may_close = False
        self._scale = 1.0
        self._memory = Fleeting()
        super().__init__(settings, self._new_session(settings))
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self._whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # the screen has its size
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._screens = Screens(self, settings["kiosk.screen"])
        self._clock = Clock(settings["kiosk.idle_seconds"], settings["kiosk.warn_seconds"], self._is_busy)
        self._clock.warned.connect(self._warn)
        self._clock.ran_out.connect(self.end_visit)
        self._gate = Gate(settings[EXIT_PIN])
        self._guard = Guard(self)
        self._guard.touched.connect(self._note_touch)
        self._guard.typed.connect(lambda: self.station.frame.keyboard.hide())
        self._finger = Finger(self)
        self._pointer = Pointer(self)
        self.library_damaged.connect(self._note_damage)
        self._knock = Knock(self)
        self._knock.heard.connect(self._ask_pin)

    # Visits

    def _new_session(self, settings: Settings) -> Session:
        self._memory = Fleeting()
        session = Session(self._usual_lang, Look(settings, self._memory), settings)
        session.look.fit(self._scale)
        session.place = Place(self._start)
        return session

    def _seat(self) -> None:
        station = Kiosk(self, self._session, self._settings, self._memory)
        station.print_wanted.connect(self._ask_print)
        station.done.connect(self.end_visit)
        station.staff_wanted.connect(self._ask_pin)
        self._hold(station)

    def _make_anew(self) -> None:
        super()._make_anew()
        self.station.frame.focus_language()
        if self._sheet:
            self.station.frame.setEnabled(False)
            self._sheet.raise_()

    def _finish(self) -> None:
        """Buttons are connected as they are, not as they are beneath a sheet."""
        self.station.frame.setEnabled(True)
        super()._finish()
        self.station.frame.setEnabled(self._sheet is None)

    def begin_visit(self, lang: str = "") -> None:
        """Somebody is there."""
        self._drop_sheet()
        if lang and lang != self._session.lang:
            self._session.lang = lang
            self._make_anew()
        self._clock.start()

    def end_visit(self) -> None:
        """Nothing of it is left: not in the window, nor on the clipboard; nothing was written."""
        self._clock.stop()
        self._drop_sheet()
        self._session = self._new_session(self._settings)
        last = self._library
        if self._next_library:
            self._library, self._next_library = self._next_library, None
        if self._library and self._session.lang not in self._library.languages():
            self._session.lang = next(iter(self._library.languages()), "")
        self._make_anew()
        if last and last is not self._library:
            last.close()
        clipboard = QGuiApplication.clipboard()
        clipboard.clear(QClipboard.Mode.Clipboard)
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        QPixmapCache.clear()
        self._attract()

    def _attract(self) -> None:
        if not self._library:
            return
        languages = self._library.languages()
        entries = {lang: self._library.entries(lang).first(_NAMED) for lang in languages}
        look = self._session.look
        seconds = self._settings["kiosk.attract_seconds"]
        clinic = self._settings["clinic.name"]
        sheet = Attract(self, clinic, entries, look.colours, self.station.frame.sheet_unit, seconds)
        sheet.touched.connect(self.begin_visit)
        self._lay(sheet)

    def _is_busy(self) -> bool:
        """The visitor listens or waits for paper, or staff are here."""
        is_staff = isinstance(self._sheet, (PinPad, StaffPage, SafePage))
        return is_staff or self.station.is_speaking or self._taking_home.is_printing

    def _note_touch(self) -> None:
        if isinstance(self._sheet, StaffPage):
            self._sheet.go_on()
        elif self._clock.is_running and not isinstance(self._sheet, StillThere):
            self._clock.start()

    def _warn(self, seconds: int) -> None:
        """Ask once, then count down; a question about printing is over."""
        if not isinstance(self._sheet, StillThere):
            sheet = StillThere(self, self.station.frame.sheet_unit)
            sheet.answered.connect(self._go_on)
            sheet.done.connect(self.end_visit)
            sheet.show_left(seconds)
            self._lay(sheet)
            self.station.tell(sheet.words)
        else:
            self._sheet.show_left(seconds)

    def _go_on(self) -> None:
        self._drop_sheet()
        self._clock.start()

    # Sheets

    def _lay(self, sheet: Sheet) -> None:
        """In place of the sheet before; what lies beneath can neither be reached nor do anything."""
        self._drop_sheet()
        self._sheet = sheet
        self.station.frame.setEnabled(False)
        sheet.cover()

    def _drop_sheet(self) -> None:
        last, self._sheet = self._sheet, None
        if last:
            last.hide()
            last.retire()
            self.station.frame.setEnabled(True)
            self.station.frame.setFocus()

    @cached_property
    def _taking_home(self) -> TakingHome:
        taking_home = TakingHome(self._settings, self)
        taking_home.told.connect(self._tell)
        return taking_home

    def _ask_print(self, slug: str) -> None:
        if not self._library:
            return
        unit = self.station.frame.sheet_unit
        try:
            sheet = self._taking_home.ask(self, unit, self._library, slug, self._session)
        except KpError as error:
            self.say_fault(str(error))
            return
        sheet.closed.connect(self._drop_sheet)
        self._lay(sheet)

    def _tell(self, text: str) -> None:
        """What became of a handout; whoever comes after its reader is not told."""
        if self._clock.is_running and self._session.printed_pages:
            self.station.frame.say(text)
            self.station.tell(text)

    def say_fault(self, text: str) -> None:
        """Something failed that should not have: nothing is left of the visit but a way to begin again."""
        self._clock.stop()
        self._lay(SafePage(self, self.station.frame.sheet_unit, text))
        assert isinstance(self._sheet, SafePage)
        self._sheet.again_wanted.connect(self.end_visit)

    # Staff

    def _ask_pin(self) -> None:
        if isinstance(self._sheet, (PinPad, StaffPage)):
            return
        pad = PinPad(self, self.station.frame.sheet_unit, self._gate)
        pad.opened.connect(self._show_staff_page)
        pad.left.connect(self._leave_pad)
        self._lay(pad)

    def _leave_pad(self) -> None:
        """Back to what is read, or to what stands between visits."""
        self._drop_sheet()
        if not self._clock.is_running:
            self._attract()

    def _show_staff_page(self) -> None:
        if not self._library:
            self.left.emit(False)
            return
        unit = self.station.frame.sheet_unit
        page = StaffPage(self, unit, self._settings, self._library, self._find_folders())
        page.back_wanted.connect(self.end_visit)
        page.leave_wanted.connect(lambda: self.left.emit(False))
        page.restart_wanted.connect(lambda: self.left.emit(True))
        self._clock.stop()
        self._lay(page)

    # From start to end

    def show_library(self, library: Library) -> None:
        """Whoever reads goes on with what they have, unless it broke; the next visit has this library."""
        if self._library and not self._is_damaged and not isinstance(self._sheet, Attract):
            if self._next_library:
                self._next_library.close()
            self._next_library = library
            return
        self._is_damaged = False
        super().show_library(library)
        if isinstance(self._sheet, Attract):
            self._attract()

    def _note_damage(self) -> None:
        self._is_damaged = True

    def open_first(self, slug: str = "") -> bool:
        """What every visit begins with: that leaflet, or what the settings say, or home.

        False if there is no leaflet of that name.
        """
        is_there = self.station.open_first(slug or self._start)
        if self._start and not slug and not is_there:
            log.troubled(f"kiosk.start: there is no leaflet {self._start!r}; home is shown")
        self._start = slug or self._start
        self._session.place = Place(self._start)
        self._attract()
        return is_there or not slug

    def present(self) -> None:
        """Fill the screen, and see all that happens from now on."""
        application = QApplication.instance()
        assert application
        application.installEventFilter(self._finger)
        application.installEventFilter(self._guard)  # which is asked first
        self._screens.arrange()
        handle = self.windowHandle()
        handle.installEventFilter(self._knock)
        handle.installEventFilter(self._pointer)
        self._pointer.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._scale = min(max(min(self.width(), self.height()) / _NARROW, 1.0), _LARGEST)
        self._session.look.fit(self._scale)
        if self._sheet:
            self._sheet.dress(self.station.frame.sheet_unit)

    def changeEvent(self, event: QEvent) -> None:
        """Whoever makes it smaller has it large again."""
        super().changeEvent(event)
        is_whole = self.isFullScreen() and not self.isMinimized()
        if event.type() == QEvent.Type.WindowStateChange and not is_whole and not self._may_close:
            QTimer.singleShot(0, self._screens.arrange)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nobody closes it but staff, and the system."""
        event.setAccepted(self._may_close)

    def wait(self) -> None:
        self._may_close = True
        application = QApplication.instance()
        if application:
            application.removeEventFilter(self._guard)
            application.removeEventFilter(self._finger)
            self._pointer.show()
        self._clock.stop()
        self._drop_sheet()
        for page in self.findChildren(StaffPage):
            page.end()
        if "_taking_home" in self.__dict__:
            self._taking_home.end()
        super().wait()
