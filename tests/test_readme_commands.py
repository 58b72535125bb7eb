"""Every command that the README shows works as it stands there, in a place that has what it names.

The two lines to paste need a network: `.ci/run` runs the second, which begins as the first does.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpviewer import arguments, paths
from tests.conftest import Key
from tests.cups import Cups
from tests.systemd import Systemd, left, started

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
ELSEWHERE = {
    "apt-get": "changes the machine",
    "pip": "needs a network, or what `python -m tests release` makes, which proves it",
    ".venv/bin/pip": "needs a network",
    "sh": "needs a bare Debian 12, as `python -m tests release` makes one",
    "python": "runs these tests, changes the sources, or takes minutes",
    "minisign -G": "asks for a password at a terminal",
    "kpviewer pack install": "the name of a command alone",
}
"""Programs and commands that are not run here, and why."""

_RUN = "kpviewer|unzip|minisign"
BLOCKS = [
    [re.split(r"  +", line.strip())[0] for line in block.splitlines() if re.match(f" +({_RUN}) ", line)]
    for block in re.findall(r"(?:^    .*\n)+", README, re.MULTILINE)
]
MENTIONED = re.findall(r"`((?:[a-z./]+/)?[a-z-]+ [^`…]+)`", README)

_ASKED = {"kpviewer settings --hash-pin": "258013\n258013\n"}
_FIRST = {
    "kpviewer pack new DIR": "rm -r DIR",
    "kpviewer pack rollback NAME": "kpviewer pack install FILE.kpack",
}


def _is_run(command: str) -> bool:
    return command not in ELSEWHERE and re.match(f"({_RUN}) ", command) is not None


def _opens_window(command: str) -> bool:
    words = command.split()
    return words[0] == "kpviewer" and not arguments.read(words[1:])[0]


[SIGNING] = [block for block in BLOCKS if "minisign" in str(block)]
SHOWN = [command for block in BLOCKS if block is not SIGNING for command in block]
ALL = [command for command in dict.fromkeys([*SHOWN, *MENTIONED]) if _is_run(command)]


@pytest.fixture
def place(tmp_path: Path, make_key: Callable[..., Key]) -> Callable[[str], None]:
    """Runs a line of shell where all that the README names is there."""
    key = make_key()
    folder, bin_, own = tmp_path / "place", tmp_path / "bin", tmp_path / "home" / ".minisign"
    for made in (folder, bin_, own):
        made.mkdir(parents=True)
    (bin_ / "kpviewer").write_text(f'#!/bin/sh\nexec {sys.executable} -m kpviewer "$@"\n')
    (bin_ / "kpviewer").chmod(0o755)
    shutil.copy(key.secret, own / "minisign.key")
    shutil.copy(paths.resources() / "policy.toml", folder)
    environment = {**os.environ, "PATH": f"{bin_}:{os.environ['PATH']}", "HOME": str(tmp_path / "home")}

    def run(line: str) -> None:
        line = line.replace("NAME", "our-clinic").replace(" KEY ", f" {key.public} ")
        done = subprocess.run(
            line,
            shell=True,
            cwd=folder,
            env=environment,
            input=_ASKED.get(line, ""),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"

    run(f"kpviewer pack new DIR && kpviewer pack build DIR -o FILE.kpack --key {key.secret}")
    run("cp FILE.kpack riverside-3.kpack")
    return run


@pytest.fixture
def printer(print_server: Cups, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", print_server.server)


@pytest.mark.parametrize("command", [one for one in ALL if not _opens_window(one)])
def test_a_command_does_what_it_says(command: str, request: pytest.FixtureRequest) -> None:
    if " print " in command:
        request.getfixturevalue("printer")
    run: Callable[[str], None] = request.getfixturevalue("place")
    if command in _FIRST:
        run(_FIRST[command])
    run(command)


@pytest.mark.parametrize("command", [one for one in ALL if _opens_window(one)])
def test_a_command_opens_a_window(command: str, tmp_path: Path) -> None:
    systemd = Systemd(f"@{tmp_path}")
    words = [sys.executable, "-m", *command.split()]
    assert "Traceback" not in left(started(systemd, *words, environment=os.environ))
    systemd.close()


def test_a_pack_is_signed_in_two_steps(place: Callable[[str], None]) -> None:
    for line in SIGNING:
        place(line)


def test_what_is_not_run_here_is_in_the_readme() -> None:
    for command in ELSEWHERE:
        assert re.search(rf"[` ]{re.escape(command)}[` ]", README), command
