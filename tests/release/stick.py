"""All that a Debian 12 without internet needs to install kpviewer: a folder for a USB stick."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path

from tests.release.wheelhouse import ROOT, run

_SOURCE = ROOT / "resources" / "linux" / "stick"
DESK, KIOSK = ((_SOURCE / f"{name}.txt").read_text("utf-8").split() for name in ("desk", "kiosk"))
"""Packages of Debian's that a machine should have beside those that kpviewer cannot do without."""


def build(package: Path, target: Path) -> Path:
    """A folder with the package, Debian's own down to the last library, and `install.sh`.

    It holds what Debian's mirrors give today, and wants a machine of that Debian to be made on.
    """
    stick = target / "stick"
    shutil.rmtree(stick, ignore_errors=True)
    shutil.copytree(_SOURCE, stick)
    (stick / "partial").mkdir()
    nothing = stick / "partial" / "status"
    nothing.touch()
    options = (
        f"Dir::State::status={nothing.absolute()}",
        f"Dir::Cache::archives={stick.absolute()}",
        "APT::Sandbox::User=",
    )
    apt = ["apt-get", "-qq", *(word for option in options for word in ("-o", option))]
    names = [f"./{package.name}", *DESK, *KIOSK]
    run([*apt, "install", "-y", "--download-only", "--no-install-recommends", *names], cwd=package.parent)
    shutil.rmtree(stick / "partial")
    (stick / "lock").unlink(missing_ok=True)
    for path in stick.glob("*%3a*"):  # an epoch, which apt reads as a colon, and FAT refuses
        path.rename(path.with_name(re.sub(r"_\d+%3a", "_", path.name)))
    shutil.copy(package, stick)
    scan = ["dpkg-scanpackages", "--multiversion", "."]
    listed = subprocess.run(scan, cwd=stick, capture_output=True, text=True, check=True)
    (stick / "Packages").write_text(listed.stdout, "utf-8")
    sums = [f"{_digest(path)}  {path.name}\n" for path in sorted(stick.iterdir())]
    (stick / "SHA256SUMS").write_text("".join(sums), "utf-8")
    return stick


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
