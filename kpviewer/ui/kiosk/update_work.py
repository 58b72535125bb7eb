"""What is done with packs in threads, since drives and large packs take their time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from kpviewer import drives, installing, log
from kpviewer.errors import KpError
from kpviewer.installing import Installed, Plan
from kpviewer.settings import Settings
from kpviewer.switch import Progress

_OFTEN_SECONDS = 0.1


class _Stopped(Exception):
    """Nobody wants it any more."""


@dataclass(frozen=True)
class Offer:
    """A file that was found on a drive."""

    path: Path
    plan: Plan | None
    """None: it is not believed."""
    refusal: KpError | None
    """Why it is not installed, if that is so."""
    is_installed: bool
    """It is what is shown already."""


class PackWork(QThread):
    """Does one thing with packs; until it is done nothing has changed.

    Signals:
        came_to(stage, done, total): as `switch.Progress`, ten times a second at most.
        found(offer): an `Offer`, one after the other.
        looked(): at all drives.
        changed(now): an `Installed`: this is what is shown from now on.
        failed(error): a KpError, which is in the log too.
        stopped(): it was, before it was done.
        listed(packs): last of all, each `Installed` that there is.
    """

    came_to = Signal(str, int, int)
    found = Signal(object)
    looked = Signal()
    changed = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    listed = Signal(list)

    def __init__(self, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._told_at = 0.0

    def run(self) -> None:
        try:
            self._do(self._settings, self._tell)
        except _Stopped:
            self.stopped.emit()
        except KpError as error:
            log.troubled(error)
            self.failed.emit(error)
        try:
            self.listed.emit(installing.packs(self._settings))
        except KpError as error:
            log.troubled(error)
            self.failed.emit(error)

    def _do(self, settings: Settings, tell: Progress) -> None:
        """Nothing but the list."""

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self.isInterruptionRequested():
            raise _Stopped
        now = time.monotonic()
        if now >= self._told_at + _OFTEN_SECONDS:
            self._told_at = now
            self.came_to.emit(stage, done, total)


class DriveSearch(PackWork):
    """Finds the packs on drives, and proves each."""

    def _do(self, settings: Settings, tell: Progress) -> None:
        for path in sorted(drives.find()):
            self.found.emit(_offer(path, settings, tell))
        self.looked.emit()


class PackChange(PackWork):
    """Installs a pack, or takes one back."""

    def __init__(
        self, change: Callable[[Settings, Progress], Installed], settings: Settings, parent: QObject
    ) -> None:
        super().__init__(settings, parent)
        self._change = change

    def _do(self, settings: Settings, tell: Progress) -> None:
        self.changed.emit(self._change(settings, tell))


def _offer(path: Path, settings: Settings, tell: Progress) -> Offer:
    try:
        plan = installing.plan(path, settings, progress=tell)
        said, signer = plan.kpack.manifest, plan.kpack.signer
        here = {(one.name, one.version, one.key) for one in installing.packs(settings)}
    except KpError as error:
        log.troubled(error)
        return Offer(path, None, error, False)
    if plan.objection:
        log.troubled(plan.objection)
    is_installed = (said.name, said.version, signer.key if signer.is_trusted else "") in here
    return Offer(path, plan, plan.objection, is_installed and not plan.objection)
