"""A library of hundreds of leaflets in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import Library
from kpviewer.ui.card import Card
from kpviewer.ui.home import Home
from tests.conftest import Author
from tests.test_window import named, opened, rows

MANY = 300


@pytest.fixture
def many(pack: Path, write: Author, tmp_path: Path) -> Library:
    for place in range(MANY):
        write(f"leaflet-{place:03}", title=f"Leaflet {place:03}")
    return library.load([pack], tmp_path / "cache")


def test_the_sidebar_lists_them_all_in_rows_of_one_height(
    many: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path, "leaflet-123", many)
    listed = rows(window, "Leaflets")
    assert len(listed) == MANY + 11 + 3
    assert listed[:2] == ["Conditions", "Leaflet 000"]
    view = named(window, QListView, "Leaflets")
    assert view.currentIndex().data() == "Leaflet 123"
    assert view.visualRect(view.currentIndex()).intersects(view.viewport().rect())
    last = view.model().index(len(listed) - 1, 0)
    assert view.visualRect(last).height() == view.visualRect(view.currentIndex()).height()
    window.open("leaflet-299")
    assert view.currentIndex().data() == "Leaflet 299"


def test_home_shows_the_first_of_each_group_and_leads_to_all_of_them(
    many: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path, "", many)
    [home] = window.findChildren(Home)
    cards = {card.text(): card for card in home.findChildren(Card)}
    assert len(cards) == 24 + 1 + 4 + 2
    assert next(iter(cards)) == "Leaflet 000"
    window.frame.field.setText("sleep")
    qtbot.mouseClick(cards[f"All {MANY + 5} leaflets"], Qt.MouseButton.LeftButton)
    view = named(window, QListView, "Leaflets")
    assert view.isVisible()
    assert view.hasFocus()
    assert view.visualRect(view.model().index(0, 0)).top() == 0
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert window.windowTitle() == "Leaflet 000 – kpviewer"


def test_entries_are_those_of_the_list_in_the_same_order(many: Library) -> None:
    entries = many.entries("en")
    assert [entries[slug] for slug in entries] == many.leaflets("en")
    assert len(entries) == MANY + 11
    assert "leaflet-007" in entries
    assert "nothing" not in entries
    assert sum(entries.sizes.values()) == len(entries)
    with pytest.raises(KeyError):
        entries["nothing"]
