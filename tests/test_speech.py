"""Reading aloud, by a real speech-dispatcher with a real voice."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import Library
from kpviewer.ui import speech
from kpviewer.ui.listen_bar import ListenBar
from kpviewer.ui.speech import Speech
from kpviewer.ui.status_line import StatusLine
from kpviewer.ui.window import Window
from tests import dispatcher
from tests.conftest import LEAFLET, Author
from tests.dispatcher import Dispatcher
from tests.test_window import follow, memory, named, opened, press, switch_language, viewer

Key = Qt.Key

LONG = f"This sentence takes its time{12 * ', because it is long and has many words to say'}, one by one."


@pytest.fixture(autouse=True)
def _no_voice_of_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    dispatcher.skip_without_engine()
    monkeypatch.setenv("SPEECHD_ADDRESS", "unix_socket:/nowhere/socket")


@pytest.fixture(scope="module")
def quick_server() -> Iterator[Dispatcher]:
    with dispatcher.running("quick") as server:
        yield server


@pytest.fixture(scope="module")
def slow_server() -> Iterator[Dispatcher]:
    with dispatcher.running("slow") as server:
        yield server


@pytest.fixture
def quick(quick_server: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> Dispatcher:
    """The machine has a voice that is done at once."""
    monkeypatch.setenv("SPEECHD_ADDRESS", quick_server.address)
    return quick_server


@pytest.fixture
def slow(slow_server: Dispatcher, monkeypatch: pytest.MonkeyPatch) -> Dispatcher:
    """The machine has a voice that takes its time."""
    monkeypatch.setenv("SPEECHD_ADDRESS", slow_server.address)
    return slow_server


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A pack with one long leaflet, and the cache that holds its store."""
    pack, cache = tmp_path_factory.mktemp("pack"), tmp_path_factory.mktemp("cache")
    body = "\n\n".join(
        f"Part {number}. It has some words to say, and a few more." for number in range(1, 40)
    )
    for lang, title in {"en": LONG, "es": "El sueño, que es largo y tiene muchas palabras"}.items():
        (pack / lang).mkdir()
        (pack / lang / "sleep.md").write_text(LEAFLET.format(title=title, body=body), "utf-8")
    library.load([pack], cache).close()
    return pack, cache


@pytest.fixture
def long_leaflet(compiled: tuple[Path, Path]) -> Library:
    pack, cache = compiled
    return library.load([pack], cache)


@pytest.fixture
def listening(
    qtbot: QtBot,
    tmp_path: Path,
    long_leaflet: Library,
    slow: Dispatcher,
) -> Window:
    """A window that is in the middle of its first sentence."""
    window = opened(qtbot, tmp_path, "sleep", long_leaflet)
    with qtbot.waitSignal(voice(window).begun, timeout=10_000):
        press(qtbot, window, "Listen")
    return window


def voice(window: Window) -> Speech:
    [found] = window.findChildren(Speech)
    return found


def bar(window: Window) -> ListenBar:
    [found] = window.findChildren(ListenBar)
    return found


def labels(window: Window) -> list[str]:
    return [label.text() for label in bar(window).findChildren(QLabel)]


def marked(window: Window) -> str:
    return "".join(mark.cursor.selectedText() for mark in viewer(window).extraSelections())


def is_silent(window: Window) -> bool:
    return not any(bar.isVisible() for bar in window.findChildren(ListenBar)) and not marked(window)


def can_listen(window: Window) -> bool:
    return window.frame.buttons["listen"].isVisible()


def test_a_page_is_read_to_its_end_and_every_sentence_marked(
    qtbot: QtBot,
    tmp_path: Path,
    pack: Path,
    write: Author,
    quick: Dispatcher,
) -> None:
    write("sleep", "Rest well.[^a] Call 988.\n\n[^a]: Roe.")
    window = opened(qtbot, tmp_path, "sleep", library.load([pack]))
    seen = []
    voice(window).begun.connect(lambda: seen.append(marked(window)))
    press(qtbot, window, "Listen")
    qtbot.waitUntil(lambda: bool(seen) and is_silent(window), timeout=20_000)
    assert seen[:7] == [
        "Sleep",
        "Evidence: low",
        "From clinic",
        "Facts checked November 2026",
        "Not yet reviewed by a clinician",
        "Rest well.",
        "Call 988.",
    ]
    assert seen[-1] == "Not yet reviewed by a clinician."
    assert is_silent(window)
    assert quick.was_heard


def test_the_bar_says_how_things_stand(listening: Window, qtbot: QtBot) -> None:
    assert marked(listening) == LONG
    assert labels(listening) == ["Reading aloud", "Speed 4 of 7"]
    for control in bar(listening).findChildren(QPushButton):
        assert control.accessibleName() == control.text()
        assert min(control.width(), control.height()) >= 24


