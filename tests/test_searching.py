"""Looking for something in the window, with keys and mouse."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.ui import theme
from kpviewer.ui.card import Card
from kpviewer.ui.window import Window
from tests.conftest import Author
from tests.test_window import named, opened, press, rows, viewer

Key = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Window:
    return opened(qtbot, tmp_path, "ptsd")


def search(window: Window, qtbot: QtBot, words: str) -> QLineEdit:
    field = named(window, QLineEdit, "Search leaflets")
    field.clear()
    qtbot.keyClicks(field, words)
    QApplication.processEvents()  # what comes new into a layout is shown then
    return field


def said(window: Window) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def marked(window: Window, colour: str) -> list[str]:
    """Words of the page on ground of that colour."""
    selections = viewer(window).extraSelections()
    return [
        one.cursor.selectedText() for one in selections if one.format.background().color() == QColor(colour)
    ]


def test_opening_a_hit_goes_to_its_section_and_marks_the_words(window: Window, qtbot: QtBot) -> None:
    field = search(window, qtbot, "worrying")
    hits = rows(window, "Search results")
    section = next(row for row, hit in enumerate(hits) if hit.count(".") > 1 and "What is it?" in hit)
    for _ in range(section):
        qtbot.keyClick(field, Key.Key_Down)
    qtbot.keyClick(field, Key.Key_Return)
    assert window.windowTitle().startswith("Anxiety disorders")
    assert viewer(window).section() == "what-is-it"
    assert "worry" in [word.lower() for word in marked(window, theme.LIGHT.mark)]


def test_a_hit_is_told_in_sentences(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "nightmares")
    told = " ".join(rows(window, "Search results"))
    assert "What might ketamine do? The largest study" in told
    assert not re.search(r"[.:!?…][.]", told)


def test_clearing_the_search_clears_the_marks(window: Window, qtbot: QtBot) -> None:
    field = search(window, qtbot, "nightmares")
    qtbot.keyClick(field, Key.Key_Return)
    assert marked(window, theme.LIGHT.mark)
    qtbot.keyClick(window, Key.Key_Escape)
    assert not marked(window, theme.LIGHT.mark)
    assert field.text() == ""


def test_marks_stay_when_the_page_is_shown_in_other_colours(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(search(window, qtbot, "nightmares"), Key.Key_Return)
    press(qtbot, window, "Theme")
    shown = [marked(window, look.mark) for look in (theme.DARK, theme.CONTRAST)]
    assert any(shown)


def test_marks_stand_in_the_right_place_after_characters_of_two_units(
    qtbot: QtBot, tmp_path: Path, write: Author, pack: Path
) -> None:
    write("faces", "Faces 😀😀😀 smile at a lantern.", "Faces")
    window = opened(qtbot, tmp_path, "faces", library.load([pack]))
    qtbot.keyClick(search(window, qtbot, "lantern"), Key.Key_Return)
    assert marked(window, theme.LIGHT.mark) == ["lantern"]


def test_a_corrected_word_is_named(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "nightmaers")
    assert "Showing results for <b>nightmares</b>" in said(window)
    search(window, qtbot, "nightmares")
    assert "Showing results" not in said(window)


def test_words_of_danger_put_help_on_a_card_above_the_hits(window: Window, qtbot: QtBot) -> None:
    field = search(window, qtbot, "i dont want to live")
    [card] = [card for card in window.findChildren(Card) if card.isVisible()]
    assert card.text() == "Get help now"
    assert not any(hit.startswith("Get help now. Get help now") for hit in rows(window, "Search results"))
    qtbot.keyClick(field, Key.Key_Return)
    assert window.windowTitle().startswith("Get help now")


def test_the_card_goes_when_the_words_do(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "suicide")
    search(window, qtbot, "nightmares")
    assert not [card for card in window.findChildren(Card) if card.isVisible()]


def test_from_the_card_arrow_keys_lead_to_the_hits(window: Window, qtbot: QtBot) -> None:
    field = search(window, qtbot, "suicidal nightmares")
    qtbot.keyClick(field, Key.Key_Down)
    assert named(window, QListView, "Search results").currentIndex().row() == 0


def test_where_nothing_is_found_a_way_on_is_offered(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "anxqqq ")
    assert "Nothing found for “anxqqq”." in said(window)
    assert "Ask a member of staff" in said(window)
    assert named(window, QPushButton, "Get help now").isVisible()
    card = next(card for card in window.findChildren(Card) if card.isVisible())
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.windowTitle().startswith("Anxiety disorders")


def test_what_was_typed_is_shown_as_text_not_as_markup(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "<zzqqx>")
    assert "“&lt;zzqqx&gt;”" in said(window)


def test_a_hit_in_another_language_takes_the_window_there(window: Window, qtbot: QtBot) -> None:
    field = search(window, qtbot, "pesadillas")
    qtbot.keyClick(field, Key.Key_Return)
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Trastorno de estrés postraumático"))
    assert named(window, QLineEdit, "Buscar en las hojas").text() == "pesadillas"
    assert viewer(window).extraSelections()


def find(window: Window, qtbot: QtBot, words: str) -> QLineEdit:
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = named(window, QLineEdit, "Find on this page")
    qtbot.keyClicks(field, words)
    return field


def test_finding_on_the_page_counts_and_marks_all_matches(window: Window, qtbot: QtBot) -> None:
    find(window, qtbot, "ketamine")
    matches = viewer(window).toPlainText().lower().count("ketamine")
    assert f"1 of {matches}" in said(window)
    assert len(marked(window, theme.LIGHT.mark)) == matches
    assert len(marked(window, theme.LIGHT.accent)) == 1


def test_after_the_last_match_comes_the_first(window: Window, qtbot: QtBot) -> None:
    field = find(window, qtbot, "ketamine")
    matches = viewer(window).toPlainText().lower().count("ketamine")
    qtbot.keyClick(field, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert f"{matches} of {matches}" in said(window)
    qtbot.keyClick(field, Key.Key_Return)
    assert f"1 of {matches}" in said(window)


def test_the_next_match_comes_into_view(window: Window, qtbot: QtBot) -> None:
    find(window, qtbot, "get help now")
    for _ in range(2):
        press(qtbot, window, "Next match")
    place = viewer(window).cursorRect()
    assert viewer(window).viewport().rect().contains(place.center())


def test_accents_do_not_matter_on_the_page(window: Window, qtbot: QtBot) -> None:
    find(window, qtbot, "").setText("kétamíne")
    assert marked(window, theme.LIGHT.accent)


def test_what_is_not_on_the_page_is_said_so(window: Window, qtbot: QtBot) -> None:
    find(window, qtbot, "zebra")
    assert "Not on this page" in said(window)


def test_escape_ends_finding_and_then_the_search(window: Window, qtbot: QtBot) -> None:
    field = search(window, qtbot, "nightmares")
    bar = find(window, qtbot, "memories")
    qtbot.keyClick(bar, Key.Key_Escape)
    assert not bar.isVisible()
    assert not marked(window, theme.LIGHT.accent)
    assert field.text() == "nightmares"
    qtbot.keyClick(window, Key.Key_Escape)
    assert field.text() == ""


def test_another_page_is_searched_for_the_same_words(window: Window, qtbot: QtBot) -> None:
    find(window, qtbot, "ketamine")
    window.open("ocd")
    assert marked(window, theme.LIGHT.accent) == ["ketamine"] or marked(window, theme.LIGHT.accent) == [
        "Ketamine"
    ]


def test_there_is_nothing_to_find_on_the_home_page(window: Window, qtbot: QtBot) -> None:
    press(qtbot, window, "Home")
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not [
        field for field in window.findChildren(QLineEdit) if field.accessibleName() == "Find on this page"
    ]


def test_a_store_that_breaks_while_somebody_types_is_reported(window: Window, qtbot: QtBot) -> None:
    broken = library.load()
    window.show_library(broken)
    broken.close()
    with qtbot.waitSignal(window.library_damaged):
        search(window, qtbot, "nightmares")


def test_the_card_for_help_takes_on_other_colours(window: Window, qtbot: QtBot) -> None:
    search(window, qtbot, "suicid")
    [card] = [one for one in window.findChildren(Card) if one.isVisible()]
    while window._session.look.colours is not theme.CONTRAST:
        window.station.actions["theme"].trigger()
    ground = card.grab().toImage().pixelColor(card.width() // 2, 8)
    assert ground == QColor(theme.CONTRAST.help_box.ground)
