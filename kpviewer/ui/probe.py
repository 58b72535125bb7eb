"""What only Qt knows of a machine: its versions, its screens, its fonts."""

import os
import select
import signal
import sys
from collections.abc import Iterator, Mapping

import PySide6
from PySide6.QtCore import QLibraryInfo, qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication, QTextLayout

from kpviewer import display
from kpviewer.doctor import Finding
from kpviewer.errors import MachineError
from kpviewer.ui import app, theme

_PATIENCE_SECONDS = 10.0
"""With a screen that does not answer."""
_CALLS = 1000


def findings(letters: Mapping[str, str]) -> Iterator[Finding]:
    """`letters` are all characters that the leaflets of a language need, by language."""
    yield _screens()  # first: it starts a Qt of its own
    app.start_unseen()
    yield _versions()
    yield from _fonts(letters)


def _screens() -> Finding:
    """Opens Qt on the real display, in a child: where it cannot, Qt ends its process."""
    if not hasattr(os, "fork"):
        return Finding("screens", "ok", "not examined on this system")
    try:
        display.choose()
    except MachineError as error:
        return Finding("screens", "attention", error.problem, error.advice)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _tell_screens(writing)
    os.close(writing)
    told = b""
    while select.select([reading], [], [], _PATIENCE_SECONDS)[0]:
        part = os.read(reading, 4096)
        if not part:
            break
        told += part
    else:
        os.kill(child, signal.SIGKILL)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    words = told.decode(errors="replace").strip()
    if os.waitstatus_to_exitcode(status) == 0:
        return Finding("screens", "ok", words)
    problem, _, advice = words.removeprefix("kpviewer: ").rpartition(": ")
    return Finding("screens", "broken", problem or "the display does not answer", advice or "log in anew")


def _tell_screens(writing: int) -> None:
    """In the child; never returns."""
    try:
        os.dup2(writing, 2)
        qt = app.start_desk()
        sizes = [screen.size() for screen in qt.screens()]
        shown = ", ".join(f"{size.width()} x {size.height()}" for size in sizes)
        os.write(writing, f"{qt.platformName()}: {shown}".encode())
        os._exit(0)
    finally:
        os._exit(1)


def _versions() -> Finding:
    """With the canary: some pairs of PySide6 and Python lose a reference to None at every call."""
    words = f"Qt {qVersion()}, PySide6 {PySide6.__version__}"
    before = sys.getrefcount(None)
    running = QGuiApplication.instance()
    assert running
    for _ in range(_CALLS):
        running.setObjectName("kpviewer")
    if sys.getrefcount(None) < before - _CALLS // 2:
        problem = f"{words} ends Python {sys.version.split()[0]} after some thousand calls"
        return Finding("Qt", "broken", problem, "pip install 'PySide6-Essentials<6.12'")
    where = QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)
    return Finding("Qt", "ok", f"{words}, plugins in {where}")


def _fonts(letters: Mapping[str, str]) -> Iterator[Finding]:
    font = theme.font(theme.BODY)
    family = QFontInfo(font).family()
    install = "apt-get install fonts-noto-core"
    if not family:
        yield Finding("fonts", "broken", "there is no font: no text is shown", install)
        return
    if family not in theme.FAMILIES:
        yield Finding("fonts", "attention", f"text is set in {family}", install)
    if not letters:
        yield Finding(
            "fonts", "ok", f"text is set in {family}; its letters are counted once there is a store"
        )
    for lang, needed in letters.items():
        layout = QTextLayout(needed, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        lacking = sum(index == 0 for run in layout.glyphRuns() for index in run.glyphIndexes())
        if lacking or not layout.glyphRuns():
            yield Finding("fonts", "broken", f"letters of {lang} cannot be shown: {lacking}", install)
        else:
            yield Finding("fonts", "ok", f"{family} has the letters of {lang}")
