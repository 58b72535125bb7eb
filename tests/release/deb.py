"""The folder as a Debian package, with desktop entry, man page, examples, and all that a kiosk needs."""

import datetime
import email.utils
import gzip
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

from kpviewer import __version__
from tests.release import manpage, stick
from tests.release.wheelhouse import ROOT, run

LINUX = ROOT / "resources" / "linux"
ID = "org.kpviewer.Kpviewer"
_MAINTAINER = "The kpviewer authors <authors@kpviewer.org>"
_NEEDED = (LINUX / "packages.txt").read_text("utf-8").split()
GLIBC = "2.35"
"""The oldest that runs what is in the folder."""
DEPENDS = [name for name in _NEEDED if name not in ("python3-venv", *stick.DESK)]
"""Packages of Debian's that the program cannot do without."""
_CONTROL = """Package: kpviewer
Version: {version}
Section: misc
Priority: optional
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {kilobytes}
Depends: {depends}
Recommends: {recommends}
Description: leaflets about ketamine psychotherapy, read and printed offline
 Leaflets about five conditions and what is known of ketamine for them, for
 waiting rooms and clinic desks without internet: read in large text, searched
 in one's own words, heard, and taken home on paper.
"""
_COPYRIGHT = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: kpviewer

Files: *
Copyright: 2026 The kpviewer authors
License: Expat
{licence}
Comment: Python, Qt, PySide6 and the other libraries in /usr/lib/kpviewer are under the
 licences in /usr/lib/kpviewer/licences. Qt and PySide6 are LGPL-3: replace their files there.
"""
_AFTER_REMOVAL = """#!/bin/sh
# The policy, what was installed for all users, and what a kiosk keeps; homes are nobody's but their users'.
set -e
[ "$1" != purge ] || rm -rf /etc/kpviewer /var/cache/kpviewer /var/lib/kpviewer
"""
_RELEASE = re.compile(r"^## (\S+) \((\S+)\)\n\n- (.*?)\n(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
"""Version, date and changes of a release in CHANGELOG.md."""
_OVERRIDES = (
    ("embedded-library", "the folder brings its Qt and Python along, so that nothing needs internet"),
    ("unstripped-binary-or-object", "some come from their makers' wheels as they are"),
    ("hardening-no-pie", "what starts the program is PyInstaller's"),
    ("shared-library-lacks-prerequisites", "as above"),
    ("shared-library-lacks-version", "as above"),
    ("library-not-linked-against-libc", "as above"),
    ("custom-library-search-path", "the folder finds its own libraries beside it"),
)


def build(folder: Path, target: Path) -> Path:
    """A .deb in `target` from the folder that `folder.build` made."""
    root = target / "deb"
    shutil.rmtree(root, ignore_errors=True)
    lib = root / "usr" / "lib" / "kpviewer"
    shutil.copytree(folder, lib, symlinks=True)
    _link(root / "usr" / "bin" / "kpviewer", "../lib/kpviewer/kpviewer")
    share = root / "usr" / "share"
    _copy(LINUX / f"{ID}.desktop", share / "applications")
    _copy(LINUX / f"{ID}.metainfo.xml", share / "metainfo")
    icons = share / "icons" / "hicolor"
    for drawn, size in (
        ("kpviewer.svg", "scalable"),
        ("kpviewer-48.png", "48x48"),
        ("kpviewer-256.png", "256x256"),
    ):
        source = LINUX / drawn
        _copy(source, icons / size / "apps", f"{ID}{source.suffix}")
    for example in ("policy.toml", "settings.toml", "linux/fleet.yml"):
        _copy(ROOT / "resources" / example, share / "doc" / "kpviewer" / "examples")
    _zip(share / "man" / "man1" / "kpviewer.1.gz", manpage.page())
    _zip(share / "doc" / "kpviewer" / "changelog.gz", changelog((ROOT / "CHANGELOG.md").read_text("utf-8")))
    licence = "\n".join(f" {line}" if line else " ." for line in _licence())
    _write(share / "doc" / "kpviewer" / "copyright", _COPYRIGHT.format(licence=licence))
    overrides = "".join(f"# {why}\nkpviewer: {tag}\n" for tag, why in _OVERRIDES)
    _write(share / "lintian" / "overrides" / "kpviewer", overrides)
    shutil.copytree(LINUX / "kiosk", share / "kpviewer" / "kiosk")
    _copy(LINUX / "kiosk.md", share / "doc" / "kpviewer")
    _set_modes(root)
    _write(root / "DEBIAN" / "control", _control(root))
    _write(root / "DEBIAN" / "postrm", _AFTER_REMOVAL)
    (root / "DEBIAN" / "postrm").chmod(0o755)
    made = target / f"kpviewer_{__version__}_amd64.deb"
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", root, made])
    shutil.rmtree(root)
    return made


def changelog(changes: str) -> str:
    """The last release, as Debian's tools read it."""
    version, date, words = next(iter(_RELEASE.findall(changes)))
    told = "\n".join(
        textwrap.fill(" ".join(change.split()), 78, initial_indent="  * ", subsequent_indent="    ")
        for change in words.split("\n- ")
    )
    when = email.utils.format_datetime(datetime.datetime.fromisoformat(f"{date}T12:00:00+00:00"))
    return f"kpviewer ({version}) stable; urgency=medium\n\n{told}\n\n -- {_MAINTAINER}  {when}\n"


def _control(root: Path) -> str:
    size = subprocess.run(["du", "-sk", str(root)], capture_output=True, text=True, check=True).stdout
    return _CONTROL.format(
        version=__version__,
        maintainer=_MAINTAINER,
        kilobytes=size.split()[0],
        depends=", ".join([f"libc6 (>= {GLIBC})", *DEPENDS]),
        recommends=", ".join(stick.DESK),
    )


def _licence() -> list[str]:
    """The text alone, without its title and copyright line."""
    return (ROOT / "LICENSE").read_text("utf-8").partition("\n\n")[2].partition("\n\n")[2].splitlines()


def _copy(source: Path, folder: Path, name: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, folder / (name or source.name))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _zip(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))


def _link(path: Path, to: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(to)


def _set_modes(root: Path) -> None:
    """As Debian wants them: libraries are not programs."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            is_program = path.is_dir() or path == root / "usr" / "lib" / "kpviewer" / "kpviewer"
            path.chmod(0o755 if is_program else 0o644)
