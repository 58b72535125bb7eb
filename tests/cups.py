"""A CUPS of its own on a loopback port, with a virtual IPP printer that does as it is told.

Works as root in a container without init, and as any user. The printer announces itself to nobody; it
asks for a system bus all the same, so it gets one of its own.
"""

import contextlib
import grp
import os
import pwd
import random
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PRINTER = "front-desk"
_PROGRAMS = ("cupsd", "ippeveprinter", "dbus-daemon", "lpadmin", "lp", "lpstat", "cancel")
_PATH = f"{os.environ['PATH']}:/usr/sbin:/usr/lib/cups/daemon"

_CUPSD = """
LogLevel debug
Listen 127.0.0.1:{port}
Browsing No
DefaultAuthType None
WebInterface No
<Location />
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Location /admin>
  Order allow,deny
  Allow from 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}
ServerBin /usr/lib/cups
DataDir /usr/share/cups
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
ServerKeychain {folder}/ssl
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
User {user}
Group {group}
SystemGroup root
"""
_BUS = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/><allow user="*"/>
  </policy>
</busconfig>
"""
_PRINT = """#!/bin/sh
cd {folder}
touch working-$$
echo "$IPP_JOB_NAME|$IPP_COPIES" > last-job
while [ -e jam ]; do echo "STATE: +media-jam-error" >&2; sleep 0.1; done
echo "STATE: -media-jam-error" >&2
while [ -e busy ]; do sleep 0.1; done
cp "$1" printed/$$.pdf
rm working-$$
"""


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in _PROGRAMS if not shutil.which(name, path=_PATH)]


class Cups:
    """Runs until `stop`. Name `server` in CUPS_SERVER to print there."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cups-"))
        self._folder.chmod(0o711)
        for name in ("spool/tmp", "cache", "run", "ssl", "log", "ppd", "printed", "jobs"):
            (self._folder / name).mkdir(parents=True)
        self._port, self._printer_port = _free_port(), _free_port()
        self.server = f"127.0.0.1:{self._port}"
        self._environment = {
            **os.environ,
            "PATH": _PATH,
            "LC_ALL": "C",
            "CUPS_SERVER": self.server,
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._folder}/bus",
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Start CUPS and the printer, and wait until both answer."""
        is_root = os.getuid() == 0
        user = "lp" if is_root else pwd.getpwuid(os.getuid()).pw_name
        group = "lp" if is_root else grp.getgrgid(os.getgid()).gr_name
        self._write("cupsd.conf", _CUPSD.format(port=self._port))
        self._write("cups-files.conf", _FILES.format(folder=self._folder, user=user, group=group))
        self._write("bus.conf", _BUS.format(folder=self._folder))
        self._write("print", _PRINT.format(folder=self._folder)).chmod(0o755)
        self._run("bus", "dbus-daemon", f"--config-file={self._folder}/bus.conf", "--nofork")
        files = f"{self._folder}/cups-files.conf"
        self._run("cupsd", "cupsd", "-f", "-c", f"{self._folder}/cupsd.conf", "-s", files)
        wait_until(lambda: (self._folder / "bus").exists(), "the bus starts")
        self.plug_in()
        wait_until(lambda: "is running" in self.do("lpstat", "-r"), "CUPS starts")
        self.add(PRINTER)

    def plug_in(self) -> None:
        """Switch the printer on."""
        port, jobs = str(self._printer_port), f"{self._folder}/jobs"
        place = ("-r", "off", "-n", "localhost", "-p", port, "-d", jobs, "-k")
        takes = ("-f", "application/pdf", "-c", f"{self._folder}/print")
        self._run("printer", "ippeveprinter", *place, *takes, "Front desk")
        wait_until(lambda: _listens(self._printer_port), "the printer starts")

    def unplug(self) -> None:
        """Cut the printer off, whatever it does."""
        self._running["printer"].kill()
        self._running["printer"].wait(10)

    @property
    def is_at_work(self) -> bool:
        """It has a job in hand."""
        return any(self._folder.glob("working-*"))

    @property
    def _has_backends(self) -> bool:
        """Whether CUPS still has processes that send a job, or end it."""
        cupsd = self._running["cupsd"].pid
        return bool(Path(f"/proc/{cupsd}/task/{cupsd}/children").read_text().strip())

    def add(self, queue: str) -> None:
        """Add a queue for the printer, or the same anew."""
        uri = f"ipp://localhost:{self._printer_port}/ipp/print"
        self.do("lpadmin", "-p", queue, "-E", "-v", uri, "-m", "everywhere")

    def do(self, *command: str) -> str:
        """Run a command of CUPS; returns all that it says."""
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, timeout=20)
        return done.stdout + done.stderr

    def obey(self, order: str) -> None:
        """`jam` or be `busy` until told otherwise, or `print`."""
        for name in ("jam", "busy"):
            path = self._folder / name
            path.touch() if name == order else path.unlink(missing_ok=True)

    def clear(self) -> None:
        """As after the start: nothing to print, nothing printed."""
        self.obey("print")
        self.do("cancel", "-a", "-x")
        if self._running["printer"].poll() is not None:
            self.plug_in()
        wait_until(lambda: not self.do("lpstat", "-o"), "the queue is empty")
        wait_until(lambda: not self.is_at_work, "the printer rests")
        wait_until(lambda: not self._has_backends, "what CUPS began has ended")
        for path in self.printed():
            path.unlink()
        self.add(PRINTER)
        self.do("cupsenable", PRINTER)
        self.do("cupsaccept", PRINTER)
        wait_until(lambda: "is idle" in self.do("lpstat", "-p", PRINTER), "the printer waits for work")

    def printed(self) -> list[Path]:
        """The PDF files that came out of the printer."""
        return list((self._folder / "printed").glob("*.pdf"))

    @property
    def last_job(self) -> tuple[str, int]:
        """Title and copies of the job that the printer took last."""
        title, copies = (self._folder / "last-job").read_text().strip().split("|")
        return title, int(copies or 1)

    def logs(self) -> str:
        """All that CUPS wrote down."""
        return "".join(path.read_text(errors="replace") for path in (self._folder / "log").iterdir())

    def stop(self) -> None:
        """End all that runs, and leave nothing behind."""
        for name in list(self._running):
            self._end(name)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _write(self, name: str, text: str) -> Path:
        path = self._folder / name
        path.write_text(text)
        return path

    def _run(self, name: str, *command: str) -> None:
        with (self._folder / f"{name}.out").open("wb") as out:
            self._running[name] = subprocess.Popen(command, env=self._environment, stdout=out, stderr=out)

    def _end(self, name: str) -> None:
        process = self._running[name]
        process.terminate()
        process.wait(10)


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Up to 20 seconds; then says that it never came to `what`."""
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.05)


def _free_port() -> int:
    """One below those that connections are given, so that none has it before its server comes."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("every port is taken")


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
