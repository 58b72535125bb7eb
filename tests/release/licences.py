"""The licences of all that the folder holds, and the proof that none is missing."""

import importlib.metadata
import re
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.release.wheelhouse import ROOT, run

BUILDERS = ("pyinstaller", "pyinstaller-hooks-contrib")
"""Parts of which are in the folder: what starts it."""
_COMMON = Path("/usr/share/common-licenses")
_QT = ("PySide6_Addons", "PySide6_Essentials", "shiboken6")
"""Under LGPL-3; their wheels carry no text."""
_DEBIAN = {
    "libcrypto": "libssl3",
    "libffi": "libffi8",
    "libicu": "libicu72",
    "libsqlite3": "libsqlite3-0",
    "Qt base": "libqt6core6",
    "Qt Multimedia": "libqt6multimedia6",
    "Qt Speech": "libqt6texttospeech6",
    "Qt SVG": "libqt6svg6",
    "Qt Wayland": "libqt6waylandclient6",
    "Qt's double-conversion": "libdouble-conversion3",
    "Qt's HarfBuzz": "libharfbuzz0b",
    "Qt's libjpeg": "libjpeg62-turbo",
    "Qt's libpng": "libpng16-16",
    "Qt's libwebp": "libwebp7",
    "Qt's MD4C": "libmd4c0",
    "Qt's PCRE2": "libpcre2-8-0",
}
"""What is not from Python's index, with the package of Debian that has the words of its licence."""
_OWNERS = (
    (r"PySide6/|shiboken6/|lib(Qt6|pyside6|shiboken6)\w*\.", "PySide6_Essentials"),
    (r"python3\.\d+/lib-dynload/|libpython3|base_library\.zip", "Python"),
    (r"_cffi_backend\.", "cffi"),
    (r"cryptography/", "cryptography"),
    (r"rapidfuzz/", "RapidFuzz"),
    *((rf"{name}\w*\.", name) for name in _DEBIAN if name.startswith("lib")),
)
_NOTICE = """kpviewer is under the licence in kpviewer.txt. What comes with it is under those beside it.

Qt, PySide6 and shiboken6 are under LGPL-3.txt, which adds to GPL-3.txt. They are files of their own, in
_internal/PySide6 and _internal/shiboken6: put others of the same version in their place, and kpviewer uses
those. libicudata carries fewer tables than Qt's makers put into theirs; theirs works as well. Their source:
https://download.qt.io/official_releases/
"""


class NoLicence(Exception):
    """Something would be handed on without the words of its licence."""


def gather(target: Path, packages: Path) -> None:
    """Fill a folder; `packages` is where the distributions lie that were built from."""
    target.mkdir()
    (target / "README.txt").write_text(_NOTICE, "utf-8")
    shutil.copy(ROOT / "LICENSE", target / "kpviewer.txt")
    shutil.copy(Path(sysconfig.get_path("stdlib"), "LICENSE.txt"), target / "Python.txt")
    for name in ("LGPL-3", "GPL-3", "Apache-2.0"):
        shutil.copy(_COMMON / name, target / f"{name}.txt")
    for name, text in of_distributions(packages).items():
        (target / f"{name}.txt").write_text(text, "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for name, package in _DEBIAN.items():
            (target / f"{name}.txt").write_bytes(_of_debian(package, Path(folder)))


def of_distributions(packages: Path) -> dict[str, str]:
    """By name, of kpviewer's dependencies and theirs that are installed in `packages`; raises NoLicence."""
    found = {}
    for one in _needed(packages):
        name = one.metadata["Name"]
        files = [file for file in one.files or () if re.search(r"(?i)licen[cs]e|sboms/", str(file))]
        texts = [Path(str(file.locate())).read_text("utf-8", "replace") for file in files]
        fields = ("License-Expression", "License")
        said = next((one.metadata[field] for field in fields if field in one.metadata), "see below")
        if name in _QT:
            texts.append("See LGPL-3.txt and README.txt.\n")
        if not any(map(str.strip, texts)):
            raise NoLicence(name)
        found[name] = "\n\n".join([f"{name} {one.version}: {said}", *texts])
    return found


def without(folder: Path) -> list[str]:
    """Libraries in the folder that nobody says the licence of."""
    inside = folder / "_internal"
    there = {path.stem for path in (folder / "licences").iterdir()}
    nobodys = []
    for path in inside.rglob("*"):
        name = path.relative_to(inside).as_posix()
        if re.search(r"\.so\b|\.zip$", name) and not path.is_dir():
            owner = next((owner for pattern, owner in _OWNERS if re.match(pattern, name)), None)
            if owner not in there:
                nobodys.append(name)
    return sorted(nobodys)


def _needed(packages: Path) -> Iterator[importlib.metadata.Distribution]:
    """All that kpviewer needs to run and speak, and what starts it."""
    by_name = {_plain(one.name): one for one in importlib.metadata.distributions(path=[str(packages)])}
    waiting, seen = ["kpviewer", *BUILDERS], set()
    while waiting:
        name = _plain(waiting.pop())
        if name in seen or name not in by_name:
            continue
        seen.add(name)
        one = by_name[name]
        wanted = [line for line in one.requires or () if "extra ==" not in line or "speech" in line]
        waiting += [re.split(r"[^\w.-]", line)[0] for line in wanted if name not in BUILDERS]
        if name != "kpviewer":
            yield one


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _of_debian(package: str, folder: Path) -> bytes:
    run(["apt-get", "-qq", "-o", "APT::Sandbox::User=", "download", package], cwd=folder)
    [file] = folder.glob(f"{package}_*.deb")
    listing = subprocess.run(["dpkg-deb", "--fsys-tarfile", file], capture_output=True, check=True).stdout
    inner = f"./usr/share/doc/{package}/copyright"
    done = subprocess.run(["tar", "-xOf", "-", inner], input=listing, capture_output=True, check=True)
    return done.stdout
