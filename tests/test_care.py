"""The whole program as a process that somebody looks after: its start, its end, its log."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kpviewer import __version__, library, paths, settings
from tests.systemd import Left, Service, Systemd

ROOT = Path(__file__).parent.parent

SCRIPT = """
import sys
from kpviewer import cli

loading = cli._loading_qt

def then(*_):
    with loading():
        from PySide6.QtCore import QTimer
        from kpviewer.ui.station_window import StationWindow

        finish = StationWindow._finish

        def finished(window):
            finish(window)
            QTimer.singleShot(0, lambda: go_on(window))

        StationWindow._finish = finished
    return loading()

cli._loading_qt = then

def go_on(window):
{body}

sys.exit(cli.main({words}))
"""
"""`body` runs when the window stands on the screen."""

Start = Callable[..., "subprocess.Popen[str]"]

FAIL = """
    from PySide6.QtCore import QTimer

    def fail():
        raise ValueError("terrible nightmares")

    for after in (0, 100, 200):
        QTimer.singleShot(after, fail)
"""
LEAVE = "    window.left.emit({restarts})"
LEAVE_THE_SECOND_TIME = """
    import os
    is_first = "SECOND" not in os.environ
    os.environ["SECOND"] = "yes"
    window.left.emit(is_first)
"""


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(str(tmp_path / "notify"))
    yield listening
    listening.close()


@pytest.fixture
def start(systemd: Systemd) -> Iterator[Start]:
    """Starts the program as systemd does, at a desk unless told otherwise; `body` is what it does then."""
    library.load().close()
    started: list[subprocess.Popen[str]] = []

    def begin(
        body: str = "    pass", words: Sequence[str] = ("ptsd",), **environment: str
    ) -> "subprocess.Popen[str]":
        script = SCRIPT.format(body=body, words=[*words])
        process = subprocess.Popen(
            [sys.executable, "-c", script],
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


# A kiosk


def test_a_kiosk_says_where_it_can_be_left_by_nobody(start: Start, systemd: Systemd) -> None:
    process = start(words=["--kiosk"])
    systemd.wait_for("READY=1")
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, f"kpviewer: {settings.NO_PIN}\n")
    assert logged().splitlines()[0].endswith("as kiosk")


@pytest.fixture
def kiosk(tmp_path: Path) -> list[str]:
    """The words that start one with a PIN."""
    stored = "$scrypt$ln=17,r=8,p=1$6u1i4D3lZEZcgfsCVqX5/A$wTGjhamVBhU9/glzHWkE98dsZd5YFMwhdG48VMZcbqk"
    (tmp_path / "policy.toml").write_text(f'[kiosk]\nexit_pin = "{stored}"')
    return ["--kiosk", "--policy", str(tmp_path / "policy.toml")]


def test_a_kiosk_that_fails_three_times_ends_so_that_it_is_started_again(
    start: Start, kiosk: list[str]
) -> None:
    process = start(FAIL, kiosk)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (70, "")
    events = [line.split(" ", 2)[2].partition(":")[0] for line in logged().splitlines()]
    assert events == ["started", *["fault"] * 3, "stopped"]
    assert "nightmares" not in logged()


def test_a_desk_that_fails_goes_on(start: Start, systemd: Systemd) -> None:
    process = start(FAIL)
    systemd.wait_for("READY=1")
    while logged().count("fault:") < 3:
        systemd.wait_for("WATCHDOG=1")
    systemd.wait_for("WATCHDOG=1")
    assert process.poll() is None


@pytest.mark.parametrize(("restarts", "code"), [(False, 0), (True, 75)])
def test_staff_leave_a_kiosk_or_let_systemd_start_it_again(
    restarts: bool, code: int, start: Start, kiosk: list[str]
) -> None:
    process = start(LEAVE.format(restarts=restarts), kiosk)
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (code, "")


def test_a_kiosk_that_nobody_watches_starts_itself_again(start: Start, kiosk: list[str]) -> None:
    process = start(LEAVE_THE_SECOND_TIME, kiosk, NOTIFY_SOCKET="")
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    assert logged().count("started:") == 2


@pytest.fixture
def service(systemd: Systemd, kiosk: list[str]) -> Iterator[Service]:
    """A kiosk that is kept alive."""
    library.load().close()
    command = [sys.executable, "-m", "kpviewer", *kiosk]
    kept = Service(systemd, command, {**os.environ, "QT_QPA_PLATFORM": "offscreen"}, limit_seconds=5)
    yield kept
    kept.end()


def test_a_kiosk_that_is_killed_crashes_or_hangs_is_back(service: Service) -> None:
    service.wait_for_start()
    for blow in (signal.SIGKILL, signal.SIGSEGV, signal.SIGSTOP):
        service.process.send_signal(blow)
        service.wait_for_start()
    assert service.starts == 4


def test_a_kiosk_that_staff_left_is_not_started_again(service: Service) -> None:
    service.wait_for_start()
    service.process.send_signal(signal.SIGTERM)
    with pytest.raises(Left):
        service.wait_for_start()
    assert service.starts == 1
