"""How staff get into the kiosk and out of it, and what is shown where it fails."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar
from pytestqt.qtbot import QtBot

from kpviewer import pin, spooler
from kpviewer.library import Library
from kpviewer.ui.fault import EXIT_CODE, Faults
from kpviewer.ui.kiosk import knock, pin_pad, staff_page
from kpviewer.ui.kiosk.attract import Attract
from kpviewer.ui.kiosk.pin_pad import PinPad
from kpviewer.ui.kiosk.safe_page import SafePage
from kpviewer.ui.kiosk.staff_page import StaffPage
from kpviewer.ui.kiosk.window import KioskWindow
from tests.kiosk import Left, begun, buttons, log, opened, press, sheet, the, words

Key = Qt.Key
PIN = "271828"
LONG_MS = 30_000


@pytest.fixture(scope="module")
def stored() -> str:
    return pin.hashed(PIN)


@pytest.fixture
def window(qtbot: QtBot, bundled: Library, stored: str) -> KioskWindow:
    window = begun(opened(qtbot, bundled, kiosk__exit_pin=stored))
    window.open("ptsd")
    return window


def ask(qtbot: QtBot, window: KioskWindow) -> PinPad:
    qtbot.keySequence(QApplication.focusWidget() or window, QKeySequence("Ctrl+Shift+F12"))
    return the(window, PinPad)


def type_pin(qtbot: QtBot, window: KioskWindow, digits: str) -> None:
    for digit in digits:
        press(qtbot, the(window, PinPad), digit)
    press(qtbot, the(window, PinPad), "OK")


@pytest.fixture
def staff(window: KioskWindow, qtbot: QtBot) -> StaffPage:
    ask(qtbot, window)
    type_pin(qtbot, window, PIN)
    qtbot.waitUntil(lambda: isinstance(sheet(window), StaffPage), timeout=LONG_MS)
    return the(window, StaffPage)


def knocks(window: KioskWindow, taps: int, place: QPoint) -> None:
    """The last tap is held."""
    handle = window.windowHandle()
    for _ in range(taps - 1):
        QTest.mouseClick(handle, Left, Qt.KeyboardModifier.NoModifier, place)
    QTest.mousePress(handle, Left, Qt.KeyboardModifier.NoModifier, place)


def test_five_taps_into_a_corner_and_a_sixth_that_is_held_ask_for_the_pin(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knock, "HOLD_SECONDS", 0.01)
    knocks(window, 6, QPoint(20, 20))
    qtbot.waitUntil(lambda: isinstance(sheet(window), PinPad))


@pytest.mark.parametrize(("taps", "x"), [(5, 20), (6, 400)])
def test_fewer_taps_or_taps_elsewhere_ask_for_nothing(
    window: KioskWindow, monkeypatch: pytest.MonkeyPatch, taps: int, x: int
) -> None:
    monkeypatch.setattr(knock, "HOLD_SECONDS", 0.0)
    knocks(window, taps, QPoint(x, 20))
    assert not window._knock._hold.isActive()


def test_a_sixth_tap_that_is_let_go_asks_for_nothing(window: KioskWindow) -> None:
    knocks(window, 6, QPoint(20, 20))
    assert window._knock._hold.isActive()
    QTest.mouseRelease(window.windowHandle(), Left, Qt.KeyboardModifier.NoModifier, QPoint(20, 20))
    assert not window._knock._hold.isActive()


def test_the_right_pin_opens_the_staff_page(staff: StaffPage) -> None:
    assert "Kiosk, for staff" in words(staff)
    assert "right PIN" in log()


def test_a_real_keyboard_types_the_pin_too(window: KioskWindow, qtbot: QtBot) -> None:
    pad = ask(qtbot, window)
    qtbot.keyClicks(pad.focused, "9")
    qtbot.keyClick(pad.focused, Key.Key_Backspace)
    qtbot.keyClicks(pad.focused, PIN)
    qtbot.keyClick(pad.focused, Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(sheet(window), StaffPage), timeout=LONG_MS)


def test_digits_are_neither_shown_nor_told(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pad = ask(qtbot, window)
    said: list[str] = []
    monkeypatch.setattr(pad, "announce", said.append)
    for digit in "271":
        press(qtbot, pad, digit)
    assert pad._dots.text() == "●●●"
    assert pad._dots.accessibleName() == "3 digits"
    assert not any(sign.isdigit() for text in said for sign in text)
    assert "271" not in words(pad)


def test_a_wrong_pin_is_said_and_after_three_there_is_a_wait(window: KioskWindow, qtbot: QtBot) -> None:
    ask(qtbot, window)
    for _ in range(3):
        type_pin(qtbot, window, "111222")
        qtbot.waitUntil(lambda: the(window, PinPad)._try is None, timeout=LONG_MS)
    assert re.search(r"Wrong too often. Try again in 0:(30|2\d)\.", words(the(window, PinPad)))
    assert "1" not in buttons(the(window, PinPad))
    assert "wrong PIN: 3 in a row" in log()
    assert "111222" not in log()


def test_the_wait_is_there_for_the_next_pad_too(window: KioskWindow, qtbot: QtBot) -> None:
    gate = pin.Gate("")
    for _ in range(3):
        gate.opens("111222")
    assert "Try again in" in words(ask(qtbot, window))


def test_a_pad_that_nobody_touches_goes_away(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pin_pad, "TIMEOUT_SECONDS", 0.05)
    ask(qtbot, window)
    qtbot.waitUntil(lambda: sheet(window) is None)
    assert window.station.page


def test_back_leads_from_the_pad_to_what_was_read(window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, ask(qtbot, window), "Back to the leaflets")
    assert sheet(window) is None
    assert window.station.page


def test_without_a_pin_in_the_policy_nobody_gets_in(qtbot: QtBot, bundled: Library) -> None:
    window = begun(opened(qtbot, bundled))
    pad = ask(qtbot, window)
    assert "No PIN is set" in words(pad)
    assert list(buttons(pad)) == ["Back to the leaflets"]


# The page behind it


def test_the_staff_page_says_how_the_machine_is(staff: StaffPage, qtbot: QtBot) -> None:
    said: Callable[[], str] = lambda: words(staff)  # noqa: E731
    qtbot.waitUntil(lambda: "store: " in said(), timeout=LONG_MS)
    for part in ("versions: ", "printers: ", "voices: ", "packs: ", "22 leaflets to review or sign off"):
        assert part in said()
    assert "kiosk.idle_seconds = 120  (default)" in said()
    assert "kiosk.exit_pin = (set)  (policy)" in said()
    assert "started" in said() or "right PIN" in said()


def test_staff_proof_read_all_leaflets(staff: StaffPage, qtbot: QtBot) -> None:
    press(qtbot, staff, "Proof-read all")
    qtbot.waitUntil(lambda: "Proof-read all" in buttons(staff), timeout=LONG_MS)
    assert staff._proof_state.text()


def test_staff_stop_the_proof_reading(staff: StaffPage, qtbot: QtBot) -> None:
    press(qtbot, staff, "Proof-read all")
    press(qtbot, staff, "Stop")
    qtbot.waitUntil(lambda: "Proof-read all" in buttons(staff), timeout=LONG_MS)
    assert staff._proof_state.text() == "Stopped."


@pytest.mark.parametrize(("name", "restarts"), [("Leave kpviewer", False), ("Start kpviewer again", True)])
def test_staff_leave_or_start_again(
    staff: StaffPage, window: KioskWindow, qtbot: QtBot, name: str, restarts: bool
) -> None:
    with qtbot.waitSignal(window.left) as left:
        press(qtbot, staff, name)
    assert left.args == [restarts]


def test_staff_go_back_to_a_new_visit(staff: StaffPage, window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, staff, "Back to the leaflets")
    assert isinstance(sheet(window), Attract)
    assert window.station.page is None


def test_a_staff_page_that_was_left_open_closes_by_itself(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staff_page, "TIMEOUT_SECONDS", 0.05)
    window._show_staff_page()
    qtbot.waitUntil(lambda: isinstance(sheet(window), Attract))


# Where it fails


def test_what_fails_in_a_slot_is_told_on_a_safe_page(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    faults = Faults(window)
    faults.happened.connect(window.say_fault)
    faults.catch()
    with qtbot.captureExceptions():
        faults._take(RuntimeError, RuntimeError("my secret"), None)
    qtbot.waitUntil(lambda: isinstance(sheet(window), SafePage))
    said = words(the(window, SafePage))
    assert "Something went wrong here" in said
    assert "secret" not in said
    press(qtbot, the(window, SafePage), "Start again")
    assert isinstance(sheet(window), Attract)
    assert window.station.page is None


def test_what_it_says_is_in_the_language_of_the_visit(window: KioskWindow, tmp_path: Path) -> None:
    window.end_visit()
    window.begin_visit("es")
    window.say_fault("")
    assert "Algo falló aquí" in words(the(window, SafePage))


BROKEN = """
import sys
from PySide6.QtCore import QTimer
from kpviewer import cli
from kpviewer.ui.kiosk.kiosk import Kiosk

