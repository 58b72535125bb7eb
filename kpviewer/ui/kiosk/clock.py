"""How long nobody has touched anything, and what follows from it."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_LOOK_SECONDS = 1.0
"""How often to see whether somebody listens or waits for the printer."""


class Clock(QObject):
    """Runs while there is a visit, on the clock that nobody can set.

    Signals:
        warned(seconds): nobody is there, it seems; so much is left. Again at every second.
        ran_out(): and nobody came.
    """

    warned = Signal(int)
    ran_out = Signal()

    def __init__(
        self,
        idle_seconds: float,
        warn_seconds: float,
        is_busy: Callable[[], bool],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """While it `is_busy` time counts for nothing: somebody listens, or waits for the printer."""
        super().__init__()
        self._idle_seconds = idle_seconds
        self._warn_seconds = warn_seconds
        self._is_busy = is_busy
        self._now = now
        self._since = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Somebody is there now."""
        self._since = self._now()
        self.look()

    def stop(self) -> None:
        """There is no visit."""
        self._timer.stop()

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def look(self) -> None:
        """See what time it is."""
        now = self._now()
        if self._is_busy():
            self._since = now
        idle = now - self._since
        left = self._idle_seconds + self._warn_seconds - idle
        if left <= 0:
            self.stop()
            self.ran_out.emit()
            return
        if idle < self._idle_seconds:
            wait = min(self._idle_seconds - idle, _LOOK_SECONDS)
        else:
            wait = left - math.ceil(left) + 1
        self._timer.start(max(math.ceil(wait * 1000), 1))
        if idle >= self._idle_seconds:
            self.warned.emit(math.ceil(left))
