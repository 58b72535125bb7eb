"""What systemd does for a kiosk: listens at the notification socket, and keeps a program alive."""

import os
import select
import socket
import subprocess
from collections.abc import Mapping, Sequence

PATIENCE_SECONDS = 60


class Systemd:
    """Listens at a path, or at an abstract address that starts with @."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(address.replace("@", "\0", 1))

    def environment(self, **more: str) -> dict[str, str]:
        return {"NOTIFY_SOCKET": self.address, "WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1", **more}

    def heard(self) -> list[str]:
        """Since it was asked last."""
        words = []
        try:
            while True:
                words.append(self._socket.recv(1000).decode())
        except BlockingIOError:
            return words

    def wait_for(self, words: str, seconds: float = 30) -> list[str]:
        """All that is said up to these words."""
        self._socket.settimeout(seconds)
        said = []
        while words not in said:
            said.append(self._socket.recv(1000).decode())
        self._socket.setblocking(False)
        return said

    def fileno(self) -> int:
        """So that it can be waited for."""
        return self._socket.fileno()

    def close(self) -> None:
        self._socket.close()


class Left(Exception):
    """The program ended as it does when staff leave it."""


class Service:
    """Starts a program again whenever it ends otherwise or hangs, as kpviewer-kiosk.service has it."""

    def __init__(
        self,
        systemd: Systemd,
        command: Sequence[str],
        environment: Mapping[str, str],
        limit_seconds: float,
    ) -> None:
        self._systemd = systemd
        self._command = command
        self._limit_seconds = limit_seconds
        limit = str(round(limit_seconds * 1_000_000))
        self._environment = {**environment, **systemd.environment(WATCHDOG_USEC=limit)}
        self.starts = 0
        self._start()

    def _start(self) -> None:
        self.starts += 1
        self.process = subprocess.Popen(self._command, env=self._environment)
        self._end = os.pidfd_open(self.process.pid)
        self._is_up = False

    def wait_for_start(self) -> None:
        """Until it is on the screen, again if it was; raises Left."""
        while True:
            ways = [self._end, self._systemd.fileno()]
            heard, *_ = select.select(ways, [], [], self._limit_seconds)
            if self._end in heard:
                os.close(self._end)
                if self.process.wait() == 0:
                    raise Left
                self._start()
            elif heard:
                if "READY=1" in self._systemd.heard():
                    self._is_up = True
                    return
            elif self._is_up:
                self.process.kill()

    def end(self) -> None:
        """Keep it alive no longer."""
        self.process.kill()
        self.process.wait()


def started(systemd: Systemd, *command: str, environment: Mapping[str, str]) -> "subprocess.Popen[str]":
    """A program whose first page is painted."""
    program = subprocess.Popen(
        command, env={**environment, **systemd.environment()}, stderr=subprocess.PIPE, text=True
    )
    end = os.pidfd_open(program.pid)
    while "READY=1" not in systemd.heard():
        ways, *_ = select.select([systemd.fileno(), end], [], [], PATIENCE_SECONDS)
        if systemd.fileno() not in ways:
            program.kill()
            raise AssertionError(program.communicate()[1] or "nothing was painted")
    os.close(end)
    return program


def left(program: "subprocess.Popen[str]") -> str:
    """What it said, once it was asked to leave and did."""
    program.terminate()
    said = program.communicate(timeout=PATIENCE_SECONDS)[1]
    assert program.returncode == 0, said
    return said