def break_(self):
    raise RuntimeError("a bug")

woken = Kiosk.wake

def wake(self):
    woken(self)
    for milliseconds in range(0, 300, 100):
        QTimer.singleShot(milliseconds, lambda: break_(self))

Kiosk.wake = wake
sys.exit(cli.main(["--kiosk"]))
"""


def test_the_third_failure_in_a_minute_ends_the_program_for_whatever_starts_it_again() -> None:
    done = subprocess.run(
        [sys.executable, "-c", BROKEN],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == EXIT_CODE
    assert "Traceback" not in done.stderr
    assert log().count("fault: RuntimeError") == 3


def test_a_page_for_staff_goes_though_the_print_service_hangs(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(5)
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setattr(spooler, "LIMIT_SECONDS", 2.0)
        window._show_staff_page()
        page = the(window, StaffPage)
        qtbot.waitUntil(lambda: "settings: " in words(page), timeout=LONG_MS)
        press(qtbot, page, "Back to the leaflets")
        assert isinstance(sheet(window), Attract)
        assert window.findChildren(StaffPage)
        qtbot.waitUntil(lambda: not window.findChildren(StaffPage), timeout=LONG_MS)


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_pad_is_seen_whole_in_large_text(percent: int, qtbot: QtBot, bundled: Library) -> None:
    window = begun(opened(qtbot, bundled, display__text_size=percent))
    pad = ask(qtbot, window)
    QApplication.processEvents()
    assert [bar.maximum() for bar in pad.findChildren(QScrollBar)] == [0, 0]
