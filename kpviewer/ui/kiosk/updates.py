"""The part of the staff page that brings packs from a drive, and takes them back."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kpviewer import installing
from kpviewer.errors import ContentError, KpError, MachineError
from kpviewer.files import Unwritable
from kpviewer.installing import Change, Installed, Plan
from kpviewer.settings import Settings
from kpviewer.signature import Signer
from kpviewer.switch import Progress
from kpviewer.ui import trouble
from kpviewer.ui.button import Button
from kpviewer.ui.flow import Flow
from kpviewer.ui.kiosk.sheet import button, label
from kpviewer.ui.kiosk.update_work import DriveSearch, Offer, PackChange, PackWork

_MOST_TITLES = 12
"""Named for each kind of change."""
_LONGEST_NAME = 80


class Updates(QWidget):
    """Says what is installed, finds packs on drives, says what each would change, and does it.

    Signals:
        begun(work): a thread, to be started and waited for.
        working(): somebody waits for it.
        resized(): it says more or less than before.
        pointed(words): they are to be in sight.
    """

    begun = Signal(object)
    working = Signal()
    resized = Signal()
    pointed = Signal(object)

    def __init__(self, settings: Settings, unit: float) -> None:
        super().__init__()
        self._settings = settings
        self._gap = round(12 * unit)
        self._work: PackWork | None = None
        self._packs: Sequence[Installed] = ()
        self._found = 0
        self._column = self._new_column(self)
        self._installed = label("")
        self._offers = QWidget()
        self._choices = Flow()
        self._choices.setSpacing(self._gap)
        self._search, self._stop = button(self.tr("Update from USB")), button(self.tr("Stop"))
        self._search.clicked.connect(self._look)
        self._stop.clicked.connect(self._want_stop)
        self._stop.hide()
        self._back: list[Button] = []
        self._state = label("", "sheetNote")
        self._choices.addWidget(self._search)
        self._choices.addWidget(self._stop)
        self._column.addWidget(self._installed)
        self._column.addLayout(self._choices)
        self._column.addWidget(self._state)
        self._column.addWidget(self._offers)

    def start(self) -> None:
        """Say what is installed."""
        self._begin(PackWork(self._settings, self))

    # Work

    def _begin(self, work: PackWork) -> None:
        self._work = work
        work.came_to.connect(self._show_progress)
        work.found.connect(self._show_offer)
        work.looked.connect(self._say_found)
        work.changed.connect(self._show_change)
        work.failed.connect(lambda error: self._say(self._why(error)))
        work.stopped.connect(lambda: self._say(self.tr("Stopped. Nothing was changed.")))
        work.listed.connect(self._show_installed)
        work.finished.connect(lambda: self._show_working(False))
        self._show_working(True)
        self.begun.emit(work)

    def _want_stop(self) -> None:
        if self._work:
            self._work.requestInterruption()
            self._say(self.tr("One moment…"))

    def _show_working(self, goes_on: bool) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        self._offers.setEnabled(not goes_on)
        for one in (self._search, *self._back):
            one.setVisible(not goes_on)
        self._stop.setVisible(goes_on)
        if had_focus:
            (self._stop if goes_on else self._search).setFocus()
        self.resized.emit()
        if had_focus:
            self.pointed.emit(self._state)

    def _show_progress(self, stage: str, done: int, total: int) -> None:
        if not self._work or self._work.isInterruptionRequested():
            return
        self.working.emit()
        said = {
            "verify": self.tr("Checking the pack: {done} of {total} files"),
            "wait": self.tr("Waiting for another program…"),
            "unpack": self.tr("Unpacking: {done} of {total} files"),
            "compile": self.tr("Preparing the leaflets: {done} of {total}"),
        }[stage]
        self._say(said.format(done=done, total=total))

    def _say(self, words: str) -> None:
        self._state.setText(words)
        self.resized.emit()

    # What is on drives

    def _look(self) -> None:
        self._drop_offers()
        self._say(self.tr("Looking at the USB drives…"))
        self._begin(DriveSearch(self._settings, self))

    def _say_found(self) -> None:
        none = self.tr("There is no .kpack file on a USB drive. Plug one in, wait a moment and try again.")
        self._say("" if self._found else none)

    def _drop_offers(self) -> None:
        last, self._offers, self._found = self._offers, QWidget(), 0
        self._column.replaceWidget(last, self._offers)
        last.hide()
        last.deleteLater()
        self._new_column(self._offers)
        self._offers.show()

    def _show_offer(self, offer: Offer) -> None:
        self._found += 1
        plan, column = offer.plan, self._offers.layout()
        assert column
        name = _legible(offer.path)
        if plan:
            said = plan.kpack.manifest
            words = self.tr("{title} {version} from {publisher}, file {name}")
            name = words.format(title=said.title, version=said.version, publisher=said.publisher, name=name)
        column.addWidget(label(name))
        column.addWidget(label("\n".join(self._details(offer)), "sheetNote"))
        if plan and not offer.refusal and not offer.is_installed:
            said = plan.kpack.manifest
            install = button(
                self.tr("Install {title} {version}").format(title=said.title, version=said.version)
            )
            install.clicked.connect(partial(self._install, offer.path))
            row = Flow()
            row.addWidget(install)
            assert isinstance(column, QVBoxLayout)
            column.addLayout(row)
        for one in self._offers.children():
            if isinstance(one, QWidget):
                one.show()
        self.resized.emit()

    def _details(self, offer: Offer) -> list[str]:
        """What is to be known before a pack is installed, or why it cannot be."""
        plan = offer.plan
        if not plan:
            assert offer.refusal
            return [self._why(offer.refusal)]
        if offer.is_installed:
            return [self.tr("It is what is shown already.")]
        lines = [self._signed(plan.kpack.signer), *self._changes(plan)]
        if isinstance(offer.refusal, MachineError):
            words = self.tr(
                "Refused: it is installed for all users of this machine, and kpviewer may not change that."
            )
            return [words, *lines]
        if offer.refusal:
            words = self.tr("Refused: it is not newer than version {version}, which is installed.")
            return [words.format(version=plan.shown), *lines]
        return lines

    def _signed(self, signer: Signer) -> str:
        if not signer.key:
            return self.tr("Nobody signed it.")
        trusted = self.tr("Signed with key {key}, which is trusted here.")
        other = self.tr("Signed with key {key}; no key is trusted here, so that proves nothing.")
        return (trusted if signer.is_trusted else other).format(key=signer.key)

    def _changes(self, plan: Plan) -> list[str]:
        words = {
            "added": self.tr("Added: {titles}"),
            "changed": self.tr("Changed: {titles}"),
            "removed": self.tr("Removed: {titles}"),
        }
        before = self.tr("It takes the place of version {version}.").format(version=plan.shown)
        lines = [before if plan.shown else self.tr("It is new here.")]
        for kind, sentence in words.items():
            titles = self._titles([one for one in plan.changes if one.kind == kind])
            if titles:
                lines.append(sentence.format(titles=titles))
        return lines

    def _titles(self, changes: Sequence[Change]) -> str:
        """Of leaflets; pictures are counted."""
        leaflets = [one.title or one.name for one in changes if one.name.endswith(".md")]
        pictures = len(changes) - len(leaflets)
        shown = leaflets[:_MOST_TITLES]
        if len(leaflets) > len(shown):
            shown.append(self.tr("%n more leaflets", "", len(leaflets) - len(shown)))
        if pictures:
            shown.append(self.tr("%n pictures", "", pictures))
        return "; ".join(shown)

    # What is installed

    def _install(self, path: Path) -> None:
        self._change(lambda settings, tell: installing.install(path, settings, progress=tell))

    def _roll_back(self, name: str) -> None:
        self._change(lambda settings, tell: installing.roll_back(name, settings, tell))

    def _change(self, change: Callable[[Settings, Progress], Installed]) -> None:
        self._say(self.tr("One moment…"))
        self._begin(PackChange(change, self._settings, self))

    def _show_change(self, now: Installed) -> None:
        self._drop_offers()
        shown = self.tr("From the next visit on {title} {version} is shown.")
        none = self.tr("From the next visit on nothing of {title} is shown.")
        self._say((shown if now.version else none).format(title=now.title, version=now.version))

    def _show_installed(self, packs: Sequence[Installed]) -> None:
        none = self.tr("No pack is installed: the leaflets are those that came with kpviewer.")
        self._installed.setText("\n".join(map(self._line, packs)) or none)
        for one in self._back:
            self._choices.removeWidget(one)
            one.hide()
            one.deleteLater()
        self._back = [self._back_button(one) for one in packs]
        for one in self._back:
            self._choices.addWidget(one)
        self.resized.emit()

    def _line(self, one: Installed) -> str:
        if not one.version:
            return self.tr("{title}: taken back").format(title=one.title)
        shown = self.tr("{title} {version}: %n leaflets", "", one.leaflets)
        hidden = self.tr("{title} {version}: installed, but not shown")
        return (shown if one.is_shown else hidden).format(title=one.title, version=one.version)

    def _back_button(self, one: Installed) -> Button:
        to_version = self.tr("Show {title} {version} again")
        to_none = self.tr("Take {title} back")
        words = (to_version if one.before else to_none).format(title=one.title, version=one.before)
        made = button(words)
        made.clicked.connect(partial(self._roll_back, one.name))
        made.hide()
        return made

    # Words

    def _why(self, error: KpError) -> str:
        """One line; what exactly is wrong is in the log."""
        if isinstance(error, Unwritable) and not error.is_for_space:
            words = self.tr(
                "kpviewer may not write to {path}: ask whoever looks after this machine to allow it."
            )
            return words.format(path=error.path)
        if isinstance(error, Unwritable):
            return self.tr("There is no room left on this machine. Nothing was changed.")
        if not isinstance(error, ContentError):
            return trouble.of(error)
        if error.problem.rule == "signature":
            return self.tr("Refused: nobody whom this clinic trusts signed what is in it.")
        if error.problem.rule == "kpack":
            return self.tr("Refused: the file is damaged or was changed. Ask for another copy.")
        if error.problem.rule == "older":
            return self.tr("Refused: it is not newer than what is installed.")
        return self.tr("Refused: something in it is faulty. Tell whoever made it; the log says more.")

    def _new_column(self, inside: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._gap)
        return column


def _legible(path: Path) -> str:
    """The name of a file that anybody may have named: one line, of bounded length, and text."""
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:_LONGEST_NAME]
