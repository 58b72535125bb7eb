"""The handout as a part of the window: from an open leaflet to paper or a file, and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import theme
from kpviewer.ui.handout_panel import HandoutPanel
from kpviewer.ui.window import Window
from tests.conftest import Author
from tests.test_handout_panel import CHOSEN, PRESETS, listed, options, press, shown_words, wait_for_pages
from tests.test_preview import preview
from tests.test_printing import answer, status, type_name
from tests.test_window import memory, named, present

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, bundled: Library) -> Iterator[Window]:
    """With the leaflet about PTSD."""
    window = opened(qtbot, tmp_path, bundled)
    yield window
    window.wait()


@pytest.fixture
def own_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    """With a library of its own, which the next one closes."""
    window = opened(qtbot, tmp_path, library.load())
    yield window
    window.wait()


def opened(qtbot: QtBot, tmp_path: Path, shown: Library, **policy: object) -> Window:
    settings = Settings()
    settings.put({f"print.{name}": value for name, value in policy.items()}, "policy")
    settings.put({"handout.presets": PRESETS, "print.paper": "a4", "clinic.name": "Riverside"}, "settings")
    window = Window(settings, memory(tmp_path), "en")
    qtbot.addWidget(window)
    present(window, shown, "ptsd", qtbot)
    window.activateWindow()
    return window


def of(window: Window) -> HandoutPanel:
    [found] = window.findChildren(HandoutPanel)
    return found


def bar(window: Window, name: str) -> QPushButton:
    """A button of the window's own."""
    [found] = [
        button
        for button in window.findChildren(QPushButton)
        if button.accessibleName() == name and not of_panel(button)
    ]
    return found


def of_panel(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, HandoutPanel) or (parent is not None and of_panel(parent))


