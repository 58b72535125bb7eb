"""The whole program by keys alone: no step loses the keyboard, and Tab comes round from every screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kpviewer.library import Library
from kpviewer.ui.viewer import Viewer
from kpviewer.ui.window import Window
from tests.test_screens import SCREENS, desk

Key = Qt.Key
Modifier = Qt.KeyboardModifier
Control, Shift, Alt = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier
MOST_STOPS = 1000
"""More than a screen has."""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, bundled: Library) -> Window:
    return desk(qtbot, tmp_path, bundled, "en")


def focused(window: Window) -> QWidget:
    """What the keyboard works on."""
    found = QApplication.focusWidget()
    assert found, "the keyboard works on nothing"
    assert found.isVisible() and found.isEnabled(), found
    assert window.isAncestorOf(found), found
    return found


class Keyboard:
    """Presses keys, and sees each time that the keyboard is somewhere."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
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


def test_f6_comes_round_both_ways(window: Window, keyboard: Keyboard) -> None:
    window.frame.field.setFocus()
    forth = [keyboard.press(Key.Key_F6) for _ in range(5)]
    assert isinstance(forth[-1], QLineEdit)
    assert len(set(map(id, forth))) == 5
    assert any(isinstance(one, Viewer) for one in forth)
    back = [keyboard.press(Key.Key_F6, Shift) for _ in range(5)]
    assert back == [*forth[-2::-1], forth[-1]]


@pytest.mark.parametrize("screen", SCREENS)
def test_tab_comes_round(screen: str, window: Window, qtbot: QtBot, keyboard: Keyboard) -> None:
    SCREENS[screen](window, qtbot)
    qtbot.wait(1)
    reached = [keyboard.press(Key.Key_Tab)]
    for _ in range(MOST_STOPS):
        here = keyboard.press(Key.Key_Tab)
        if here in reached[:-1]:
            break
        if here is not reached[-1]:
            reached.append(here)
    else:
        pytest.fail(f"never round, stays at {reached[-1]}")
    assert {one for one in window.frame.buttons.values() if one.isVisible() and one.isEnabled()} <= {
        *reached
    }
