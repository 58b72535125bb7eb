"""The playbook that brings one policy and one pack to many kiosks, here three on this machine."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import packing
from tests.conftest import Key

ROOT = Path(__file__).parent.parent
KIOSKS = ("north", "south", "east")

pytestmark = pytest.mark.skipif(
    not shutil.which("ansible-playbook"), reason="ansible-playbook is not installed"
)


@pytest.fixture
def kiosks(tmp_path: Path) -> Path:
    """The inventory of three, each with a kpviewer and folders of its own."""
    inventory = []
    for name in KIOSKS:
        home = tmp_path / name
        home.mkdir()
        homes = (f"export XDG_{kind}_HOME={home / kind}" for kind in ("CACHE", "CONFIG", "DATA", "STATE"))
        run = f'export PYTHONPATH={ROOT}\nexec {sys.executable} -m kpviewer "$@"'
        (home / "kpviewer").write_text("\n".join(["#!/bin/sh", *homes, run]))
        (home / "kpviewer").chmod(0o755)
        inventory.append(
            f"{name} ansible_connection=local ansible_python_interpreter=/usr/bin/python3 as_root=false"
            f" kpviewer={home / 'kpviewer'} policy_folder={home / 'etc'}\n"
        )
    (tmp_path / "kiosks.ini").write_text("".join(inventory))
    return tmp_path / "kiosks.ini"


def play(kiosks: Path, pack: Path) -> dict[str, str]:
    """What became of each kiosk."""
    given = {"policy": str(kiosks.parent / "policy.toml"), "pack": str(pack)}
    playbook = str(ROOT / "resources" / "linux" / "fleet.yml")
    command = ["ansible-playbook", "-i", str(kiosks), playbook, "-e", json.dumps(given)]
    environment = {"ANSIBLE_HOME": str(kiosks.parent), "ANSIBLE_NOCOLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300
    )
    recap = re.findall(r"(\w+) +: ok=\d+ +(changed=\d+) +unreachable=0 +(failed=\d+)", done.stdout)
    assert len(recap) == len(KIOSKS), done.stdout + done.stderr
    return {name: f"{changed} {failed}" for name, changed, failed in recap}


def installed(home: Path) -> str:
    command = [str(home / "kpviewer"), "pack", "list", "--policy", str(home / "etc" / "policy.toml")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_all_kiosks_show_the_pack_and_keep_it_when_the_next_is_not_believed(
    kiosks: Path, make_key: Callable[..., Key]
) -> None:
    ours, theirs = make_key("ours"), make_key("theirs")
    folder = kiosks.parent
    (folder / "policy.toml").write_text(
        f'[content]\ntrusted_keys = ["{ours.public}"]\nrequire_signature = true\n'
    )
    for version, key in (("1", ours), ("2", theirs)):
        (folder / f"{version}.kpack").write_bytes(packing.pack(packing.files(version), key))
    outcomes = [play(kiosks, folder / f"{version}.kpack") for version in ("1", "2")]
    for name in KIOSKS:
        became = [one[name] for one in outcomes]
        assert became == ["changed=4 failed=0", "changed=1 failed=1"]
        assert installed(folder / name).startswith("riverside 1: 1 leaflet, for this user, signed by key")
