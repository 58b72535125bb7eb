"""The page as assistive technology meets it, asked in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from kpviewer import library
from kpviewer.ui import assistive
from kpviewer.ui.viewer import Viewer
from kpviewer.ui.window import Window
from tests.conftest import Author
from tests.test_render import PIXEL
from tests.test_window import opened, viewer

Role = QAccessible.Role
Name = QAccessible.Text.Name

BODY = """
!!! key "In short"
    - It helps.
    - It may not.

## What is it?

Words about [safety](#what-is-it), and a study.[^a] More words.

| Effect | How often |
|---|---|
| Nausea | often |

![A brain](brain.png)

[^a]: The study.
"""


@pytest.fixture
def assisted() -> Iterator[None]:
    """As if assistive technology had come."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, pack: Path, write: Author, assisted: None) -> Window:
    (pack / "en" / "brain.png").write_bytes(PIXEL)
    write("sleep", BODY)
    return opened(qtbot, tmp_path, "sleep", library.load([pack]))


def page(window: Window) -> QAccessibleInterface:
    return QAccessible.queryAccessibleInterface(viewer(window))


def below(thing: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for number in range(thing.childCount()):
        child = thing.child(number)
        yield child
        yield from below(child)


def names(window: Window, role: QAccessible.Role) -> list[str]:
    return [part.text(Name) for part in below(page(window)) if part.role() == role]


def first(window: Window, role: QAccessible.Role) -> QAccessibleInterface:
    return next(part for part in below(page(window)) if part.role() == role)


def words(part: QAccessibleInterface) -> str:
    text = part.textInterface()
    return text.text(0, text.characterCount())


def test_the_page_is_a_document_of_headings_lists_tables_pictures_and_links(window: Window) -> None:
    assert (page(window).role(), page(window).text(Name)) == (Role.Document, "Leaflet text")
    assert names(window, Role.Heading) == ["Sleep", "What is it?", "Sources"]
    assert names(window, Role.Grouping) == ["In short"]
    assert len(names(window, Role.List)) == 2
    assert names(window, Role.ColumnHeader) == ["Effect", "How often"]
    assert names(window, Role.Graphic) == ["A brain"]
    assert names(window, Role.Link) == ["safety", "source 1", "Back to the text"]


def test_a_heading_tells_its_level(window: Window) -> None:
    levels = [
        part.attributesInterface().attributeValue(QAccessible.Attribute.Level)
        for part in below(page(window))
        if part.role() == Role.Heading
    ]
    assert levels == [1, 2, 2]


def test_a_cell_tells_its_place_and_its_header(window: Window) -> None:
    cell = [part for part in below(page(window)) if part.role() == Role.Cell][1].tableCellInterface()
    assert (cell.rowIndex(), cell.columnIndex()) == (1, 1)
    assert [header.text(Name) for header in cell.columnHeaderCells()] == ["How often"]
    assert cell.table().role() == Role.Table


def test_each_part_knows_its_parent_and_its_place_there(window: Window) -> None:
    for part in below(page(window)):
        assert part.parent().child(part.parent().indexOfChild(part)) is part


def test_what_is_read_flows_from_part_to_part(window: Window) -> None:
    read = [first(window, Role.Heading)]
    while following := read[-1].relations():
        read.append(following[0][0])
    said = [part.text(Name) or words(part) for part in read]
    told = ["Sleep", "• It helps.", "• It may not.", "What is it?", "Nausea", "often", "A brain", "Sources"]
    assert [words for words in said if words in told] == told


def test_a_part_tells_its_words_the_caret_and_the_selection(window: Window) -> None:
    shown, heading = viewer(window), next(p for p in below(page(window)) if p.text(Name) == "What is it?")
    start = shown.document().find("What is it?").selectionStart()
    shown.select(start + 5, start + 7)
    text = heading.textInterface()
    assert (words(heading), text.cursorPosition(), text.selectionCount()) == ("What is it?", 7, 1)


def test_assistive_technology_may_put_the_caret(window: Window) -> None:
    heading = next(part for part in below(page(window)) if part.text(Name) == "What is it?")
    heading.textInterface().setCursorPosition(5)
    caret = viewer(window).textCursor()
    assert caret.block().text()[caret.positionInBlock() :] == "is it?"


def test_a_part_stands_where_it_is_seen(window: Window) -> None:
    link = first(window, Role.Link)
    assert page(window).rect().contains(link.rect())
    assert 10 < link.rect().width() < 200
    assert page(window).childAt(link.rect().center().x(), link.rect().center().y()) is link
    assert not link.state().offscreen


def test_a_link_can_be_pressed(window: Window, qtbot: QtBot) -> None:
    link = first(window, Role.Link)
    with qtbot.waitSignal(viewer(window).anchorClicked) as followed:
        link.actionInterface().doAction("Press")
    assert followed.args == [QUrl("#what-is-it")]


def test_the_part_with_the_caret_has_the_focus_and_a_link_that_tab_reached(
    window: Window, qtbot: QtBot
) -> None:
    window.activateWindow()
    viewer(window).setFocus()
    qtbot.waitUntil(lambda: page(window).focusChild().text(Name) == "Sleep")
    qtbot.keyClick(viewer(window), "\t")
    qtbot.waitUntil(lambda: page(window).focusChild().role() == Role.Link)
    link = page(window).focusChild()
    assert (link.text(Name), link.state().focused, link.state().focusable) == ("safety", True, True)
    assert not page(window).state().focused


def test_another_page_has_other_parts_and_qt_forgets_those_before(window: Window) -> None:
    before = [QAccessible.uniqueId(part) for part in below(page(window))]
    window.open("ptsd")
    assert "How sure are we?" in names(window, Role.Heading)
    assert not any(QAccessible.accessibleInterface(number) for number in before)


def test_nothing_remains_of_a_page_whose_viewer_is_gone(window: Window, qtbot: QtBot) -> None:
    kept = [QAccessible.uniqueId(part) for part in below(page(window))]
    last = viewer(window)
    window.station.leave()
    window.station.language_wanted.emit("en")
    qtbot.waitUntil(lambda: not Shiboken.isValid(last))
    assert not any(QAccessible.accessibleInterface(number) for number in kept)
    assert names(window, Role.Heading)[0] == "Sleep"


def test_what_qt_told_before_is_told_anew(qtbot: QtBot, assisted: None) -> None:
    window, shown = QWidget(), Viewer()
    qtbot.addWidget(window)
    shown.setParent(window)
    assert QAccessible.queryAccessibleInterface(shown).role() == Role.StaticText
    assistive.install(window, shown)
    assert QAccessible.queryAccessibleInterface(shown).role() == Role.Document
    assert QAccessible.queryAccessibleInterface(window).role() == Role.Window


def test_without_assistive_technology_nothing_is_made(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path, "ptsd")
    window.open("ocd")
    assert not assistive._pages
