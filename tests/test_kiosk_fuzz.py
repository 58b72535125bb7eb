"""A kiosk under random keys and touches, from outside: the real program on a screen of its own.

It runs in a network of its own, under strace, with a window manager that would close it at Alt+F4. Each run
presses the same. `KPVIEWER_PRESSES=20000` is what a release is tried with.
"""

import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpviewer import library, settings
from tests import x_screen
from tests.systemd import Systemd

ROOT = Path(__file__).parent.parent
PRESSES = int(os.environ.get("KPVIEWER_PRESSES", "400"))
_AT_ONCE = 200
_WIDTH, _HEIGHT = 1280, 800

MANAGER = """<openbox_config xmlns="http://openbox.org/3.4/rc">
<keyboard><keybind key="A-F4"><action name="Close"/></keybind></keyboard>
<mouse><context name="Client"><mousebind button="Left" action="Press"><action name="Focus"/></mousebind>
</context></mouse></openbox_config>"""

_NAMED = """
Escape Tab ISO_Left_Tab Return KP_Enter BackSpace Delete Insert Home End Prior Next Up Down Left Right space
Menu Print Pause Help Super_L Hyper_L Caps_Lock Num_Lock Multi_key ISO_Next_Group dead_acute ntilde EuroSign
XF86WWW XF86Mail XF86Search XF86Calculator XF86Explorer XF86Terminal XF86Open XF86Save XF86New XF86Close
XF86Copy XF86Paste XF86Cut XF86Back XF86Forward XF86Reload XF86HomePage XF86Favorites XF86ZoomIn XF86ZoomOut
XF86Send XF86AudioPlay XF86AudioMute XF86LogOff XF86Sleep XF86PowerOff XF86ScreenSaver XF86Launch1 Undo Redo
"""
KEYS = [
    *"abcdefghijklmnopqrstuvwxyz0123456789",
    *_NAMED.split(),
    *(f"F{number}" for number in range(1, 25)),
]
HELD = [
    "",
    "shift+",
    "ctrl+",
    "alt+",
    "super+",
    "ctrl+shift+",
    "ctrl+alt+",
    "alt+shift+",
    "ctrl+alt+shift+",
]
BUTTONS = (1, 2, 3, 4, 5, 8, 9)

_HARMLESS = ("/dev/", "/proc/self/")


def presses(chance: random.Random, count: int) -> Iterator[str]:
    """Lines for xdotool."""
    for _ in range(count):
        kind = chance.random()
        place = f"{chance.randrange(_WIDTH)} {chance.randrange(_HEIGHT)}"
        if kind < 0.5:
            yield f"key {chance.choice(HELD)}{chance.choice(KEYS)}"
        elif kind < 0.9:
            [button] = chance.choices(BUTTONS, (80, 5, 5, 3, 3, 2, 2))
            yield f"mousemove {place} click {button}"
        elif kind < 0.97:
            elsewhere = f"{chance.randrange(_WIDTH)} {chance.randrange(_HEIGHT)}"
            button = chance.choice((1, 1, 3))
            yield f"mousemove {place} mousedown {button} mousemove {elsewhere} mouseup {button}"
        else:  # into the corner where staff knock
            yield "mousemove 5 5 click --repeat 6 --delay 20 1"


