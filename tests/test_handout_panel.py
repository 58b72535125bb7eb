"""The handout panel: what keys and mouse do to the handout, and what its pages show."""

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.handout import Handout, Options
from kpviewer.library import Library
from kpviewer.ui import theme
from kpviewer.ui.draft import Draft
from kpviewer.ui.handout_form import NOTE_LIMIT
from kpviewer.ui.handout_panel import HandoutPanel
from tests.conftest import Author
from tests.test_window import named

Key = Qt.Key
Alt = Qt.KeyboardModifier.AltModifier
Control = Qt.KeyboardModifier.ControlModifier
Left = Qt.MouseButton.LeftButton

CHOSEN = "Leaflets in the handout"
PRESETS = {"First visit": ["ketamine-psychotherapy", "what-to-expect"], "Old & new": ["ocd", "gone"]}


def made(qtbot: QtBot, shown: Library, *slugs: str, usual: Options | None = None) -> HandoutPanel:
    panel = HandoutPanel(Draft(usual or Options()), PRESETS)
    qtbot.addWidget(panel)
    panel.dress(theme.LIGHT, 1)
    panel.resize(976, 710)
    panel.show_library(shown, "en")
    panel.show()
    if slugs:
        panel.add(slugs)
    return panel


@pytest.fixture
def panel(qtbot: QtBot, bundled: Library) -> HandoutPanel:
    """With three leaflets."""
    return made(qtbot, bundled, "ptsd", "ocd", "safety")


@pytest.fixture
def both(pack: Path, write: Author) -> Library:
    """A library with one leaflet in two languages, and one in English alone."""
    write("sleep", "## Rest\n\nRest.\n\n## Walk\n\nWalk.", "Sleep")
    write("sleep", "## Descanse\n\nDescanse.\n\n## Camine\n\nCamine.", "Dormir", "es")
    write("pain", "Words.", "Pain")
    return library.load_from([pack])


