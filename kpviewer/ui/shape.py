"""The size and place of the window, remembered from one start to the next."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QSplitter, QWidget

_SIDEBAR_WIDTH = 304


def present(window: QWidget, columns: QSplitter, memory: QSettings) -> None:
    """Show the window as it was; the first time 1280 by 800, or as large as a small screen."""
    widths = memory.value("columns")
    if not (isinstance(widths, QByteArray) and columns.restoreState(widths)):
        columns.setSizes([_SIDEBAR_WIDTH, 10_000])
    place = memory.value("shape")
    if isinstance(place, QByteArray) and window.restoreGeometry(place):
        window.show()
        return
    room = window.screen().availableGeometry()
    if room.width() < 1366 or room.height() < 900:
        window.setGeometry(room)
        window.showMaximized()
    else:
        window.resize(1280, 800)
        window.show()


def keep(window: QWidget, columns: QSplitter, memory: QSettings) -> None:
    """Remember how the window is now."""
    memory.setValue("shape", window.saveGeometry())
    memory.setValue("columns", columns.saveState())
