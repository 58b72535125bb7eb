"""Where resources, cache, state, settings and policy are; nobody else knows."""

import os
import sys
import tempfile
from pathlib import Path

from kpviewer import __version__

_PACKAGE = Path(__file__).resolve().parent


BUNDLED = "kpviewer"
"""The name of the pack that comes with the program; no other may have it."""


def resources() -> Path:
    """The bundled files: inside the package when installed, beside it in a checkout."""
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def bundled_pack() -> Path:
    """The pack that every library starts from."""
    return resources() / "content"


def translations() -> Path:
    """What the program says in each language, as Qt reads it."""
    return resources() / "i18n"


def pack_template() -> Path:
    """What a clinic's own pack begins with."""
    return resources() / "pack"


def package_file(name: str) -> Path:
    """A source file of this package; absent in a frozen build."""
    return _PACKAGE / name


def cache() -> Path:
    """Where compiled stores live, one folder for each version of the program; may not exist yet."""
    return _user_folder("XDG_CACHE_HOME", ".cache") / "kpviewer" / __version__


def state_file() -> Path:
    """What the desk remembers from one start to the next; may not exist yet."""
    return _state("window.ini")


def pin_file() -> Path:
    """How many wrong PINs were tried in a row; may not exist yet."""
    return _state("pin")


def log_file() -> Path:
    """What went on, for who looks after the machine; may not exist yet."""
    return _state("kpviewer.log")


def runtime() -> Path:
    """Where a running program can be reached by its own user; may not exist yet."""
    return _user_folder("XDG_RUNTIME_DIR", ".local/state/kpviewer")


def user_packs() -> Path:
    """Where this user's own packs are installed; may not exist yet."""
    return _user_folder("XDG_DATA_HOME", ".local/share") / "kpviewer" / "packs"


def machine_packs() -> Path:
    """Where packs are installed for every user of this machine; may not exist yet."""
    return _machine_folder("/var/lib/kpviewer") / "packs"


def packs_to_install_in() -> Path:
    """The machine's, if whoever runs this may write there; else the user's own.

    XDG_DATA_HOME names a place of one's own, even to root.
    """
    if os.environ.get("XDG_DATA_HOME") and sys.platform != "win32":
        return user_packs()
    there = next(path for path in (machine_packs(), *machine_packs().parents) if path.exists())
    return machine_packs() if os.access(there, os.W_OK) else user_packs()


def settings_file() -> Path:
    """What the user chose; may not exist."""
    return _user_folder("XDG_CONFIG_HOME", ".config") / "kpviewer" / "settings.toml"


def policy_file() -> Path:
    """What IT decided for every user of this machine; may not exist."""
    return _machine_folder("/etc/kpviewer") / "policy.toml"


def _state(name: str) -> Path:
    return _user_folder("XDG_STATE_HOME", ".local/state") / "kpviewer" / name


def _machine_folder(unix: str) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "kpviewer"
    return Path(unix)


def _user_folder(variable: str, below_home: str) -> Path:
    """The XDG rule: an absolute path in the variable, else a folder below home, else a temporary one."""
    if sys.platform == "win32":
        variable, below_home = "LOCALAPPDATA", "AppData/Local"
    named = os.environ.get(variable, "")
    if os.path.isabs(named):
        return Path(named)
    try:
        return Path.home() / below_home
    except RuntimeError:
        return Path(tempfile.gettempdir()) / below_home
