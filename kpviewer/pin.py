"""The PIN by which staff leave a kiosk: its hash, and the waits after wrong ones.

scrypt as OWASP advises (N 2^17, r 8, p 1, 16 bytes of salt): one try takes 0.4 seconds and 128 MiB,
so call `hashed` and `Gate.opens` from a thread.
"""

import re
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from kpviewer import files, paths
from kpviewer.errors import MachineError

FEWEST_DIGITS = 6
MOST_DIGITS = 12
FREE_TRIES = 3
"""Wrong PINs in a row before there are waits."""
_FIRST_WAIT_SECONDS = 30
_LONGEST_WAIT_SECONDS = 900
_WORST = 8
"""Wrong PINs in a row after which the wait is the longest."""

_LOG2_N, _R, _P = 17, 8, 1
_STORED = re.compile(r"\$scrypt\$ln=(1[7-9]|20),r=8,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})")
"""As PHC strings are written, with base64 that is not padded; nothing weaker than what we make."""


def objection(pin: str) -> str:
    """Why this PIN must not be one; empty if it may."""
    if not (pin.isascii() and pin.isdigit()):
        return "a PIN has digits only"
    if not FEWEST_DIGITS <= len(pin) <= MOST_DIGITS:
        return f"a PIN has {FEWEST_DIGITS} to {MOST_DIGITS} digits"
    if _is_trivial(pin):
        return "this PIN is guessed first: choose one without repeats or rows such as 123"
    return ""


def hashed(pin: str) -> str:
    """What stands in the policy for a PIN; the same PIN gives another text each time."""
    import secrets

    salt = secrets.token_bytes(16)
    return f"$scrypt$ln={_LOG2_N},r={_R},p={_P}${_text(salt)}${_text(_scrypt(pin, salt, _LOG2_N))}"


def is_hash(text: str) -> bool:
    """Whether `hashed` may have made it."""
    return _STORED.fullmatch(text) is not None


def fits(pin: str, stored: str) -> bool:
    """Whether the PIN is the one that was hashed."""
    import hmac

    found = _STORED.fullmatch(stored)
    if not found:
        return False
    log2_n, salt, wanted = found.groups()
    return hmac.compare_digest(_scrypt(pin, _bytes(salt), int(log2_n)), _bytes(wanted))


class Gate:
    """Tries PINs; whoever has tried three wrong ones waits 30 seconds, then twice that, up to 15 minutes.

    The count is written before a PIN is looked at, so that neither a crash nor pulling the plug gives a
    try for nothing. Waits are measured on the clock that runs since the machine started, which nobody
    can set; after a restart of the machine they start anew from its start. Where the count cannot be
    read or written each try costs the longest wait, so nobody guesses, and staff get in all the same.
    """

    def __init__(
        self, stored: str, path: Path | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`stored` is what `hashed` made; an empty one opens to no PIN."""
        self._stored = stored
        self._path = path or paths.pin_file()
        self._clock = clock
        self._at_worst = (_WORST, clock())
        """What is taken for the count where none can be read or written."""
        self._is_kept = True

    @property
    def has_pin(self) -> bool:
        """Whether any PIN opens it."""
        return bool(self._stored)

    @property
    def failures(self) -> int:
        """Wrong PINs in a row."""
        return self._read()[0]

    def wait_seconds(self) -> float:
        """How long until a PIN may be tried; 0 if one may be tried now."""
        failures, since = self._read()
        if failures < FREE_TRIES:
            return 0.0
        wait = min(_FIRST_WAIT_SECONDS * 2.0 ** (failures - FREE_TRIES), _LONGEST_WAIT_SECONDS)
        now = self._clock()
        passed = now - since if since <= now else now  # the machine was started again since
        return max(wait - passed, 0.0)

    def opens(self, pin: str) -> bool:
        """Whether this is the PIN; no PIN is while there is a wait."""
        if self.wait_seconds() or not self._count(self.failures + 1):
            return False
        if not fits(pin, self._stored):
            return False
        self._write(0)
        return True

    def _count(self, failures: int) -> bool:
        """Write the count; False if it cannot be written and this try is not due either."""
        self._is_kept = self._write(failures)
        if self._is_kept:
            return True
        if self.wait_seconds():
            return False
        self._at_worst = (_WORST, self._clock())
        return True

    def _read(self) -> tuple[int, float]:
        """The count, and when it was written."""
        if not self._is_kept:
            return self._at_worst
        try:
            failures, since = self._path.read_text("ascii").split()
            count = (int(failures), float(since))
            return count if min(count) >= 0 and count[1] < float("inf") else self._at_worst
        except FileNotFoundError:
            return 0, 0.0
        except (OSError, ValueError):
            return self._at_worst

    def _write(self, failures: int) -> bool:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            files.save(self._path, f"{failures} {self._clock():.3f}\n".encode(), 0o600)
        except (MachineError, OSError):
            return False
        return True


def _is_trivial(pin: str) -> bool:
    """Few digits, one piece again and again, or a row, with or without each digit doubled."""
    if len(set(pin)) < 3 or re.fullmatch(r"(.+)\1+", pin):
        return True
    row = [int(digit) for digit in re.sub(r"(.)\1+", r"\1", pin)]
    return len({(after - before) % 10 for before, after in pairwise(row)}) == 1


def _scrypt(pin: str, salt: bytes, log2_n: int) -> bytes:
    import hashlib

    memory = 2 * 128 * 2**log2_n * _R  # twice what it needs: OpenSSL's own limit is below that
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**log2_n, r=_R, p=_P, maxmem=memory, dklen=32)


def _text(raw: bytes) -> str:
    import base64

    return base64.b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    import base64

    return base64.b64decode(text + "=" * (-len(text) % 4))
