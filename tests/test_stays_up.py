"""Whatever is missing or broken, the program paints its first page, and leaves when it is asked to.

The faults are those of the table in the README, by its words.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kpviewer import library, paths
from tests import x_screen
from tests.systemd import PATIENCE_SECONDS, Systemd, left, started

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


class Fault(NamedTuple):
    """What is done to a program before it starts. `{}` stands for a folder that it may use."""

    environment: dict[str, str]
    """Set for it; what is empty is taken away."""
    shell: str = ""
    """Done first, as root in a view of the file system that is its own."""
    needs: str = ""
    """A file without which the test is skipped."""


XDG = [f"XDG_{name}_HOME" for name in ("CACHE", "CONFIG", "DATA", "STATE")] + ["XDG_RUNTIME_DIR"]
NOWHERE = "/dev/null/nowhere"
CLOCK = f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}/faketime/libfaketime.so.1"

FAULTS: dict[str, list[Fault]] = {
    "no home folder": [Fault({"HOME": ""}), Fault({"HOME": NOWHERE})],
    "no XDG folders": [Fault(dict.fromkeys(XDG, "") | {"HOME": "{}"})],
    "a cache that cannot be written": [Fault({"XDG_CACHE_HOME": NOWHERE})],
    "settings and state that cannot be written": [
        Fault({"XDG_CONFIG_HOME": NOWHERE, "XDG_STATE_HOME": NOWHERE})
    ],
    "a system that is mounted read-only": [
        Fault({}, "mount --bind / / && cd / && mount -o remount,ro,bind /")
    ],
    "a full disk": [Fault(dict.fromkeys(XDG, "{}"), "mount -t tmpfs -o size=4k none {}")],
    "no fonts": [Fault({"FONTCONFIG_FILE": "{}/none.conf"})],
    "no D-Bus": [Fault({"DBUS_SESSION_BUS_ADDRESS": f"unix:path={NOWHERE}"})],
    "no CUPS": [Fault({"CUPS_SERVER": "localhost:9"}), Fault({"PATH": NOWHERE})],
    "no sound, no speech": [Fault({"SPEECHD_ADDRESS": f"unix_socket:{NOWHERE}", "PULSE_SERVER": NOWHERE})],
    "any locale": [Fault({"LC_ALL": name}) for name in ("tr_TR.UTF-8", "ar", "C", "POSIX", "nonsense")],
    "any time zone": [Fault({"TZ": name}) for name in ("Pacific/Kiritimati", ":", "Nonsense/Nowhere")],
    "a clock that is wrong": [
        Fault({"LD_PRELOAD": CLOCK, "FAKETIME": f"@{day} 12:00:00"}, needs=CLOCK)
        for day in ("1970-01-02", "2038-01-20", "2100-01-01")
    ],
    "any scale of the screen": [
        *(Fault({"QT_SCALE_FACTOR": factor}) for factor in ("1", "1.5", "2", "3")),
        *(Fault({"QT_SCREEN_SCALE_FACTORS": factor}) for factor in ("1.5", "3", "nonsense")),
    ],
}
SCREENS = "screens that come and go"
EACH = [
    pytest.param(fault, id=f"{name} {number}" if number else name)
    for name, faults in FAULTS.items()
    for number, fault in enumerate(faults)
]


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the cache of somebody who started the program before."""
    folder = tmp_path_factory.mktemp("home") / "cache"
    library.load(cache=folder / paths.cache().relative_to(paths.cache().parents[1])).close()
    return folder


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(f"@{tmp_path}")
    yield listening
    listening.close()


def test_the_readme_has_these_faults_and_no_other() -> None:
    table = README.partition("| missing or broken |")[2].partition("\n\n")[0]
    assert re.findall(r"^\| (\w.*?) \|", table, re.MULTILINE) == [*FAULTS, SCREENS]


@pytest.mark.parametrize("mode", ["desk", "kiosk"])
@pytest.mark.parametrize("fault", EACH)
def test_it_paints_its_first_page_and_leaves(
    mode: str, fault: Fault, compiled: Path, systemd: Systemd, tmp_path: Path
) -> None:
    folder = tmp_path / "there"
    shutil.copytree(compiled, folder / ".cache")
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / ".cache"), "XDG_RUNTIME_DIR": str(folder)}
    environment |= {name: value.format(folder) for name, value in fault.environment.items()}
    words = [sys.executable, "-m", "kpviewer", *(["--kiosk"] if mode == "kiosk" else [])]
    if fault.needs and not Path(fault.needs).exists():
        pytest.skip(f"{fault.needs} is not there")
    if fault.shell:
        if os.geteuid():
            pytest.skip("only root may mount")
        first = f'{fault.shell.format(folder)} && exec "$@"'
        words = ["unshare", "--mount", "sh", "-c", first, "sh", *words]
    here = {name: value for name, value in environment.items() if value}
    assert "Traceback" not in left(started(systemd, *words, environment=here))


@pytest.fixture
def screen() -> Iterator[dict[str, str]]:
    """An environment with an X screen of its own."""
    for name in ("Xvfb", "xrandr"):
        if not shutil.which(name):
            pytest.skip(f"{name} is not installed")
    with x_screen.running("2560x1024") as display:
        yield {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


@pytest.mark.parametrize("mode", ["desk", "kiosk"])
def test_it_goes_on_while_screens_come_and_go(
    mode: str, screen: dict[str, str], compiled: Path, systemd: Systemd, tmp_path: Path
) -> None:
    def monitor(*words: str) -> None:
        subprocess.run(["xrandr", *words], env=screen, check=True, timeout=PATIENCE_SECONDS)
        systemd.heard()
        systemd.wait_for("WATCHDOG=1", PATIENCE_SECONDS)  # the window answers

    environment = {**screen, "XDG_CACHE_HOME": str(compiled), "XDG_RUNTIME_DIR": str(tmp_path)}
    words = [sys.executable, "-m", "kpviewer", *(["--kiosk"] if mode == "kiosk" else [])]
    monitors = (
        ("--setmonitor", "left", "1280/300x1024/240+0+0", "screen"),
        ("--setmonitor", "right", "1280/300x1024/240+1280+0", "none"),
    )
    program = started(systemd, *words, environment=environment)
    for _ in range(3):
        for added in monitors:
            monitor(*added)
        for name in ("left", "right"):
            monitor("--delmonitor", name)
    assert "Traceback" not in left(program)
