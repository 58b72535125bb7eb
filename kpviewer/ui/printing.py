"""From a handout to paper or a file, with the dialogs of a desk."""

from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from kpviewer import files
from kpviewer.errors import MachineError
from kpviewer.handout import Handout
from kpviewer.ui import paper


def ask_and_print(composed: Handout, parent: QWidget) -> bool:
    """Show the print dialog and print; False if the user thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    _prepare(printer, composed)
    if QPrintDialog(printer, parent).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    paper.paint(composed, printer)
    return True


def ask_and_save(composed: Handout, parent: QWidget) -> bool:
    """Ask for a file and save the PDF; False if the user thought better of it."""
    name, _ = QFileDialog.getSaveFileName(
        parent,
        parent.tr("Save PDF"),
        f"{composed.parts[0].page.slug}.pdf",
        parent.tr("PDF files (*.pdf)"),
    )
    if not name:
        return False
    files.save(Path(name).with_suffix(".pdf"), paper.pdf(composed))
    return True


def print_to(composed: Handout, printer_name: str, copies: int) -> str:
    """Print without asking; returns the printer's name. An empty name is the default printer.

    Raises MachineError: an unknown printer must not silently become a PDF, as QPrinter would have it.
    """
    info = QPrinterInfo.printerInfo(printer_name) if printer_name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        known = ", ".join(QPrinterInfo.availablePrinterNames()) or "none on this machine"
        wanted = f"there is no printer {printer_name!r}" if printer_name else "there is no default printer"
        raise MachineError(wanted, f"name one with --printer; there are: {known}")
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    if printer.outputFormat() != QPrinter.OutputFormat.NativeFormat:
        raise MachineError(f"printer {info.printerName()!r} does not answer", "see that it is on")
    printer.setCopyCount(copies)
    _prepare(printer, composed)
    paper.paint(composed, printer)
    return info.printerName()


def _prepare(printer: QPrinter, composed: Handout) -> None:
    printer.setFullPage(True)
    printer.setDocName(composed.title)
    printer.setCreator("kpviewer")
