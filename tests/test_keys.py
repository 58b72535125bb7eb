"""The whole program by keys alone: no step loses the keyboard, and Tab comes round from every screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kpviewer import pin
from kpviewer.library import Library
from kpviewer.ui.home import Home
from kpviewer.ui.kiosk.attract import Attract
from kpviewer.ui.kiosk.frame import KioskFrame
from kpviewer.ui.kiosk.window import KioskWindow
from kpviewer.ui.viewer import Viewer
from kpviewer.ui.window import Window
from tests import kiosk
from tests.test_screens import SCREENS, VISIT, desk

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Control, Shift, Alt = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
TAB = Qt.FocusPolicy.TabFocus
MOST_STOPS = 1000
"""More than a screen has."""
RING = 6
"""Pixels within which it is shown what the keyboard works on."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, bundled: Library) -> Window:
    return desk(qtbot, tmp_path, bundled, "en")


def focused(window: QWidget) -> QWidget:
    """What the keyboard works on."""
    found = QApplication.focusWidget()
    assert found, "the keyboard works on nothing"
    assert found.isVisible() and found.isEnabled(), found
    assert window.isAncestorOf(found), found
    return found


class Keyboard:
    """Presses keys, and sees each time that the keyboard is somewhere."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self._window, self._qtbot = window, qtbot

    def press(self, key: Qt.Key, modifier: Modifier = Modifier.NoModifier) -> QWidget:
        """Returns what the keyboard works on then."""
        self._qtbot.keyClick(focused(self._window), key, modifier)
        self._qtbot.wait(1)
        return focused(self._window)

    def type(self, text: str) -> None:
        self._qtbot.keyClicks(focused(self._window), text)
        focused(self._window)


@pytest.fixture
def keyboard(window: Window, qtbot: QtBot) -> Keyboard:
    return Keyboard(window, qtbot)


def test_a_visit_from_search_to_paper_needs_no_mouse(window: Window, keyboard: Keyboard) -> None:
    viewer = window.frame.viewer

    assert isinstance(keyboard.press(Key.Key_K, Control), QLineEdit)
    keyboard.type("side effects")
    keyboard.press(Key.Key_Down)
    assert keyboard.press(Key.Key_Return) is viewer
    assert window.windowTitle() == "Safety and side effects – kpviewer"

    keyboard.press(Key.Key_Home, Control)
    while viewer.textCursor().selectedText() != "What is ketamine psychotherapy?":
        assert keyboard.press(Key.Key_Tab) is viewer
    assert keyboard.press(Key.Key_Return) is viewer
    assert window.windowTitle() == "What is ketamine psychotherapy? – kpviewer"
    assert keyboard.press(Key.Key_Left, Alt) is viewer
    assert window.windowTitle() == "Safety and side effects – kpviewer"

    assert isinstance(keyboard.press(Key.Key_F, Control), QLineEdit)
    keyboard.type("dose")
    keyboard.press(Key.Key_Return)
    assert keyboard.press(Key.Key_Escape) is viewer
    keyboard.press(Key.Key_Plus, Control)
    assert window._session.look.unit == pytest.approx(1.15)
    keyboard.press(Key.Key_D, Control)
    assert window.frame.buttons["handout"].text() == "Handout (1)"
    keyboard.press(Key.Key_P, Control)
    assert window.windowTitle() == "Handout – kpviewer"
    assert keyboard.press(Key.Key_H, Control) is viewer
    assert window.windowTitle() == "Get help now – kpviewer"
    assert keyboard.press(Key.Key_F1) is viewer
    assert window.windowTitle() == "Keyboard shortcuts – kpviewer"
    keyboard.press(Key.Key_Home, Alt)
    assert window.windowTitle() == "kpviewer"


@pytest.mark.parametrize(("key", "start"), [(Key.Key_Down, 0), (Key.Key_Right, 0), (Key.Key_Up, 520)])
def test_arrow_keys_stop_nowhere_without_words(
    key: Qt.Key, start: int, window: Window, keyboard: Keyboard
) -> None:
    viewer = window.frame.viewer
    viewer.setFocus()
    viewer.put_caret(start)
    reached = [viewer.textCursor().block().text() for _ in range(150) if keyboard.press(key)]
    assert "Not yet reviewed by a clinician" in " ".join(reached)
    assert all(reached)


def test_f6_comes_round_both_ways(window: Window, keyboard: Keyboard) -> None:
    window.frame.field.setFocus()
    forth = [keyboard.press(Key.Key_F6) for _ in range(5)]
    assert isinstance(forth[-1], QLineEdit)
    assert len(set(map(id, forth))) == 5
    assert any(isinstance(one, Viewer) for one in forth)
    back = [keyboard.press(Key.Key_F6, Shift) for _ in range(5)]
    assert back == [*forth[-2::-1], forth[-1]]


def round_trip(keyboard: Keyboard) -> list[QWidget]:
    """What Tab reaches until it comes where it was; in a page it goes from link to link."""
    reached: list[QWidget] = []
    for _ in range(MOST_STOPS):
        here = keyboard.press(Key.Key_Tab)
        if here not in reached:
            reached.append(here)
        elif not (here is reached[-1] and isinstance(here, Viewer)):
            return reached
    pytest.fail(f"never round, stays at {reached[-1]}")


def test_f6_passes_over_the_outline_of_a_page_that_has_no_sections(
    window: Window, keyboard: Keyboard
) -> None:
    keyboard.press(Key.Key_F1)
    assert not window.frame.outline.isVisible()
    reached = [keyboard.press(Key.Key_F6) for _ in range(4)]
    assert len(set(map(id, reached))) == 4
    assert window.frame.outline.list not in reached


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_comes_round(screen: str, window: Window, qtbot: QtBot, keyboard: Keyboard) -> None:
    SCREENS[screen](window, qtbot)
    qtbot.wait(1)
    reached = round_trip(keyboard)
    assert {one for one in window.frame.buttons.values() if one.isVisible() and one.isEnabled()} <= {
        *reached
    }
    assert window.frame.field in reached or not window.frame.field.isVisible()


def test_what_was_found_comes_right_behind_the_search_field(
    window: Window, qtbot: QtBot, keyboard: Keyboard
) -> None:
    SCREENS["search results"](window, qtbot)
    assert keyboard.press(Key.Key_Tab).accessibleName() == "Search results"
    assert keyboard.press(Key.Key_Backtab, Shift) is window.frame.field


def is_seen(window: QWidget) -> bool:
    """Whether the window looks different around what the keyboard works on."""
    control = focused(window)
    place = QRect(control.mapTo(window, QPoint()), control.size()).adjusted(-RING, -RING, RING, RING)
    with_keyboard = window.grab(place).toImage()
    control.clearFocus()
    without = window.grab(place).toImage()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(with_keyboard != without)


def unseen(keyboard: Keyboard, window: QWidget) -> list[QWidget]:
    """What Tab reaches without that showing, but for what only holds what it reaches next."""
    found = []
    for _ in round_trip(keyboard):
        control = keyboard.press(Key.Key_Tab)
        if not isinstance(control, Viewer | Home | KioskFrame | Attract) and not is_seen(window):
            found.append(control)
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_what_the_keyboard_works_on_is_seen(
    screen: str, window: Window, qtbot: QtBot, keyboard: Keyboard
) -> None:
    SCREENS[screen](window, qtbot)
    qtbot.wait(1)
    assert unseen(keyboard, window) == []


# In a waiting room


@pytest.fixture(scope="module")
def stored() -> str:
    return pin.hashed("271828")


@pytest.fixture
def visit(qtbot: QtBot, bundled: Library, stored: str) -> KioskWindow:
    window = kiosk.begun(kiosk.opened(qtbot, bundled, kiosk.UPRIGHT, "en", kiosk__exit_pin=stored))
    window.activateWindow()
    return window


@pytest.mark.parametrize("screen", VISIT)
def test_tab_comes_round_in_a_kiosk(screen: str, visit: KioskWindow, qtbot: QtBot) -> None:
    VISIT[screen](visit, qtbot)
    qtbot.wait(1)
    reached = round_trip(Keyboard(visit, qtbot))
    on_top = kiosk.sheet(visit) or visit
    buttons = [one for one in on_top.findChildren(QAbstractButton) if one.focusPolicy() & TAB]
    assert buttons
    assert {one for one in buttons if one.isVisible() and one.isEnabled()} <= {*reached}


def test_what_was_found_comes_right_behind_the_search_field_of_a_kiosk(
    visit: KioskWindow, qtbot: QtBot
) -> None:
    keyboard = Keyboard(visit, qtbot)
    VISIT["search results"](visit, qtbot)
    assert keyboard.press(Key.Key_Tab).accessibleName() == "Search results"
    assert keyboard.press(Key.Key_Backtab, Shift) is visit.station.frame.field


@pytest.mark.parametrize("screen", VISIT)
def test_what_the_keyboard_works_on_is_seen_in_a_kiosk(
    screen: str, visit: KioskWindow, qtbot: QtBot
) -> None:
    VISIT[screen](visit, qtbot)
    assert unseen(Keyboard(visit, qtbot), visit) == []
