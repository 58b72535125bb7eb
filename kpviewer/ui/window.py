"""The window: it holds a station, and makes it anew where the reader goes on in another language."""

import gc
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import shape, theme
from kpviewer.ui.desk import Desk
from kpviewer.ui.look import Look
from kpviewer.ui.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from kpviewer.ui.desk_frame import DeskFrame
    from kpviewer.ui.printing import Printing


class Window(QWidget):
    """kpviewer on a desk.

    Signals:
        first_painted(): the window stands on the screen; what can wait is done from now on.
        library_damaged(): the store broke while it was open.
    """

    first_painted = Signal()
    library_damaged = Signal()

    def __init__(self, settings: Settings, memory: QSettings, lang: str) -> None:
        super().__init__()
        self._settings = settings
        self._memory = memory
        self._library: Library | None = None
        self._session = Session(lang, Look(settings, memory, self), settings)
        self._is_painted = False
        self._authors: Sequence[Path] = ()
        self.setObjectName("window")
        self.setWindowTitle("kpviewer")
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._seat()

    def _seat(self) -> None:
        """Make the panes, for the session as it is."""
        self.station = Desk(self, self._session, self._settings, self._memory, lambda: self._printing)
        self.station.titled.connect(self.setWindowTitle)
        self.station.library_damaged.connect(self.library_damaged)
        self.station.language_wanted.connect(self._go_on_in)
        self._whole.addWidget(self.frame)

    @property
    def frame(self) -> "DeskFrame":
        """The panes."""
        return self.station.frame

    def _go_on_in(self, lang: str) -> None:
        """The panes are made anew when those that wish it have come to rest."""
        self._session.lang = lang
        QTimer.singleShot(0, self._make_anew)

    def _make_anew(self) -> None:
        last, widths = self.station, self.frame.columns.saveState()
        last.end()
        last.frame.hide()
        last.frame.deleteLater()
        self._seat()
        self.frame.columns.restoreState(widths)
        self.frame.show()
        self._whole.activate()  # so that a place can be scrolled to
        if self._library:
            self.station.show_library(self._library)
            self.station.resume()
        if self._authors:
            self.station.preview(self._authors)
        self.station.wake()
        focused = self.frame.field if self._session.typed else self.frame.buttons["language"]
        focused.setFocus()

    @cached_property
    def _printing(self) -> "Printing":
        from kpviewer.ui.printing import Printing

        printing = Printing(self, self._settings["print.printer"])
        printing.told.connect(lambda text: self.frame.say(text))
        return printing

    def show_library(self, library: Library) -> None:
        """Show a library in place of the one before; the reader stays where they are."""
        last, self._library = self._library, library
        languages = library.languages()
        if self._session.lang not in languages:
            self._session.lang = languages[0] if languages else ""
        self.station.show_library(library)
        if last:
            last.close()

    def preview(self, folders: "Sequence[Path]") -> None:
        """Show an author what is wrong with the open leaflet, from now on; `folders` make the library."""
        self._authors = folders
        self.station.preview(folders)

    def open(self, slug: str) -> None:
        """Open a leaflet."""
        self.station.open(slug)

    def say_preparing(self) -> None:
        """There is no library yet."""
        self.frame.show_message()

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
        QApplication.setPalette(theme.palette(self._session.look.colours))

    # From start to end

    def present(self) -> None:
        """Put the window on the screen, where and as large as it was."""
        shape.present(self, self.frame.columns, self._memory)

    def paintEvent(self, event: "QPaintEvent") -> None:
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self._finish)

    def _finish(self) -> None:
        """What the first paint need not wait for."""
        gc.enable()
        self.station.wake()
        self._dress_dialogs()
        self._session.look.changed.connect(self._dress_dialogs)
        self.first_painted.emit()

    def wait(self) -> None:
        """Until no work goes on behind the window."""
        if "_printing" in self.__dict__:
            self._printing.stop()
        self.station.end()

    def closeEvent(self, event: "QCloseEvent") -> None:
        shape.keep(self, self.frame.columns, self._memory)
        self.station.end()
        page = self.station.page
        self._memory.setValue("last_leaflet", page.slug if page else "")
        self._memory.sync()
        super().closeEvent(event)
