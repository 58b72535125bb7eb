"""Printing for real, through a CUPS of our own to a virtual printer that jams and vanishes when told to."""

import socket
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kpviewer import cli, handout, paths, spooler
from kpviewer.errors import MachineError
from kpviewer.handout import Handout, Options
from kpviewer.library import Library
from kpviewer.spooler import Job, State
from kpviewer.ui import print_job, printing, tongue
from kpviewer.ui.print_job import Order, PrinterSearch, PrintJob
from kpviewer.ui.status_line import StatusLine
from kpviewer.ui.window import Window
from tests import cups
from tests.cups import PRINTER, Cups
from tests.test_cli import Capture, run
from tests.test_paper import tool
from tests.test_window import opened, press

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def printer(print_server: Cups, monkeypatch: pytest.MonkeyPatch) -> Cups:
    """A printer that is ready and has printed nothing."""
    monkeypatch.setenv("CUPS_SERVER", print_server.server)
    monkeypatch.setattr(spooler, "_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(spooler, "LIMIT_SECONDS", 20.0)
    print_server.clear()
    return print_server


@pytest.fixture
def hung(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A CUPS that takes every connection and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(50)
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setattr(spooler, "LIMIT_SECONDS", 0.5)
        yield


@pytest.fixture
def down(monkeypatch: pytest.MonkeyPatch) -> None:
    """No CUPS at all."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")


@pytest.fixture
def sheet(bundled: Library) -> Handout:
    return handout.compose(bundled, ["ocd"])


def sent(sheet: Handout) -> Job:
    job = printing.print_to(sheet, PRINTER, 1)
    assert job
    return job


def fate(job: Job, on: Mapping[str, Callable[[], object]] | None = None, patience: float = 20) -> list[str]:
    """The names of the states that a job goes through; a state in `on` makes something happen, once."""
    names: list[str] = []
    happens = dict(on or {})
    for state in spooler.watch(job, patience):
        if [state.name] != names[-1:]:
            names.append(state.name)
        happens.pop(state.name, lambda: None)()
    return names


# The core: sent, and watched


def test_the_printers_are_listed_with_the_default(printer: Cups) -> None:
    assert spooler.printers() == ([PRINTER], "")
    printer.do("lpadmin", "-d", PRINTER)
    assert spooler.printers() == ([PRINTER], PRINTER)
    printer.do("lpadmin", "-x", PRINTER)
    assert spooler.printers() == ([], "")


def test_a_handout_is_printed_as_it_is_saved(printer: Cups, sheet: Handout) -> None:
    assert fate(sent(sheet))[-1] == "printed"
    [path] = printer.printed()
    text = tool("pdftotext", str(path), "-")
    assert "Obsessive-compulsive disorder (OCD)" in " ".join(text.split())
    assert "Page 1 of " in text
    assert "612 x 792 pts (letter)" in tool("pdfinfo", str(path))


def test_the_printer_learns_paper_copies_and_title(printer: Cups, bundled: Library) -> None:
    composed = handout.compose(bundled, ["ocd"], Options(paper="a4"))
    job = printing.print_to(composed, PRINTER, 3)
    assert job
    assert fate(job)[-1] == "printed"
    assert printer.last_job == ("Obsessive-compulsive disorder (OCD)", 3)
    assert "(A4)" in tool("pdfinfo", str(printer.printed()[0]))


def test_a_title_in_spanish_reaches_the_queue(printer: Cups, bundled: Library) -> None:
    composed = handout.compose(bundled, ["ptsd"], Options(langs=("es",)))
    assert fate(sent(composed))[-1] == "printed"
    assert printer.last_job[0] == "Trastorno de estrés postraumático (TEPT)"


def test_a_neutral_job_says_nowhere_what_it_is_about(printer: Cups, bundled: Library) -> None:
    composed = handout.compose(bundled, ["glossary"], Options(neutral_job_title=True))
    assert fate(sent(composed))[-1] == "printed"
    title, _ = printer.last_job
    assert title.startswith("Handout ")
    assert f"Title:           {title}" in tool("pdfinfo", str(printer.printed()[0]))
    assert title in printer.logs()
    assert "Words explained" not in printer.logs()


def test_the_default_printer_is_used_when_none_is_named(printer: Cups, sheet: Handout) -> None:
    with pytest.raises(MachineError, match=f"no default printer: name one; there are: {PRINTER}"):
        printing.print_to(sheet, "", 1)
    printer.do("lpadmin", "-d", PRINTER)
    job = printing.print_to(sheet, "", 1)
    assert job
    assert job.printer == PRINTER


def test_an_unknown_printer_does_not_become_a_pdf(printer: Cups, sheet: Handout) -> None:
    with pytest.raises(MachineError, match=f"no printer 'Nowhere': name one; there are: {PRINTER}"):
        printing.print_to(sheet, "Nowhere", 1)


def test_a_printer_that_takes_no_jobs_is_named(printer: Cups, sheet: Handout) -> None:
    printer.do("cupsreject", PRINTER)
    with pytest.raises(MachineError, match=r"takes no handout \(.*not accepting jobs\)"):
        sent(sheet)


def test_a_jam_is_told_and_then_that_it_is_printed(printer: Cups, sheet: Handout) -> None:
    printer.obey("jam")
    seen = fate(sent(sheet), {"jam": lambda: printer.obey("print")})
    assert seen[:2] == ["printing", "jam"]
    assert seen[-1] == "printed"


def test_a_printer_that_refuses_has_failed(printer: Cups, sheet: Handout) -> None:
    """It cannot print on both sides."""
    job = print_job.send(sheet, Order(PRINTER, options=("sides=two-sided-long-edge",)))
    assert fate(job)[-1] == "failed"


def test_a_job_that_somebody_cancels_has_failed(printer: Cups, sheet: Handout) -> None:
    printer.obey("busy")
    job = sent(sheet)
    assert fate(job, {"printing": lambda: printer.do("cancel", job.name)}) == ["printing", "failed"]


def test_a_queue_that_is_removed_takes_its_jobs_along(printer: Cups, sheet: Handout) -> None:
    printer.obey("busy")
    remove = {"printing": lambda: printer.do("lpadmin", "-x", PRINTER)}
    assert fate(sent(sheet), remove) == ["printing", "removed"]


def test_a_queue_that_is_removed_before_it_is_used_is_named(printer: Cups, sheet: Handout) -> None:
    names, _ = spooler.printers()
    printer.do("lpadmin", "-x", PRINTER)
    with pytest.raises(MachineError, match=r"there are: none on this machine"):
        printing.print_to(sheet, names[0], 1)


def test_a_paused_printer_is_told_and_goes_on(printer: Cups, sheet: Handout) -> None:
    printer.do("cupsdisable", PRINTER)
    cups.wait_until(lambda: "disabled" in printer.do("lpstat", "-p", PRINTER), "it is paused")
    printer.obey("busy")  # until it was seen at work
    job = sent(sheet)
    assert any(state.name == "paused" for state in spooler.watch(job, 20))
    printer.do("cupsenable", PRINTER)
    assert fate(job, {"printing": lambda: printer.obey("print")}) == ["printing", "printed"]


def test_a_printer_that_is_off_prints_when_it_is_on(printer: Cups, sheet: Handout) -> None:
    printer.unplug()
    seen = fate(sent(sheet), {"offline": printer.plug_in}, patience=40)
    assert "offline" in seen
    assert seen[-1] == "printed"


def test_a_printer_that_is_unplugged_at_work_is_not_said_to_have_printed(
    printer: Cups, sheet: Handout
) -> None:
    printer.obey("busy")
    job = sent(sheet)
    cups.wait_until(lambda: printer.is_at_work, "it prints")
    printer.unplug()
    seen = fate(job, patience=2)
    assert "printed" not in seen
    assert not State(seen[-1]).is_end


def test_a_job_that_cups_has_forgotten_is_gone(printer: Cups) -> None:
    assert fate(Job(PRINTER, 987_654)) == ["gone"]


def test_a_service_that_is_down_is_said_at_once(down: None, sheet: Handout) -> None:
    with pytest.raises(MachineError, match=f"no printer '{PRINTER}', for the print service is not running"):
        sent(sheet)


def test_a_service_that_hangs_is_given_up(hung: None, sheet: Handout) -> None:
    with pytest.raises(MachineError, match="the print service does not answer"):
        sent(sheet)


@pytest.mark.parametrize("fault", ["down", "hung"])
def test_a_job_of_a_service_that_stopped_is_not_lost_sight_of(
    fault: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    request.getfixturevalue(fault)
    monkeypatch.setattr(spooler, "_SETTLED_LOOKS", 1)
    assert fate(Job(PRINTER, 1), patience=0) == ["silent"]


def test_without_the_commands_of_cups_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert not spooler.is_here()
    with pytest.raises(MachineError, match="lpstat is missing: apt-get install cups-client"):
        spooler.printers()


def test_where_there_is_no_cups_qt_prints(
    printer: Cups, sheet: Handout, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spooler, "is_here", lambda: False)
    assert printing.print_to(sheet, PRINTER, 1) is None
    cups.wait_until(lambda: bool(printer.printed()), "it is printed")
    assert "Page 1 of " in tool("pdftotext", str(printer.printed()[0]), "-")
    with pytest.raises(MachineError, match="there is no printer 'Nowhere'"):
        printing.print_to(sheet, "Nowhere", 1)


# The command line


def test_print_says_that_it_is_printed(printer: Cups, capsys: Capture) -> None:
    code, out, err = run(capsys, "print", "ocd", "safety", "--printer", PRINTER, "--prepared-for", "Ana")
    job = out.splitlines()[0].rpartition(" ")[2]
    assert (code, out, err) == (0, f"sent to {PRINTER} as {job}\nPrinted on {PRINTER}.\n", "")
    assert "Prepared for Ana" in tool("pdftotext", "-raw", str(printer.printed()[0]), "-")


def test_print_says_that_a_job_waits(
    printer: Cups, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_PATIENCE_SECONDS", 1.0)
    printer.obey("busy")
    code, out, _ = run(capsys, "print", "ocd", "--printer", PRINTER)
    assert code == 0
    assert out.endswith(f"{PRINTER} has not printed it yet; it waits in the queue.\n")


def test_print_leaves_with_3_when_the_paper_jams(
    printer: Cups, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "_PATIENCE_SECONDS", 4.0)
    printer.obey("jam")
    code, _, err = run(capsys, "print", "ocd", "--printer", PRINTER)
    assert code == 3
    assert f": The paper is jammed in {PRINTER}: Please ask a member of staff." in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("fault", ["down", "hung"])
def test_print_leaves_with_3_without_a_print_service(
    fault: str, request: pytest.FixtureRequest, capsys: Capture
) -> None:
    request.getfixturevalue(fault)
    code, out, err = run(capsys, "print", "ocd", "--printer", PRINTER)
    assert (code, out) == (3, "")
    assert "the print service " in err
    assert len(err.splitlines()) == 1


# Behind the window


def log_lines() -> list[str]:
    return paths.log_file().read_text("utf-8").splitlines()


def heard(job: PrintJob) -> list[tuple[str, str]]:
    """What a job has said, as it comes in."""
    said: list[tuple[str, str]] = []
    job.sent.connect(lambda text: said.append(("sent", text)))
    job.waiting.connect(lambda text: said.append(("waiting", text)))
    job.printed.connect(lambda text: said.append(("printed", text)))
    job.failed.connect(lambda text: said.append(("failed", text)))
    return said


def test_a_job_tells_what_becomes_of_it(printer: Cups, sheet: Handout, qtbot: QtBot) -> None:
    printer.obey("jam")
    job = PrintJob(sheet, Order(PRINTER))
    said = heard(job)
    job.waiting.connect(lambda: printer.obey("print"))
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    assert said[:2] == [
        ("sent", f"Sent to {PRINTER}."),
        ("waiting", f"The paper is jammed in {PRINTER}. Please ask a member of staff."),
    ]
    assert said[-1] == ("printed", f"Printed on {PRINTER}.")
    assert {name for name, _ in said[2:-1]} <= {"sent"}
    logged = [line.partition(f"for {PRINTER}: ")[2] for line in log_lines()]
    assert logged[:2] == ["printing", "jam"]
    assert logged[-1] == "printed"
    assert sheet.job_title() not in "".join(log_lines())


def test_a_job_that_cannot_be_sent_says_why(printer: Cups, sheet: Handout, qtbot: QtBot) -> None:
    job = PrintJob(sheet, Order("Nowhere"))
    said = heard(job)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    [(name, text)] = said
    assert name == "failed"
    assert text == "There is no printer Nowhere. Please ask a member of staff."
    assert log_lines()[0].endswith("printing: a handout for Nowhere: not taken")


def test_a_job_is_told_in_the_language_of_who_prints(printer: Cups, sheet: Handout, qtbot: QtBot) -> None:
    tongue.speak("es")
    job = PrintJob(sheet, Order(PRINTER))
    said = heard(job)
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    assert said[-1] == ("printed", f"Impreso en {PRINTER}.")


def test_a_job_that_fails_later_says_so(printer: Cups, sheet: Handout, qtbot: QtBot) -> None:
    printer.obey("busy")
    job = PrintJob(sheet, Order(PRINTER))
    said = heard(job)
    job.sent.connect(lambda: printer.do("cancel", "-a"))
    with qtbot.waitSignal(job.finished, timeout=20_000):
        job.start()
    assert said[-1] == ("failed", f"{PRINTER} did not print it. Please ask a member of staff.")


def test_a_window_need_not_wait_for_a_printer(printer: Cups, sheet: Handout, qtbot: QtBot) -> None:
    printer.obey("busy")
    job = PrintJob(sheet, Order(PRINTER))
    with qtbot.waitSignal(job.sent, timeout=20_000):
        job.start()
    job.requestInterruption()
    assert job.wait(5_000)


def test_the_window_goes_on_while_cups_hangs(hung: None, qtbot: QtBot) -> None:
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(10)
    search = PrinterSearch()
    with qtbot.waitSignal(search.failed, timeout=20_000) as failed:
        search.start()
    assert "does not answer" in str(failed.args)
    assert len(ticks) > 5
    assert search.wait(5_000)


# In the window


def answer(kind: type[QDialog], accept: Callable[[QDialog], None]) -> None:
    """Answers the next dialog of a kind, as soon as it is open."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.isVisible():
            accept(dialog)
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def type_name(dialog: QDialog, path: Path) -> None:
    """Types a path into a file dialog and accepts it."""
    [field] = dialog.findChildren(QLineEdit)
    field.setText(str(path))
    dialog.accept()


def status(window: Window) -> str:
    """What the window says at its foot."""
    labels = [line.findChild(QLabel) for line in window.findChildren(StatusLine) if line.isVisible()]
    return " ".join(label.text() for label in labels if label)


def trigger(window: Window, name: str) -> None:
    window.station.actions[name].trigger()


def ask_for_another_printer(window: Window, qtbot: QtBot) -> None:
    trigger(window, "print")
    qtbot.waitUntil(lambda: f"Printer: {PRINTER}" in shown_words(window), timeout=20_000)
    press(qtbot, window, "Other printer")


def shown_words(window: Window) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_two_clicks_lead_from_a_leaflet_to_paper(printer: Cups, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ocd")
    trigger(window, "print")
    qtbot.waitUntil(lambda: f"Printer: {PRINTER}" in shown_words(window), timeout=20_000)
    trigger(window, "print")
    qtbot.waitUntil(lambda: status(window) == f"Printed on {PRINTER}.", timeout=20_000)
    [path] = printer.printed()
    assert "Obsessive-compulsive" in tool("pdftotext", str(path), "-")
    assert "The next leaflet starts a new handout." in shown_words(window)
    window.wait()


def test_what_is_chosen_in_the_print_dialog_reaches_the_printer(
    printer: Cups, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path, "ocd")

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, QPrintDialog)
        dialog.printer().setCopyCount(2)
        dialog.printer().setPrintRange(QPrinter.PrintRange.PageRange)
        dialog.printer().setFromTo(2, 3)
        dialog.done(QDialog.DialogCode.Accepted)

    answer(QPrintDialog, choose)
    ask_for_another_printer(window, qtbot)
    qtbot.waitUntil(lambda: status(window) == f"Printed on {PRINTER}.", timeout=20_000)
    assert printer.last_job[1] == 2
    assert "Pages:           2" in tool("pdfinfo", str(printer.printed()[0]))
    window.wait()


def test_a_print_dialog_that_is_left_prints_nothing(printer: Cups, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ocd")
    closed: list[int] = []

    def leave(dialog: QDialog) -> None:
        dialog.finished.connect(closed.append)
        dialog.reject()

    answer(QPrintDialog, leave)
    ask_for_another_printer(window, qtbot)
    qtbot.waitUntil(lambda: status(window) == "Nothing was printed.", timeout=20_000)
    assert closed
    assert printer.do("lpstat", "-o") == ""
    window.wait()


@pytest.mark.parametrize("fault", ["down", "hung"])
def test_a_print_service_that_fails_is_told_at_the_foot(
    fault: str, request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path
) -> None:
    request.getfixturevalue(fault)
    window = opened(qtbot, tmp_path, "ocd")
    trigger(window, "print")
    trigger(window, "print")
    assert status(window) == "Looking for printers…"
    qtbot.waitUntil(lambda: "The print service does not answer." in status(window), timeout=20_000)
    window.wait()


def test_a_machine_without_printers_says_what_to_do(printer: Cups, qtbot: QtBot, tmp_path: Path) -> None:
    printer.do("lpadmin", "-x", PRINTER)
    window = opened(qtbot, tmp_path, "ocd")
    trigger(window, "print")
    trigger(window, "print")
    qtbot.waitUntil(lambda: "There is no printer" in status(window), timeout=20_000)
    window.wait()


@pytest.mark.parametrize(("action", "ending"), [("save", "pdf"), ("save_html", "html")])
def test_saving_says_where(action: str, ending: str, qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ocd")
    target = tmp_path / f"v1.2.{ending}"

    def choose(dialog: QDialog) -> None:
        type_name(dialog, target)

    answer(QFileDialog, choose)
    trigger(window, action)
    assert status(window) == f"Saved {target}."
    assert target.read_bytes()[:5] in (b"%PDF-", b"<!DOC")
    window.wait()


def test_a_missing_logo_is_told_with_what_was_saved(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ocd")
    window._settings.put({"clinic.logo": str(tmp_path / "logo.png")}, "settings")
    answer(QFileDialog, lambda dialog: type_name(dialog, tmp_path / "x.pdf"))
    trigger(window, "save")
    assert status(window).splitlines() == [
        f"Saved {tmp_path}/x.pdf.",
        f"The logo is left out: {tmp_path}/logo.png is missing, or no PNG or JPEG file.",
    ]
    window.wait()


def test_a_message_can_be_closed(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ocd")
    window.frame.say("Printed.")
    press(qtbot, window, "Close this message")
    assert status(window) == ""
    window.frame.say("Printed again.")
    assert status(window) == "Printed again."


def test_what_cannot_be_saved_is_told_and_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ocd")
    answer(QFileDialog, lambda dialog: type_name(dialog, Path("/proc/handout.pdf")))
    trigger(window, "save")
    assert status(window).startswith("/proc/handout.pdf cannot be written")
    window.wait()
