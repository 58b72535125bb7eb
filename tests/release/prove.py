"""Proves of each thing that was built what is promised of it; `Unproved` says what is not so."""

import contextlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpviewer import __version__
from tests.release import deb, licences
from tests.systemd import Systemd

ALONE = ("unshare", "--map-root-user", "--net")
"""In a network namespace of its own, in which there is no network."""
MOST_UNPACKED = 120_000_000
MOST_PACKED = 40_000_000
"""Bytes of the folder."""
NOBODY = 65534
"""Who runs programs below another root."""
_LEAFLETS = 11
_SECONDS_TO_START = 60


class Unproved(Exception):
    """A promise that what was built does not keep."""


def require(is_so: bool, promise: str) -> None:
    """Raises Unproved if it is not so."""
    if not is_so:
        raise Unproved(promise)


def is_whole(folder: Path) -> None:
    """It is small, says every licence, works, and paints."""
    size = sum(path.lstat().st_size for path in folder.rglob("*"))
    require(size <= MOST_UNPACKED, f"at most {MOST_UNPACKED:,} bytes unpacked, not {size:,}")
    nobodys = licences.without(folder)
    require(not nobodys, f"every licence, but not of {nobodys}")
    glibc = _glibc(folder)
    require(glibc <= _numbers(deb.GLIBC), f"it runs with glibc {deb.GLIBC}, not from {glibc} on")
    program = str((folder / "kpviewer").absolute())
    works(program)
    paints(["env"], program, QT_QPA_PLATFORM="offscreen")


def _glibc(folder: Path) -> tuple[int, ...]:
    """The oldest version that has all that is called."""
    programs = [str(path) for path in folder.rglob("*") if re.search(r"\.so\b|^kpviewer$", path.name)]
    files = [path for path in programs if Path(path).is_file()]
    told = subprocess.run(["objdump", "-T", *files], capture_output=True, text=True, check=True).stdout
    return max(map(_numbers, re.findall(r"GLIBC_([\d.]+)", told)))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def works(program: str, alone: Sequence[str] = ALONE, root: Path = Path("/")) -> None:
    """Without network, settings or anything in the environment, it does what a desk asks of it.

    `alone` is what goes before every command, and `root` where the program finds its files.
    """
    with _home(root) as (home, within):

        def said(*words: str) -> str:
            command = [*alone, "env", "-i", f"HOME={within}", "PATH=/usr/bin:/bin", program, *words]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout

        require(said("--version") == f"kpviewer {__version__}\n", "it is this version")
        require(len(json.loads(said("list", "--json"))) == _LEAFLETS, "it has every leaflet")
        require(bool(json.loads(said("search", "bad dreams", "--json"))), "it finds words")
        said("export", "ptsd", "-o", f"{within}/x.pdf")
        require((home / "x.pdf").read_bytes().startswith(b"%PDF"), "it writes a handout")
        require("broken" not in said("doctor"), "its doctor finds nothing broken")


def paints(alone: Sequence[str], program: str, root: Path = Path("/"), **environment: str) -> None:
    """Its kiosk says that the first page is painted.

    `alone` ends with `env`; `program` may be several words.
    """
    with _home(root) as (home, within):
        systemd = Systemd(str(home / "notify"))
        own = {"HOME": within, "XDG_RUNTIME_DIR": within, **environment}
        own |= {**systemd.environment(), "NOTIFY_SOCKET": f"{within}/notify"}
        settings = [f"{name}={value}" for name, value in own.items()]
        command = [*alone, "-i", "PATH=/usr/bin:/bin", *settings, *program.split(), "--kiosk"]
        (home / "notify").chmod(0o777)
        running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            systemd.wait_for("READY=1", _SECONDS_TO_START)
        except TimeoutError as error:
            raise Unproved(f"{program} paints its first page with {environment}") from error
        finally:
            running.kill()
            running.wait()
            systemd.close()


@contextlib.contextmanager
def _home(root: Path) -> Iterator[tuple[Path, str]]:
    """A new home of whoever runs programs there, and its name within `root`."""
    with tempfile.TemporaryDirectory(dir=root / "tmp") as made:
        home = Path(made)
        if root != Path("/"):
            os.chown(home, NOBODY, NOBODY)
        yield home, f"/{home.relative_to(root)}"