def press(qtbot: QtBot, inside: QWidget, name: str, kind: type[QAbstractButton] = QPushButton) -> None:
    button = named(inside, kind, name)
    assert button.isVisible()
    assert button.isEnabled()
    qtbot.mouseClick(button, Left, pos=QPoint(14, button.height() // 2))


def listed(panel: QWidget, name: str = CHOSEN) -> list[str]:
    model = named(panel, QListView, name).model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def composed(qtbot: QtBot, panel: HandoutPanel) -> Handout:
    """What would be printed now."""
    with qtbot.waitSignal(panel.print_wanted) as wish:
        press(qtbot, panel, "Print")
    [handout] = wish.args
    assert isinstance(handout, Handout)
    return handout


def slugs(qtbot: QtBot, panel: HandoutPanel) -> list[str]:
    return [part.page.slug for part in composed(qtbot, panel).parts]


def options(qtbot: QtBot, panel: HandoutPanel) -> Options:
    return composed(qtbot, panel).options


def shown_words(panel: QWidget) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def wait_for_pages(qtbot: QtBot, panel: HandoutPanel, words: str) -> None:
    qtbot.waitUntil(lambda: words in shown_words(panel))


# What is in it


def test_leaflets_are_listed_in_the_order_in_which_they_were_added(
    panel: HandoutPanel, qtbot: QtBot
) -> None:
    assert listed(panel) == ["PTSD", "OCD", "Safety and side effects"]
    assert slugs(qtbot, panel) == ["ptsd", "ocd", "safety"]


def test_a_leaflet_is_in_it_once(panel: HandoutPanel) -> None:
    panel.add(["ptsd"])
    assert listed(panel) == ["PTSD", "OCD", "Safety and side effects"]
    assert named(panel, QListView, CHOSEN).currentIndex().data() == "PTSD"


@pytest.mark.parametrize("way", ["keys", "buttons"])
def test_a_leaflet_moves_up_and_down(way: str, panel: HandoutPanel, qtbot: QtBot) -> None:
    view = named(panel, QListView, CHOSEN)
    panel.add(["safety"])
    for _ in range(2):
        if way == "keys":
            qtbot.keyClick(view, Key.Key_Up, Alt)
        else:
            press(qtbot, panel, "Move up")
    assert listed(panel) == ["Safety and side effects", "PTSD", "OCD"]
    assert view.currentIndex().row() == 0
    assert not named(panel, QPushButton, "Move up").isEnabled()
    if way == "keys":
        qtbot.keyClick(view, Key.Key_Down, Alt)
    else:
        press(qtbot, panel, "Move down")
    assert slugs(qtbot, panel) == ["ptsd", "safety", "ocd"]


def test_a_row_that_is_dragged_stays_where_it_is_dropped(panel: HandoutPanel, qtbot: QtBot) -> None:
    model = named(panel, QListView, CHOSEN).model()
    model.moveRow(QModelIndex(), 0, QModelIndex(), 3)
    qtbot.waitUntil(lambda: listed(panel) == ["OCD", "Safety and side effects", "PTSD"])
    model.moveRow(QModelIndex(), 2, QModelIndex(), 1)
    qtbot.waitUntil(lambda: listed(panel) == ["OCD", "PTSD", "Safety and side effects"])


def test_delete_takes_a_leaflet_out_and_marks_its_neighbour(panel: HandoutPanel, qtbot: QtBot) -> None:
    view = named(panel, QListView, CHOSEN)
    panel.add(["ocd"])
    qtbot.keyClick(view, Key.Key_Delete)
    assert listed(panel) == ["PTSD", "Safety and side effects"]
    assert view.currentIndex().data() == "Safety and side effects"
    press(qtbot, panel, "Remove")
    assert slugs(qtbot, panel) == ["ptsd"]


def test_a_handout_without_leaflets_says_so_and_cannot_be_printed(
    panel: HandoutPanel, qtbot: QtBot
) -> None:
    press(qtbot, panel, "Clear")
    wait_for_pages(qtbot, panel, "No pages")
    assert "It is empty." in shown_words(panel)
    for name in ("Print", "Save PDF", "Save HTML", "Clear", "Next page", "Fit width"):
        assert not named(panel, QPushButton, name).isEnabled()


def test_a_preset_adds_its_leaflets(panel: HandoutPanel, qtbot: QtBot) -> None:
    press(qtbot, panel, "First visit")
    assert slugs(qtbot, panel) == ["ptsd", "ocd", "safety", *PRESETS["First visit"]]


def test_what_a_preset_names_but_the_library_lacks_is_said_and_left_out(
    panel: HandoutPanel, qtbot: QtBot
) -> None:
    press(qtbot, panel, "Old & new")
    assert listed(panel)[-1] == "gone\nLeft out: no such leaflet in English"
    assert slugs(qtbot, panel) == ["ptsd", "ocd", "safety"]


def test_a_leaflet_that_the_library_lost_is_said_and_left_out(
    qtbot: QtBot, pack: Path, write: Author
) -> None:
    path = write("sleep")
    panel = made(qtbot, library.load([pack]), "sleep", "ocd")
    path.unlink()
    panel.show_library(library.load([pack]), "en")
    assert listed(panel) == ["Sleep\nLeft out: no such leaflet in English", "OCD"]
    assert slugs(qtbot, panel) == ["ocd"]
    write("sleep")
    panel.show_library(library.load([pack]), "en")
    assert slugs(qtbot, panel) == ["sleep", "ocd"]


def test_a_store_that_breaks_is_reported_and_the_handout_stays(qtbot: QtBot) -> None:
    broken = library.load()
    panel = made(qtbot, broken, "ocd")
    broken.close()
    with qtbot.waitSignal(panel.library_damaged):
        panel.add(["ptsd"])
    panel.show_library(library.load(), "en")
    assert slugs(qtbot, panel) == ["ocd", "ptsd"]


# Sections


def headings(panel: HandoutPanel, title: str) -> list[str]:
    return listed(panel, f"Sections of “{title}”")


def tick(qtbot: QtBot, panel: HandoutPanel, title: str, row: int) -> None:
    view = named(panel, QListView, f"Sections of “{title}”")
    place = view.visualRect(view.model().index(row, 0))
    qtbot.mouseClick(view.viewport(), Left, pos=place.center())


def test_sections_are_left_out_one_by_one(panel: HandoutPanel, qtbot: QtBot) -> None:
    panel.add(["ptsd"])
    press(qtbot, panel, "Sections")
    assert headings(panel, "PTSD")[:3] == ["All sections", "Start of the leaflet", "What is it?"]
    tick(qtbot, panel, "PTSD", 1)
    assert listed(panel)[0] == "PTSD\n8 of 9 sections"
    part, *_ = composed(qtbot, panel).parts
    assert "In short" not in part.html
    assert "What is it?" in part.html


def test_two_sections_are_chosen_by_keyboard(panel: HandoutPanel, qtbot: QtBot) -> None:
    panel.add(["ptsd"])
    press(qtbot, panel, "Sections")
    view = named(panel, QListView, "Sections of “PTSD”")
    for key in (Key.Key_Space, Key.Key_Down, Key.Key_Space, Key.Key_Down, Key.Key_Space):
        qtbot.keyClick(view, key)
    assert listed(panel)[0] == "PTSD\n2 of 9 sections"
    part, other, _ = composed(qtbot, panel).parts
    assert "In short" in part.html
    assert "What is it?" in part.html
    assert "Risks to know about" not in part.html
    assert "Get help now" in other.html
    tick(qtbot, panel, "PTSD", 0)
    assert listed(panel)[0] == "PTSD"


def test_a_leaflet_without_any_section_is_left_out(qtbot: QtBot, bundled: Library) -> None:
    panel = made(qtbot, bundled, "ocd", "ptsd")
    press(qtbot, panel, "Sections")
    tick(qtbot, panel, "OCD", 0)
    assert slugs(qtbot, panel) == ["ptsd"]
    press(qtbot, panel, "Move down")
    press(qtbot, panel, "Remove")
    assert listed(panel) == ["PTSD"]


def test_a_choice_of_sections_counts_in_both_languages(qtbot: QtBot, both: Library) -> None:
    panel = made(qtbot, both, "sleep")
    press(qtbot, panel, "Sections")
    tick(qtbot, panel, "Sleep", 1)
    press(qtbot, panel, "Español", QCheckBox)
    english, spanish = composed(qtbot, panel).parts
    assert ("Rest." in english.html, "Walk." in english.html) == (False, True)
    assert ("Descanse." in spanish.html, "Camine." in spanish.html) == (False, True)


def test_a_leaflet_whose_translation_has_other_sections_is_taken_whole(
    qtbot: QtBot, both: Library, pack: Path, write: Author
) -> None:
    panel = made(qtbot, both, "sleep")
    press(qtbot, panel, "Sections")
    tick(qtbot, panel, "Sleep", 1)
    write("sleep", "## Descanse\n\nDescanse.", "Dormir", "es")
    panel.show_library(library.load_from([pack]), "en")
    press(qtbot, panel, "Español", QCheckBox)
    assert listed(panel) == ["Sleep"]
    assert not named(panel, QPushButton, "Sections").isEnabled()
    assert "Rest." in composed(qtbot, panel).parts[0].html
    press(qtbot, panel, "Español", QCheckBox)
    assert listed(panel) == ["Sleep\n1 of 2 sections"]


def test_a_leaflet_that_has_other_sections_since_is_taken_whole(
    qtbot: QtBot, pack: Path, write: Author
) -> None:
    write("sleep", "## Rest\n\nRest.\n\n## Walk\n\nWalk.")
    panel = made(qtbot, library.load([pack]), "sleep")
    press(qtbot, panel, "Sections")
    tick(qtbot, panel, "Sleep", 1)
    write("sleep", "## New\n\nNew.\n\n## Rest\n\nRest.\n\n## Walk\n\nWalk.")
    panel.show_library(library.load([pack]), "en")
    assert listed(panel) == ["Sleep"]
    assert "Rest." in composed(qtbot, panel).parts[0].html


# How it is made


def test_it_starts_from_the_settings(qtbot: QtBot, bundled: Library) -> None:
    usual = Options(paper="a4", large_print=True)
    panel = made(qtbot, bundled, "ocd", usual=usual)
    assert named(panel, QRadioButton, "A4").isChecked()
    assert named(panel, QCheckBox, "Large print").isChecked()
    assert options(qtbot, panel) == usual


def test_paper_and_type_are_chosen(panel: HandoutPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(named(panel, QRadioButton, "A4"), Key.Key_Space)
    qtbot.keyClick(named(panel, QCheckBox, "Large print"), Key.Key_Space)
    chosen = options(qtbot, panel)
    assert (chosen.paper, chosen.large_print) == ("a4", True)


def test_words_are_explained_when_ticked_and_are_no_leaflet(panel: HandoutPanel, qtbot: QtBot) -> None:
    qtbot.keyClick(named(panel, QCheckBox, "Explain medical words at the end"), Key.Key_Space)
    assert slugs(qtbot, panel) == ["ptsd", "ocd", "safety", "glossary"]
    wait_for_pages(qtbot, panel, "3 leaflets · ")


def test_languages_have_their_own_names_and_the_first_ticked_comes_first(
    qtbot: QtBot, both: Library
) -> None:
    panel = made(qtbot, both, "sleep")
    press(qtbot, panel, "Español", QCheckBox)
    assert options(qtbot, panel).langs == ("en", "es")
    assert "English first, then Español" in shown_words(panel)
    press(qtbot, panel, "English", QCheckBox)
    press(qtbot, panel, "English", QCheckBox)
    assert options(qtbot, panel).langs == ("es", "en")
    assert listed(panel) == ["Dormir"]


def test_one_language_always_stays(qtbot: QtBot, both: Library) -> None:
    panel = made(qtbot, both, "sleep")
    press(qtbot, panel, "English", QCheckBox)
    assert named(panel, QCheckBox, "English").isChecked()
    assert options(qtbot, panel).langs == ("en",)


def test_a_leaflet_that_lacks_a_chosen_language_is_said_and_left_out(qtbot: QtBot, both: Library) -> None:
    panel = made(qtbot, both, "sleep", "pain")
    press(qtbot, panel, "Español", QCheckBox)
    assert listed(panel) == ["Sleep", "Pain\nLeft out: no such leaflet in Español"]
    assert [part.page.title for part in composed(qtbot, panel).parts] == ["Sleep", "Dormir"]


def test_no_language_is_asked_for_where_there_is_one(qtbot: QtBot, pack: Path, write: Author) -> None:
    write("sleep")
    panel = made(qtbot, library.load_from([pack]), "sleep")
    assert "Language" not in shown_words(panel)
    assert not named(panel, QCheckBox, "English").isVisible()


def test_a_language_that_the_library_lost_is_not_wanted_any_more(
    qtbot: QtBot, both: Library, pack: Path
) -> None:
    panel = made(qtbot, both, "sleep")
    press(qtbot, panel, "Español", QCheckBox)
    (pack / "es" / "sleep.md").unlink()
    panel.show_library(library.load_from([pack]), "en")
    assert options(qtbot, panel).langs == ("en",)


def test_right_hand_pages_are_asked_for_where_there_are_several_leaflets(
    panel: HandoutPanel, qtbot: QtBot
) -> None:
    name = "Each leaflet starts on a right-hand page"
    qtbot.keyClick(named(panel, QCheckBox, name), Key.Key_Space)
    assert options(qtbot, panel).right_hand
    press(qtbot, panel, "Remove")
    press(qtbot, panel, "Remove")
    assert not named(panel, QCheckBox, name).isVisible()


def test_a_name_and_a_note_are_typed(panel: HandoutPanel, qtbot: QtBot) -> None:
    qtbot.keyClicks(named(panel, QLineEdit, "Prepared for"), "Ana Ruiz")
    qtbot.keyClicks(named(panel, QPlainTextEdit, "Note from the clinician"), "Please rest.")
    chosen = options(qtbot, panel)
    assert (chosen.prepared_for, chosen.note) == ("Ana Ruiz", "Please rest.")


def test_clear_forgets_the_name_and_the_note_and_undo_does_not_bring_them_back(
    panel: HandoutPanel, qtbot: QtBot
) -> None:
    name = named(panel, QLineEdit, "Prepared for")
    note = named(panel, QPlainTextEdit, "Note from the clinician")
    qtbot.keyClicks(name, "Ana Ruiz")
    qtbot.keyClicks(note, "Please rest.")
    press(qtbot, panel, "Clear")
    for field in (name, note):
        qtbot.keyClick(field, Key.Key_Z, Control)
    assert (name.text(), note.toPlainText()) == ("", "")
    panel.add(["ocd"])
    assert options(qtbot, panel) == Options()


def test_the_note_takes_no_more_than_it_says(panel: HandoutPanel, qtbot: QtBot) -> None:
    note = named(panel, QPlainTextEdit, "Note from the clinician")
    assert f"Up to {NOTE_LIMIT:,} characters." in shown_words(panel)
    note.setPlainText("x" * (NOTE_LIMIT - 3))
    assert "Room for 3 more characters." in shown_words(panel)
    QApplication.clipboard().setText("abcdefghij")
    cursor = note.textCursor()
    cursor.setPosition(5)
    note.setTextCursor(cursor)
    note.paste()
    assert note.toPlainText() == "xxxxxabc" + "x" * (NOTE_LIMIT - 8)
    assert "The note is full" in shown_words(panel)
    qtbot.keyClick(note, Key.Key_Z, Control)
    assert note.toPlainText() == "x" * (NOTE_LIMIT - 3)


def test_after_it_went_out_the_next_leaflet_starts_a_new_one(panel: HandoutPanel, qtbot: QtBot) -> None:
    name = named(panel, QLineEdit, "Prepared for")
    qtbot.keyClicks(name, "Ana Ruiz")
    panel.finish()
    assert "The next leaflet starts a new handout." in shown_words(panel)
    assert slugs(qtbot, panel) == ["ptsd", "ocd", "safety"]
    panel.add(["glossary"])
    assert name.text() == ""
    assert "starts a new" not in shown_words(panel)
    assert slugs(qtbot, panel) == ["glossary"]


def test_the_usual_printer_is_named_and_another_can_be_asked_for(panel: HandoutPanel, qtbot: QtBot) -> None:
    assert "Printer:" not in shown_words(panel)
    panel.show_printer("front-desk")
    assert "Printer: front-desk" in shown_words(panel)
    with qtbot.waitSignal(panel.other_printer_wanted):
        press(qtbot, panel, "Other printer")


def test_thirty_leaflets_and_long_names_are_handed_out(qtbot: QtBot, pack: Path, write: Author) -> None:
    names = [f"leaflet-{number}" for number in range(30)]
    for name in names:
        write(name, title=f"A rather long title that goes on and on over the width of the list: {name}")
    panel = made(qtbot, library.load_from([pack]), *names)
    assert slugs(qtbot, panel) == names
    view = named(panel, QListView, CHOSEN)
    assert view.height() < panel.height()
    assert view.horizontalScrollBar().maximum() == 0
