"""A desktop of its own: X screen, window manager, session bus and the bus of assistive technology."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import x_screen

PYTHON = "/usr/bin/python3"
"""The system's, which has pyatspi."""

_LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
_PROGRAMS = ("Xvfb", "openbox", "xdotool", "dbus-daemon")
PATIENCE_SECONDS = 60


class Desktop:
    """A desktop that is running; `environment` is what a program on it needs."""

    def __init__(self, folder: Path, display: str) -> None:
        self.folder = folder
        self._running: list[subprocess.Popen[str]] = []
        self.environment = {
            **os.environ,
            "DISPLAY": display,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_STATE_HOME": str(folder / "state"),
            "GSETTINGS_BACKEND": "memory",
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
        }
        self.environment.pop("WAYLAND_DISPLAY", None)

    def start(self) -> None:
        """Start all parts, each when the one before answers."""
        bus = self.run("dbus-daemon", "--session", "--nofork", "--print-address=1", is_heard=True)
        assert bus.stdout
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        self.run("openbox")
        self.run(str(_LAUNCHER), "--launch-immediately")

    def run(self, *command: str, is_heard: bool = False, **more: str) -> "subprocess.Popen[str]":
        """Start a program that ends with the desktop; `more` is added to its environment."""
        program = subprocess.Popen(
            command,
            env=self.environment | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if is_heard else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._running.append(program)
        return program

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by xdotool's names, such as `ctrl+p`."""
        for key in keys:
            subprocess.run(["xdotool", "key", key], env=self.environment, check=True, timeout=20)

    def type(self, text: str) -> None:
        """Type a text."""
        subprocess.run(
            ["xdotool", "type", "--delay", "40", text], env=self.environment, check=True, timeout=60
        )

    def stop(self) -> None:
        """End all that runs here."""
        for program in reversed(self._running):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGTERM)
        for program in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(3)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            if program.stdout:
                program.stdout.close()


@contextlib.contextmanager
def running() -> Iterator[Desktop]:
    """A desktop, until the end of the block; skips the test where its parts are missing."""
    missing = [name for name in _PROGRAMS if not shutil.which(name)]
    missing += [] if _LAUNCHER.exists() else ["at-spi2-core"]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    folder = tempfile.TemporaryDirectory(prefix="kp", ignore_cleanup_errors=True)
    with folder as name, x_screen.running() as display:
        desktop = Desktop(Path(name), display)
        try:
            desktop.start()
            yield desktop
        finally:
            desktop.stop()


def wait_until(holds: Callable[[], bool], what: Callable[[], str]) -> None:
    """As long as a slow machine may need; then fails with `what` was missed."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, what()
        time.sleep(0.05)


def skip_without_pyatspi() -> None:
    """Skips the test where the system's Python cannot ask the bus."""
    done = subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True)
    if done.returncode:
        pytest.skip("needs python3-pyatspi")
