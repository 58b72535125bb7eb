"""What several tests need. Core tests never start Qt; UI tests paint on no screen."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import minisign
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from kpviewer import drives, library, paths, review
from kpviewer.library import Library
from tests import cups

hypothesis.settings.register_profile("same at every run", derandomize=True)
hypothesis.settings.load_profile("same at every run")

LEAFLET = """+++
title = "{title}"
summary = "A short summary."
group = "conditions"
order = 1
aliases = ["sleepless"]
evidence = "low"
reviewed = 2026-11-22
review_by = 2027-11-22
reviewed_by = ""
+++
{body}
"""

Author = Callable[..., Path]


def pytest_collection_finish() -> None:
    """As in a window, Python collects garbage on no thread but the first: see `kpviewer.ui.garbage`."""
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    if gc.get_count()[0] > 20_000:
        gc.collect()


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings, the state or the cache of whoever runs it."""
    for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setattr(paths, "policy_file", lambda: tmp_path / "no-policy.toml")
    monkeypatch.setattr(paths, "machine_packs", lambda: tmp_path / "var" / "lib" / "kpviewer" / "packs")


@pytest.fixture(autouse=True)
def _a_day_before_all_reviews(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the leaflets say of their reviews does not depend on when the tests run."""
    monkeypatch.setattr(review, "today", lambda: "2026-11-23")


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    """No test leaves its language to the next."""
    yield
    if "kpviewer.ui.tongue" in sys.modules:
        from PySide6.QtCore import QCoreApplication

        from kpviewer.ui import tongue

        if QCoreApplication.instance():
            tongue.speak("en")


@pytest.fixture(autouse=True)
def _no_wrapper_outlives_its_layout_item() -> Iterator[None]:
    yield
    if "PySide6.QtWidgets" in sys.modules:
        from tests import layout_items

        assert not layout_items.forgotten()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """An empty folder for a clinic's pack."""
    folder = tmp_path / "clinic"
    (folder / "en").mkdir(parents=True)
    return folder


@pytest.fixture
def write(pack: Path) -> Author:
    """Writes a leaflet into the pack; returns its path."""

    def author(
        slug: str,
        body: str = "Words.",
        title: str = "Sleep",
        lang: str = "en",
        signed: str = "",
        review_by: str = "2027-11-22",
    ) -> Path:
        path = pack / lang / f"{slug}.md"
        path.parent.mkdir(exist_ok=True)
        text = LEAFLET.format(title=title, body=body).replace("2027-11-22", review_by)
        path.write_text(text.replace('reviewed_by = ""', f'reviewed_by = "{signed}"'), "utf-8")
        return path

    return author


@pytest.fixture(scope="session")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library as it ships."""
    loaded = library.load(cache=tmp_path_factory.mktemp("cache"))
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def print_server() -> Iterator[cups.Cups]:
    """A print service with a printer, for the tests of one file."""
    missing = cups.missing()
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    made = cups.Cups()
    try:
        made.start()
        yield made
    finally:
        made.stop()


@dataclass(frozen=True)
class Key:
    """A key of minisign's."""

    secret: Path
    public: str


@pytest.fixture
def make_key(tmp_path: Path) -> Callable[..., Key]:
    """Makes keys, with a password if one is given."""

    def make(name: str = "clinic", password: str = "") -> Key:
        pair = minisign.KeyPair.generate()
        if password:
            pair.secret_key.encrypt(password, opslimit=32_768, memlimit=2**24)
        path = tmp_path / f"{name}.key"
        path.write_bytes(bytes(pair.secret_key) + b"\n")
        return Key(path, pair.public_key.to_base64().decode())

    return make


@pytest.fixture
def little_bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two leaflets in the place of the bundled ones, which take long to compile."""
    folder = tmp_path / "bundled" / "en"
    folder.mkdir(parents=True)
    shutil.copy(paths.bundled_pack() / "pack.toml", folder.parent)
    for slug in ("ptsd", "get-help"):
        (folder / f"{slug}.md").write_text(LEAFLET.format(title=slug, body="Words."), "utf-8")
    shutil.copytree(folder, folder.parent / "es")
    monkeypatch.setattr(paths, "bundled_pack", lambda: folder.parent)
    return folder.parent


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many kilobytes, which can be made larger and smaller."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def resized(kilobytes: int) -> Path:
        kind = "remount," if folder.is_mount() else ""
        command = ["mount", "-t", "tmpfs", "-o", f"{kind}size={kilobytes}k", "none", str(folder)]
        if subprocess.run(command, capture_output=True).returncode:
            pytest.skip("only root may mount")
        return folder

    yield resized
    if folder.is_mount():
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A drive with a space in its name, as the kernel tells of it; other file systems beside it."""
    folder = tmp_path / "media" / "MY STICK"
    folder.mkdir(parents=True)
    place = str(folder).replace(" ", "\\040")
    mounts = f"proc /proc proc rw 0 0\n/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {place} vfat rw 0 0\n"
    (tmp_path / "mounts").write_text(mounts)
    monkeypatch.setattr(drives, "_MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(drives, "_BELOW", (f"{tmp_path}/media/",))
    return folder
