"""What a reader sees while many leaflets are compiled."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from kpviewer import library, paths
from kpviewer.settings import Settings
from kpviewer.ui.app import App
from kpviewer.ui.preparing_bar import PreparingBar
from tests.conftest import Author

PATIENCE_MS = 60_000
MANY = 300

Start = Callable[..., App]


@pytest.fixture
def many(pack: Path, write: Author) -> Path:
    """A pack that takes its time."""
    for place in range(MANY):
        write(f"leaflet-{place}", "Old words.")
    return pack


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Starts the program with packs of its policy."""
    running: list[App] = []

    def start(*packs: Path, slug: str = "") -> App:
        settings = Settings()
        settings.put({"content.packs": [*map(str, packs)]}, "policy")
        app = App(lambda: library.all_folders(packs), settings, "en", slug)
        running.append(app)
        qtbot.addWidget(app.window)
        return app

    yield start
    for app in running:
        app.wait()


def bar(app: App) -> PreparingBar | None:
    shown = [bar for bar in app.window.findChildren(PreparingBar) if bar.isVisible()]
    return shown[0] if shown else None


def said(app: App) -> list[str]:
    return [label.text() for label in app.window.findChildren(QLabel) if label.isVisible()]


def test_the_bundled_leaflets_stand_in_until_all_are_there(many: Path, start: Start, qtbot: QtBot) -> None:
    app = start(many, slug="leaflet-7")
    qtbot.waitUntil(lambda: bar(app) is not None, timeout=PATIENCE_MS)
    assert app.window._library
    assert app.window._library.leaflets("en")[0].pack == "kpviewer"
    assert any(words.startswith("Preparing the leaflets: ") for words in said(app))
    [progress] = app.window.findChildren(QProgressBar)
    qtbot.waitUntil(lambda: progress.value() > 1, timeout=PATIENCE_MS)
    assert progress.maximum() == MANY + 22
    qtbot.waitUntil(lambda: app.window.windowTitle().startswith("Sleep"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: bar(app) is None, timeout=PATIENCE_MS)


def test_a_reader_who_has_gone_on_is_not_called_back(many: Path, start: Start, qtbot: QtBot) -> None:
    app = start(many, slug="leaflet-7")
    qtbot.waitUntil(lambda: bar(app) is not None, timeout=PATIENCE_MS)
    app.window.open("ocd")
    qtbot.waitUntil(lambda: bar(app) is None, timeout=PATIENCE_MS)
    assert app.window.windowTitle().startswith("Obsessive")


def test_whoever_stops_it_keeps_the_leaflets_as_they_were(
    many: Path, write: Author, start: Start, qtbot: QtBot
) -> None:
    library.load([many]).close()
    for place in range(MANY):
        write(f"leaflet-{place}", "New words, and more of them.")
    app = start(many, slug="leaflet-7")
    qtbot.waitUntil(lambda: bar(app) is not None, timeout=PATIENCE_MS)
    shown = bar(app)
    assert shown
    shown.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: bar(app) is None, timeout=PATIENCE_MS)
    assert any(words.startswith("Stopped. The leaflets are as they were") for words in said(app))
    assert "Old words." in app.window.station.frame.viewer.toPlainText()
    assert not library.is_current(library.all_folders([many]))


def test_closing_the_window_stops_it(many: Path, start: Start, qtbot: QtBot) -> None:
    app = start(many)
    qtbot.waitUntil(lambda: bar(app) is not None, timeout=PATIENCE_MS)
    app.window.close()
    app.wait()
    assert not app._refresh.isRunning()
    assert not [*paths.cache().glob("*.part")]


def test_a_store_that_is_found_damaged_gives_way_at_once(many: Path, start: Start, qtbot: QtBot) -> None:
    library.load([many]).close()
    [store] = paths.cache().glob("*.sqlite")
    whole = store.read_bytes()
    store.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    app = start(many, slug="ptsd")
    qtbot.waitUntil(lambda: bar(app) is not None, timeout=PATIENCE_MS)
    assert app.window._library
    assert len(app.window._library.leaflets("en")) == 11
    assert app.window.windowTitle().startswith("Post-traumatic")
    qtbot.waitUntil(lambda: bar(app) is None, timeout=PATIENCE_MS)
    assert len(app.window._library.leaflets("en")) == 11 + MANY


def test_a_small_change_is_not_told_of(many: Path, write: Author, start: Start, qtbot: QtBot) -> None:
    library.load([many]).close()
    write("leaflet-7", "New words, and more of them.")
    app = start(many, slug="leaflet-7")
    viewer = app.window.station.frame.viewer
    qtbot.waitUntil(lambda: "New words" in viewer.toPlainText(), timeout=PATIENCE_MS)
    assert not app.window.findChildren(PreparingBar)
