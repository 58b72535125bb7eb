"""A print job of somebody who may have left."""

import time

from kpviewer import log, phrases, spooler
from kpviewer.ui import tongue
from kpviewer.ui.print_job import PrintJob

TAKE_BACK_SECONDS = 120.0
"""After which a job that something is in the way of is cancelled, so that nobody else finds it."""


class VisitorJob(PrintJob):
    """Leaves nothing in the queue."""

    def run(self) -> None:
        self._begun = time.monotonic()
        super().run()

    def _gives_up(self, state: spooler.State) -> bool:
        is_late = time.monotonic() - self._begun > TAKE_BACK_SECONDS
        return is_late and not state.is_end and state.name != "printing"

    def _leave(self, job: spooler.Job, state: spooler.State) -> None:
        spooler.cancel(job)
        log.printed(job.printer, "taken back")
        self.failed.emit(phrases.printing("taken back", job.printer, tongue.spoken()))
