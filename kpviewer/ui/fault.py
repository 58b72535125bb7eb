"""Bugs of ours while the window is open: caught, counted and logged, never shown as they are."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from kpviewer import log
from kpviewer.errors import KpError

EXIT_CODE = 70
"""Of a program that gave up: EX_SOFTWARE of sysexits(3)."""
LIMIT = 3
WITHIN_SECONDS = 60


class Faults(QObject):
    """Takes the exceptions that nobody caught, from slots, events and threads; Qt goes on after them.

    Signals, sent from the event loop of the thread that made this object:
        happened(text): one was caught; the words are for the reader, empty if it has none.
        too_many(): one was caught that was the third within a minute.
    """

    happened = Signal(str)
    too_many = Signal()
    _caught = Signal(str, bool)

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._last: deque[float] = deque(maxlen=LIMIT)
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def catch(self) -> None:
        """From now on."""
        sys.excepthook = self._take
        threading.excepthook = lambda told: self._take(told.exc_type, told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self._take(told.exc_type, told.exc_value, told.exc_traceback)

    def _take(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """On any thread; what comes thick and fast after the third is neither logged nor told."""
        error = error or kind()
        is_ours = isinstance(error, Exception)  # Ctrl+C is not
        if not is_ours or (sys.stderr and sys.stderr.isatty()):
            sys.__excepthook__(kind, error, trace)
        if not is_ours:
            return
        now = self._clock()
        count = 1 + sum(now - time < WITHIN_SECONDS for time in self._last)
        self._last.append(now)
        if count <= LIMIT:
            log.fault(error)
            self._caught.emit(_words(error), count == LIMIT)

    def _tell(self, text: str, is_too_many: bool) -> None:
        self.happened.emit(text)
        if is_too_many:
            self.too_many.emit()


def _words(error: BaseException) -> str:
    """For the reader; empty where there is nothing that they could do."""
    from kpviewer.ui import trouble

    return trouble.of(error) if isinstance(error, KpError) else ""
