"""Every screen of desk and kiosk, walked as assistive technology walks it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kpviewer.library import HELP, Library
from kpviewer.settings import Settings
from kpviewer.ui.kiosk.window import KioskWindow
from kpviewer.ui.window import Window
from tests import kiosk, walk
from tests.test_window import memory, present, viewer

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Role = QAccessible.Role
LANGUAGES = ("en", "es")


@pytest.fixture(autouse=True)
def _assisted() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def desk(
    qtbot: QtBot, tmp_path: Path, bundled: Library, lang: str, percent: int = 100, colours: str = "light"
) -> Window:
    settings, kept = Settings(), memory(tmp_path)
    settings.put({"handout.presets": {"First": ["ptsd", "safety"]}, "print.printer": "front"}, "settings")
    kept.setValue("display.text_size", percent)
    kept.setValue("display.theme", colours)
    window = Window(settings, kept, lang)
    qtbot.addWidget(window, before_close_func=lambda window: window.wait())
    present(window, bundled, "ptsd", qtbot)
    window.activateWindow()
    return window


def do(window: Window, name: str) -> None:
    window.station.actions[name].trigger()


def search(window: Window, qtbot: QtBot, typed: str) -> None:
    do(window, "search")
    qtbot.keyClicks(window.frame.field, typed)


def find(window: Window, qtbot: QtBot) -> None:
    do(window, "find")
    [field] = [one for one in window.findChildren(QLineEdit) if one.hasFocus()]
    qtbot.keyClicks(field, "ketamin")


def fill_handout(window: Window, qtbot: QtBot) -> None:
    for slug in ("ptsd", "safety"):
        window.open(slug)
        do(window, "add")


def explain(window: Window, qtbot: QtBot) -> None:
    viewer(window).setFocus()
    qtbot.keyClick(viewer(window), Key.Key_Tab)
    qtbot.keyClick(viewer(window), Key.Key_Return)


SCREENS: dict[str, Callable[[Window, QtBot], object]] = {
    "home": lambda window, _: do(window, "home"),
    "leaflet": lambda window, _: window.open("safety"),
    "leaflet to write on": lambda window, _: window.open("questions-to-ask"),
    "words explained": lambda window, _: window.open("glossary"),
    "help": lambda window, _: window.open(HELP),
    "search results": lambda window, qtbot: search(window, qtbot, "ketamin"),
    "nothing found": lambda window, qtbot: search(window, qtbot, "zzqq"),
    "crisis": lambda window, qtbot: search(window, qtbot, "suicid"),
    "find bar": find,
    "handout, empty": lambda window, _: do(window, "handout"),
    "handout, full": fill_handout,
    "term card": explain,
    "listen bar": lambda window, _: do(window, "listen"),
    "status line": lambda window, _: window.frame.say("Printed."),
    "keys": lambda window, _: do(window, "keys"),
    "about": lambda window, _: do(window, "about"),
    "narrow": lambda window, _: window.resize(700, 800),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_on_the_desk_is_nameless_small_or_silent(
    screen: str, lang: str, qtbot: QtBot, tmp_path: Path, bundled: Library
) -> None:
    window = desk(qtbot, tmp_path, bundled, lang)
    SCREENS[screen](window, qtbot)
    qtbot.wait(1)
    assert walk.problems(window, walk.DESK) == []


@pytest.mark.parametrize("screen", ["home", "leaflet", "search results", "handout, full"])
def test_nor_in_large_text(screen: str, qtbot: QtBot, tmp_path: Path, bundled: Library) -> None:
    window = desk(qtbot, tmp_path, bundled, "en", 200)
    SCREENS[screen](window, qtbot)
    qtbot.wait(1)
    assert walk.problems(window, walk.DESK) == []


def touch_field(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.station.frame.field, Qt.MouseButton.LeftButton)


def look_for(window: KioskWindow, qtbot: QtBot, typed: str) -> None:
    window.station.frame.field.setFocus()
    qtbot.keyClicks(window.station.frame.field, typed)


def act(window: KioskWindow, name: str) -> None:
    window.station.actions[name].trigger()


def ask_print(window: KioskWindow, qtbot: QtBot) -> None:
    window.open("ptsd")
    act(window, "print")


VISIT: dict[str, Callable[[KioskWindow, QtBot], object]] = {
    "home": lambda window, _: None,
    "keyboard": touch_field,
    "search results": lambda window, qtbot: look_for(window, qtbot, "ketamin"),
    "nothing found": lambda window, qtbot: look_for(window, qtbot, "zzqq"),
    "crisis": lambda window, qtbot: look_for(window, qtbot, "suicid"),
    "leaflet": lambda window, _: window.open("safety"),
    "print": ask_print,
    "still there": lambda window, _: window._warn(20),
    "PIN": lambda window, _: act(window, "staff"),
    "staff": lambda window, _: window._show_staff_page(),
    "fault": lambda window, _: window.say_fault("The disk is full."),
    "between visits": lambda window, _: act(window, "done"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", VISIT)
def test_nothing_in_a_kiosk_is_nameless_small_or_silent(
    screen: str, lang: str, qtbot: QtBot, bundled: Library
) -> None:
    window = kiosk.begun(kiosk.opened(qtbot, bundled, kiosk.UPRIGHT, lang))
    VISIT[screen](window, qtbot)
    qtbot.wait(1)
    assert walk.problems(window, walk.KIOSK) == []


@pytest.mark.parametrize("size", [kiosk.ACROSS, kiosk.SMALL])
@pytest.mark.parametrize("screen", VISIT)
def test_nor_where_the_kiosk_stands_across_or_is_small(
    screen: str, size: tuple[int, int], qtbot: QtBot, bundled: Library
) -> None:
    window = kiosk.begun(kiosk.opened(qtbot, bundled, size, "es"))
    VISIT[screen](window, qtbot)
    qtbot.wait(1)
    assert walk.problems(window, walk.KIOSK) == []
