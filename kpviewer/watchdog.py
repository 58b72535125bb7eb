"""Tells systemd that the window is there, that it answers, and that it leaves: sd_notify(3)."""

import contextlib
import os
from collections.abc import MutableMapping

_MICROSECONDS = 1_000_000


class Watchdog:
    """Speaks to whoever waits at NOTIFY_SOCKET; silent where nobody does.

    What starts kpviewer may be a compositor, which is then systemd's main process; so WATCHDOG_PID says
    nothing here. The variables are taken away, for no other program that we start shall answer for us.
    """

    def __init__(self, is_wanted: bool = True, environment: MutableMapping[str, str] = os.environ) -> None:
        """Where it is not wanted, systemd is told not to wait for signs of life."""
        address, limit, _ = (
            environment.pop(name, "") for name in ("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID")
        )
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self._is_wanted = is_wanted
        self.pause_seconds = 0.0
        """Between two signs of life; 0 if nobody waits for any."""
        if self._address and is_wanted and limit.isdecimal():
            self.pause_seconds = int(limit) / 2 / _MICROSECONDS

    def ready(self) -> None:
        """The first page is painted."""
        self._say("READY=1" if self._is_wanted else "READY=1\nWATCHDOG_USEC=0")

    def alive(self) -> None:
        """The window answers."""
        self._say("WATCHDOG=1")

    def stopping(self) -> None:
        """It leaves, and means to."""
        self._say("STOPPING=1")

    def _say(self, words: str) -> None:
        """Never waits: where systemd is too busy to listen, the next sign of life will do."""
        if not self._address:
            return
        import socket

        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as way,
        ):
            way.sendto(words.encode(), self._address)
