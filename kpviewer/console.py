"""What commands say on the terminal."""

import sys
import time

_LONG_SECONDS = 0.5
"""After which somebody wants to see how far a work is."""
_OFTEN_SECONDS = 0.1
"""How often to say it."""


def print_json(value: object) -> None:
    """For programs to read."""
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def counted(count: int, noun: str) -> str:
    """`1 leaflet`, `12 leaflets`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


class Progress:
    """Says on standard error how far a long work is, if somebody looks on; of nothing, that it waits."""

    def __init__(self, noun: str = "leaflet") -> None:
        self.total = 0
        self._noun = noun
        self._next = time.monotonic() + _LONG_SECONDS
        self._shown = ""

    def __call__(self, done: int, total: int) -> None:
        self.total = total
        now = time.monotonic()
        if now >= self._next and sys.stderr.isatty():
            self._next = now + _OFTEN_SECONDS
            self._show(
                f"{done:,} of {counted(total, self._noun)}" if total else "another kpviewer is at it"
            )
        if total and done == total:
            self.end()

    def end(self) -> None:
        """Leave nothing of it on the line."""
        if self._shown:
            self._show("")

    def _show(self, words: str) -> None:
        print(words.ljust(len(self._shown)), end="\r", file=sys.stderr, flush=True)
        self._shown = words


def ask_secret(prompt: str) -> str:
    """What is typed unseen, or else a line of standard input."""
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
