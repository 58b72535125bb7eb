"""The window of a desk: it remembers how it stood, and lets an author see what they save."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from kpviewer.settings import Settings
from kpviewer.ui import shape, theme, tongue
from kpviewer.ui.desk import Desk
from kpviewer.ui.look import Look
from kpviewer.ui.session import Session
from kpviewer.ui.station_window import StationWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent

    from kpviewer.ui.desk_frame import DeskFrame
    from kpviewer.ui.printing import Printing


class Window(StationWindow[Desk]):
    """kpviewer on a desk: one session from start to end."""

    def __init__(self, settings: Settings, memory: QSettings, lang: str) -> None:
        self._memory = memory
        self._authors: Sequence[Path] = ()
        self._side_width = 0.0
        super().__init__(settings, Session(lang, Look(settings, memory), settings))
        self.first_painted.connect(self._dress_dialogs)
        self._session.look.changed.connect(self._dress_dialogs)

    def _seat(self) -> None:
        self._hold(Desk(self, self._session, self._settings, self._memory, lambda: self._printing))
        if self._side_width:
            self.frame.columns.widen_side(self._side_width)

    @property
    def frame(self) -> "DeskFrame":
        """The panes."""
        return self.station.frame

    def _make_anew(self) -> None:
        """In the same shape, with the keyboard where the reader's hands are."""
        self._side_width = self.frame.columns.side_width
        was_typing, was_choosing = self.frame.field.hasFocus(), self.frame.buttons["language"].hasFocus()
        super()._make_anew()
        if self._authors:
            self.station.preview(self._authors)
        if not self._is_awake:
            return
        if was_typing:
            self.frame.seek()
        elif was_choosing:
            self.frame.buttons["language"].setFocus()
        else:
            self.frame.take_focus()
        self.frame.tell(tongue.name(self._session.lang))

    @cached_property
    def _printing(self) -> "Printing":
        from kpviewer.ui.printing import Printing

        printing = Printing(self, self._settings["print.printer"])
        printing.told.connect(lambda text: self.frame.say(text))
        return printing

    def preview(self, folders: "Sequence[Path]") -> None:
        """Show an author what is wrong with the open leaflet, from now on; `folders` make the library."""
        self._authors = folders
        self.station.preview(folders)

    def read_again(self) -> None:
        """Something was saved in the packs."""
        self.station.read_again()

    def open_first(self, slug: str = "") -> bool:
        """Open a leaflet, or the one that was open when the program was last closed, or home.

        False if there is no leaflet of that name.
        """
        return self.station.open_first(slug or str(self._memory.value("last_leaflet", ""))) or not slug

    def say_fault(self, text: str) -> None:
        """Something failed that should not have; the words say what, if there are any."""
        words = self.tr(
            "Something went wrong in kpviewer. You can go on; if it happens again, start it anew."
        )
        self.frame.say(text or words)

    def _dress_dialogs(self) -> None:
        if self._is_painted:
            QApplication.setPalette(theme.palette(self._session.look.colours))

    # From start to end

    def present(self) -> None:
        """Put the window on the screen, where and as large as it was."""
        shape.present(self, self.frame.columns, self._memory)

    def wait(self) -> None:
        if "_printing" in self.__dict__:
            self._printing.stop()
        super().wait()

    def closeEvent(self, event: "QCloseEvent") -> None:
        shape.keep(self, self.frame.columns, self._memory)
        self.station.end()
        page = self.station.page
        self._memory.setValue("last_leaflet", page.slug if page else "")
        self._memory.sync()
        super().closeEvent(event)
