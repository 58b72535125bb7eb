"""From leaflets to paper or a file: the handout panel, and what becomes of its handout."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kpviewer import handout
from kpviewer.errors import KpError
from kpviewer.handout import Handout
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui.frame import Frame
from kpviewer.ui.handout_panel import HandoutPanel
from kpviewer.ui.look import Look
from kpviewer.ui.print_job import Order, PrinterSearch

if TYPE_CHECKING:
    from kpviewer.ui.printing import Printing


class HandingOut(QObject):
    """Prints and saves what the panel wants printed and saved; the frame says what came of it.

    Signals:
        changed(leaflets): how many leaflets would be printed now.
        library_damaged(): the store broke while it was open.
    """

    changed = Signal(int)
    library_damaged = Signal()

    def __init__(self, frame: Frame, look: Look, settings: Settings) -> None:
        super().__init__(frame)
        self._frame = frame
        self._look = look
        self._wanted_printer: str = settings["print.printer"]
        self._printer = ""
        """Prints without being asked for; empty while none is known."""
        self.panel = HandoutPanel(handout.options_of(settings), settings["handout.presets"])
        self.panel.changed.connect(self.changed)
        self.panel.library_damaged.connect(self.library_damaged)
        self.panel.print_wanted.connect(self._print)
        self.panel.other_printer_wanted.connect(lambda composed: self._printing.ask_and_print(composed))
        self.panel.pdf_wanted.connect(self._save_pdf)
        self.panel.html_wanted.connect(self._save_html)
        self._search = PrinterSearch(self)
        self._search.found.connect(self._take_printer)
        self._search.start()
        self.dress()

    @cached_property
    def _printing(self) -> "Printing":
        from kpviewer.ui.printing import Printing

        printing = Printing(self._frame, self._wanted_printer)
        printing.told.connect(self._frame.say)
        printing.sent.connect(self.panel.finish)
        return printing

    def use(self, library: Library, lang: str) -> None:
        """Hand out leaflets of a library from now on; the next handout starts in that language."""
        self.panel.show_library(library, lang)

    def dress(self) -> None:
        """Take on the look."""
        self.panel.dress(self._look.colours, self._look.frame_unit)

    def stop(self) -> None:
        """Watch no longer what was sent; waits for what goes on."""
        self._search.wait()
        if "_printing" in self.__dict__:
            self._printing.stop()

    def _take_printer(self, names: list[str], default: str) -> None:
        """The one of the settings, else the system's default, else the only one there is."""
        if self._wanted_printer in names:
            self._printer = self._wanted_printer
        else:
            self._printer = default or (names[0] if len(names) == 1 else "")
        self.panel.show_printer(self._printer)

    def _print(self, composed: Handout) -> None:
        """Where it usually goes, or ask where no printer is known: two presses from a leaflet to paper."""
        if self._printer:
            self._printing.print_on(composed, Order(self._printer))
        else:
            self._printing.ask_and_print(composed)

    def _save_pdf(self, composed: Handout) -> None:
        from kpviewer.ui import printing

        self._save(printing.ask_and_save_pdf, composed)

    def _save_html(self, composed: Handout) -> None:
        from kpviewer.ui import printing

        self._save(printing.ask_and_save_html, composed)

    def _save(self, ask_and_save: Callable[[Handout, QWidget], str], composed: Handout) -> None:
        """The panel stays as it is if that fails or the user thinks better of it."""
        try:
            done = ask_and_save(composed, self._frame)
        except KpError as error:
            self._frame.say(str(error))
            return
        if done:
            self._frame.say(done)
            self.panel.finish()
