"""The size and place of the window, remembered from one start to the next."""

import contextlib

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QWidget

from kpviewer.ui.columns import Columns


def present(window: QWidget, columns: Columns, memory: QSettings) -> None:
    """Show the window as it was; the first time 1280 by 800, or as large as a small screen."""
    with contextlib.suppress(TypeError, ValueError):
        columns.widen_side(float(str(memory.value("sidebar", ""))))
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


def keep(window: QWidget, columns: Columns, memory: QSettings) -> None:
    """Remember how the window is now."""
    memory.setValue("shape", window.saveGeometry())
    memory.setValue("sidebar", columns.side_width)
