"""What stands on the screen has contrast: read from its pixels, on every kind of screen, in every theme."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QTextCursor
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
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpviewer.library import Library
from kpviewer.ui import theme, window_style
from kpviewer.ui.button import Button
from kpviewer.ui.card import Card
from kpviewer.ui.kiosk import style
from tests import kiosk, test_contrast
from tests.test_contrast import SHAPE, TEXT
from tests.test_screens import SCREENS, VISIT, desk

DESK = (
    "home",
    "leaflet",
    "search results",
    "nothing found",
    "crisis",
    "find bar",
    "handout, full",
    "term card",
)
TOUCHED = (
    "home",
    "keyboard",
    "search results",
    "crisis",
    "leaflet",
    "print",
    "still there",
    "PIN",
    "staff",
)
FIELDS, TICKED, READ = (QLineEdit, QPlainTextEdit), (QCheckBox, QRadioButton), (QListView, QTextBrowser)
RING = 2
"""Pixels that the ring around what the keyboard is at is wide, at least."""
_LETTER = 6
"""Pixels that a line of words is high, at least."""


@pytest.fixture(
    params=[
        (name, place, screen)
        for name in theme.THEMES
        for place in ("desk", "kiosk")
        for screen in (DESK if place == "desk" else TOUCHED)
    ],
    ids=lambda param: "-".join(param),
)
def window(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path, bundled: Library) -> QWidget:
    colours, place, screen = request.param
    shown: QWidget
    if place == "desk":
        shown = on_desk = desk(qtbot, tmp_path, bundled, "en", colours=colours)
        SCREENS[screen](on_desk, qtbot)
    else:
        policy = {"display__theme": colours, "print__printer": "front"}
        shown = in_kiosk = kiosk.begun(kiosk.opened(qtbot, bundled, kiosk.ACROSS, **policy))
        VISIT[screen](in_kiosk, qtbot)
    shown.activateWindow()
    QApplication.processEvents()
    return shown


Rows = list[list[int]]
"""The colours of pixels, row by row."""


def pixels(window: QWidget, place: QRect) -> Rows:
    """What is shown there now."""
    image = window.grab(place & window.rect()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    shown, width = memoryview(image.constBits()).cast("I"), image.width()
    return [shown[start : start + width].tolist() for start in range(0, len(shown), width)]


@cache
def contrast(one: int, other: int) -> float:
    return test_contrast.contrast(*(f"#{pixel & 0xFFFFFF:06X}" for pixel in (one, other)))


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def can_be_seen(widget: QWidget, window: QWidget) -> bool:
    """Whether it is there, not scrolled away, and nothing lies over it."""
    if not widget.isVisible() or widget.visibleRegion().boundingRect().size() != widget.size():
        return False
    top = window.childAt(place(widget, window).center())
    return top is widget or (top is not None and widget.isAncestorOf(top))


def lines(rows: Rows) -> Iterator[tuple[int, float]]:
    """The ground and the contrast of every line of words in that part of a shot."""
    ground = Counter(pixel for row in rows for pixel in row).most_common(1)[0][0]
    strongest: list[float] = []
    for row in [*rows, [ground]]:
        ink = max(contrast(pixel, ground) for pixel in {*row})
        if ink > 1.05:
            strongest.append(ink)
        else:
            if len(strongest) >= _LETTER:
                yield ground, max(strongest)
            strongest = []


def worded(window: QWidget) -> Iterator[tuple[str, QRect]]:
    """Where words stand, with what they are."""
    for label in window.findChildren(QLabel):
        if label.text() and can_be_seen(label, window):
            yield f"label {label.text()!r}", place(label, window)
    for button in window.findChildren(QAbstractButton):
        if can_be_seen(button, window):
            inner = place(button, window).adjusted(8, 8, -8, -8)
            if isinstance(button, QCheckBox | QRadioButton):
                inner.setLeft(inner.left() + 32)
            elif button.text() and not button.icon().isNull():
                inner.setLeft(inner.center().x())
            yield f"button {button.accessibleName()!r}", inner
    for field in window.findChildren(QLineEdit):
        if can_be_seen(field, window):
            yield f"field {field.accessibleName()!r}", place(field, window).adjusted(12, 8, -12, -8)
    for view in window.findChildren(QListView):
        for row in range(view.model().rowCount() if view.isVisible() else 0):
            rect = view.visualRect(view.model().index(row, 0)).adjusted(8, 1, -8, -1)
            where = rect.translated(view.viewport().mapTo(window, QPoint()))
            if view.viewport().rect().contains(rect) and window.childAt(where.center()) is view.viewport():
                yield f"row {row} of {view.accessibleName()!r}", where
    for page in window.findChildren(QTextBrowser):
        for words, rect in fragments(page) if page.isVisible() else ():
            where = rect.translated(page.viewport().mapTo(window, QPoint()))
            if page.viewport().rect().contains(rect) and window.childAt(where.center()) is page.viewport():
                yield f"words {words!r}", where


def fragments(page: QTextBrowser) -> Iterator[tuple[str, QRect]]:
    """Words of one look on a page, as far as they stand in one line."""
    block, cursor = page.document().begin(), QTextCursor(page.document())
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            part = parts.fragment()
            cursor.setPosition(part.position())
            start = page.cursorRect(cursor)
            cursor.setPosition(part.position() + part.length())
            end = page.cursorRect(cursor)
            if start.top() == end.top() and re.search(r"\w{3}", part.text()):
                yield part.text(), start.united(end)
            parts += 1
        block = block.next()


def controls(window: QWidget, *kinds: type[QWidget]) -> Iterator[tuple[QWidget, QRect]]:
    """Those that can be used now, with their places."""
    for kind in kinds:
        for control in window.findChildren(kind):
            if control.isEnabled() and can_be_seen(control, window):
                yield control, place(control, window)


def test_words_stand_out_from_their_ground(window: QWidget) -> None:
    found = [
        (what, ground, round(ink, 2))
        for what, where in worded(window)
        for ground, ink in lines(pixels(window, where))
    ]
    assert [line for line in found if line[-1] < TEXT] == []
    assert len(found) > 3


def test_a_control_stands_out_from_what_is_around_it(window: QWidget) -> None:
    weak = {}
    for control, where in controls(window, QPushButton, *FIELDS, *TICKED, Card):
        [across] = pixels(window, QRect(where.left() - 1, where.center().y(), 16, 1))
        if max(contrast(across[0], pixel) for pixel in across) < SHAPE:
            weak[control.accessibleName()] = across
    assert weak == {}


def test_the_ring_of_what_has_the_keyboard_stands_out(window: QWidget, qtbot: QtBot) -> None:
    found = {}
    for control, where in controls(window, QPushButton, *FIELDS, *TICKED, *READ, Card):
        if control.focusPolicy():
            window.setFocus()
            before = sides(window, where)
            control.setFocus()
            qtbot.waitUntil(control.hasFocus)
            pairs = [*zip(before, sides(window, where), strict=True)]
            found[control.accessibleName()] = [*itertools.starmap(changed, pairs)]
    assert {name: wide for name, wide in found.items() if min(wide) < RING} == {}
    assert found


def sides(window: QWidget, place: QRect) -> list[list[int]]:
    """Some pixels from each side of that place inwards."""
    middle, deep = place.center(), 8
    strips = (
        QRect(middle.x(), place.top(), 1, deep),
        QRect(middle.x(), place.bottom() - deep + 1, 1, deep),
        QRect(place.left(), middle.y(), deep, 1),
        QRect(place.right() - deep + 1, middle.y(), deep, 1),
    )
    return [[pixel for row in pixels(window, strip) for pixel in row] for strip in strips]


def changed(before: list[int], after: list[int]) -> int:
    """How many pixels stand out from what they were."""
    return sum(contrast(was, now) >= SHAPE for was, now in zip(before, after, strict=True))


STATES: dict[str, Callable[[Button], object]] = {
    "at rest": lambda button: None,
    "under the pointer": lambda button: button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse),
    "pressed": lambda button: button.setDown(True),
    "not to be pressed": lambda button: button.setEnabled(False),
    "checked": lambda button: button.setChecked(True),
}


@pytest.mark.parametrize("colours", theme.THEMES)
@pytest.mark.parametrize(
    ("kind", "state"),
    [("", "checked"), *itertools.product(["", "primary", "help"], [*STATES][:-1])],
)
@pytest.mark.parametrize("place", ["desk", "kiosk"])
def test_in_every_state_a_button_can_be_read(
    place: str, kind: str, state: str, colours: str, qtbot: QtBot
) -> None:
    worn, window = theme.THEMES[colours], QWidget()
    qtbot.addWidget(window)
    window.setObjectName("window")
    on_desk = window_style.sheet(worn, 1)
    window.setStyleSheet(on_desk if place == "desk" else style.sheet(worn, 1, 1, 1))
    button = Button("Print", parent=window)
    button.setObjectName(kind)
    button.setCheckable(state == "checked")
    STATES[state](button)
    button.ensurePolished()
    window.resize(button.sizeHint())
    button.resize(button.sizeHint())
    window.show()
    inner = button.rect().adjusted(8, 8, -8, -8)
    [(_, ink)] = lines(pixels(window, inner))
    assert ink >= TEXT
