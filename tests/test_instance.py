"""One window on a desk: what a second start does."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QProcessEnvironment
from pytestqt.qtbot import QtBot

from kpviewer import instance, library
from kpviewer.settings import Settings
from kpviewer.ui.app import App

ROOT = Path(__file__).parent.parent


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[App]:
    """A program that runs, as the plain command starts it."""
    library.load().close()
    folders = library.all_folders([])
    running = App(lambda: folders, Settings(), "en", "ptsd", instance.address("None", "None"))
    qtbot.addWidget(running.window)
    with qtbot.waitSignal(running.window.first_painted):
        pass
    running._await_callers()
    yield running
    if running._callers:
        running._callers.close()
    running.wait()


def run(qtbot: QtBot, *words: str) -> QProcess:
    """A Python beside the program, which goes on meanwhile."""
    process = QProcess()
    environment = QProcessEnvironment()
    for name, value in os.environ.items():
        environment.insert(name, value)
    process.setProcessEnvironment(environment)
    process.setWorkingDirectory(str(ROOT))
    with qtbot.waitSignal(process.finished, timeout=30_000):
        process.start(sys.executable, words)
    return process


def second(qtbot: QtBot, *words: str) -> QProcess:
    """A second start."""
    return run(qtbot, "-m", "kpviewer", *words)


def test_a_second_start_brings_the_first_to_the_leaflet_and_leaves(app: App, qtbot: QtBot) -> None:
    app.window.showMinimized()
    process = second(qtbot, "ocd")
    assert process.exitCode() == 0
    qtbot.waitUntil(lambda: app.window.windowTitle().startswith("Obsessive"))
    assert not app.window.isMinimized()


def test_a_second_start_without_a_leaflet_leaves_the_reader_in_theirs(app: App, qtbot: QtBot) -> None:
    assert second(qtbot).exitCode() == 0
    assert app.window.windowTitle().startswith("Post-traumatic")


def test_a_second_start_loads_no_qt(app: App, qtbot: QtBot) -> None:
    script = "import sys; from kpviewer import cli; cli.main(['ocd']); print('PySide6' in sys.modules)"
    process = run(qtbot, "-c", script)
    assert bytes(process.readAllStandardOutput().data()) == b"False\n"


def test_other_packs_open_a_window_of_their_own(app: App, tmp_path: Path) -> None:
    assert not instance.hand_over(instance.address(str(tmp_path)), ["ocd", ""])


def test_the_way_of_a_program_that_was_killed_is_taken_over() -> None:
    where = instance.address("x")
    killed = instance.listen(where)
    assert killed
    killed.close()
    assert not instance.hand_over(where, ["ocd", ""])
    after = instance.listen(where)
    assert after
    instance.close(after)
    assert not Path(where).exists()


def test_a_program_that_hangs_does_not_keep_the_second_from_opening(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(instance, "_PATIENCE_SECONDS", 0.1)
    hung = instance.listen(instance.address("x"))
    assert hung
    assert not instance.hand_over(instance.address("x"), ["ocd", ""])
    instance.close(hung)


def test_noise_at_the_socket_changes_nothing(app: App, qtbot: QtBot) -> None:
    assert app._callers
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(app._meeting)
        line.sendall(b"\xff" * 5000)
    assert second(qtbot, "nothing-of-that-name").exitCode() == 0
    assert app.window.isVisible()


def test_a_folder_that_cannot_be_written_leaves_every_start_its_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/proc/nothing")
    assert instance.listen(instance.address("x")) is None
