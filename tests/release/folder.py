"""kpviewer as one folder that needs no Python: PyInstaller's, with the licences of what it holds."""

import os
import shutil
import subprocess
import venv
from pathlib import Path

from kpviewer import __version__
from tests.release import deb, icu, licences, wheelhouse
from tests.release.wheelhouse import ROOT, run

SPEC = ROOT / "resources" / "linux" / "kpviewer.spec"
_BUILDER = ("pyinstaller==6.22.3",)
_READ_ME = """kpviewer {version}: leaflets about ketamine psychotherapy, read and printed without internet.

Start kpviewer in this folder, which may lie anywhere. `kpviewer doctor` says what works on this machine.
A Linux with a desktop and glibc {glibc} or later has what it needs; on Debian these packages are:

{packages}

What it is made of, and under which licences: licences/README.txt.
"""


def build(target: Path) -> Path:
    """A folder `kpviewer` with a program of that name in it."""
    work = target / "work"
    shutil.rmtree(work, ignore_errors=True)
    venv.create(work / "venv", with_pip=True)
    python = work / "venv" / "bin" / "python"
    made = wheelhouse.wheel(work)
    run([python, "-m", "pip", "install", "--quiet", f"{made}[speech]", *_BUILDER])
    places = ["--distpath", target.absolute(), "--workpath", "build"]
    freeze = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, SPEC]
    run([python.absolute(), *freeze], cwd=work)  # not where the checkout's own package lies
    folder = target / "kpviewer"
    icu.trim(next(folder.rglob("libicudata.so.*")).resolve())
    [packages] = (work / "venv" / "lib").glob("python3*/site-packages")
    licences.gather(folder / "licences", packages)
    read_me = _READ_ME.format(version=__version__, glibc=deb.GLIBC, packages="\n".join(deb.DEPENDS))
    (folder / "README.txt").write_text(read_me, "utf-8")
    shutil.rmtree(work)
    return folder


def pack(folder: Path) -> Path:
    """The folder as a .tar.xz beside it."""
    packed = folder.with_name(f"kpviewer-{__version__}-linux-x86_64.tar.xz")
    names = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{_when()}"]
    run(["tar", *names, "-C", folder.parent, "-cJf", packed, folder.name])
    return packed


def _when() -> str:
    """Seconds since 1970 of the last change, so that the same sources make the same file."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return os.environ["SOURCE_DATE_EPOCH"]
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "0"
