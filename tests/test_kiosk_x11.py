"""The kiosk on a real X screen: what is dropped on it, and monitors that come and go."""

import json
import os
import select
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import x_screen
from tests.desktop import PATIENCE_SECONDS

ROOT = Path(__file__).parent.parent
TELL = """
import json
from PySide6.QtCore import QEvent, QObject, QTimer
from kpviewer.ui import app
qt = app.start_desk()

class Over(QObject):
    place = None

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.DragMove and watched.isWindowType():
            self.place = event.position().toPoint().toTuple()
        return False

over = Over()

def tell_changes(tell):
    qt.installEventFilter(over)  # which is asked first, for it is the last
    said = []
    def look():
        now = tell()
        if now != said[-1:]:
            said[:] = now
            print(json.dumps(now[0]), flush=True)
    timer = QTimer(qt)
    timer.timeout.connect(look)
    timer.start(20)
    qt.exec()
"""
KIOSK = f"""{TELL}
from kpviewer import library
from kpviewer.settings import Settings
from kpviewer.ui.kiosk.window import KioskWindow

settings = Settings()
settings.put({{"kiosk.screen": "two"}}, "policy")
window = KioskWindow(settings, "en", lambda: library.all_folders([]))
window.show_library(library.load())
window.open_first()
window.present()
window.begin_visit()

def shown(one):
    return [one.screen().name(), one.isFullScreen() and one.geometry() == one.screen().geometry()]

def tell():
    field = window.station.frame.field
    blanks = [shown(one) for one in qt.topLevelWidgets() if one.isVisible() and one is not window]
    place = field.mapToGlobal(field.rect().center()).toTuple()
    typed = {{"field": place, "over": over.place, "typed": field.text()}}
    return [{{**typed, "kiosk": shown(window), "blank": blanks,
             "has keyboard": window.station.frame.keyboard.isVisible()}}]

tell_changes(tell)
"""
LINE = f"""{TELL}
from PySide6.QtWidgets import QLineEdit
field = QLineEdit()
field.setGeometry(0, 0, 1280, 800)
field.show()
tell_changes(lambda: [{{"typed": field.text(), "field": (640, 400), "over": over.place}}])
"""
DRAGGED = """
import sys
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QWidget

class Source(QWidget):
    def paintEvent(self, event):
        print("shown", flush=True)

    def mousePressEvent(self, event):
        drag, data = QDrag(self), QMimeData()
        data.setText("let me in")
        data.setUrls([QUrl("file:///etc/hostname")])
        drag.setMimeData(data)
        print(drag.exec(Qt.DropAction.CopyAction).name, flush=True)

qt = QApplication([])
source = Source(None, Qt.WindowType.BypassWindowManagerHint)
source.setGeometry(0, 700, 100, 100)
source.show()
qt.exec()
"""


class Screen:
    """An X screen without a window manager, and programs on it."""

    def __init__(self, display: str) -> None:
        self._running: list[subprocess.Popen[bytes]] = []
        self._environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def python(self, script: str) -> "subprocess.Popen[bytes]":
        return self._start(sys.executable, "-c", script)

    def _start(self, *command: str) -> "subprocess.Popen[bytes]":
        program = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,  # so that `select` sees every line
        )
        self._running.append(program)
        return program

    def do(self, *words: object) -> None:
        subprocess.run([*map(str, words)], env=self._environment, check=True, timeout=20)

    def close(self) -> None:
        for program in reversed(self._running):
            program.kill()
            program.communicate()


@pytest.fixture
def screen() -> Iterator[Screen]:
    for program in ("Xvfb", "xdotool", "xrandr"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    with x_screen.running() as display:
        made = Screen(display)
        yield made
        made.close()


def line(program: "subprocess.Popen[bytes]") -> str:
    assert program.stdout
    assert select.select([program.stdout], [], [], PATIENCE_SECONDS)[0], "it says nothing"
    return program.stdout.readline().decode().strip()


def told(program: "subprocess.Popen[bytes]", holds: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first that is told for which that holds."""
    found: dict[str, Any] = json.loads(line(program))
    while not holds(found):
        found = json.loads(line(program))
    return found


@pytest.mark.parametrize(
    ("target", "action", "typed"), [(LINE, "CopyAction", True), (KIOSK, "IgnoreAction", False)]
)
def test_a_line_takes_what_is_dropped_and_a_kiosk_does_not(
    screen: Screen, target: str, action: str, typed: bool
) -> None:
    """The line shows that the drag is a real one."""
    program = screen.python(target)
    x, y = told(program, lambda now: True)["field"]
    source = screen.python(DRAGGED)
    assert line(source) == "shown"
    screen.do("xdotool", "mousemove", 50, 750, "mousedown", 1, "mousemove", 60, 740)
    for step in range(1, 11):
        screen.do("xdotool", "mousemove", 60 + (x - 60) * step // 10, 740 + (y - 740) * step // 10)
    for beside in range(10):  # a move that comes while the one before is answered is not told
        screen.do("xdotool", "mousemove", x + beside, y)
    told(program, lambda now: bool(now["over"]) and now["over"][0] >= x)
    screen.do("xdotool", "mouseup", 1)
    assert line(source) == action
    if typed:
        told(program, lambda now: "let me in" in str(now["typed"]))
    else:
        screen.do("xdotool", "click", 1)
        assert told(program, lambda now: bool(now["has keyboard"]))["typed"] == ""


def test_a_kiosk_leaves_its_monitor_when_it_goes_and_comes_back_with_it(screen: Screen) -> None:
    screen.do("xrandr", "--setmonitor", "one", "640/169x800/211+0+0", "screen")
    two = ("xrandr", "--setmonitor", "two", "640/169x800/211+640+0", "none")
    screen.do(*two)
    kiosk = screen.python(KIOSK)
    both = {"kiosk": ["two", True], "blank": [["one", True]]}
    told(kiosk, lambda now: both.items() <= now.items())
    for _ in range(2):
        screen.do("xrandr", "--delmonitor", "two")
        told(kiosk, lambda now: (now["kiosk"], now["blank"]) == (["one", True], []))
        screen.do(*two)
        told(kiosk, lambda now: both.items() <= now.items())
