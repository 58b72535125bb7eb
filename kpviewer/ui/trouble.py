"""What the window says of what went wrong, in the language that the program speaks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kpviewer import phrases
from kpviewer.errors import KpError
from kpviewer.files import Unwritable
from kpviewer.spooler import Refusal
from kpviewer.ui import tongue

if TYPE_CHECKING:
    from kpviewer.handout import Handout

translate = QCoreApplication.translate


def of(error: KpError) -> str:
    """By the kind of error: what it says itself is for the command line, and English."""
    spoken = tongue.spoken()
    if isinstance(error, Refusal):
        return phrases.printing(error.state, error.printer, spoken)
    if isinstance(error, Unwritable):
        full = translate("Trouble", "There is no room for {path}. Choose another place or free some space.")
        other = translate("Trouble", "{path} cannot be written. Choose another place.")
        return (full if error.is_for_space else other).format(path=error.path)
    other = translate("Trouble", "That did not work. Try again, or ask who looks after this computer.")
    return str(error) if spoken == "en" else other


def lacking(composed: "Handout") -> str:
    """What a handout had to go without; empty if that is nothing."""
    words = translate("Trouble", "The logo is left out: {path} is missing, or no PNG or JPEG file.")
    return words.format(path=composed.options.clinic.logo) if composed.complaint else ""
