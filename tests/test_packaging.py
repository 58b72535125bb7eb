"""What a clinic installs: the wheel and its wheelhouse, without internet and without dev tools."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kpviewer import __version__, arguments
from tests.release import deb, manpage, wheelhouse
from tests.release.wheelhouse import ROOT

ALONE = ["unshare", "--map-root-user", "--net"]
"""In a network namespace of its own, in which there is no network."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wheelhouse.build(tmp_path_factory.mktemp("kit"))


@pytest.fixture(scope="module")
def inside(house: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment in which the wheelhouse was installed."""
    if not shutil.which("unshare") or subprocess.run([*ALONE, "true"], capture_output=True).returncode:
        pytest.skip("this system gives no network namespaces")
    environment = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    install = wheelhouse.install_line(house, environment / "bin" / "python")
    subprocess.run([*ALONE, *install, "--quiet"], check=True)
    return environment / "bin"


def test_the_wheel_carries_every_resource(house: Path) -> None:
    [wheel] = house.glob("kpviewer-*.whl")
    carried = set(zipfile.ZipFile(wheel).namelist())
    for path in (ROOT / "resources").rglob("*"):
        if path.is_file():
            assert f"kpviewer/{path.relative_to(ROOT).as_posix()}" in carried


def test_the_wheelhouse_installs_and_runs_without_network(inside: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        command = [*ALONE, str(inside / "kpviewer"), *words]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert run("--version") == f"kpviewer {__version__}\n"
    assert len(json.loads(run("list", "--json"))) == 11
    assert json.loads(run("search", "bad dreams", "--json"))
    run("export", "ptsd", "-o", "x.pdf")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")


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
    entry = deb.LINUX / f"{deb.ID}.desktop"
    done = subprocess.run(["desktop-file-validate", str(entry)], capture_output=True, text=True)
    assert not done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="appstream is not installed")
def test_the_metainfo_is_valid() -> None:
    path = deb.LINUX / f"{deb.ID}.metainfo.xml"
    done = subprocess.run(
        ["appstreamcli", "validate", "--no-net", str(path)], capture_output=True, text=True
    )
    assert not done.returncode, done.stdout
