"""Every command that the README shows works as it stands there, in a place that has what it names.

The two lines to paste need a network: `.ci/run` runs the second, which begins as the first does.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kpviewer import arguments, paths
from tests import cups
from tests.conftest import Key
from tests.cups import Cups
from tests.systemd import Systemd, left, started

README = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
_PROGRAMS = "kpviewer|python|pip|apt-get|unzip|minisign|\\.venv/bin/pip"

BLOCKS = [
    [
        re.split(r"  +", line.strip())[0]
        for line in block.splitlines()
        if re.match(f" +({_PROGRAMS}) ", line)
    ]
    for block in re.findall(r"(?:^    .*\n)+", README, re.MULTILINE)
]
MENTIONED = re.findall(rf"`((?:{_PROGRAMS}) [^`…]+)`", README)

ELSEWHERE = {
    "apt-get install speech-dispatcher speech-dispatcher-espeak-ng espeak-ng": "needs a network",
    ".venv/bin/pip install '.[speech]'": "needs a network",
    "pip install --no-index --require-hashes --find-links wheelhouse -r wheelhouse/requirements.txt": (
        "needs what `python -m tests release` makes, which proves it"
    ),
    "minisign -G": "asks for a password at a terminal",
    "kpviewer pack install": "the name of a command alone",
    "python -m tests": "runs this test",
    "python -m tests fix": "changes the sources; a test fails where that is due",
    "python -m tests bench": "takes minutes, and can prove nothing",
    "python -m tests draw": "changes the sources",
    "python -m tests release": "takes minutes",
    "python -m tests.screenshots": "changes the sources",
}
"""What is not run here, and why."""

_ASKED = {"kpviewer settings --hash-pin": "258013\n258013\n"}
_FIRST = {
    "kpviewer pack new DIR": "rm -r DIR",
    "kpviewer pack rollback NAME": "kpviewer pack install FILE.kpack",
}


def _once(commands: list[str]) -> list[str]:
    return [command for command in dict.fromkeys(commands) if command not in ELSEWHERE]


def _opens_window(command: str) -> bool:
    words = command.split()
    return words[0] == "kpviewer" and not arguments.read(words[1:])[0]


ALL = _once(
    [*(command for block in BLOCKS if "minisign" not in str(block) for command in block), *MENTIONED]
)
[SIGNING] = [block for block in BLOCKS if "minisign" in str(block)]


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
def printer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    missing = cups.missing()
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    made = Cups()
    try:
        made.start()
        monkeypatch.setenv("CUPS_SERVER", made.server)
        yield
    finally:
        made.stop()


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
    shown = {*MENTIONED, *(command for block in BLOCKS for command in block)}
    assert {*ELSEWHERE} <= shown
