"""The card that says what a word means, opened and left as a person would."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import Library
from kpviewer.term import Term
from kpviewer.ui import theme, window_style
from kpviewer.ui.term_card import TermCard
from kpviewer.ui.window import Window
from tests.conftest import Author
from tests.test_window import named, opened, press, viewer

Key = Qt.Key

PTSD = "See [EMDR](glossary.md#emdr).\n\n" + "Words.\n\n" * 80 + "And [sleep](glossary.md#sleep).\n"
GLOSSARY = "## All\n\nEMDR\n:   A therapy for trauma.[^1]\n\nSleep\n:   Rest.\n\n[^1]: Somebody.\n"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, bundled: Library) -> Window:
    return opened(qtbot, tmp_path, "ptsd", bundled)


def card(window: Window) -> TermCard:
    [found] = window.findChildren(TermCard)
    return found


def place_of(window: Window, words: str) -> QPoint:
    """The middle of the first of these words on the page, in the view."""
    page = viewer(window)
    cursor = page.document().find(words, 0, page.document().FindFlag.FindCaseSensitively)
    start, end = QTextCursor(cursor), QTextCursor(cursor)
    start.setPosition(cursor.selectionStart())
    end.setPosition(cursor.selectionEnd())
    return (page.cursorRect(start).center() + page.cursorRect(end).center()) / 2


def click_word(qtbot: QtBot, window: Window, words: str) -> None:
    place = place_of(window, words)
    qtbot.mouseClick(viewer(window).viewport(), Qt.MouseButton.LeftButton, pos=place)


def tab_to(qtbot: QtBot, window: Window, words: str) -> None:
    """From the start of the page by Tab alone."""
    page = viewer(window)
    page.setFocus()
    page.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(20):
        qtbot.keyClick(page, Key.Key_Tab)
        if page.textCursor().selectedText() == words:
            return
    raise AssertionError(f"Tab does not reach {words!r}")


def test_a_click_on_a_term_explains_it_and_leaves_the_page_open(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    assert card(window).isVisible()
    assert card(window).accessibleName() == "Off-label"
    assert (
        card(window).accessibleDescription()
        == "Using a medicine for a problem that it is not approved for."
    )
    assert window.windowTitle().startswith("Post-traumatic")


def test_the_card_stands_beside_its_word_and_does_not_hide_it(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    word = place_of(window, "off-label")
    shown, there = card(window), viewer(window).viewport().mapTo(window, word)
    top = shown.mapTo(window, QPoint()).y()
    assert 0 < top - there.y() < 40
    assert not shown.rect().contains(shown.mapFrom(window, there))


def test_return_opens_a_term_and_escape_goes_back_to_it(window: Window, qtbot: QtBot) -> None:
    tab_to(qtbot, window, "off-label")
    qtbot.keyClick(viewer(window), Key.Key_Return)
    assert window.focusWidget() is card(window)
    qtbot.keyClick(card(window), Key.Key_Escape)
    assert not card(window).isVisible()
    assert window.focusWidget() is viewer(window)
    assert viewer(window).textCursor().selectedText() == "off-label"
    qtbot.keyClick(viewer(window), Key.Key_Return)
    assert card(window).isVisible()


def test_tab_walks_the_card_and_leaves_it_for_the_word(window: Window, qtbot: QtBot) -> None:
    tab_to(qtbot, window, "off-label")
    qtbot.keyClick(viewer(window), Key.Key_Return)
    reached: list[str] = []
    while card(window).isVisible() and len(reached) < 9:
        focused = window.focusWidget()
        reached.append(focused.accessibleName())
        qtbot.keyClick(focused, Key.Key_Tab)
    assert reached == ["Off-label", "All words explained", "Close"]
    assert viewer(window).textCursor().selectedText() == "off-label"


def test_a_way_back_out_of_the_card_is_shift_and_tab(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    qtbot.keyClick(card(window), Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert not card(window).isVisible()
    assert window.focusWidget() is viewer(window)


def test_a_click_beside_the_card_closes_it_and_does_what_it_does(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    press(qtbot, window, "Theme")
    assert not card(window).isVisible()
    click_word(qtbot, window, "off-label")
    qtbot.mouseClick(viewer(window).viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not card(window).isVisible()


def test_a_click_on_the_card_leaves_it_open(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    qtbot.mouseClick(card(window), Qt.MouseButton.LeftButton, pos=QPoint(30, 60))
    assert card(window).isVisible()


def test_its_close_button_closes_it(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    qtbot.mouseClick(named(card(window), QPushButton, "Close"), Qt.MouseButton.LeftButton)
    assert not card(window).isVisible()


def test_another_term_takes_the_place_of_the_first(window: Window, qtbot: QtBot) -> None:
    viewer(window).go_to("what-is-usually-tried-first")
    click_word(qtbot, window, "EMDR")
    assert card(window).accessibleName() == "EMDR"
    click_word(qtbot, window, "Prolonged exposure")
    assert card(window).accessibleName() == "Prolonged exposure"


def test_the_card_scrolls_with_its_word_and_goes_when_that_is_out_of_sight(
    window: Window, qtbot: QtBot
) -> None:
    click_word(qtbot, window, "off-label")
    before, bar = card(window).y(), viewer(window).verticalScrollBar()
    bar.setValue(50)
    assert card(window).y() == before - 50
    bar.setValue(bar.maximum())
    assert not card(window).isVisible()
    assert bar.value() == bar.maximum()


def test_all_words_explained_opens_the_glossary_at_the_term(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    qtbot.mouseClick(named(card(window), QPushButton, "All words explained"), Qt.MouseButton.LeftButton)
    assert window.windowTitle().startswith("Words explained")
    assert not card(window).isVisible()
    assert viewer(window).verticalScrollBar().value() > 500
    press(qtbot, window, "Back")
    assert window.windowTitle().startswith("Post-traumatic")


def test_the_card_speaks_the_language_of_the_leaflet(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Language")
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Trastorno"))
    click_word(qtbot, window, "ketamina")
    assert card(window).accessibleName() == "Ketamina"
    assert named(card(window), QPushButton, "Todas las palabras explicadas").isVisible()
    assert named(card(window), QPushButton, "Cerrar").isVisible()


def test_other_colours_and_sizes_leave_the_card_at_its_word(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    small = card(window).width()
    for _ in range(3):
        qtbot.keyClick(window, Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert card(window).isVisible()
    assert card(window).width() > small
    word = viewer(window).viewport().mapTo(window, place_of(window, "off-label"))
    top = card(window).mapTo(window, QPoint()).y()
    gap = max(top - word.y(), word.y() - top - card(window).height())
    assert 0 < gap < 60


def test_where_there_is_room_no_definition_scrolls(qtbot: QtBot) -> None:
    around, made = QWidget(), TermCard()
    qtbot.addWidget(around)
    made.setParent(around)
    around.resize(2000, 2000)
    around.show()
    around.setStyleSheet(window_style.sheet(theme.LIGHT, 1))
    scrolling = []
    for count in range(1, 100):
        term = Term("ketamine", "Ketamine", "Words. " * count)
        made.show_term(term, "en", QRect(100, 100, 50, 20))
        QApplication.processEvents()
        scrolling += [count] * any(bar.maximum() for bar in made.findChildren(QScrollBar))
    assert scrolling == []


@pytest.mark.parametrize("size", [(1280, 800), (760, 520), (640, 400)])
def test_the_card_stays_inside_the_page_at_every_size(
    size: tuple[int, int], window: Window, qtbot: QtBot
) -> None:
    window.resize(*size)
    for _ in range(7):
        qtbot.keyClick(window, Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
        tab_to(qtbot, window, "Ketamine")
        qtbot.keyClick(viewer(window), Key.Key_Return)
        page = card(window).parentWidget()
        assert page
        assert page.rect().contains(card(window).geometry())
        for child in card(window).findChildren(QPushButton):
            assert card(window).rect().contains(child.geometry())
        qtbot.keyClick(window, Key.Key_Escape)


def test_arrow_keys_scroll_a_definition_that_is_too_long(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author
) -> None:
    write("ptsd", PTSD)
    write("glossary", f"EMDR\n:   {'A long story. ' * 300}\n")
    window = opened(qtbot, tmp_path, "ptsd", library.load([pack]))
    click_word(qtbot, window, "EMDR")
    [bar] = [bar for bar in card(window).findChildren(QScrollBar) if bar.isVisible()]
    qtbot.keyClick(card(window), Key.Key_Down)
    assert bar.value() > 0


def test_a_clinic_explains_words_in_its_own_glossary(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author
) -> None:
    write("ptsd", PTSD)
    write("glossary", GLOSSARY)
    window = opened(qtbot, tmp_path, "ptsd", library.load([pack]))
    click_word(qtbot, window, "EMDR")
    assert card(window).accessibleDescription() == "A therapy for trauma."


def test_a_link_to_what_the_glossary_does_not_define_opens_its_page(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author
) -> None:
    write("ptsd", "See [all](glossary.md#all).")
    write("glossary", GLOSSARY, title="Our words")
    window = opened(qtbot, tmp_path, "ptsd", library.load([pack]))
    click_word(qtbot, window, "all")
    assert window.windowTitle() == "Our words – kpviewer"


def test_a_store_that_breaks_while_a_word_is_explained_is_reported(qtbot: QtBot, tmp_path: Path) -> None:
    broken = library.load()
    window = opened(qtbot, tmp_path, "ptsd", broken)
    broken.close()
    with qtbot.waitSignal(window.library_damaged):
        click_word(qtbot, window, "off-label")


def test_another_leaflet_takes_the_card_away(window: Window, qtbot: QtBot) -> None:
    click_word(qtbot, window, "off-label")
    qtbot.keyClick(window, Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert not card(window).isVisible()
