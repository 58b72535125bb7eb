"""Printing for visitors: asked once, straight to the printer, so many pages a visit."""

import time
from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kpviewer import handout
from kpviewer.handout import Handout
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui.kiosk.print_sheet import PrintSheet
from kpviewer.ui.kiosk.visitor_job import VisitorJob
from kpviewer.ui.paper import Sheet as Paper
from kpviewer.ui.print_job import Order, PrinterSearch
from kpviewer.ui.session import Session

PAUSE_SECONDS = 20.0
"""Between two handouts."""


class TakingHome(QObject):
    """Outlives the visit: a job is watched until it is printed, or taken back.

    Signals:
        told(text): what became of the handout.
    """

    told = Signal(str)

    def __init__(
        self, settings: Settings, parent: QObject, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._now = now
        self._job: VisitorJob | None = None
        self._printer = str(settings["print.printer"])
        self._next = 0.0
        self._is_moving = False

    @property
    def is_printing(self) -> bool:
        """Somebody stands there and waits for paper, and nothing is in the way."""
        return self._job is not None and self._is_moving

    def ask(
        self, window: QWidget, unit: float, library: Library, slug: str, session: Session
    ) -> PrintSheet:
        """The sheet that asks; it says so where this leaflet cannot be printed now."""
        sheet = PrintSheet(window, unit)
        large = bool(self._settings["print.large_print"])

        def show(large: bool) -> None:
            composed = self._compose(library, slug, session.lang, large)
            pages = Paper(composed).page_count
            left = self._settings["print.max_pages_per_visit"] - session.printed_pages
            if self._job or self._now() < self._next:
                sheet.show_busy()
            elif pages > left:
                sheet.show_too_many(pages, left)
            else:
                sheet.show_question(large)
                sheet.offer(composed, pages)

        sheet.large_chosen.connect(show)
        sheet.print_wanted.connect(lambda composed, pages: self._print(composed, pages, session))
        sheet.show_printer(self._printer)
        if not self._printer:
            self._search.found.connect(lambda _names, default: sheet.show_printer(default))
            self._search.start()
        show(large)
        return sheet

    @cached_property
    def _search(self) -> PrinterSearch:
        return PrinterSearch(self)

    def _compose(self, library: Library, slug: str, lang: str, large: bool) -> Handout:
        options = handout.options_of(
            self._settings, langs=(lang,), large_print=large, neutral_job_title=True
        )
        return handout.compose(library, [slug], options)

    def _print(self, composed: Handout, pages: int, session: Session) -> None:
        if self._job:
            return
        session.printed_pages += pages
        self._is_moving = True
        self._job = job = VisitorJob(composed, Order(self._printer), self)
        for signal, moves in (
            (job.sent, True),
            (job.waiting, False),
            (job.printed, False),
            (job.failed, False),
        ):
            signal.connect(lambda text, moves=moves: self._tell(text, moves))
        job.finished.connect(self._finish)
        job.start()

    def _tell(self, text: str, moves: bool) -> None:
        self._is_moving = moves
        self.told.emit(text)

    def _finish(self) -> None:
        self._job = None
        self._next = self._now() + PAUSE_SECONDS

    def end(self) -> None:
        """Let go of what is with the printer, when the program leaves."""
        if self._job:
            self._job.requestInterruption()
            self._job.wait()
