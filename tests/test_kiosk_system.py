"""The system around a kiosk: the unit, the session, the page that tells how it is set up."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest

LINUX = Path(__file__).parent.parent / "resources" / "linux"
KIOSK = LINUX / "kiosk"
UNIT = KIOSK / "kpviewer-kiosk.service"
PAGE = (LINUX / "kiosk.md").read_text("utf-8")
MOST_EXPOSED = 20
"""Of 100, by systemd's own count; up to 49 it calls OK."""


def run(*command: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    if not shutil.which(str(command[0])):
        pytest.skip(f"{command[0]} is not installed")
    return subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


# The unit


def test_systemd_has_nothing_to_say_against_the_unit() -> None:
    done = run("systemd-analyze", "verify", UNIT)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_unit_is_hardly_exposed() -> None:
    options = ("--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager")
    done = run("systemd-analyze", "security", *options, UNIT)
    assert done.returncode == 0, done.stdout.splitlines()[-1]
    assert " OK " in done.stdout.splitlines()[-1]


def test_the_unit_starts_it_again_for_ever_but_not_when_staff_left() -> None:
    lines = UNIT.read_text("utf-8").splitlines()
    for line in (
        "Type=notify",
        "NotifyAccess=all",
        "WatchdogSec=30",
        "Restart=always",
        "StartLimitIntervalSec=0",
        "RestartPreventExitStatus=0",
    ):
        assert line in lines


def test_apparmor_takes_the_profile() -> None:
    done = run(
        "apparmor_parser", "--skip-kernel-load", "--skip-cache", "--skip-read-cache", KIOSK / "apparmor"
    )
    assert done.returncode == 0, done.stderr


def test_the_firewall_takes_its_rules() -> None:
    done = run("unshare", "--map-root-user", "--net", "nft", "--check", "--file", KIOSK / "nftables.conf")
    if "Operation not permitted" in done.stderr:
        pytest.skip("this system gives no network namespaces")
    if "nft" in done.stderr and "No such file" in done.stderr:
        pytest.skip("nft is not installed")
    assert (done.returncode, done.stderr) == (0, "")


# The session


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A cage that ends with 0 whatever becomes of its program, as that of Debian 12 does."""
    folder = tmp_path / "programs"
    folder.mkdir()
    _program(folder / "cage", 'while [ "$1" != -- ]; do shift; done; shift; "$@"; exit 0')
    return folder


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def session(programs: Path, kpviewer: str) -> int:
    """The exit code of the session where kpviewer does that."""
    _program(programs / "kpviewer", kpviewer)
    way = f"{programs}:{os.environ['PATH']}"
    return run("sh", KIOSK / "kiosk-session", PATH=way, XDG_RUNTIME_DIR=str(programs)).returncode


@pytest.mark.parametrize("code", [0, 3, 70, 75])
def test_the_session_ends_as_the_program_ended(code: int, programs: Path) -> None:
    assert session(programs, f'[ "$*" = --kiosk ] && exit {code}') == code


@pytest.mark.parametrize("name", ["KILL", "SEGV", "ABRT"])
def test_a_session_whose_program_crashed_ends_with_an_error(name: str, programs: Path) -> None:
    assert session(programs, f"kill -{name} $$") == 128 + signal.Signals[f"SIG{name}"]


def test_a_session_without_a_screen_ends_with_an_error(programs: Path) -> None:
    session(programs, "exit 0")
    _program(programs / "cage", "exit 0")
    assert session(programs, "exit 0") == 1


# The pages


def test_the_configuration_of_shell_launcher_is_xml_with_its_profile_in_place() -> None:
    """All that can be said of it here; the page says that nobody has tried it."""
    name = "{http://schemas.microsoft.com/ShellLauncher/2018/Configuration}Profile"
    tree = ElementTree.parse(LINUX.parent / "windows" / "kiosk" / "shell-launcher.xml")
    [made, used] = [profile.get("Id") for profile in tree.iter(name)]
    assert made == used
    assert "Nobody has tried this page" in (LINUX.parent / "windows" / "kiosk.md").read_text("utf-8")


def test_the_page_uses_every_file_and_no_other() -> None:
    there = {path.name for path in KIOSK.iterdir()}
    used = set(re.findall(r"^ *install .*?(?:-m \d+ )(?:-g \w+ )?(\S+) \S+$", PAGE, re.MULTILINE))
    named = {Path(name).name for name in used} - {"policy.toml"}
    started = re.findall(r"ExecStart=/bin/sh /usr/share/kpviewer/kiosk/(\S+)", UNIT.read_text("utf-8"))
    assert {*named, *started} == there


def test_every_file_says_where_it_belongs_as_the_page_has_it() -> None:
    placed = dict(re.findall(r"^ *install .*?-m \d+ (?:-g \w+ )?(?:\S*/)?(\S+) (\S+)$", PAGE, re.MULTILINE))
    for name, place in placed.items():
        if name != "policy.toml":
            assert f"Belongs at {place}" in (KIOSK / name).read_text("utf-8")
