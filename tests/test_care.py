"""The whole program as a process that somebody looks after: its start, its end, its log."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpviewer import __version__, library, paths
from tests.systemd import Systemd

ROOT = Path(__file__).parent.parent

SCRIPT = """
import sys
from kpviewer import cli

loading = cli._loading_qt

def then(*_):
    with loading():
        from PySide6.QtCore import QTimer
        from kpviewer.ui.window import Window

        finish = Window._finish

        def finished(window):
            finish(window)
            QTimer.singleShot(0, lambda: go_on(window))

        Window._finish = finished
    return loading()

cli._loading_qt = then

def go_on(window):
{body}

sys.exit(cli.main(["ptsd"]))
"""
"""`body` runs when the window stands on the screen."""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(str(tmp_path / "notify"))
    yield listening
    listening.close()


@pytest.fixture
def start(systemd: Systemd) -> Iterator[Start]:
    """Starts the program as systemd does; `body` is what it does then."""
    library.load().close()
    started: list[subprocess.Popen[str]] = []

    def begin(body: str = "    pass", **environment: str) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT.format(body=body)],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **systemd.environment(**environment)},
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def logged() -> str:
    return paths.log_file().read_text("utf-8")


def test_systemd_hears_of_the_painted_page_and_then_of_signs_of_life(
    start: Start, systemd: Systemd
) -> None:
    start()
    assert systemd.wait_for("WATCHDOG=1") == ["READY=1", "WATCHDOG=1"]
    assert systemd.wait_for("WATCHDOG=1") == ["WATCHDOG=1"]


def test_a_window_that_hangs_gives_no_sign_of_life_and_says_where_it_hung(
    start: Start, systemd: Systemd
) -> None:
    """What systemd does then is done here: it waits for the limit, and sends SIGABRT."""
    process = start("    import time; time.sleep(60)", WATCHDOG_USEC="200000")
    assert systemd.wait_for("WATCHDOG=1") == ["READY=1", "WATCHDOG=1"]
    with pytest.raises(TimeoutError):
        systemd.wait_for("WATCHDOG=1", seconds=2)
    process.send_signal(signal.SIGABRT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGABRT
    assert "in go_on" in said


def test_asked_to_end_it_says_so_and_ends_well(start: Start, systemd: Systemd) -> None:
    process = start()
    systemd.wait_for("READY=1")
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert systemd.heard()[-1] == "STOPPING=1"
    assert (process.returncode, said) == (0, "")
    first, last = logged().splitlines()
    assert first.endswith(f"started: version {__version__}, as desk")
    assert last.endswith("stopped: as asked")


def test_asked_to_end_the_desk_remembers_what_it_does_when_it_is_closed(
    start: Start, systemd: Systemd
) -> None:
    process = start()
    systemd.wait_for("READY=1")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert "last_leaflet=ptsd" in paths.state_file().read_text()


def test_after_a_day_of_reading_the_log_knows_nothing_of_the_readers(
    start: Start, systemd: Systemd
) -> None:
    body = """
    from PySide6.QtCore import QTimer

    def search():
        window.frame.field.setText("terrible nightmares")

    def fail():
        raise ValueError("Prepared for Ana, who searched for nightmares in ptsd")

    def close():
        window.close()

    for step, after in ((search, 0), (lambda: window.open("ocd"), 200), (fail, 400), (close, 600)):
        QTimer.singleShot(after, step)
"""
    process = start(body)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    events = [line.split(" ", 2)[2].partition(":")[0] for line in logged().splitlines()]
    assert events == ["started", "fault", "stopped"]
    for private in ("nightmares", "terrible", "for ana", "ptsd", "ocd"):
        assert private not in logged().lower()
