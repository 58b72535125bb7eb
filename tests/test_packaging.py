"""What a clinic installs: the wheel and its wheelhouse, without internet and without dev tools."""

import re
import shutil
import subprocess
import sysconfig
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kpviewer import __version__, arguments
from tests.release import deb, licences, manpage, prove, stick, wheelhouse
from tests.release.prove import ALONE
from tests.release.wheelhouse import ROOT

LINUX = ROOT / "resources" / "linux"
CHANGES = (ROOT / "CHANGELOG.md").read_text("utf-8")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheelhouse.build(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def inside(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment in which the wheelhouse was installed."""
    if not shutil.which("unshare") or subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this system gives no network namespaces")
    return wheelhouse.install(house, tmp_path_factory.mktemp("installed"), ALONE).parent


def test_the_wheel_carries_every_resource(house: Path) -> None:
    [wheel] = house.glob("kpviewer-*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file():
            assert f"kpviewer/{path.relative_to(ROOT).as_posix()}" in carried


def test_the_wheelhouse_installs_and_runs_without_network(inside: Path) -> None:
    prove.works(str(inside / "kpviewer"))


def test_a_wheel_that_was_changed_is_not_installed(house: Path, inside: Path, tmp_path: Path) -> None:
    changed = tmp_path / "wheelhouse"
    changed.mkdir()
    for path in house.iterdir():
        (changed / path.name).symlink_to(path)
    [wheel] = changed.glob("markdown-*.whl")
    content = wheel.read_bytes()
    wheel.unlink()
    wheel.write_bytes(content + b"x")
    install = [*wheelhouse.install_line(changed, inside / "python"), "--force-reinstall", "--no-deps"]
    done = subprocess.run([*ALONE, *install], capture_output=True, text=True)
    assert done.returncode
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in done.stderr


def test_the_man_page_names_every_command_and_option() -> None:
    page = manpage.page().replace("\\-", "-")
    for name in arguments.COMMANDS:
        assert f"kpviewer {name}".strip() in page
        for action in arguments.parser(name)._actions:
            assert all(option in page for option in action.option_strings if option not in ("-h", "--help"))


@pytest.mark.skipif(not shutil.which("man"), reason="man is not installed")
def test_the_man_page_is_sound_roff(tmp_path: Path) -> None:
    path = tmp_path / "kpviewer.1"
    path.write_text(manpage.page(), "utf-8")
    done = subprocess.run(["man", "--warnings", "-l", str(path)], capture_output=True, text=True)
    assert not done.stderr


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="desktop-file-utils is not installed")
def test_the_desktop_entry_is_valid() -> None:
    entry = LINUX / f"{deb.ID}.desktop"
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True)
    assert not done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstream is not installed")
def test_the_metainfo_is_valid() -> None:
    path = LINUX / f"{deb.ID}.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", str(path)], capture_output=True, text=True
    )
    assert not done.returncode, done.stdout


# One version


def test_the_version_is_one_everywhere() -> None:
    metainfo = ElementTree.parse(LINUX / f"{deb.ID}.metainfo.xml")
    releases = [(one.get("version"), one.get("date")) for one in metainfo.iter("release")]
    changes = re.findall(r"^## (\S+) \((\S+)\)$", CHANGES, re.MULTILINE)
    assert releases[0] == changes[0]
    assert releases[0][0] == __version__
    assert f'"kpviewer {__version__}"' in manpage.page()
    assert deb.changelog(CHANGES).startswith(f"kpviewer ({__version__}) ")


def test_the_package_lists_the_changes_of_its_own_release_alone() -> None:
    released = "# Changes\n\n## 1.1 (2027-01-02)\n\n- Two lines\n  of words.\n- More.\n\n## 1.0\n\n- Old.\n"
    assert deb.changelog(released) == (
        "kpviewer (1.1) stable; urgency=medium\n\n  * Two lines of words.\n  * More.\n\n"
        " -- The kpviewer authors <authors@kpviewer.org>  Sat, 02 Jan 2027 12:00:00 +0000\n"
    )


# Licences


def test_every_dependency_has_the_words_of_its_licence() -> None:
    words = licences.of_distributions(Path(sysconfig.get_path("purelib")))
    assert words.keys() >= {
        "Markdown",
        "PySide6_Essentials",
        "RapidFuzz",
        "cryptography",
        "snowballstemmer",
    }
    for text in words.values():
        assert re.search(r"(?i)permission|redistribution|LGPL-3\.txt", text)


def test_a_dependency_without_the_words_of_its_licence_stops_the_build(tmp_path: Path) -> None:
    for name, wants in (("kpviewer", "Requires-Dist: fresh>=1\n"), ("fresh", "License: MIT\n")):
        about = tmp_path / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{wants}")
        (about / "RECORD").write_text(f"{name}-1.0.dist-info/METADATA,,\n")
    with pytest.raises(licences.NoLicence, match="fresh"):
        licences.of_distributions(tmp_path)


def test_a_library_that_nobody_says_the_licence_of_is_found(tmp_path: Path) -> None:
    for name in (
        "licences/Python.txt",
        "_internal/libpython3.11.so.1.0",
        "_internal/PySide6/QtGui.abi3.so",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "_internal" / "libnew.so.1").touch()
    assert licences.without(tmp_path) == ["PySide6/QtGui.abi3.so", "libnew.so.1"]


# The folder, and the stick


def test_what_the_program_starts_of_itself_the_frozen_one_can_start() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "kpviewer").rglob("*.py")]
    started = {name for source in sources for name in re.findall(r'"-m", "(kpviewer\.[\w.]+)"', source)}
    assert started
    assert started == set(re.findall(r'"-m", "([\w.]+)"', (LINUX / "launch.py").read_text("utf-8")))


def test_the_stick_holds_what_the_page_for_kiosks_installs() -> None:
    page = (LINUX / "kiosk.md").read_text("utf-8")
    [line] = re.findall(r"^apt-get .*kpviewer_\S+ (.*)$", page, re.MULTILINE)
    assert sorted(line.split()) == sorted([*stick.DESK, *stick.KIOSK])


def test_the_stick_installs_nothing_when_a_file_of_it_was_changed(tmp_path: Path) -> None:
    shutil.copytree(LINUX / "stick", tmp_path / "stick")
    (tmp_path / "stick" / "SHA256SUMS").write_text(f"{'0' * 64}  desk.txt\n")
    script = ["sh", str(tmp_path / "stick" / "install.sh")]
    done = subprocess.run(script, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True)
    assert done.returncode
    assert done.stdout == "desk.txt: FAILED\n"
