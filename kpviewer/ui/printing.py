"""From a handout to paper or a file, with the dialogs of a desk."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths, QThread, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrintEngine, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from kpviewer import files, spooler
from kpviewer.errors import MachineError
from kpviewer.handout import Handout, to_html
from kpviewer.ui import paper, print_job, trouble
from kpviewer.ui.print_job import Order, PrinterSearch, PrintJob

translate = QCoreApplication.translate

_CUPS_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
"""Where Qt's print dialog leaves what was chosen of a printer's own options: a list of keys and values."""
_SIDES = {
    QPrinter.DuplexMode.DuplexNone: "one-sided",
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
}


class Printing(QObject):
    """Prints what staff want printed, with the desk's own print dialog; never holds the window up.

    Signals:
        usual_found(name): which printer prints without being asked for; empty if none does.
        told(text): what becomes of it, in words for the reader.
        sent(text): it was handed to a printer; the words say to which.
    """

    usual_found = Signal(str)
    told = Signal(str)
    sent = Signal(str)

    def __init__(self, window: QWidget, printer: str) -> None:
        """`printer` is offered first; an empty name is the system's default."""
        super().__init__(window)
        self._window = window
        self._printer = printer
        self.usual = ""
        """Prints without being asked for; empty while none is known."""
        self._asked: Handout | None = None
        """What is to be printed when the printers are found."""
        search = PrinterSearch(self)
        search.found.connect(self._take_usual)
        self._start(search)

    def _take_usual(self, names: list[str], default: str) -> None:
        """The one of the settings, else the system's default, else the only one there is."""
        if self._printer in names:
            self.usual = self._printer
        else:
            self.usual = default or (names[0] if len(names) == 1 else "")
        self.usual_found.emit(self.usual)

    def print(self, composed: Handout) -> None:
        """Where it usually goes, or ask where no printer is known: two presses from a leaflet to paper."""
        if self.usual:
            self.print_on(composed, Order(self.usual))
        else:
            self.ask_and_print(composed)

    def ask_and_print(self, composed: Handout) -> None:
        """Find the printers, let one be chosen, print, and tell what becomes of it."""
        if not spooler.is_here():
            self._ask_and_paint(composed)
        elif not self._asked:
            self._asked = composed
            self.told.emit(self.tr("Looking for printers…"))
            search = PrinterSearch(self)
            search.found.connect(self._ask)
            search.failed.connect(self._give_up)
            self._start(search)

    def print_on(self, composed: Handout, order: Order) -> PrintJob:
        """Print without asking, and tell what becomes of it."""
        job = PrintJob(composed, order, self)
        job.sent.connect(self.sent)
        for signal in (job.sent, job.waiting, job.printed, job.failed):
            signal.connect(lambda text: self.told.emit(_with_lack(text, composed)))
        self._start(job)
        return job

    def stop(self) -> None:
        """Watch no longer; what was sent is printed all the same. Waits for what goes on."""
        for thread in self.findChildren(QThread):
            thread.requestInterruption()
            thread.wait()

    def _start(self, thread: QThread) -> None:
        thread.finished.connect(thread.deleteLater)
        thread.start()

    def _ask(self, names: list[str], default: str) -> None:
        composed = self._asked
        if not composed or not names:
            self._give_up(self.tr("There is no printer on this machine. Save the handout as PDF."))
            return
        offered = next((name for name in (self._printer, default) if name in names), names[0])
        printer = QPrinter(QPrinterInfo.printerInfo(offered), QPrinter.PrinterMode.HighResolution)
        if _ask(printer, composed, self._window):
            self.print_on(composed, _order(printer))
        else:
            self.told.emit(self.tr("Nothing was printed."))
        self._asked = None

    def _give_up(self, text: str) -> None:
        self._asked = None
        self.told.emit(text)

    def _ask_and_paint(self, composed: Handout) -> None:
        """Where there is no CUPS, Qt prints, and nobody knows what becomes of it."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._printer:
            printer.setPrinterName(self._printer)
        if _ask(printer, composed, self._window):
            paper.paint(composed, printer)
            text = self.tr("Sent to {printer}.").format(printer=printer.printerName())
            self.sent.emit(text)
            self.told.emit(_with_lack(text, composed))


def print_to(composed: Handout, printer_name: str, copies: int) -> spooler.Job | None:
    """Print without asking; an empty name is the default printer. None where nothing can be watched.

    Raises MachineError: an unknown printer must not silently become a PDF, as QPrinter would have it.
    """
    if spooler.is_here():
        return print_job.send(composed, Order(printer_name, copies))
    info = QPrinterInfo.printerInfo(printer_name) if printer_name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        known = ", ".join(QPrinterInfo.availablePrinterNames()) or "none on this machine"
        problem = f"there is no printer {printer_name!r}" if printer_name else "there is no default printer"
        raise MachineError(problem, f"name one; there are: {known}")
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
        raise MachineError(f"printer {info.printerName()!r} does not answer", "see that it is on")
    printer.setCopyCount(copies)
    _prepare(printer, composed)
    paper.paint(composed, printer)
    return None


def ask_and_save_pdf(composed: Handout, parent: QWidget) -> str:
    """Ask for a file and save the PDF; says where, nothing if the user thought better of it."""
    title, kind = translate("Saving", "Save PDF"), translate("Saving", "PDF, for paper (*.pdf)")
    return _ask_and_save(composed, parent, title, kind, lambda: paper.pdf(composed))


def ask_and_save_html(composed: Handout, parent: QWidget) -> str:
    """As `ask_and_save_pdf`, for the HTML file, which is the one that screen readers can read well."""
    title = translate("Saving", "Save HTML")
    kind = translate("Saving", "HTML, for screen readers, e-mail and portals (*.html)")
    return _ask_and_save(composed, parent, title, kind, lambda: to_html(composed).encode())


def _ask_and_save(
    composed: Handout, parent: QWidget, title: str, kind: str, make: Callable[[], bytes]
) -> str:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    ending = kind.rpartition("*.")[2].rstrip(")")
    dialog = QFileDialog(parent, title, documents, kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(ending)
    dialog.selectFile(f"{composed.parts[0].page.slug}.{ending}")
    if dialog.exec() != QFileDialog.DialogCode.Accepted:
        return ""
    path = Path(dialog.selectedFiles()[0])
    files.save(path, make())
    return _with_lack(translate("Saving", "Saved {path}.").format(path=path), composed)


def _with_lack(text: str, composed: Handout) -> str:
    """What is said of a handout, and what it lacks."""
    return "\n".join(filter(None, [text, trouble.lacking(composed)]))


def _ask(printer: QPrinter, composed: Handout, parent: QWidget) -> bool:
    """Whether the user wants it printed; `printer` then knows how."""
    _prepare(printer, composed)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
    return dialog.exec() == QPrintDialog.DialogCode.Accepted


def _prepare(printer: QPrinter, composed: Handout) -> None:
    printer.setFullPage(True)
    printer.setPageSize(paper.page_size(composed))
    printer.setDocName(composed.job_title())
    printer.setCreator("kpviewer")


def _order(printer: QPrinter) -> Order:
    """What was chosen in the print dialog; what is as the printer would have it is not mentioned."""
    info = QPrinterInfo.printerInfo(printer.printerName())
    options = []
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        options.append(f"page-ranges={printer.pageRanges().toString()}")
    if printer.duplex() in _SIDES and printer.duplex() != info.defaultDuplexMode():
        options.append(f"sides={_SIDES[printer.duplex()]}")
    if printer.colorMode() != info.defaultColorMode():
        grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
        options.append(f"print-color-mode={'monochrome' if grey else 'color'}")
    if printer.copyCount() > 1:
        options.append(f"collate={str(printer.collateCopies()).lower()}")
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        options.append("outputorder=reverse")
    own = printer.printEngine().property(_CUPS_OPTIONS) or []
    options += [f"{key}={value}" for key, value in zip(own[::2], own[1::2], strict=True)]
    return Order(printer.printerName(), printer.copyCount(), tuple(options))
