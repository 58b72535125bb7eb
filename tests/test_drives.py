"""Packs on sticks that are plugged in."""

import subprocess
from pathlib import Path

import pytest

from kpviewer import drives


def test_packs_are_found_on_drives_and_in_their_folders(stick: Path) -> None:
    for name in (
        "a.kpack",
        "b.KPACK",
        "leaflets/2027/c.kpack",
        "notes.txt",
        "x/y/z/deep.kpack",
        ".t/d.kpack",
    ):
        (stick / name).parent.mkdir(parents=True, exist_ok=True)
        (stick / name).write_bytes(b"")
    (stick / "folder.kpack").mkdir()
    (stick / "link.kpack").symlink_to("/etc/passwd")
    assert drives.mounted() == [stick]
    found = {path.relative_to(stick).as_posix() for path in drives.find()}
    assert found == {"a.kpack", "b.KPACK", "leaflets/2027/c.kpack"}


def test_links_that_lead_in_a_circle_are_not_followed(stick: Path) -> None:
    (stick / "round").symlink_to(stick)
    (stick / "a.kpack").write_bytes(b"")
    assert drives.find() == [stick / "a.kpack"]


def test_a_drive_with_a_million_files_is_given_up(stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "_ENTRIES", 100)
    for number in range(200):
        (stick / f"{number}.kpack").write_bytes(b"")
    assert len(drives.find()) == 100


def test_a_drive_that_is_pulled_out_holds_nothing(stick: Path) -> None:
    stick.rmdir()
    assert drives.find() == []


def test_where_nobody_tells_of_drives_there_are_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "none")
    assert drives.find() == []


def test_what_is_not_mounted_where_drives_are_is_not_looked_at() -> None:
    assert all(str(drive).startswith(("/media/", "/run/media/", "/mnt/")) for drive in drives.mounted())


def test_a_real_drive_is_found() -> None:
    folder = Path("/mnt/kpviewer-test")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("only root may make a folder in /mnt")
    try:
        if subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)], capture_output=True).returncode:
            pytest.skip("only root may mount")
        (folder / "a.kpack").write_bytes(b"")
        assert folder / "a.kpack" in drives.find()
    finally:
        subprocess.run(["umount", str(folder)], capture_output=True)
        folder.rmdir()
