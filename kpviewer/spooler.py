"""CUPS, which prints on Linux and macOS: by its own commands, in English and with a time limit.

Qt's way holds a program up for two minutes where CUPS does not answer, takes an unknown printer for
a PDF file, and never learns what became of a job. With these commands the PDF that is printed is the
one that is saved.
"""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kpviewer.errors import MachineError

LIMIT_SECONDS = 5.0
"""For CUPS to answer a question."""
_SEND_SECONDS = 30.0
"""For CUPS to take a handout."""
_PAUSE_SECONDS = 0.5
"""Between two looks at a job."""
_SETTLED_LOOKS = 5
"""After which a trouble is one: printers complain of a tray that is not used, and print on."""

_TROUBLES = {
    "media-jam": "jam",
    "media-empty": "paper",
    "media-needed": "paper",
    "cover-open": "cover",
    "door-open": "cover",
    "interlock-open": "cover",
    "toner-empty": "ink",
    "marker-supply-empty": "ink",
    "offline": "offline",
    "connecting-to-device": "offline",
}
"""What CUPS calls a printer's trouble (RFC 8011, 5.4.12), and what `State` calls it."""

_NOT_THERE = "unavailable|unreachable|not responding|not connected|become available"
"""In what the backends of CUPS say of a printer that is off or unplugged."""
_ENDS = {"completed": "printed", "canceled": "failed", "aborted": "failed"}


class Job(NamedTuple):
    """What was handed to CUPS."""

    printer: str
    number: int

    @property
    def name(self) -> str:
        """As the print queue shows it."""
        return f"{self.printer}-{self.number}"


class State(NamedTuple):
    """What became of a job."""

    name: str
    """At its end `printed`, `failed`, `removed` (its printer) or `gone` (CUPS keeps no history); before
    that `printing`, or what is in the way: `jam`, `paper`, `cover`, `ink`, `offline`, `paused`, or
    `silent`, which is CUPS itself.
    """
    detail: str = ""
    """What the printer says of itself, in English; may be empty."""

    @property
    def is_end(self) -> bool:
        """Nothing more will become of it."""
        return self.name in ("printed", "failed", "removed", "gone")

    @property
    def is_fault(self) -> bool:
        """Nothing is printed unless somebody sees to the printer."""
        return self.name in ("failed", "removed", "jam", "paper", "cover", "ink")


class Refusal(MachineError):
    """Nothing can be printed there; `state` says why, for whoever says it in another language."""

    def __init__(self, state: str, problem: str, advice: str, printer: str = "") -> None:
        """`state` is `silent`, which is CUPS, `refused`, `unknown`, or `none`, which is no default."""
        self.state = state
        self.printer = printer
        super().__init__(problem, advice)


class _Down(Refusal):
    """There is no CUPS to ask."""

    def __init__(self) -> None:
        problem, advice = "the print service is not running", "start CUPS, or ask who looks after it"
        super().__init__("silent", problem, advice)


def is_here() -> bool:
    """Whether this machine prints through CUPS; Windows does not."""
    return shutil.which("lp") is not None


def printers() -> tuple[list[str], str]:
    """The names of all printers, and the default one or an empty name.

    Raises Refusal if CUPS is down or does not answer.
    """
    running, default, *names = [*_run("lpstat", "-r", "-d", "-e").stdout.splitlines(), "", ""]
    if running != "scheduler is running":
        raise _Down
    found = re.fullmatch("system default destination: (.+)", default)
    return [name for name in names if name], found[1] if found else ""


def send(pdf: bytes, printer: str, title: str, copies: int = 1, options: Sequence[str] = ()) -> Job:
    """Hand over a PDF file; an empty name is the default printer, options are CUPS' `key=value`.

    Raises Refusal if there is no such printer, or it takes no jobs.
    """
    wanted = f"printer {printer!r}" if printer else "default printer"
    try:
        names, default = printers()
    except _Down as error:
        problem = f"there is no {wanted}, for {error.problem}"
        raise Refusal(error.state, problem, error.advice) from error
    printer = printer or default
    if printer not in names:
        known = ", ".join(names) or "none on this machine"
        state = "unknown" if printer else "none"
        raise Refusal(state, f"there is no {wanted}", f"name one; there are: {known}", printer)
    chosen = [word for option in options for word in ("-o", option)]
    command = ("lp", "-d", printer, "-t", title, "-n", str(copies), *chosen, "-")
    done = _run(*command, content=pdf, limit_seconds=_SEND_SECONDS)
    found = re.search(r"request id is (\S+)-(\d+) ", done.stdout)
    if not found:
        said = done.stderr.strip().removeprefix("lp: ").rstrip(".")
        problem = f"printer {printer!r} takes no handout ({said})"
        raise Refusal("refused", problem, "choose another one", printer)
    return Job(found[1], int(found[2]))


def watch(job: Job, patience_seconds: float) -> Iterator[State]:
    """What is known of a job, again and again, up to its end or the end of the patience."""
    deadline = time.monotonic() + patience_seconds
    shown, seen, looks = State("printing"), "", 0
    while True:
        state = _look(job)
        looks = looks + 1 if state.name == seen else 1
        seen = state.name
        if state.is_end or state.name == "printing" or looks >= _SETTLED_LOOKS:
            shown = state
        yield shown
        if state.is_end or time.monotonic() > deadline:
            return
        time.sleep(_PAUSE_SECONDS)


def cancel(job: Job) -> None:
    """Take a job back, as far as it is not printed; that it is too late for it is no error."""
    with contextlib.suppress(MachineError):
        _run("cancel", job.name)


def _look(job: Job) -> State:
    try:
        queue = _run("lpstat", "-o", job.printer)
        if queue.returncode:
            names, _ = printers()
            return State("silent" if job.printer in names else "removed")
        waits = re.search(rf"^{re.escape(job.name)}\s", queue.stdout, re.MULTILINE)
        return _trouble(job.printer) if waits else _end(job)
    except Refusal:
        return State("silent")


def _trouble(printer: str) -> State:
    """Why a job that waits is not printed, as far as the printer says."""
    first, *others = [*_run("lpstat", "-l", "-p", printer).stdout.splitlines(), ""]
    detail = "" if others[0].startswith("\tForm mounted") else others[0].strip()
    if " disabled " in first:
        return State("paused", detail)
    alerts = next((line for line in others if line.startswith("\tAlerts:")), "")
    found = [name for key, name in _TROUBLES.items() if re.search(rf"\s{key}(-error|-warning)?\b", alerts)]
    if re.search(_NOT_THERE, detail):
        return State("offline", detail)
    return State(found[0] if found else "printing", detail)


def _end(job: Job) -> State:
    """How a job ended. lpstat does not tell; asked to cancel it, CUPS says that it is over, and how."""
    found = re.search(r"is already (\w+)", _run("cancel", job.name).stderr)
    return State(_ENDS[found[1]]) if found and found[1] in _ENDS else State("gone")


def _run(
    *command: str, content: bytes = b"", limit_seconds: float | None = None
) -> "subprocess.CompletedProcess[str]":
    """Raises Refusal if the command takes too long or is not there."""
    environment = {**os.environ, "LC_ALL": "C"}
    limit_seconds = limit_seconds or LIMIT_SECONDS
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, env=environment, timeout=limit_seconds
        )
    except subprocess.TimeoutExpired as error:
        advice = "see what the printer does before you print again, and ask who looks after CUPS"
        raise Refusal("silent", "the print service does not answer", advice) from error
    except OSError as error:
        raise Refusal("silent", f"{command[0]} is missing", "apt-get install cups-client") from error
    out, err = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(command, done.returncode, out, err)
