"""The pages beside the choices, as they will be on paper."""

import itertools

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from kpviewer.library import Library
from kpviewer.ui import theme
from kpviewer.ui.handout_panel import HandoutPanel
from kpviewer.ui.preview import Preview
from tests.test_handout_panel import CHOSEN, made, press, shown_words, wait_for_pages
from tests.test_window import named

Key = Qt.Key
Left = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, bundled: Library) -> HandoutPanel:
    """With three leaflets."""
    return made(qtbot, bundled, "ptsd", "ocd", "safety")


def preview(panel: HandoutPanel) -> Preview:
    return named(panel, Preview, "Preview")


def test_the_pages_follow_every_choice(panel: HandoutPanel, qtbot: QtBot) -> None:
    wait_for_pages(qtbot, panel, "3 leaflets · ")
    few = preview(panel).page_count
    press(qtbot, panel, "Large print", QCheckBox)
    qtbot.waitUntil(lambda: preview(panel).page_count > few)
    many = preview(panel).page_count
    press(qtbot, panel, "Remove")
    qtbot.waitUntil(lambda: preview(panel).page_count < many)


def test_pages_are_turned_by_buttons_and_keys(panel: HandoutPanel, qtbot: QtBot) -> None:
    wait_for_pages(qtbot, panel, "Page 1 of ")
    assert not named(panel, QPushButton, "Previous page").isEnabled()
    press(qtbot, panel, "Next page")
    press(qtbot, panel, "Next page")
    assert "Page 3 of" in shown_words(panel)
    press(qtbot, panel, "Previous page")
    assert preview(panel).page_number == 2
    qtbot.keyClick(preview(panel), Key.Key_End)
    assert preview(panel).page_number == preview(panel).page_count
    assert not named(panel, QPushButton, "Next page").isEnabled()
    qtbot.keyClick(preview(panel), Key.Key_Home)
    assert preview(panel).page_number == 1


def test_a_click_on_a_leaflet_of_the_list_shows_its_pages(panel: HandoutPanel, qtbot: QtBot) -> None:
    wait_for_pages(qtbot, panel, "Page 1 of ")
    view = named(panel, QListView, CHOSEN)
    second = view.visualRect(view.model().index(1, 0)).center()
    qtbot.mouseClick(view.viewport(), Left, pos=second)
    started = preview(panel).page_number
    assert started > 3
    panel.add(["ptsd"])
    qtbot.keyClick(view, Key.Key_Return)
    wait_for_pages(qtbot, panel, "3 leaflets")
    press(qtbot, panel, "Remove")
    wait_for_pages(qtbot, panel, "2 leaflets")
    qtbot.keyClick(view, Key.Key_Return)
    assert preview(panel).page_number == 1


def test_the_reader_of_the_pages_stays_where_they_are(panel: HandoutPanel, qtbot: QtBot) -> None:
    wait_for_pages(qtbot, panel, "Page 1 of ")
    preview(panel).go_to_page(4)
    qtbot.keyClicks(named(panel, QLineEdit, "Prepared for"), "Ana")
    count = preview(panel).page_count
    panel.add(["glossary"])
    qtbot.waitUntil(lambda: preview(panel).page_count > count)
    assert preview(panel).page_number == 4


def test_pages_fit_the_width_and_are_enlarged(panel: HandoutPanel, qtbot: QtBot) -> None:
    wait_for_pages(qtbot, panel, "Page 1 of ")
    across = preview(panel).horizontalScrollBar()
    assert across.maximum() == 0
    press(qtbot, panel, "Larger pages")
    assert across.maximum() > 0
    press(qtbot, panel, "Fit width")
    assert across.maximum() == 0
    down = preview(panel).verticalScrollBar().maximum()
    press(qtbot, panel, "Smaller pages")
    assert preview(panel).verticalScrollBar().maximum() < down


@pytest.mark.parametrize("colours", theme.THEMES.values(), ids=theme.THEMES)
def test_paper_is_white_whatever_surrounds_it(
    colours: theme.Theme, panel: HandoutPanel, qtbot: QtBot
) -> None:
    panel.dress(colours, 1)
    wait_for_pages(qtbot, panel, "Page 1 of ")
    view = preview(panel).viewport()
    picture = view.grab().toImage()
    assert picture.pixelColor(view.width() // 2, 40) == QColor("white")
    places = itertools.product(range(60, view.width() - 60, 3), range(60, view.height() - 60))
    assert min(picture.pixelColor(*place).lightness() for place in places) < 60


def test_only_pages_in_sight_are_painted(
    panel: HandoutPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kpviewer.ui.paper import Sheet

    wait_for_pages(qtbot, panel, "Page 1 of ")
    painted, paint = [], Sheet.paint_page

    def watch(sheet: Sheet, painter: object, number: int) -> None:
        painted.append(number)
        paint(sheet, painter, number)  # type: ignore[arg-type]

    monkeypatch.setattr(Sheet, "paint_page", watch)
    preview(panel).go_to_page(5)
    preview(panel).viewport().repaint()
    assert set(painted) <= {3, 4, 5}
    assert 4 in painted
