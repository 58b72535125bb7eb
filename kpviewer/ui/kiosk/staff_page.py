"""What staff see behind the PIN: how the kiosk does, and the ways out of it."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QThread, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from kpviewer import due, handout, paths, settings
from kpviewer.doctor import Finding
from kpviewer.due import Due
from kpviewer.errors import Problem, breakable
from kpviewer.library import HELP, Library
from kpviewer.settings import Settings
from kpviewer.ui.kiosk.sheet import Sheet, button
from kpviewer.ui.kiosk.staff_work import Examination, ProofReading
from kpviewer.ui.print_job import Order, PrintJob

TIMEOUT_SECONDS = 300.0
"""Without a touch, after which it goes away: whoever opened it may have left."""
_MOST_LINES = 30
"""Of problems or of the log."""


class StaffPage(Sheet):
    """Reads and tests; it changes nothing of the settings.

    Signals:
        back_wanted(): to the leaflets.
        leave_wanted(): the program ends.
        restart_wanted(): it starts anew.
    """

    back_wanted = Signal()
    leave_wanted = Signal()
    restart_wanted = Signal()

    def __init__(
        self, window: QWidget, unit: float, chosen: Settings, library: Library, folders: Sequence[Path]
    ) -> None:
        """`folders` are those of the packs that make the library."""
        super().__init__(window, self.tr("Kiosk, for staff"), unit, is_veil=False)
        self.width_units = 820
        self._settings, self._library, self._folders = chosen, library, folders
        self._work: list[QThread] = []
        row = self.add_row()
        self.focused = button(self.tr("Back to the leaflets"), "primary")
        for one, signal in (
            (self.focused, self.back_wanted),
            (button(self.tr("Start kpviewer again")), self.restart_wanted),
            (button(self.tr("Leave kpviewer")), self.leave_wanted),
        ):
            one.clicked.connect(signal)
            row.addWidget(one)
        self._add_machine()
        self._add_test_page()
        self._add_leaflets()
        self._add_packs()
        self._add_settings()
        self._add_log()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(round(TIMEOUT_SECONDS * 1000))
        self._patience.timeout.connect(self.back_wanted)
        self._patience.start()

    def go_on(self) -> None:
        """Somebody is still there."""
        self._patience.start()

    def retire(self) -> None:
        """As soon as its work is done, for a print service may hang and the window must not."""
        self._patience.stop()
        for work in self._work:
            work.requestInterruption()
            work.finished.connect(self._go_if_idle)
        self._go_if_idle()

    def _go_if_idle(self) -> None:
        if all(work.isFinished() for work in self._work):
            super().retire()

    def end(self) -> None:
        """Return when none of its work goes on."""
        for work in self._work:
            work.requestInterruption()
        for work in self._work:
            work.wait()

    def _add_machine(self) -> None:
        self.add_label(self.tr("This machine"), "sheetPart")
        self._machine = self.add_label(self.tr("Looking…"))
        self._found: list[str] = []
        examination = Examination(self._settings, self._folders, self)
        examination.found.connect(self._show_finding)
        self._begin(examination)

    def _show_finding(self, finding: Finding) -> None:
        sign = {"ok": "✓", "attention": "!", "broken": "✗"}[finding.state]
        advice = f" → {finding.advice}" if finding.advice else ""
        self._found.append(f"{sign} {finding.subject}: {finding.words}{advice}")
        self._put(self._machine, self._found)

    def _add_test_page(self) -> None:
        if not self._settings["print.enabled"]:
            return
        self.add_label(self.tr("Printer"), "sheetPart")
        self._test = button(self.tr("Print a test page"))
        self._test.clicked.connect(self._print_test)
        self.add_row().addWidget(self._test)
        self._test_state = self.add_label(self.tr("It prints where help is to be found."), "sheetNote")

    def _print_test(self) -> None:
        self._test.setEnabled(False)
        lang = self._settings["content.default_language"]
        lang = lang if lang in self._library.languages() else self._library.languages()[0]
        options = handout.options_of(self._settings, langs=(lang,), neutral_job_title=True)
        composed = handout.compose(self._library, [HELP], options)
        job = PrintJob(composed, Order(self._settings["print.printer"]), self)
        for signal in (job.sent, job.waiting, job.printed, job.failed):
            signal.connect(lambda text: self._put(self._test_state, [text]))
        job.finished.connect(lambda: self._test.setEnabled(True))
        self._begin(job)

    def _add_leaflets(self) -> None:
        self.add_label(self.tr("Leaflets"), "sheetPart")
        found = due.find(self._library, self._library.languages())
        counted = self.tr("%n leaflets to review or sign off", "", len(found))
        self.add_label("\n".join([counted, *map(self._said, found[:_MOST_LINES])]))
        problems = self._library.problems()
        if problems:
            self.add_label(breakable(_listed(problems)))
        row = self.add_row()
        self._proof, self._stop = button(self.tr("Proof-read all")), button(self.tr("Stop"))
        self._proof.clicked.connect(self._proof_read)
        self._stop.hide()
        row.addWidget(self._proof)
        row.addWidget(self._stop)
        self._proof_state = self.add_label("", "sheetNote")

    def _said(self, one: Due) -> str:
        entry = one.entry
        when = {
            "overdue": self.tr("review overdue since {day}"),
            "unplanned": self.tr("no review planned"),
            "due": self.tr("review due by {day}"),
            "unsigned": self.tr("next review by {day}"),
        }[one.state].format(day=entry.review_by)
        signed = self.tr("signed off by {name}").format(name=entry.reviewed_by)
        if not entry.reviewed_by:
            signed = self.tr("not yet signed off")
        return f"{entry.title} ({entry.lang}): {when}, {signed}"

    def _proof_read(self) -> None:
        reading = ProofReading(self._folders, self)
        reading.came_to.connect(self._show_progress)
        reading.read.connect(self._show_problems)
        reading.finished.connect(lambda: self._show_proofing(False))
        self._stop.clicked.connect(reading.requestInterruption)
        self._stop.clicked.connect(self._say_stopped)
        self._show_proofing(True)
        self._begin(reading)

    def _say_stopped(self) -> None:
        self._stop.setEnabled(False)
        self._put(self._proof_state, [self.tr("Stopped.")])

    def _show_proofing(self, goes_on: bool) -> None:
        self._stop.setEnabled(goes_on)
        self._proof.setVisible(not goes_on)
        self._stop.setVisible(goes_on)
        (self._stop if goes_on else self._proof).setFocus()

    def _show_progress(self, done: int, total: int) -> None:
        if self._stop.isEnabled():
            self.go_on()
            said = self.tr("{done} of {total} leaflets").format(done=done, total=total)
            self._put(self._proof_state, [said])

    def _show_problems(self, problems: list[Problem]) -> None:
        self._put(self._proof_state, [_listed(problems) or self.tr("Nothing is wrong.")])

    def _add_packs(self) -> None:
        from kpviewer.ui.kiosk.updates import Updates

        self.add_label(self.tr("Packs"), "sheetPart")
        updates = Updates(self._settings, self.unit)
        updates.begun.connect(self._begin)
        updates.working.connect(self.go_on)
        updates.resized.connect(self.place)
        updates.pointed.connect(self.bring_in_sight)
        self.column.addWidget(updates)
        updates.start()

    def _add_settings(self) -> None:
        self.add_label(self.tr("Settings, and who set them"), "sheetPart")
        chosen = self._settings
        lines = [f"{k.name} = {k.shown(chosen[k.name])}  ({chosen.origin(k.name)})" for k in settings.KEYS]
        self.add_label(breakable("\n".join([*lines, *[chosen.complaint] * bool(chosen.complaint)])))

    def _add_log(self) -> None:
        self.add_label(self.tr("Log"), "sheetPart")
        lines: list[str] = []
        with contextlib.suppress(OSError):
            lines = paths.log_file().read_text("utf-8", "replace").splitlines()
        self.add_label(
            breakable("\n".join(lines[-_MOST_LINES:])) or self.tr("It goes to the journal of the system.")
        )

    def _begin(self, work: QThread) -> None:
        self._work.append(work)
        work.start()

    def _put(self, label: QLabel, lines: Sequence[str]) -> None:
        label.setText(breakable("\n".join(lines)))
        self.place()


def _listed(problems: Sequence[Problem]) -> str:
    shown = [str(problem) for problem in problems[:_MOST_LINES]]
    more = len(problems) - len(shown)
    return "\n".join([*shown, *[f"… {more}"] * bool(more)])
