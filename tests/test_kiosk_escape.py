"""Nobody gets out of the kiosk, and nothing gets in."""

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDropEvent,
    QGuiApplication,
    QHelpEvent,
    QKeySequence,
)
from PySide6.QtPrintSupport import QPageSetupDialog, QPrintDialog, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from kpviewer.library import Library
from kpviewer.ui.actions import ACTIONS
from kpviewer.ui.kiosk.guard import USED
from kpviewer.ui.kiosk.window import KioskWindow
from tests import x_screen
from tests.kiosk import Left, begun, opened, sheet, tap, windows

ROOT = Path(__file__).parent.parent
Middle = Qt.MouseButton.MiddleButton
PRESSES = int(os.environ.get("KPVIEWER_PRESSES", "2000"))
"""Of random keys and touches; 20,000 is what a release is tried with."""

CHORDS = """
Alt+F4 Ctrl+Q Ctrl+W Ctrl+F4 Ctrl+O Ctrl+S Ctrl+Shift+S Ctrl+N Ctrl+D Ctrl+Shift+D Ctrl+B Ctrl+T Ctrl+F
F1 Shift+F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 Shift+F10 Menu Alt+Space Ctrl+Esc Alt+Esc Ctrl+Alt+Del
Ctrl+Shift+Esc Meta+D Meta+L Meta+R Print Pause Help Ctrl+Shift+I Ctrl+A Ctrl+C Ctrl+X Ctrl+V Ctrl+Z Ctrl+Y
Shift+Ins Ctrl+Ins Shift+Del Ctrl+Return Alt+Return Ctrl+Tab Alt+Tab Ctrl+Shift+P Ctrl+G Alt+F1 Alt+F2
"""


@pytest.fixture(autouse=True)
def _no_dialog_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever makes one fails."""

    def refuse(self: QWidget, *_: object, **__: object) -> None:
        raise AssertionError(type(self).__name__)

    kinds = (QFileDialog, QPrintDialog, QPrintPreviewDialog, QPageSetupDialog, QMessageBox, QDialog, QMenu)
    for kind in kinds:
        monkeypatch.setattr(kind, "__init__", refuse)


@pytest.fixture
def window(qtbot: QtBot, bundled: Library) -> KioskWindow:
    window = begun(opened(qtbot, bundled, None, clinic__name="Riverside"))
    window.open("ptsd")
    return window


def is_shut_in(window: KioskWindow) -> bool:
    """One window, whole, and nothing over it but its own sheets."""
    return windows() == [window] and window.isFullScreen() and QApplication.activePopupWidget() is None


def test_the_keys_that_are_let_in_are_those_of_actions() -> None:
    assert set(USED) <= {action.name for action in ACTIONS}


def test_no_chord_does_anything(window: KioskWindow, qtbot: QtBot) -> None:
    triggered: list[str] = []

    def note(action: QAction) -> None:
        action.triggered.connect(lambda: triggered.append(action.text()))

    for action in window.findChildren(QAction):
        note(action)
    for chord in CHORDS.split():
        window.station.frame.viewer.setFocus()
        qtbot.keySequence(window.station.frame.viewer, QKeySequence(chord))
        assert triggered == [], chord
        assert is_shut_in(window), chord
    assert window.station.page


def test_it_ignores_every_wish_to_close_it(window: KioskWindow) -> None:
    assert not window.close()
    assert is_shut_in(window)


def test_whoever_makes_it_smaller_has_it_whole_again(window: KioskWindow, qtbot: QtBot) -> None:
    window.showMinimized()
    qtbot.waitUntil(lambda: is_shut_in(window))
    window.showNormal()
    qtbot.waitUntil(lambda: is_shut_in(window))


def everything(window: KioskWindow) -> list[QWidget]:
    return [window, *(one for one in window.findChildren(QWidget) if one.isVisible())]


def test_nothing_has_a_context_menu_or_a_tool_tip(window: KioskWindow) -> None:
    for one in everything(window):
        for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
            QApplication.sendEvent(
                one, QContextMenuEvent(reason, QPoint(3, 3), one.mapToGlobal(QPoint(3, 3)))
            )
        QApplication.sendEvent(one, QHelpEvent(QEvent.Type.ToolTip, QPoint(3, 3), QPoint(3, 3)))
    assert is_shut_in(window)


def test_nothing_takes_what_is_dropped(window: KioskWindow) -> None:
    window.station.actions["home"].trigger()
    data = QMimeData()
    data.setText("dropped")
    for one in everything(window):
        event = QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, data, Left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(one, event)
    assert window.station.frame.field.text() == ""


def test_the_middle_button_pastes_nothing(window: KioskWindow, qtbot: QtBot) -> None:
    window.station.actions["home"].trigger()
    field = window.station.frame.field
    QGuiApplication.clipboard().setText("pasted")
    for button in (Middle, Qt.MouseButton.RightButton):
        qtbot.mouseClick(field, button)
    assert field.text() == ""


def test_what_is_on_the_page_cannot_be_selected_and_copied(window: KioskWindow, qtbot: QtBot) -> None:
    viewer = window.station.frame.viewer
    viewer.selectAll()
    viewer.setTextCursor(viewer.cursorForPosition(QPoint(0, 0)))
    area = viewer.viewport()
    qtbot.mouseDClick(area, Left, pos=QPoint(200, 200))
    qtbot.mousePress(area, Left, pos=QPoint(200, 200))
    qtbot.mouseMove(area, QPoint(500, 210))
    qtbot.mouseRelease(area, Left, pos=QPoint(500, 210))
    assert not viewer.textCursor().hasSelection()


@pytest.mark.qt_log_ignore("keyToAscii", extend=True)  # QTest does not know every key
def test_random_keys_and_touches_do_not_get_out(window: KioskWindow, tmp_path: Path) -> None:
    """With a fixed seed. Staff's PIN is not set here, so nobody can get in either."""
    chance = random.Random(20261127)
    keys = [key for key in Qt.Key if 0x20 <= key.value < 0x7F or 0x01000000 <= key.value < 0x01100000]
    shift, ctrl, alt, meta = (
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
        Qt.KeyboardModifier.MetaModifier,
    )
    held = [Qt.KeyboardModifier.NoModifier, shift, ctrl, alt, ctrl | shift, ctrl | alt, meta]
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    for number in range(PRESSES):
        focused = QApplication.focusWidget() or window
        if chance.random() < 0.5:
            QTest.keyClick(focused, chance.choice(keys), chance.choice(held))
        else:
            place = QPoint(chance.randrange(window.width()), chance.randrange(window.height()))
            hit = window.childAt(place) or window
            button = chance.choice([Left, Left, Left, Qt.MouseButton.RightButton, Middle])
            QTest.mouseClick(hit, button, Qt.KeyboardModifier.NoModifier, hit.mapFrom(window, place))
        if number % 100 == 0:
            QApplication.processEvents()
            assert is_shut_in(window), number
    assert is_shut_in(window)
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    by_us = {path.name for path in written if "speech-dispatcher" not in path.parts}
    assert by_us <= {"kpviewer.log"}
    window.end_visit()
    assert sheet(window)


