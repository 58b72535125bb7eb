"""From leaflets to paper or a file: the handout panel, and what becomes of its handout."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kpviewer.errors import KpError
from kpviewer.handout import Handout
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import trouble
from kpviewer.ui.frame import Frame
from kpviewer.ui.handout_panel import HandoutPanel
from kpviewer.ui.printing import Printing, ask_and_save_html, ask_and_save_pdf
from kpviewer.ui.session import Session


class HandingOut(QObject):
    """Prints and saves what the panel wants printed and saved; the frame says what came of it.

    Signals:
        changed(leaflets): how many leaflets would be printed now.
        library_damaged(): the store broke while it was open.
    """

    changed = Signal(int)
    library_damaged = Signal()

    def __init__(self, frame: Frame, session: Session, settings: Settings, printing: Printing) -> None:
        super().__init__(frame)
        self._frame = frame
        self._session = session
        self._printing = printing
        self.panel = HandoutPanel(session.draft, settings["handout.presets"])
        self.panel.changed.connect(self.changed)
        self.panel.library_damaged.connect(self.library_damaged)
        self.panel.print_wanted.connect(printing.print)
        self.panel.other_printer_wanted.connect(printing.ask_and_print)
        self.panel.pdf_wanted.connect(lambda composed: self._save(ask_and_save_pdf, composed))
        self.panel.html_wanted.connect(lambda composed: self._save(ask_and_save_html, composed))
        if settings["print.enabled"]:
            self.panel.show_printer(printing.usual)
            printing.usual_found.connect(self.panel.show_printer)
        else:
            self.panel.hide_printing()
        printing.sent.connect(self.panel.finish)
        self.dress()

    def use(self, library: Library) -> None:
        """Hand out leaflets of a library from now on; the next handout starts in the reader's language."""
        self.panel.show_library(library, self._session.lang)

    def dress(self) -> None:
        """Take on the look."""
        look = self._session.look
        self.panel.dress(look.colours, look.unit)

    def _save(self, ask_and_save: Callable[[Handout, QWidget], str], composed: Handout) -> None:
        """The panel stays as it is if that fails or the user thinks better of it."""
        try:
            done = ask_and_save(composed, self._frame)
        except KpError as error:
            self._frame.say(trouble.of(error))
            return
        if done:
            self._frame.say(done)
            self.panel.finish()
