"""Work that goes on behind the window."""

from PySide6.QtCore import QObject, QThread


class Work(QThread):
    """A thread whose work can be asked for at any time; what comes while it goes on is done after it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_asked_again = False
        self._is_over = False
        self.finished.connect(self._go_on)

    def do(self) -> None:
        """Start; once more after the run that goes on, if one does; nothing after the end."""
        if self.isRunning():
            self._is_asked_again = True
        elif not self._is_over:
            self.start()

    def stop(self) -> None:
        """Ask the run that goes on to end; what was asked for meanwhile is not done."""
        self._is_asked_again = False
        self.requestInterruption()

    def end(self) -> None:
        """Wait until no run goes on; there is none any more."""
        self._is_over = True
        self.stop()
        self.wait()

    def _go_on(self) -> None:
        if self._is_asked_again:
            self._is_asked_again = False
            self.do()
