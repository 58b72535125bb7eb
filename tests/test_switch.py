"""Whatever happens while a pack is installed or taken back, the old version is shown or the new, whole."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kpviewer import installed, installing, library, paths
from kpviewer.errors import MachineError
from kpviewer.settings import Settings
from tests import packing, ward
from tests.conftest import Key

ROOT = Path(__file__).parent.parent
KILLS = int(os.environ.get("KPVIEWER_KILLS", "60"))


def test_no_kill_at_any_moment_harms_what_is_installed(
    make_key: Callable[..., Key], tmp_path: Path
) -> None:
    folder = tmp_path / "ward"
    folder.mkdir()
    ward.fill(folder, make_key())
    command = [sys.executable, "-m", "tests.ward", str(folder), str(KILLS), "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert sum("moment" in one["life"] for one in found) == KILLS
    for one in found:
        whole = [[version] if version else [] for version in one["might show"]]
        assert one["first"] in whole, one
        assert one["then"] in whole, one
        assert one["broken"] == [], one
        assert one.get("shows") == one.get("next"), one
        assert one.get("left", []) == [], one
    assert {one["first"] != one["then"] for one in found} == {True, False}, "none died as it switched"


@pytest.fixture
def users_disk(
    disk: Callable[[int], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], Path]:
    """The same with all that a user has on it."""
    for variable in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "disk" / variable))
    return disk


def version_shown() -> str:
    shown = library.load_from(installed.folders(Settings()))
    try:
        return shown.read("sleep", "en").text.split()[-1]
    finally:
        shown.close()


@pytest.mark.usefixtures("little_bundled")
def test_a_disk_that_is_full_at_any_moment_of_an_installation_changes_nothing(
    users_disk: Callable[[int], Path], tmp_path: Path
) -> None:
    for version in ("1", "2"):
        content = {"en/sleep.md": packing.leaflet(body="word " * 3000 + version)}
        (tmp_path / f"{version}.kpack").write_bytes(packing.pack(packing.files(version, content)))
    ends = set()
    for free in range(0, 400, 12):
        folder = users_disk(100_000)
        installing.install(tmp_path / "1.kpack", Settings())
        before = tree(folder)
        used = int(subprocess.check_output(["df", "-k", "--output=used", folder]).split()[-1])
        users_disk(used + free)
        try:
            installing.install(tmp_path / "2.kpack", Settings())
        except MachineError:
            ends.add("full")
            assert tree(folder) == before
            assert version_shown() == "1"
        else:
            ends.add("done")
            assert not [*paths.cache().glob(".new-*"), *paths.user_packs().glob(".new-*")]
            assert version_shown() == "2"
        for home in folder.iterdir():
            shutil.rmtree(home)
    assert ends == {"full", "done"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in folder.rglob("*")
    }
