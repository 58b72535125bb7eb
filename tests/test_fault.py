"""Bugs while the window is open, provoked in real slots, events and threads."""

import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QThread, QTimer, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kpviewer import paths
from kpviewer.errors import MachineError
from kpviewer.ui import fault
from kpviewer.ui.fault import Faults


class Clock:
    seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds


class Button(QObject):
    pressed = Signal()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def faults(qapp: object, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Faults:
    for module, name in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(module, name, getattr(module, name))
    caught = Faults(clock=clock)
    caught.catch()
    return caught


@pytest.fixture
def button(faults: Faults) -> Button:
    """Fails when it is pressed."""

    def fail() -> None:
        raise KeyError("my nightmares")

    failing = Button()
    failing.pressed.connect(fail)
    return failing


def logged() -> str:
    return paths.log_file().read_text("utf-8")


def test_an_error_in_a_slot_is_told_and_the_program_goes_on(
    faults: Faults, button: Button, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(faults.happened) as told:
        button.pressed.emit()
    assert told.args == [""]
    with qtbot.waitSignal(faults.happened):
        button.pressed.emit()


def test_nothing_of_what_the_error_says_is_kept_or_shown(
    faults: Faults, button: Button, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    with qtbot.waitSignal(faults.happened):
        button.pressed.emit()
    assert "KeyError at tests/test_fault.py:" in logged()
    assert "nightmares" not in logged()
    assert capfd.readouterr() == ("", "")


def test_an_error_that_is_for_the_reader_is_told_in_its_words(faults: Faults, qtbot: QtBot) -> None:
    def fail() -> None:
        raise MachineError("the disk is full", "free some space")

    with qtbot.waitSignal(faults.happened) as told:
        QTimer.singleShot(0, fail)
    assert told.args == ["the disk is full: free some space"]
    assert "disk" not in logged()


def test_an_error_while_something_is_painted_is_told(faults: Faults, qtbot: QtBot) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: object) -> None:
            raise ZeroDivisionError

    broken = Broken()
    qtbot.addWidget(broken)
    with qtbot.waitSignal(faults.happened):
        broken.show()


def test_errors_in_threads_are_told_on_the_thread_of_the_window(faults: Faults, qtbot: QtBot) -> None:
    class Failing(QThread):
        def run(self) -> None:
            raise ZeroDivisionError

    def fail() -> None:
        raise ZeroDivisionError

    told_on = []
    faults.happened.connect(lambda: told_on.append(QThread.currentThread()))
    ours, theirs = threading.Thread(target=fail), Failing()
    for thread in (ours, theirs):
        thread.start()
    ours.join()
    theirs.wait()
    qtbot.waitUntil(lambda: len(told_on) == 2)
    application = QCoreApplication.instance()
    assert application
    assert set(told_on) == {application.thread()}


def test_an_error_where_python_can_only_shrug_is_logged(faults: Faults, qtbot: QtBot) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ZeroDivisionError

    with qtbot.waitSignal(faults.happened):
        [Broken()].clear()


def test_three_within_a_minute_are_too_many(
    faults: Faults, button: Button, clock: Clock, qtbot: QtBot
) -> None:
    for _ in range(2):
        with qtbot.assertNotEmitted(faults.too_many), qtbot.waitSignal(faults.happened):
            button.pressed.emit()
        clock.seconds += 29
    with qtbot.waitSignal(faults.too_many):
        button.pressed.emit()


def test_three_in_more_than_a_minute_are_not_too_many(
    faults: Faults, button: Button, clock: Clock, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(faults.too_many):
        for _ in range(6):
            with qtbot.waitSignal(faults.happened):
                button.pressed.emit()
            clock.seconds += 31


def test_after_too_many_the_event_loop_can_be_left_with_a_code(
    faults: Faults, button: Button, qtbot: QtBot
) -> None:
    loop = QEventLoop()
    faults.too_many.connect(lambda: loop.exit(fault.EXIT_CODE))
    again = QTimer()
    again.timeout.connect(button.pressed)
    again.start(0)
    assert loop.exec() == 70


def test_a_storm_of_errors_is_told_and_logged_three_times(
    faults: Faults, button: Button, qtbot: QtBot
) -> None:
    told: list[str] = []
    faults.happened.connect(told.append)
    for _ in range(100):
        button.pressed.emit()
    qtbot.waitUntil(lambda: len(told) == 3)
    with qtbot.assertNotEmitted(faults.happened, wait=50):
        button.pressed.emit()
    assert len(logged().splitlines()) == 3


def test_ctrl_c_is_no_fault(faults: Faults, capfd: pytest.CaptureFixture[str]) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not paths.log_file().exists()
    assert "KeyboardInterrupt" in capfd.readouterr().err
