"""Programs that are killed as they write down choices: `python -m tests.scribes FOLDER KILLS SEED`.

Those of a reader, and the count of wrong PINs. After each death is told, a line of JSON, what a start
would find.
"""

import contextlib
import json
import os
import random
import signal
import sys
import time
from itertools import count
from pathlib import Path

from PySide6.QtCore import QSettings

from kpviewer.pin import Gate

_CHOICES = {f"choice-{number}": 50 * number for number in range(20)}
"""Signs of each, so that a file that is cut in the middle shows."""


def main(folder: Path, kills: int, seed: int) -> None:
    """Let so many live and die."""
    chance = random.Random(seed)
    wrong = 0
    for _ in range(kills):
        hears, tells = os.pipe()
        child = os.fork()
        if not child:
            _write(folder, wrong, tells)
        os.read(hears, 1)
        time.sleep(chance.uniform(0, 0.01))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        for end in (hears, tells):
            os.close(end)
        with contextlib.suppress(
            FileNotFoundError
        ):  # as after a power cut: Qt waits for a lock that is new
            os.utime(folder / "state.ini.lock", (60, 60))
        found = _found(folder, wrong)
        wrong = int(str(found["wrong"]))
        print(json.dumps(found), flush=True)


def _write(folder: Path, wrong: int, tells: int) -> None:
    """A choice and a PIN that does not fit, again and again until it is killed."""
    memory = _memory(folder)
    now = 1000.0 * wrong
    for turn in count(int(str(memory.value("turn", 0))) + 1):
        for key, signs in _CHOICES.items():
            memory.setValue(key, f"{turn} {'x' * signs}")
        memory.setValue("turn", turn)
        memory.sync()
        now += 1000  # longer than the longest wait
        assert not _gate(folder, now).opens("123987")
        os.write(tells, b".")


def _found(folder: Path, wrong: int) -> dict[str, object]:
    """What is remembered, and the count of wrong PINs, which no kill may lower."""
    memory = _memory(folder)
    turn = str(memory.value("turn"))
    whole = all(memory.value(key) == f"{turn} {'x' * signs}" for key, signs in _CHOICES.items())
    failures = _gate(folder, 0).failures
    return {
        "choices are whole": whole and memory.status() == QSettings.Status.NoError,
        "count is whole": failures > wrong,
        "turn": int(turn),
        "wrong": failures,
    }


def _memory(folder: Path) -> QSettings:
    return QSettings(str(folder / "state.ini"), QSettings.Format.IniFormat)


def _gate(folder: Path, now: float) -> Gate:
    """That opens to no PIN."""
    return Gate("", folder / "pin", lambda: now)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
