"""What an author sees of a leaflet while writing it, and what a window shows of the review."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFileSystemWatcher
from PySide6.QtWidgets import QLabel, QListView
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.settings import Settings
from kpviewer.shelf import Shelf
from kpviewer.ui.app import App
from kpviewer.ui.home import Home
from kpviewer.ui.problem_panel import ProblemPanel
from kpviewer.ui.watch import Watch
from kpviewer.ui.window import Window
from tests.conftest import LEAFLET, Author
from tests.test_render import PIXEL

PATIENCE_MS = 30_000
"""Until a test gives up; on a good day everything is there within a second."""
CLEAN = "!!! key\n    Rest helps.\n\n!!! help\n    Call us.\n\n" + "\n\n".join(
    f"## {heading}\n\nRest helps."
    for heading in (
        "What is it?",
        "What is usually tried first?",
        "What might ketamine do?",
        "How sure are we?",
        "What does talking therapy add?",
        "Risks to know about",
        "Talk with your clinician if…",
    )
)

Start = Callable[..., App]


@pytest.fixture
def others(tmp_path: Path) -> Path:
    """A pack in the place of the bundled one, which takes longer to compile."""
    folder = tmp_path / "others" / "en"
    folder.mkdir(parents=True)
    for slug in ("ptsd", "get-help"):
        (folder / f"{slug}.md").write_text(
            LEAFLET.format(title=slug, body="Call 988. [x](gone.md)"), "utf-8"
        )
    return folder.parent


@pytest.fixture
def start(qtbot: QtBot, others: Path, pack: Path) -> Iterator[Start]:
    """Starts the program with the pack, opened at a leaflet."""
    running: list[App] = []

    def start(slug: str = "sleep", origin: str = "command line", **chosen: object) -> App:
        settings = Settings()
        settings.put({"content.packs": [str(pack)]}, origin)
        settings.put({f"content.{key}": value for key, value in chosen.items()}, "policy")
        app = App(lambda: [others, pack], settings, "en", slug)
        running.append(app)
        qtbot.addWidget(app.window)
        qtbot.waitUntil(lambda: app._is_open and "_refresh" in app.__dict__, timeout=PATIENCE_MS)
        return app

    yield start
    for app in running:
        app.wait()


@pytest.fixture
def wait(qtbot: QtBot) -> Callable[[Callable[[], bool]], None]:
    return lambda condition: qtbot.waitUntil(condition, timeout=PATIENCE_MS)


Wait = Callable[[Callable[[], bool]], None]


def text(app: App) -> str:
    return app.window.station.frame.viewer.toPlainText()


def problems(app: App) -> list[str]:
    [panel] = app.window.findChildren(ProblemPanel)
    [view] = panel.findChildren(QListView)
    model = view.model()
    shown = range(model.rowCount()) if panel.isVisible() else ()
    return [str(model.index(row, 0).data()) for row in shown]


def watched(app: App) -> set[str]:
    return {
        path
        for watcher in app.findChildren(QFileSystemWatcher)
        for path in (*watcher.files(), *watcher.directories())
    }


def test_what_is_saved_is_shown_at_the_same_place(start: Start, write: Author, wait: Wait) -> None:
    path = write("sleep", "Old words.\n\n" * 200)
    app = start()
    wait(lambda: str(path) in watched(app))
    bar = app.window.station.frame.viewer.verticalScrollBar()
    bar.setValue(900)
    write("sleep", "New words.\n\n" * 200)
    wait(lambda: "New words." in text(app))
    assert bar.value() == 900


def test_what_is_saved_is_shown_before_it_is_compiled(
    start: Start, write: Author, wait: Wait, others: Path, pack: Path
) -> None:
    path = write("sleep", "Old words, [here](gone.md).\n\n" * 200)
    app = start()
    wait(lambda: str(path) in watched(app) and not app._refresh.isRunning())
    bar = app.window.station.frame.viewer.verticalScrollBar()
    bar.setValue(900)
    with Shelf([others, pack]).alone(lambda: None):  # nothing can be compiled meanwhile
        write("sleep", "New words, [here](gone.md).\n\n" * 200, title="Sleep well")
        wait(lambda: "New words" in text(app))
        assert text(app).startswith("Sleep well")
        assert app.window.windowTitle() == "Sleep well – kpviewer"
        assert bar.value() == 900
        assert app.window._library
        assert app.window._library.read("sleep", "en").title == "Sleep"
    wait(
        lambda: app.window._library is not None and app.window._library.read("sleep", "en").title != "Sleep"
    )
    assert "New words" in text(app)


def test_a_picture_that_is_not_compiled_yet_is_waited_for(
    start: Start, write: Author, wait: Wait, others: Path, pack: Path
) -> None:
    path = write("sleep", "Old words.")
    app = start()
    wait(lambda: str(path) in watched(app) and not app._refresh.isRunning())
    with Shelf([others, pack]).alone(lambda: None):
        (pack / "en" / "brain.png").write_bytes(PIXEL)
        write("sleep", "New words.\n\n![A brain](brain.png)\n\nSee [this](gone.md).")
        wait(lambda: any("gone.md" in said for said in problems(app)))
        assert "Old words." in text(app)
    wait(lambda: "New words." in text(app))


def test_a_file_that_an_editor_replaces_is_followed(start: Start, write: Author, wait: Wait) -> None:
    path = write("sleep", "First.")
    app = start()
    for words in ("Second.", "Third."):
        wait(lambda: str(path) in watched(app))
        beside = path.with_name(".sleep.md.swp")
        beside.write_text(path.read_text("utf-8").replace("First.", words).replace("Second.", words))
        os.replace(beside, path)
        wait(lambda words=words: words in text(app))  # type: ignore[misc]


def test_a_file_that_is_written_in_place_after_it_was_replaced_is_followed(
    start: Start, write: Author, wait: Wait, pack: Path
) -> None:
    path = write("sleep", "First.")
    app = start()
    wait(lambda: str(path) in watched(app))
    path.rename(path.with_name(".sleep.md~"))
    write("sleep", "Second.")
    wait(lambda: "Second." in text(app) and str(path) in watched(app))
    write("sleep", "Third.")
    wait(lambda: "Third." in text(app))


def test_new_leaflets_in_new_folders_appear(start: Start, write: Author, wait: Wait) -> None:
    path = write("sleep")
    app = start()
    wait(lambda: str(path) in watched(app))
    new = write("schlaf", "Eins.", lang="de", title="Schlaf")
    wait(lambda: str(new) in watched(app))
    assert app.window._library
    wait(lambda: "de" in (app.window._library.languages() if app.window._library else ()))
    write("ruhe", "Zwei.", lang="de", title="Ruhe")
    wait(lambda: len(app.window._library.leaflets("de") if app.window._library else ()) == 2)


def test_problems_stand_beside_the_leaflet_until_they_are_mended(
    start: Start, write: Author, wait: Wait
) -> None:
    path = write("sleep", CLEAN + "\n\nSee [this](gone.md).", signed="Dr. Roe")
    app = start()
    wait(lambda: bool(problems(app)))
    line = path.read_text("utf-8").splitlines().index("See [this](gone.md).") + 1
    [said] = problems(app)
    assert said.startswith(f"Line {line} · Error: there is no leaflet gone.md")
    [panel] = app.window.findChildren(ProblemPanel)
    assert f"1 to mend in {path}" in [label.text() for label in panel.findChildren(QLabel)]
    assert panel.findChildren(QListView)[0].accessibleName() == "Problems in this leaflet"
    write("sleep", CLEAN, signed="Dr. Roe")
    wait(lambda: not problems(app))
    assert not panel.isVisible()


def test_problems_are_those_of_the_leaflet_that_is_open(start: Start, write: Author, wait: Wait) -> None:
    write("sleep", CLEAN)
    write("rest", "See [this](gone.md).")
    app = start("rest")
    wait(lambda: any("gone.md" in said for said in problems(app)))
    app.window.open("sleep")
    assert problems(app) == []
    wait(lambda: len(problems(app)) == 1)
    assert "no clinician has signed this off" in problems(app)[0]


def test_of_leaflets_of_others_nothing_is_said(start: Start, write: Author, wait: Wait) -> None:
    write("sleep", CLEAN)
    app = start()
    wait(lambda: bool(problems(app)))
    app.window.open("ptsd")
    assert isinstance(app.window, Window)
    app.window.station._authoring._proofreading.wait()
    app.window.open("sleep")
    wait(lambda: bool(problems(app)))
    app.window.open("ptsd")
    assert problems(app) == []


def test_a_leaflet_that_is_broken_for_the_moment_stays_and_says_why(
    start: Start, write: Author, wait: Wait
) -> None:
    path = write("sleep", "Good words.")
    app = start()
    wait(lambda: str(path) in watched(app))
    path.write_text("+++\ntitle = \n+++\n")
    wait(lambda: any("not valid TOML" in said for said in problems(app)))
    assert "Good words." in text(app)
    write("sleep", "Better words.")
    wait(lambda: "Better words." in text(app))


def test_a_leaflet_that_is_deleted_goes(start: Start, write: Author, wait: Wait) -> None:
    path = write("sleep")
    write("rest")
    app = start()
    wait(lambda: str(path) in watched(app))
    path.unlink()
    wait(lambda: app.window.windowTitle() == "kpviewer")


def test_hidden_files_are_none_of_our_business(start: Start, write: Author, wait: Wait, pack: Path) -> None:
    write("sleep")
    (pack / ".git").mkdir()
    (pack / "en" / ".#sleep.md").symlink_to("nobody@nowhere")
    app = start()
    wait(lambda: bool(watched(app)))
    assert watched(app) == {str(pack), str(pack / "en"), str(pack / "en" / "sleep.md")}
    assert library.load([pack]).problems() == []


def test_the_packs_of_a_policy_are_not_an_authors(start: Start, write: Author) -> None:
    write("sleep", "See [this](gone.md).")
    app = start(origin="policy")
    app._refresh.wait()
    assert not app.window.findChildren(ProblemPanel)
    assert not app.window.findChildren(QFileSystemWatcher)


def test_without_packs_nothing_is_watched(qtbot: QtBot, others: Path) -> None:
    app = App(lambda: [others], Settings(), "en", "ptsd")
    qtbot.addWidget(app.window)
    qtbot.waitUntil(lambda: app._is_open and "_refresh" in app.__dict__, timeout=PATIENCE_MS)
    app.wait()
    assert not app.window.findChildren(QFileSystemWatcher)


def test_a_file_that_is_written_in_two_goes_is_told_of_twice(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "sleep.md"
    path.write_text("0")
    watch = Watch()
    watch.follow([str(path)])
    for words in ("", "1"):
        with qtbot.waitSignal(watch.changed, timeout=PATIENCE_MS):
            path.write_text(words)


def test_many_changes_at_once_are_told_once(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "sleep.md"
    path.write_text("0")
    watch = Watch()
    with qtbot.waitSignal(watch.changed, timeout=PATIENCE_MS):
        watch.follow([str(tmp_path), str(path)])
    told: list[None] = []
    watch.changed.connect(lambda: told.append(None))
    for number in range(20):
        path.write_text(str(number))
    with qtbot.waitSignal(watch.changed, timeout=PATIENCE_MS):
        (tmp_path / "new.md").write_text("")
    assert len(told) == 1


def test_a_window_in_which_nothing_is_signed_says_so(start: Start, write: Author) -> None:
    write("sleep")
    app = start("", require_clinical_review=True)
    [home] = app.window.findChildren(Home)
    said = [label.text() for label in home.findChildren(QLabel)]
    assert "No other leaflet can be shown yet: a clinician has to sign it off first." in said
    app.window.open("get-help")
    assert "988" in text(app)


def test_a_window_shows_what_is_signed(start: Start, write: Author) -> None:
    write("sleep", signed="Dr. Roe")
    app = start(require_clinical_review=True)
    assert "Reviewed by Dr. Roe" in text(app)
    app.window.open("ptsd")
    assert app.window.windowTitle() == "kpviewer"


def test_an_overdue_review_is_said_at_the_head_of_the_page(start: Start, write: Author) -> None:
    write("sleep", signed="Dr. Roe", review_by="2026-11-22")
    app = start()
    assert "check overdue since November 2026 · Reviewed by Dr. Roe" in text(app).split("Words.")[0]


def test_a_window_offers_the_languages_of_the_policy_and_no_other(start: Start, write: Author) -> None:
    for lang in ("en", "es", "fr"):
        write("sleep", lang=lang)
    app = start(languages=["en", "fr"])
    assert app.window.station.frame.buttons["language"].accessibleDescription() == "Français"
