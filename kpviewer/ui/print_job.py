"""What printing does while the window goes on: find the printers, make the pages, watch the job."""

from typing import NamedTuple

from PySide6.QtCore import QObject, QThread, Signal, SignalInstance

from kpviewer import log, phrases, spooler
from kpviewer.errors import KpError
from kpviewer.handout import Handout
from kpviewer.ui import paper, tongue, trouble

_PATIENCE_SECONDS = 600.0
"""With a printer that somebody may be seeing to."""

_MEDIA = {"letter": "Letter", "a4": "A4"}


class Order(NamedTuple):
    """Where and how a handout is to be printed."""

    printer: str
    """An empty name is the default printer."""
    copies: int = 1
    options: tuple[str, ...] = ()
    """CUPS' `key=value`."""


def send(composed: Handout, order: Order) -> spooler.Job:
    """Make the pages and hand them to CUPS; raises MachineError."""
    title = composed.job_title()
    options = (f"media={_MEDIA[composed.options.paper]}", *order.options)
    return spooler.send(paper.pdf(composed, title), order.printer, title, order.copies, options)


class PrinterSearch(QThread):
    """Asks which printers there are.

    Signals:
        found(names, default): lists them; the default one may be empty.
        failed(text): CUPS is down or does not answer.
    """

    found = Signal(list, str)
    failed = Signal(str)

    def run(self) -> None:
        try:
            names, default = spooler.printers()
        except KpError as error:
            self.failed.emit(trouble.of(error))
        else:
            self.found.emit(names, default)


class PrintJob(QThread):
    """Prints a handout and watches what becomes of it.

    Signals, each with words for the reader:
        sent(text): it is with the printer; again when a trouble is over.
        waiting(text): it is not printed yet, and why.
        printed(text): it is.
        failed(text): it will not be.
    """

    sent = Signal(str)
    waiting = Signal(str)
    printed = Signal(str)
    failed = Signal(str)

    def __init__(self, composed: Handout, order: Order, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composed = composed
        self._order = order

    def run(self) -> None:
        try:
            job = send(self._composed, self._order)
        except KpError as error:
            log.printed(self._order.printer, "not taken")
            self.failed.emit(trouble.of(error))
            return
        told = ""
        for state in spooler.watch(job, _PATIENCE_SECONDS):
            if self.isInterruptionRequested():
                return
            if state.name != told:
                told = state.name
                log.printed(job.printer, told)
                words = "sent" if told == "printing" else told
                self._signal(state).emit(phrases.printing(words, job.printer, tongue.spoken()))
            if self._gives_up(state):
                break
        if not state.is_end:
            self._leave(job, state)

    def _gives_up(self, state: spooler.State) -> bool:
        """Whether to wait no longer, before the end of the patience."""
        return False

    def _leave(self, job: spooler.Job, state: spooler.State) -> None:
        """The patience has come to its end, the job has not."""
        if state.name == "printing":
            self.waiting.emit(phrases.printing("printing", job.printer, tongue.spoken()))

    def _signal(self, state: spooler.State) -> SignalInstance:
        if state.name == "printing":
            return self.sent
        if state.name in ("printed", "gone"):
            return self.printed
        return self.failed if state.is_end else self.waiting