class Screen:
    """A display with a window manager."""

    def __init__(self, name: str, folder: Path) -> None:
        quiet = subprocess.DEVNULL
        self.name = name
        self._environment = {**os.environ, "DISPLAY": name}
        (folder / "rc.xml").write_text(MANAGER)
        manager = ["openbox", "--config-file", str(folder / "rc.xml")]
        self._manager = subprocess.Popen(manager, env=self._environment, stdout=quiet, stderr=quiet)

    def do(self, *lines: str) -> str:
        """What xdotool answers."""
        return subprocess.run(
            ["xdotool", "-"],
            input="\n".join(lines),
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=300,
        ).stdout

    def windows(self, pid: int) -> list[str]:
        """Place and size of all that a process shows."""
        found = self.do(f"search --onlyvisible --pid {pid}").split()
        return [" ".join(self.do(f"getwindowgeometry --shell {one}").split()[1:5]) for one in found]

    def close(self) -> None:
        self._manager.terminate()
        self._manager.wait()


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    for program in ("Xvfb", "openbox", "xdotool", "strace", "unshare"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    with x_screen.running(f"{_WIDTH}x{_HEIGHT}") as name:
        made = Screen(name, tmp_path)
        yield made
        made.close()


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(str(tmp_path / "notify"))
    yield listening
    listening.close()


def test_random_keys_and_touches_get_nobody_out_of_the_real_program(
    screen: Screen, systemd: Systemd, tmp_path: Path
) -> None:
    library.load().close()
    policy = tmp_path / "policy.toml"
    policy.write_text('[clinic]\nname = "Riverside"\n[kiosk]\nidle_seconds = 3600\n')
    trace = tmp_path / "trace"
    alone = ["unshare", "--map-root-user", "--net"]
    watched = ["strace", "-f", "-qq", "--seccomp-bpf", "-s", "400", "-o", str(trace)]
    calls = ["-e", "trace=connect,openat,creat,rename,renameat,renameat2,unlink,unlinkat,mkdir,execve"]
    kiosk = [sys.executable, "-m", "kpviewer", "--kiosk", "--policy", str(policy)]
    environment = {**os.environ, "DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path)}
    environment["SPEECHD_ADDRESS"] = "unix_socket:/nowhere/socket"  # or strace waits for what it starts
    process = subprocess.Popen(
        [*alone, *watched, *calls, *kiosk],
        cwd=ROOT,
        env={**environment, **systemd.environment(WATCHDOG_USEC="20000000")},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        systemd.wait_for("READY=1", seconds=120)
        [pid] = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        whole = [f"X=0 Y=0 WIDTH={_WIDTH} HEIGHT={_HEIGHT}"]
        lines = list(presses(random.Random(20261127), PRESSES))
        for start in range(0, len(lines), _AT_ONCE):
            screen.do(*lines[start : start + _AT_ONCE])
            assert process.poll() is None, start
            assert screen.windows(int(pid)) == whole, start
        systemd.heard()
        systemd.wait_for("WATCHDOG=1", seconds=60)  # it still answers
        assert screen.windows(int(pid)) == whole
        os.kill(int(pid), signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    assert (process.returncode, said) == (0, f"kpviewer: {settings.NO_PIN}\n")
    told = trace.read_text("utf-8", "replace")
    assert connections(told) == set()
    assert {path for path in written(told) if not path.startswith((*_HARMLESS, str(tmp_path)))} == set()


def connections(trace: str) -> set[str]:
    """Where to, beyond sockets of this machine's own and its print service.

    Not those of the speech server that a voice starts: it looks for engines of its own on this machine.
    """
    servers = set(re.findall(r'^(\d+) +execve\("[^"]*/speech-dispatcher"', trace, re.MULTILINE))
    asked = re.findall(r"^(\d+) +connect\(\d+, \{(sa_family=(?!AF_UNIX)[^}]*)\}", trace, re.MULTILINE)
    ours = {where for pid, where in asked if pid not in servers}
    return {one for one in ours if not re.search(r'port=htons\(631\).*"(127\.0\.0\.1|::1)"', one)}


def written(trace: str) -> set[str]:
    """What was opened to be written, made, renamed or removed."""
    opened = re.findall(r'openat\(\w+, "([^"]*)", [A-Z_|]*(?:O_WRONLY|O_RDWR|O_CREAT)[^)]*\) = \d', trace)
    changed = re.findall(r'(?:rename|unlink|mkdir|creat)\w*\((?:AT_FDCWD, )?"([^"]*)"[^)]*\) = 0', trace)
    return {*opened, *changed}
