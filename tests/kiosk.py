"""A kiosk to test, used with finger and keys as a visitor would."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kpviewer import library, paths
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui.kiosk.sheet import Sheet
from kpviewer.ui.kiosk.window import KioskWindow

Left = Qt.MouseButton.LeftButton
UPRIGHT, ACROSS, SMALL = (1080, 1920), (1920, 1080), (1024, 768)

Open = Callable[..., KioskWindow]


def opened(
    qtbot: QtBot, shown: Library, size: tuple[int, int] | None = UPRIGHT, lang: str = "en", **policy: object
) -> KioskWindow:
    """Between two visits, as large as the screen if no size is given.

    `policy` has keys with a double underscore in place of the dot.
    """
    settings = Settings()
    settings.put({name.replace("__", "."): value for name, value in policy.items()}, "policy")
    window = KioskWindow(settings, lang, lambda: library.all_folders([]))
    qtbot.addWidget(window, before_close_func=lambda window: window.wait())
    window.show_library(shown)
    window.open_first()
    with qtbot.waitSignal(window.first_painted):
        window.present()
    if size:
        window.resize(*size)
    return window


def begun(window: KioskWindow, lang: str = "") -> KioskWindow:
    """The same with a visitor."""
    window.begin_visit(lang)
    return window


def sheet(window: KioskWindow) -> Sheet | None:
    """What lies over all else."""
    shown = [one for one in window.findChildren(Sheet) if one.isVisible()]
    assert len(shown) <= 1
    return shown[0] if shown else None


Kind = TypeVar("Kind", bound=Sheet)


def the(window: KioskWindow, kind: type[Kind]) -> Kind:
    found = sheet(window)
    assert isinstance(found, kind)
    return found


def buttons(root: QWidget) -> dict[str, QAbstractButton]:
    """Those that can be seen, by their names."""
    return {
        one.accessibleName(): one
        for one in root.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled()
    }


def press(qtbot: QtBot, root: QWidget, name: str) -> None:
    qtbot.mouseClick(buttons(root)[name], Left)


def key(window: KioskWindow, name: str) -> QPushButton:
    """Of the keyboard on the screen."""
    found = buttons(window.station.frame.keyboard)[name]
    assert isinstance(found, QPushButton)
    return found


def words(root: QWidget) -> str:
    """All that can be read on labels and buttons."""
    parts = [one.text() for one in root.findChildren(QLabel) if one.isVisible()]
    for one in root.findChildren(QAbstractButton):
        if one.isVisible():
            parts += [one.text(), one.accessibleDescription()]
    return "\n".join(parts)


def tap(qtbot: QtBot, root: QWidget, place: QPoint) -> None:
    """Whatever stands there is touched."""
    hit = root.childAt(place) or root
    qtbot.mouseClick(hit, Left, pos=hit.mapFrom(root, place))


def windows() -> list[QWidget]:
    """What the program shows on the screen."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible()]


def log() -> str:
    path = paths.log_file()
    return path.read_text("utf-8") if path.exists() else ""
