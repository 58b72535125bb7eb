"""What the window says of what went wrong."""

import errno
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kpviewer.errors import KpError
from kpviewer.files import Unwritable
from kpviewer.spooler import Refusal
from kpviewer.ui import tongue, trouble

FULL = Unwritable(Path("/x.pdf"), OSError(errno.ENOSPC, "No space left on device"))
FORBIDDEN = Unwritable(Path("/x.pdf"), OSError(errno.EACCES, "Permission denied"))


@pytest.fixture(autouse=True)
def _qt(qapp: QApplication) -> None:
    """It must run for anything to be spoken."""


@pytest.mark.parametrize(
    ("error", "english", "spanish"),
    [
        (FULL, "There is no room for /x.pdf.", "No hay espacio para /x.pdf."),
        (FORBIDDEN, "/x.pdf cannot be written.", "No se puede guardar /x.pdf."),
        (Refusal("silent", "", ""), "The print service does not", "El servicio de impresión no"),
        (Refusal("unknown", "", "", "Desk"), "There is no printer Desk.", "No hay ninguna impresora Desk."),
        (Refusal("none", "", ""), "There is no printer on this", "Esta computadora no tiene impresora."),
        (Refusal("refused", "", "", "Desk"), "Desk takes no print jobs", "Desk no acepta trabajos"),
        (KpError("too many words"), "too many words", "Eso no funcionó."),
    ],
)
def test_it_speaks_the_language_of_the_reader(error: KpError, english: str, spanish: str) -> None:
    assert trouble.of(error).startswith(english)
    tongue.speak("es")
    assert trouble.of(error).startswith(spanish)
