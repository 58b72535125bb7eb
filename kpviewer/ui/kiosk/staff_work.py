"""What the staff page finds out in threads."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from kpviewer import doctor
from kpviewer.settings import Settings


class Examination(QThread):
    """Looks at this machine.

    Signals:
        found(finding): a `doctor.Finding`, one after the other.
    """

    found = Signal(object)

    def __init__(self, settings: Settings, folders: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._folders = settings, folders

    def run(self) -> None:
        for finding in doctor.findings(self._settings, self._folders, lambda: iter(())):
            if self.isInterruptionRequested():
                return
            self.found.emit(finding)


class ProofReading(QThread):
    """Proof-reads packs, however many leaflets they have.

    Signals:
        came_to(done, total): leaflets.
        read(problems): all that is wrong; not sent if it was interrupted.
    """

    came_to = Signal(int, int)
    read = Signal(list)

    def __init__(self, folders: Sequence[Path], parent: QObject) -> None:
        super().__init__(parent)
        self._folders = folders

    def run(self) -> None:
        from kpviewer import check

        try:
            problems = check.check(self._folders, progress=self._tell)
        except InterruptedError:
            return
        self.read.emit(problems)

    def _tell(self, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise InterruptedError
        self.came_to.emit(done, total)
