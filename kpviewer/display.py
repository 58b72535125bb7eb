"""Why no window opens here, and what would help. Knows Qt's files, never loads Qt's modules."""

import os
import re
import sys
from pathlib import Path

from kpviewer.errors import MachineError

_NO_DISPLAY = "log in to a desktop, or use kpviewer list, search, export, print"
_PACKAGES = {"libglib-2.0.so.0": "libglib2.0-0"}
"""Where Debian's package is not named after the library."""


def choose() -> None:
    """Raises MachineError if nothing says that there is a screen.

    Names the platform where only X is there: Qt would try Wayland too, which complains by itself.
    """
    named, x11, wayland = (
        os.environ.get(name) for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")
    )
    if named or wayland or not sys.platform.startswith("linux"):
        return
    if not x11:
        raise MachineError("there is no display", _NO_DISPLAY)
    os.environ["QT_QPA_PLATFORM"] = "xcb"


def explain_import(error: ImportError) -> MachineError:
    """Why Qt could not be imported."""
    found = re.search(r"(\S+\.so[\d.]*): cannot open shared object", str(error))
    if found:
        return _missing(found[1])
    return MachineError(f"Qt cannot be loaded ({error})", "install kpviewer again")


def explain_start() -> MachineError:
    """Why Qt found no way to put a window on the screen."""
    import ctypes
    import importlib.util

    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    wanted = (os.environ.get("QT_QPA_PLATFORM") or "xcb").partition(":")[0]
    plugin = folder / "Qt" / "plugins" / "platforms" / f"libq{wanted}.so"
    if not plugin.is_file():
        return MachineError(f"Qt has no platform {wanted!r}", "unset QT_QPA_PLATFORM")
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        found = re.match(r"(\S+): cannot open shared object", str(error))
        return _missing(found[1]) if found else MachineError(str(error), "install kpviewer again")
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY", "")
    return MachineError(f"the display {shown!r} does not answer", _NO_DISPLAY)


def _missing(library: str) -> MachineError:
    """Debian names a library's package after the library and its version."""
    name, _, version = library.partition(".so.")
    joint = "-" if name[-1:].isdigit() else ""
    package = _PACKAGES.get(library, f"{name}{joint}{version}".lower())
    return MachineError(f"the system library {library} is missing", f"apt-get install {package}")
