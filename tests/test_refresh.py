"""A window that is open while packs are installed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kpviewer import installed, installing, library, paths
from kpviewer.settings import Settings
from kpviewer.ui.app import App
from tests import packing

PATIENCE_MS = 30_000

pytestmark = pytest.mark.usefixtures("little_bundled")


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[App]:
    paths.user_packs().parent.parent.mkdir()  # as on every desk
    running = App(lambda: installed.folders(Settings()), Settings(), "en", "ptsd")
    qtbot.addWidget(running.window)
    qtbot.waitUntil(lambda: running._is_open and "_refresh" in running.__dict__, timeout=PATIENCE_MS)
    qtbot.waitUntil(running._refresh.isFinished, timeout=PATIENCE_MS)
    yield running
    running.wait()


@pytest.fixture
def until(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE_MS)


def listed(app: App) -> list[str]:
    return list(app.window.station._entries)


def write(folder: Path, version: str, title: str = "Sleep") -> Path:
    path = folder / f"{version}.kpack"
    path.write_bytes(packing.pack(packing.files(version, {"en/sleep.md": packing.leaflet(title)})))
    return path


def test_it_takes_up_what_is_installed_changed_and_taken_back(
    app: App, tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    assert "sleep" not in listed(app)
    installing.install(write(tmp_path, "1"), Settings())
    until(lambda: "sleep" in listed(app))
    app.window.open("sleep")
    installing.install(write(tmp_path, "2", "Sleep well"), Settings())
    until(lambda: app.window.windowTitle() == "Sleep well – kpviewer")
    installing.roll_back("riverside", Settings())
    until(lambda: app.window.windowTitle() == "Sleep – kpviewer")
    installing.roll_back("riverside", Settings())
    until(lambda: app.window.windowTitle() == "Sleep well – kpviewer")


def test_it_takes_up_what_another_program_compiled(
    app: App, tmp_path: Path, until: Callable[[Callable[[], bool]], None]
) -> None:
    """The store is current then, but not the one that is shown."""
    installing.install(write(tmp_path, "1"), Settings())
    library.load(installed.folders(Settings())[1:]).close()
    until(lambda: "sleep" in listed(app))


def test_a_pack_that_is_refused_changes_nothing(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    before = app._shown
    (tmp_path / "bad.kpack").write_bytes(b"bad, all of it")
    with pytest.raises(Exception, match="is not a pack"):
        installing.install(tmp_path / "bad.kpack", Settings())
    app._refresh.do()
    qtbot.waitUntil(app._refresh.isFinished, timeout=PATIENCE_MS)
    assert app._shown == before


def test_the_next_start_shows_the_last_library_at_once(tmp_path: Path) -> None:
    """Even the first one after packs were installed, by whoever."""
    library.load().close()
    installing.install(write(tmp_path, "1"), Settings())
    last = library.open_last(installed.folders(Settings()))
    assert last
    assert last.read("sleep", "en").title == "Sleep"
