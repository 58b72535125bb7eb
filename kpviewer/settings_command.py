"""What `kpviewer settings` does: shows what is set, proves a file of it, makes a PIN's hash."""

import sys
from pathlib import Path

from kpviewer import console, pin, settings
from kpviewer.errors import KpError, MachineError
from kpviewer.settings import Settings


def show(chosen: Settings) -> int:
    """Every key, its value, and who set it."""
    for key in settings.KEYS:
        print(f"{key.name:31} {key.shown(chosen[key.name]):24} {chosen.origin(key.name)}")
    return MachineError.exit_code if chosen.complaint else 0


def prove(path: Path) -> int:
    """Say all that is wrong with a file of settings or policy."""
    values, problems = settings.examine(path)
    for problem in problems:
        print(f"kpviewer: {problem}", file=sys.stderr)
    for doubt in settings.doubts(values):
        print(f"{path}: warning: {doubt}")
    if problems:
        return MachineError.exit_code
    print(f"{path}: good, sets {console.counted(len(values), 'key')}")
    return 0


def hash_pin() -> int:
    """Ask for a PIN, and print it as the policy wants it."""
    typed, again = console.ask_secret("PIN: "), console.ask_secret("Once more: ")
    objection = pin.objection(typed)
    if objection:
        raise KpError(objection)
    if typed != again:
        raise KpError("the two PINs are not the same")
    print(pin.hashed(typed))
    return 0