def test_the_voice_is_being_started_until_it_is_heard(
    qtbot: QtBot, tmp_path: Path, quick: Dispatcher, bundled: Library
) -> None:
    window = opened(qtbot, tmp_path, "ptsd", bundled)
    press(qtbot, window, "Listen")
    assert labels(window)[0] == "Starting the voice…"
    assert not marked(window)


def test_after_a_pause_the_sentence_is_said_again(listening: Window, qtbot: QtBot) -> None:
    before = marked(listening)
    press(qtbot, listening, "Pause")
    assert labels(listening)[0] == "Paused"
    assert marked(listening) == before
    with qtbot.waitSignal(voice(listening).begun, timeout=10_000):
        press(qtbot, listening, "Go on")
    assert marked(listening) == before
    assert named(listening, QPushButton, "Pause").isVisible()


def test_the_keys_of_the_action_table_work(listening: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(listening, Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert labels(listening)[0] == "Paused"
    qtbot.keyClick(listening, Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(listening, Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(listening, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert labels(listening)[1] == "Speed 5 of 7"
    qtbot.keyClick(listening, Key.Key_Escape)
    assert is_silent(listening)
    qtbot.keyClick(listening, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert bar(listening).isVisible()


def test_escape_belongs_to_the_search_field_again_when_nothing_is_read(
    listening: Window, qtbot: QtBot
) -> None:
    field = named(listening, QLineEdit, "Search leaflets")
    field.setText("sleep")
    qtbot.keyClick(field, Key.Key_Escape)
    assert is_silent(listening)
    assert field.text() == "sleep"
    qtbot.keyClick(field, Key.Key_Escape)
    assert field.text() == ""


def test_the_focus_goes_to_the_page_when_the_bar_disappears(listening: Window, qtbot: QtBot) -> None:
    named(listening, QPushButton, "Stop").setFocus()
    press(qtbot, listening, "Stop")
    assert listening.focusWidget() is viewer(listening)


def test_speed_stops_at_both_ends_and_is_remembered(
    listening: Window, qtbot: QtBot, tmp_path: Path, bundled: Library
) -> None:
    press(qtbot, listening, "Pause")
    for _ in range(9):
        press(qtbot, listening, "Slower")
    assert labels(listening)[1] == "Speed 1 of 7"
    for _ in range(9):
        press(qtbot, listening, "Faster")
    listening.close()
    again = opened(qtbot, tmp_path, "ptsd", bundled)
    press(qtbot, again, "Listen")
    assert labels(again)[1] == "Speed 7 of 7"


def test_a_new_speed_is_heard_at_once(listening: Window, qtbot: QtBot) -> None:
    before = marked(listening)
    with qtbot.waitSignal(voice(listening).begun, timeout=10_000):
        press(qtbot, listening, "Faster")
    assert marked(listening) == before


def test_a_damaged_speed_is_ignored(
    qtbot: QtBot, tmp_path: Path, bundled: Library, quick: Dispatcher
) -> None:
    kept = memory(tmp_path)
    kept.setValue("speech.speed", "fast")
    kept.sync()
    window = opened(qtbot, tmp_path, "ptsd", bundled)
    press(qtbot, window, "Listen")
    assert labels(window)[1] == "Speed 4 of 7"


def test_listen_cuts_what_is_read_and_starts_where_the_reader_is(listening: Window, qtbot: QtBot) -> None:
    place = viewer(listening).document().find("Part 20.").selectionStart()
    viewer(listening).go_to_character(place)
    with qtbot.waitSignal(voice(listening).begun, timeout=10_000):
        press(qtbot, listening, "Listen")
    assert marked(listening) == "Part 20."


def test_another_leaflet_cuts_what_is_read(listening: Window) -> None:
    listening.open("ocd")
    assert is_silent(listening)


def test_a_place_in_the_same_leaflet_does_not(listening: Window, qtbot: QtBot) -> None:
    follow(listening, "#nowhere")
    press(qtbot, listening, "Back")
    assert bar(listening).isVisible()


def test_the_home_page_cuts_what_is_read(listening: Window, qtbot: QtBot) -> None:
    press(qtbot, listening, "Home")
    assert is_silent(listening)
    assert not named(listening, QPushButton, "Listen").isEnabled()


def test_another_language_cuts_what_is_read_and_has_its_own_voice(listening: Window, qtbot: QtBot) -> None:
    switch_language(listening, qtbot)
    assert is_silent(listening)
    with qtbot.waitSignal(voice(listening).begun, timeout=10_000):
        press(qtbot, listening, "Escuchar")
    assert marked(listening).startswith("El sueño")


def test_a_new_library_cuts_what_is_read_only_if_the_words_changed(
    listening: Window, compiled: tuple[Path, Path], pack: Path, write: Author
) -> None:
    same, cache = compiled
    listening.show_library(library.load([same], cache))
    assert bar(listening).isVisible()
    write("sleep", "Other words.")
    listening.show_library(library.load([pack]))
    assert is_silent(listening)


def test_larger_text_and_other_colours_keep_the_mark(listening: Window, qtbot: QtBot) -> None:
    before = marked(listening)
    press(qtbot, listening, "Larger text")
    press(qtbot, listening, "Theme")
    assert marked(listening) == before
    assert bar(listening).isVisible()


def test_no_process_is_left_when_the_window_closes(listening: Window) -> None:
    [process] = listening.findChildren(QProcess)
    listening.close()
    assert process.state() == QProcess.ProcessState.NotRunning
    assert process.exitCode() == 0


def told(window: Window) -> str:
    """What the line at the foot of the window says."""
    return "".join(
        label.text() for line in window.findChildren(StatusLine) for label in line.findChildren(QLabel)
    )


def test_a_voice_that_dies_in_mid_sentence_is_missed(listening: Window, qtbot: QtBot) -> None:
    [process] = listening.findChildren(QProcess)
    process.kill()
    qtbot.waitUntil(lambda: bool(told(listening)))
    assert told(listening) == "The voice of this machine does not answer."
    assert is_silent(listening)
    assert not can_listen(listening)


def test_a_voice_that_begins_and_is_not_heard_is_not_offered_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled: Library
) -> None:
    monkeypatch.setattr(speech, "LEAST_SECONDS", 0.1)
    monkeypatch.setattr(speech, "SIGNS_A_SECOND", 1000)
    with dispatcher.running("none") as server:
        monkeypatch.setenv("SPEECHD_ADDRESS", server.address)
        window = opened(qtbot, tmp_path, "ptsd", bundled)
        press(qtbot, window, "Listen")
        qtbot.waitUntil(lambda: bool(told(window)), timeout=10_000)
        assert told(window) == "The voice of this machine does not answer."
        assert is_silent(window)
        assert not can_listen(window)
        window.close()
        assert not any(process.processId() for process in window.findChildren(QProcess))


def test_an_engine_that_does_not_come_is_not_offered_again(
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    quick: Dispatcher,
    bundled: Library,
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    window = opened(qtbot, tmp_path, "ptsd", bundled)
    press(qtbot, window, "Listen")
    qtbot.waitUntil(lambda: bool(told(window)))
    assert not can_listen(window)


def test_a_server_that_is_not_there_is_told(qtbot: QtBot, tmp_path: Path, bundled: Library) -> None:
    window = opened(qtbot, tmp_path, "ptsd", bundled)
    press(qtbot, window, "Listen")
    qtbot.waitUntil(lambda: bool(told(window)), timeout=10_000)
    assert told(window) == "The voice of this machine does not answer."


def test_only_languages_that_have_a_voice_are_offered(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long_leaflet: Library
) -> None:
    with dispatcher.running("quick", "en-US") as server:
        monkeypatch.setenv("SPEECHD_ADDRESS", server.address)
        window = opened(qtbot, tmp_path, "sleep", long_leaflet)
        switch_language(window, qtbot)
        press(qtbot, window, "Escuchar")
        qtbot.waitUntil(lambda: bool(told(window)), timeout=10_000)
        assert told(window) == "Esta computadora no tiene una voz para el idioma de esta hoja."
        assert not can_listen(window)
        switch_language(window, qtbot)
        assert can_listen(window)


def test_without_a_voice_there_is_no_button(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundled: Library
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SPEECHD_ADDRESS", raising=False)
    window = opened(qtbot, tmp_path, "ptsd", bundled)
    assert not can_listen(window)
    qtbot.keyClick(window, Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert is_silent(window)


def test_the_mark_is_kept_in_view_unless_the_reader_scrolled_away(
    qtbot: QtBot, tmp_path: Path, bundled: Library
) -> None:
    page = viewer(opened(qtbot, tmp_path, "ptsd", bundled))
    scroll, document = page.verticalScrollBar(), page.document()
    far = document.find("How sure are we?").selectionStart()
    near = document.find("Very low.").selectionStart()
    page.mark(0, 10)
    assert scroll.value() == 0
    page.mark(far, far + 10)
    followed = scroll.value()
    assert followed > 0
    page.mark(near, near + 9)
    assert scroll.value() == followed
    scroll.setValue(0)
    page.mark(far, far + 10)
    assert scroll.value() == 0


def test_found_words_stay_marked_while_a_page_is_read(listening: Window, qtbot: QtBot) -> None:
    sentence = marked(listening)
    qtbot.keyClicks(named(listening, QLineEdit, "Search leaflets"), "sleep")
    follow(listening, "kp:sleep#nowhere")
    qtbot.keyClick(listening, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(named(listening, QLineEdit, "Find on this page"), "Part 3")
    assert marked(listening).startswith(sentence)
    assert marked(listening).endswith("Part 3")
    press(qtbot, listening, "Theme")
    assert marked(listening).startswith(sentence)
    assert marked(listening).endswith("Part 3")
    press(qtbot, listening, "Stop")
    assert sentence not in marked(listening)
    assert marked(listening).endswith("Part 3")