def test_a_kiosk_between_visits_is_shut_in_too(qtbot: QtBot, bundled: Library) -> None:
    window = opened(qtbot, bundled, None)
    for chord in ("Alt+F4", "Ctrl+Q", "Shift+F10"):
        qtbot.keySequence(QApplication.focusWidget() or window, QKeySequence(chord))
        assert is_shut_in(window)
    tap(qtbot, window, QPoint(3, 3))
    assert is_shut_in(window)


# The real program on a real screen


def _needs(*programs: str) -> None:
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """A screen with a window manager."""
    _needs("Xvfb", "openbox", "xdotool")
    quiet = subprocess.DEVNULL
    with x_screen.running() as name:
        environment = {**os.environ, "DISPLAY": name}
        manager = subprocess.Popen(["openbox"], env=environment, stderr=quiet, stdout=quiet)
        yield name
        manager.terminate()
        manager.wait()


@pytest.fixture
def running(display: str, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """The kiosk, as it is started in a waiting room."""
    policy = tmp_path / "policy.toml"
    policy.write_text('[clinic]\nname = "Riverside"\n[kiosk]\nidle_seconds = 3600\n')
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kpviewer", "--kiosk", "--policy", str(policy)],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    process.wait()
    if process.stderr:
        process.stderr.close()


def _xdotool(display: str, *words: str) -> str:
    environment = {**os.environ, "DISPLAY": display}
    return subprocess.run(["xdotool", *words], env=environment, capture_output=True, text=True).stdout


def _shown(display: str, process: "subprocess.Popen[str]") -> list[str]:
    """Name and place of every window of the program that can be seen."""
    found = _xdotool(display, "search", "--onlyvisible", "--pid", str(process.pid)).split()
    return [
        " ".join(_xdotool(display, "getwindowgeometry", "--shell", one).splitlines()[1:5]) for one in found
    ]


WHOLE = ["X=0 Y=0 WIDTH=1280 HEIGHT=800"]


def _wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_the_real_program_fills_the_screen_whatever_is_pressed(
    display: str, running: "subprocess.Popen[str]"
) -> None:
    _wait_until(lambda: _shown(display, running) == WHOLE)
    _xdotool(display, "mousemove", "640", "780", "click", "1")
    keys = ["alt+F4", "ctrl+q", "ctrl+w", "F11", "shift+F10", "Menu", "F1", "ctrl+p", "ctrl+s", "ctrl+o"]
    for key in keys * 3:
        _xdotool(display, "key", key)
    for button in ("2", "3"):
        _xdotool(display, "mousemove", "640", "400", "click", button)
    [one] = _xdotool(display, "search", "--onlyvisible", "--pid", str(running.pid)).split()
    _xdotool(display, "windowquit", one)
    assert running.poll() is None
    assert _shown(display, running) == WHOLE
    _xdotool(display, "windowminimize", one)
    _wait_until(lambda: _shown(display, running) == WHOLE)
    running.terminate()
    assert running.wait(10) == 0
