"""A kiosk that visitor after visitor uses: `python -m tests.soak [VISITS]`, 2,000 unless told.

A visit takes ten steps: leaflets are opened and left, the keyboard is changed and words are searched,
language, size and colours change, somebody is asked whether they are still there; then all is made anew.
What the process holds is told in lines of JSON, from the time when all that is loaded once is loaded; the
last line says what grew.
"""

import ctypes
import gc
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kpviewer.ui.kiosk.window import KioskWindow

STEPS = 10
"""Of one visit."""
_FIRST = 30
"""Visits until all is loaded that is loaded once."""
_TELL_EVERY = 50
_WORDS = ("nightmares and bad dreams", "sadd", "pesadillas", "I want to die", "what does ocd cost")


def main(visits: int) -> None:
    """Print what the process holds, as time goes on."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from kpviewer import library
    from kpviewer.settings import Settings
    from kpviewer.ui import app, garbage
    from kpviewer.ui.kiosk.window import KioskWindow

    qt = app.start_desk()
    garbage.take_over(qt)

    def settle() -> None:
        for _ in range(3):  # what is put off may put off more
            qt.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    shown = library.load()
    window = KioskWindow(Settings(), "en", lambda: library.all_folders([]))
    window.show_library(shown)
    window.open_first()
    window.present()
    slugs = [entry.slug for entry in shown.leaflets("en")]
    start: dict[str, float] = {}
    begun = time.monotonic()
    for number in range(_FIRST + visits):
        if number >= _FIRST and (number - _FIRST) % _TELL_EVERY == 0:
            start = start or _held()
            print(json.dumps({"visits": number - _FIRST, **_held()}), flush=True)
        _visit(window, number, slugs, settle)
    end = _held()
    grown = {name: round(end[name] - start[name], 3) for name in end}
    seconds = round(time.monotonic() - begun)
    print(
        json.dumps({"visits": visits, "steps": STEPS * visits, "seconds": seconds, "grown": grown}),
        flush=True,
    )
    window.wait()
    os._exit(0)


def _visit(window: "KioskWindow", number: int, slugs: list[str], settle: Callable[[], None]) -> None:
    window.begin_visit()
    look = window.station.session.look
    for step in (
        lambda: window.open(slugs[number % len(slugs)]),
        lambda: window.station.actions["back"].trigger(),
        lambda: window.open(slugs[(number + 5) % len(slugs)]),
        lambda: window.station.actions["home"].trigger(),
        lambda: _type(window, _WORDS[number % len(_WORDS)]),
        lambda: window.station.frame.language_chosen.emit("es"),
        lambda: look.zoom(1 + number % 3),
        look.switch_contrast,
        lambda: window._warn(20),
        window.end_visit,
    ):
        step()
        settle()


def _type(window: "KioskWindow", words: str) -> None:
    from tests import kiosk

    window.station.frame.keyboard.show()
    kiosk.key(window, "Digits").click()
    window.station.frame.field.setText(words)


def _held() -> dict[str, float]:
    """What this process holds: megabytes of memory, and of what was asked for of it; files and threads."""
    gc.collect()
    own = Path("/proc/self")
    pages = int((own / "statm").read_text().split()[1])
    asked = _allocated() + 64 * sys.getallocatedblocks()
    return {
        "resident": round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 3),
        "asked for": round(asked / 1e6, 3),
        "files": len([*(own / "fd").iterdir()]) - 1,
        "threads": len([*(own / "task").iterdir()]),
    }


class _Counts(ctypes.Structure):
    """Of glibc's `mallinfo2`: the fifth is bytes that were mapped, the eighth bytes that are in use."""

    _fields_ = (("counts", ctypes.c_size_t * 10),)


def _allocated() -> int:
    """Bytes that all but Python asked for."""
    tell = ctypes.CDLL(None).mallinfo2
    tell.restype = _Counts
    counts = tell().counts
    return int(counts[4] + counts[7])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {f"XDG_{name}_HOME": scratch for name in ("CACHE", "CONFIG", "DATA", "STATE")}
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        main(int(sys.argv[1]) if sys.argv[1:] else 2000)
