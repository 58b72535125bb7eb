"""Looks after the running program: its bugs, its signs of life, its log, and the wish that it ends."""

import faulthandler
import os
import signal
import sys

from PySide6.QtCore import QObject, QSocketNotifier, Signal

from kpviewer import log
from kpviewer.ui.fault import Faults
from kpviewer.ui.pulse import Pulse
from kpviewer.watchdog import Watchdog


class Care(QObject):
    """From the first painted page to the end.

    Signals:
        leave_wanted(): the system asks the program to end (SIGTERM).
    """

    leave_wanted = Signal()

    def __init__(self, watchdog: Watchdog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.faults = Faults(self)
        self._pulse = Pulse(watchdog, self)

    def begin(self, mode: str) -> None:
        """Once the signals are connected; `mode` as the log has it."""
        self.faults.catch()
        if sys.stderr:
            faulthandler.enable()  # says where it crashed or hung, for the watchdog ends it with SIGABRT
        self._heed_signals()
        log.started(mode)
        self._pulse.start()

    def end(self, code: int) -> None:
        """The program leaves, with this exit code."""
        self._pulse.stop()
        log.stopped(code)

    def _heed_signals(self) -> None:
        """Python looks for signals only when it runs, which it does when Qt reads from this pipe."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C, which Qt's loop keeps from Python
        if sys.platform == "win32":
            return
        ours, its = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.signal(signal.SIGTERM, lambda *_: self.leave_wanted.emit())
        signal.set_wakeup_fd(its, warn_on_full_buffer=False)
        notifier = QSocketNotifier(ours, QSocketNotifier.Type.Read, self)
        notifier.activated.connect(lambda: os.read(ours, 64))
