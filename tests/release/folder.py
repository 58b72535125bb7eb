"""kpviewer as one folder that needs no Python: PyInstaller's, with the licences of what it holds."""

import importlib.metadata
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tests.release import wheelhouse
from tests.release.wheelhouse import ROOT, run

SPEC = ROOT / "resources" / "linux" / "kpviewer.spec"
_BUILDER = ("pyinstaller==6.22.3",)
_LICENCES = Path("usr", "share", "licenses")


def build(target: Path) -> Path:
    """A folder `kpviewer` with a program of that name in it."""
    work = target / "work"
    shutil.rmtree(work, ignore_errors=True)
    venv.create(work / "venv", with_pip=True)
    python = work / "venv" / "bin" / "python"
    made = wheelhouse.wheel(work)
    run([python, "-m", "pip", "install", "--quiet", f"{made}[speech]", *_BUILDER])
    places = ["--distpath", target, "--workpath", work / "build"]
    run([python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, SPEC])
    folder = target / "kpviewer"
    _add_licences(folder / "licences", python)
    shutil.rmtree(work)
    return folder


def pack(folder: Path) -> Path:
    """The folder as a .tar.xz beside it."""
    packed = folder.with_suffix(".tar.xz")
    names = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{_when()}"]
    run(["tar", *names, "-C", folder.parent, "-cJf", packed, folder.name])
    return packed


def _when() -> str:
    """Seconds since 1970 of the last change, so that the same sources make the same file."""
    if "SOURCE_DATE_EPOCH" in os.environ:
        return os.environ["SOURCE_DATE_EPOCH"]
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "0"


def _add_licences(target: Path, python: Path) -> None:
    """What every bundled distribution says of its licence, as its metadata carries it."""
    target.mkdir()
    shutil.copy(ROOT / "LICENSE", target / "kpviewer.txt")
    [packages] = (python.parent.parent / "lib").glob("python3*/site-packages")
    for found in importlib.metadata.distributions(path=[str(packages)]):
        name = found.metadata["Name"]
        if name.lower() in ("kpviewer", "pip", "setuptools", "pyinstaller"):
            continue
        texts = [file for file in found.files or [] if "licen" in file.name.lower()]
        words = [f"{name} {found.version}: {_licence(found)}\n"]
        words += [Path(str(file.locate())).read_text("utf-8", "replace") for file in texts]
        (target / f"{name}.txt").write_text("\n".join(words), "utf-8")
    (target / "Python.txt").write_text(f"Python {sys.version}\n\n{_python_licence()}", "utf-8")


def _licence(found: importlib.metadata.Distribution) -> str:
    fields = ("License-Expression", "License")
    return next((found.metadata[field] for field in fields if field in found.metadata), "see below")


def _python_licence() -> str:
    return "PSF-2.0, https://docs.python.org/3/license.html"
