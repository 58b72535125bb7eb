"""What a desk adds to reading: leaflets opened last, fingers on the page, a selection on paper."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kpviewer import __version__
from kpviewer.ui import theme
from kpviewer.ui.actions import ACTIONS, KIOSK, title
from kpviewer.ui.home import Home
from kpviewer.ui.window import Window
from tests.test_handout_panel import wait_for_pages
from tests.test_window import opened, press, switch_language, viewer


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    return opened(qtbot, tmp_path, "ptsd")


def offered(window: Window) -> list[str]:
    [home] = window.findChildren(Home)
    return [button.text() for button in home.findChildren(QPushButton)][:-2]  # without keys and about


def select(window: Window, start: str, end: str) -> None:
    page = viewer(window)
    cursor = page.document().find(start)
    assert not cursor.isNull()
    last = page.document().find(end, cursor)
    cursor.setPosition(cursor.selectionStart())
    cursor.setPosition(last.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def test_home_offers_what_was_opened_last_the_last_first(window: Window, qtbot: QtBot) -> None:
    for slug in ("ocd", "safety", "ocd"):
        window.open(slug)
    press(qtbot, window, "Home")
    assert offered(window) == ["OCD", "Safety and side effects", "PTSD"]


def test_what_was_opened_last_is_remembered_six_leaflets_long(qtbot: QtBot, tmp_path: Path) -> None:
    first = opened(qtbot, tmp_path, "ptsd")
    slugs = [entry.slug for entry in first.station._entries.values()]
    for slug in slugs:
        first.open(slug)
    first.close()
    second = opened(qtbot, tmp_path)
    press(qtbot, second, "Home")
    assert len(offered(second)) == 6


def test_fingers_that_part_make_the_text_larger_and_fingers_that_meet_smaller(window: Window) -> None:
    area, device = viewer(window).viewport(), QTest.createTouchDevice()

    def move(kind: str, reach: int) -> None:
        touch = QTest.touchEvent(area, device)
        for finger, side in enumerate((-1, 1)):
            getattr(touch, kind)(finger, QPoint(300 + side * reach, 200), area)
        touch.commit()
        QApplication.processEvents()

    def pixels() -> int:
        return viewer(window).document().defaultFont().pixelSize()

    move("press", 40)
    for reach in range(40, 140, 5):
        move("move", reach)
    larger = pixels()
    for reach in range(140, 20, -5):
        move("move", reach)
    move("release", 20)
    assert larger > theme.BODY
    assert pixels() == theme.BODY


def test_a_selection_is_printed_in_whole_sections_with_their_sources(window: Window, qtbot: QtBot) -> None:
    assert not window.station.actions["print_selection"].isEnabled()
    select(window, "How sure are we", "What does talking therapy add")
    window.station.actions["print_selection"].trigger()
    panel = window.station._handing_out.panel
    wait_for_pages(qtbot, panel, "page")
    draft = window.station.session.draft
    taken = draft.taken("ptsd")
    headings = [
        choice.heading for choice, is_taken in zip(draft.choices("ptsd"), taken, strict=True) if is_taken
    ]
    assert headings == ["How sure are we?", "What does talking therapy add?"]
    window.wait()


def test_the_menu_of_the_page_copies_and_prints_what_is_selected(window: Window, qtbot: QtBot) -> None:
    seen: list[str] = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        seen.extend(action.text() for action in menu.actions() if action.isEnabled())
        menu.close()

    select(window, "How sure", "are we")
    QTimer.singleShot(0, look)
    viewer(window).menu_wanted.emit(QPoint(100, 100))
    assert seen == ["Copy", "Select all", "Print the selected sections"]


def test_f1_shows_every_action_with_its_keys(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = viewer(window).toPlainText()
    assert window.windowTitle() == "Keyboard shortcuts – kpviewer"
    for row in ACTIONS:
        assert (title(row.name) in shown) == (row.name not in KIOSK)
    assert "Ctrl+K" in shown
    press(qtbot, window, "Back")
    assert window.windowTitle().startswith("Post-traumatic")


def test_home_leads_to_the_keys_and_to_what_the_program_is_made_of(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Home")
    press(qtbot, window, "About kpviewer")
    shown = viewer(window).toPlainText()
    for words in (__version__, "LGPL-3.0", "Ketamine psychotherapy: what is known", "Español"):
        assert words in shown


def test_a_page_about_the_program_follows_the_look_and_the_language(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    press(qtbot, window, "Larger text")
    assert window.windowTitle().startswith("Keyboard shortcuts")
    switch_language(window, qtbot)
    assert window.windowTitle() == "Atajos de teclado – kpviewer"
