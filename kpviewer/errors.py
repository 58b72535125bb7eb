"""Errors, by whose fault they are; what is not one of these is a bug of ours.

KpError             wrong usage: the person at the keyboard can put it right   (exit 2)
├─ ContentError     an author can put it right: file, line, problem            (exit 1)
└─ MachineError     disk, display, printer, policy: problem and advice         (exit 3)
"""

from pathlib import Path
from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong with a pack, in the shape of `kpviewer check --json`."""

    path: str
    line: int
    """Counted from 1; 0 when the whole file or folder is meant."""
    level: str
    """`error` or `warning`."""
    rule: str
    """Short name of the rule, for example `dead-link`."""
    problem: str
    """One sentence that says how to mend it."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.level}: {self.problem}"


class KpError(Exception):
    """A failure that its reader can mend; the message is one line."""

    exit_code = 2


class ContentError(KpError):
    """A leaflet or pack cannot be loaded."""

    exit_code = 1

    def __init__(self, path: Path, line: int, problem: str, rule: str = "unreadable") -> None:
        self.problem = Problem(str(path), line, "error", rule, problem)
        super().__init__(str(self.problem))


class MachineError(KpError):
    """This machine cannot do it; `advice` says what would help."""

    exit_code = 3

    def __init__(self, problem: str, advice: str) -> None:
        self.problem = problem
        self.advice = advice
        super().__init__(f"{problem}: {advice}")


def breakable(text: str) -> str:
    """What was complained of, for a window: a path may go on in the next line after each of its names."""
    return text.replace("/", "/\u200b")
