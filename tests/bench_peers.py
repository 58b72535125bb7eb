"""The part of `python -m tests bench` that starts other readers beside kpviewer, those that are installed.

`apt-get install x11-utils okular zeal kiwix chromium` installs all. What is measured is the same for each:
the time from its start until its first window is mapped on an X screen where nothing else is.
"""

import contextlib
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import BARE, ROOT, row

_RUNS = 7
_MAPPED = "MapNotify event"
_PATIENCE_SECONDS = 30.0


def measure(folder: Path, page: Path) -> None:
    """Print a line for each; `page` is the leaflet as HTML."""
    if os.environ["QT_QPA_PLATFORM"] != "xcb" or not shutil.which("xev"):
        return
    pdf = folder / "page.pdf"
    subprocess.run([sys.executable, "-m", "kpviewer", "export", "ptsd", "-o", pdf], cwd=ROOT, check=True)
    browser = ("--no-sandbox", "--no-first-run", f"--user-data-dir={folder / 'chromium'}", "--kiosk")
    programs = {
        "bare": [sys.executable, "-c", BARE, str(page)],
        "kpviewer": [sys.executable, "-m", "kpviewer", "ptsd"],
        "kpviewer --kiosk": [sys.executable, "-m", "kpviewer", "--kiosk", "ptsd"],
        "Okular, a PDF": ["okular", str(pdf)],
        "Zeal": ["zeal"],
        "Kiwix": ["kiwix-desktop"],
        "Chromium --kiosk, a file": ["chromium", *browser, page.as_uri()],
    }
    programs = {name: command for name, command in programs.items() if shutil.which(command[0])}
    taken: dict[str, list[float]] = {name: [] for name in programs}
    for turn in range(_RUNS + 1):
        for name, command in programs.items():
            seconds = _until_mapped(command)
            if turn:
                taken[name].append(seconds)
    bare = statistics.median(taken.pop("bare"))
    for name, times in taken.items():
        seconds = statistics.median(times)
        row(f"start to window: {name}", f"{seconds / bare:.2f} x bare", f"{seconds:.3f} s", "")


def _until_mapped(command: list[str]) -> float:
    with _watching() as watching:
        start = time.perf_counter()
        program = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "QTWEBENGINE_DISABLE_SANDBOX": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert watching.stdout
        for line in watching.stdout:
            if _MAPPED in line:
                break
        seconds = time.perf_counter() - start
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)
        program.wait()
    return seconds


@contextlib.contextmanager
def _watching() -> Iterator["subprocess.Popen[str]"]:
    """What tells of every window that is mapped."""
    command = ["timeout", str(_PATIENCE_SECONDS), "xev", "-root", "-event", "substructure"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        yield watching
        watching.terminate()