def test_add_to_handout_shows_the_handout_and_counts(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    assert window.windowTitle() == "Handout – kpviewer"
    assert bar(window, "Handout (1)").text() == "Handout (1)"
    window.open("ocd")
    qtbot.keyClick(window, Key.Key_D, Control)
    assert listed(of(window)) == ["PTSD", "OCD"]
    assert bar(window, "Handout (2)").isVisible()


def test_print_shows_the_open_leaflet_on_paper_first(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar(window, "Print"), Left)
    panel = of(window)
    assert panel.isVisible()
    assert listed(panel) == ["PTSD"]
    assert window.focusWidget() is named(panel, QPushButton, "Print")
    chosen = options(qtbot, detached(window))
    assert (chosen.paper, chosen.clinic.name) == ("a4", "Riverside")


def test_where_nothing_is_printed_handouts_are_saved(
    qtbot: QtBot, tmp_path: Path, bundled: Library
) -> None:
    window = opened(qtbot, tmp_path, bundled, enabled=False)
    assert not bar(window, "Print").isVisible()
    qtbot.keyClick(window, Key.Key_P, Control)
    assert window.findChildren(HandoutPanel) == []
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    shown = {
        button.accessibleName() for button in of(window).findChildren(QPushButton) if button.isVisible()
    }
    assert {"Save PDF", "Save HTML"} <= shown
    assert not {"Print", "Other printer"} & shown
    window.wait()


def detached(window: Window) -> HandoutPanel:
    """The panel, so that Print opens no dialog."""
    panel = of(window)
    panel.print_wanted.disconnect()
    return panel


def test_print_on_paper_is_two_presses_of_a_key(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_P, Control)
    panel = detached(window)
    with qtbot.waitSignal(panel.print_wanted):
        qtbot.keyClick(window, Key.Key_P, Control)
    with qtbot.waitSignal(panel.print_wanted):
        qtbot.keyClick(window.focusWidget(), Key.Key_Return)


def test_back_leads_from_the_handout_to_the_leaflet_and_forward_returns(
    window: Window, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    qtbot.mouseClick(bar(window, "Back"), Left)
    assert window.windowTitle().startswith("Post-traumatic")
    qtbot.mouseClick(bar(window, "Forward"), Left)
    assert of(window).isVisible()
    assert not bar(window, "Add to handout").isVisible()


def test_the_handout_opens_empty_too(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar(window, "Handout"), Left)
    assert "It is empty." in shown_words(of(window))
    assert window.focusWidget() is named(of(window), QPushButton, "First visit")


def test_there_is_nothing_to_add_or_print_on_the_home_page(window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar(window, "Home"), Left)
    assert not bar(window, "Add to handout").isEnabled()
    assert not bar(window, "Print").isEnabled()
    window.open("ptsd")
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    qtbot.mouseClick(bar(window, "Home"), Left)
    assert bar(window, "Print").isEnabled()


@pytest.mark.parametrize(("name", "ending"), [("Save PDF", "pdf"), ("Save HTML", "html")])
def test_a_handout_that_was_saved_is_done(
    name: str, ending: str, window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / f"x.{ending}"
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    answer(QFileDialog, lambda dialog: type_name(dialog, path))
    press(qtbot, of(window), name)
    assert path.read_bytes()[:5] in (b"%PDF-", b"<!DOC")
    assert status(window) == f"Saved {path}."
    assert "starts a new handout" in shown_words(of(window))


def test_what_cannot_be_saved_is_said_and_the_handout_stays(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    answer(QFileDialog, lambda dialog: type_name(dialog, Path("/proc/x.pdf")))
    press(qtbot, of(window), "Save PDF")
    assert "cannot be written" in status(window)
    assert "starts a new handout" not in shown_words(of(window))
    assert listed(of(window)) == ["PTSD"]


def test_a_save_that_is_called_off_changes_nothing(window: Window, qtbot: QtBot) -> None:
    answer(QFileDialog, QDialog.reject)
    qtbot.keyClick(window, Key.Key_S, Control)
    assert listed(of(window)) == ["PTSD"]
    assert status(window) == ""
    assert "starts a new handout" not in shown_words(of(window))


def test_nothing_of_a_handout_is_stored(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    qtbot.keyClicks(named(of(window), QLineEdit, "Prepared for"), "Zebulon")
    qtbot.keyClicks(named(of(window), QPlainTextEdit, "Note from the clinician"), "Quixotic")
    wait_for_pages(qtbot, of(window), "Page 1 of ")
    window.close()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert b"Zebulon" not in path.read_bytes()
        assert b"Quixotic" not in path.read_bytes()


def test_a_new_library_keeps_the_handout(
    own_window: Window, qtbot: QtBot, pack: Path, write: Author
) -> None:
    qtbot.mouseClick(bar(own_window, "Add to handout"), Left)
    write("ptsd", title="Our own words")
    own_window.show_library(library.load([pack]))
    assert listed(of(own_window)) == ["Our own words"]
    assert of(own_window).isVisible()


def test_a_broken_store_is_reported_by_the_window(own_window: Window, qtbot: QtBot) -> None:
    qtbot.mouseClick(bar(own_window, "Add to handout"), Left)
    broken = library.load()
    own_window.show_library(broken)
    broken.close()
    with qtbot.waitSignal(own_window.library_damaged):
        of(own_window).add(["ocd"])


def test_tab_goes_through_the_handout_from_the_first_choice_to_the_pages(
    window: Window, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    wait_for_pages(qtbot, of(window), "Page 1 of ")
    of(window).add(["ocd"])
    named(of(window), QPushButton, "Clear").setFocus()
    reached = []
    while window.focusWidget() is not preview(of(window)):
        reached.append(window.focusWidget().accessibleName())
        qtbot.keyClick(window.focusWidget(), Key.Key_Tab)
        assert len(reached) < 40
    assert reached == [
        "Clear",
        *PRESETS,
        CHOSEN,
        "Move up",
        "Sections",
        "Remove",
        "English",
        "Español",
        "Letter",
        "Large print",
        "Explain medical words at the end",
        "Each leaflet starts on a right-hand page",
        "Prepared for",
        "Note from the clinician",
        "Print",
        "Save PDF",
        "Save HTML",
        "Next page",
        "Smaller pages",
        "Fit width",
        "Larger pages",
    ]


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_has_a_name_and_room_for_its_words(
    percent: int, window: Window, qtbot: QtBot
) -> None:
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    panel = of(window)
    panel.add(["ocd"])
    panel.show_printer("the printer in the corridor on the second floor")
    window.station.session.look.zoom(theme.TEXT_SIZES.index(percent))
    wait_for_pages(qtbot, panel, "Page 1 of ")
    for control in panel.findChildren(QAbstractButton):
        if control.isVisible():
            assert control.accessibleName()
            assert min(control.width(), control.height()) >= 24
            assert control.width() >= control.minimumSizeHint().width()
    for label in panel.findChildren(QLabel):
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()) - 1  # of rounding


def test_the_largest_text_fits_a_small_screen(window: Window, qtbot: QtBot) -> None:
    for _ in range(9):
        qtbot.mouseClick(bar(window, "Larger text"), Left)
    assert window.minimumSizeHint().width() <= 1280
    qtbot.mouseClick(bar(window, "Add to handout"), Left)
    of(window).show_printer("front-desk")
    assert window.minimumSizeHint().width() <= 1280
