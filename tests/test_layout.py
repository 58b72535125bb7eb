"""What stands where at every size of window and text: nothing is cut off, nothing scrolls sideways."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import theme
from kpviewer.ui.preview import Preview
from kpviewer.ui.viewer import Viewer
from kpviewer.ui.window import Window
from tests.conftest import Author
from tests.test_render import PIXEL
from tests.test_window import named, press

WIDTHS = (1280, 1024, 800, 640, 320)
PERCENTS = (100, 150, 200, 250)
LEAST = 320
"""Width of the narrowest window, in pixels at 100 %."""


def opened(qtbot: QtBot, tmp_path: Path, percent: int = 100, lang: str = "en") -> Window:
    settings = Settings()
    presets = {"First visit": ["ketamine-psychotherapy", "what-to-expect"]}
    settings.put({"display.text_size": percent, "handout.presets": presets}, "settings")
    memory = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    window = Window(settings, memory, lang)
    qtbot.addWidget(window)
    window.show_library(library.load())
    window.open_first("ptsd")
    with qtbot.waitSignal(window.first_painted):
        window.show()
    return window


def resize(window: QWidget, width: int, height: int = 800) -> None:
    window.resize(width, height)
    settle()


def settle() -> None:
    """Let layouts and what follows from them come to rest."""
    for _ in range(6):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def cut_off(window: QWidget) -> Iterator[str]:
    """Every control and label that has too little room, every pane that scrolls sideways."""
    for pane in window.findChildren(QAbstractScrollArea):
        if pane.isVisible() and not isinstance(pane, Preview) and pane.horizontalScrollBar().maximum():
            yield f"{pane.accessibleName() or pane.objectName()} scrolls sideways"
    for button in window.findChildren(QAbstractButton):
        least, parent = button.minimumSizeHint(), button.parentWidget()
        if not button.isVisible():
            continue
        if (
            button.width() < least.width()
            or button.height() < least.height()
            or (parent and not parent.rect().contains(button.geometry()))
        ):
            yield f"the button {button.accessibleName()} is cut off"
    for label in window.findChildren(QLabel):
        if label.isVisible() and not fits(label):
            yield f"the words {label.text()!r} are cut off"


def fits(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() >= label.heightForWidth(label.width())
    return label.width() >= label.minimumSizeHint().width()


Way = Callable[[Window], None]


def seek(words: str) -> Way:
    def go(window: Window) -> None:
        window.frame.seek()
        window.frame.field.setText(words)

    return go


def act(name: str, leaflet: str = "") -> Way:
    def go(window: Window) -> None:
        window.frame.field.clear()
        if leaflet:
            window.open(leaflet)
        window.station.actions[name].trigger()

    return go


def read(window: Window) -> None:
    window.open("safety")
    window.frame.say("Printed on front-desk.")


SCREENS: dict[str, Way] = {
    "page": read,
    "home": act("home"),
    "lists": act("lists"),
    "hits": seek("trauma sleep"),
    "nothing found": seek("zzzzqqq"),
    "help in danger": seek("I want to die"),
    "find": act("find", "ptsd"),
    "handout": act("add", "ocd"),
}
"""How to come to each screen of a desk."""


@pytest.mark.parametrize("lang", ["en", "es"])
@pytest.mark.parametrize("percent", PERCENTS)
def test_nothing_is_cut_off_and_nothing_scrolls_sideways(
    qtbot: QtBot, tmp_path: Path, percent: int, lang: str
) -> None:
    window = opened(qtbot, tmp_path, percent, lang)
    found = []
    for width in WIDTHS:
        if width * 100 < LEAST * percent:
            continue
        resize(window, width)
        assert window.width() == width
        for name, go in SCREENS.items():
            go(window)
            settle()
            found += [f"{width} px, {name}: {said}" for said in cut_off(window)]
    window.wait()
    assert found == []


WIDE_THINGS = """
A word: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft.

    code that goes on and on without an end = code_that_goes_on_and_on_without_an_end(code, code)

| A column | Another column | A third column | A fourth column |
|---|---|---|---|
| unquestionably | notwithstanding | incomprehensible | straightforward |

![A wide picture](wide.png)
"""


@pytest.mark.parametrize("percent", theme.TEXT_SIZES)
def test_whatever_is_on_a_page_fits_320_pixels_at_every_text_size(
    qtbot: QtBot, tmp_path: Path, pack: Path, write: Author, percent: int
) -> None:
    (pack / "en" / "wide.png").write_bytes(PIXEL)
    write("sleep", WIDE_THINGS)
    loaded: Library = library.load([pack])
    viewer = Viewer()
    qtbot.addWidget(viewer)
    viewer.resize(320, 480)
    viewer.set_column(16, 288)
    viewer.show_page(loaded, loaded.read("sleep", "en"), theme.LIGHT, percent / 100)
    viewer.show()
    settle()
    assert viewer.horizontalScrollBar().maximum() == 0
    assert viewer.document().size().width() <= viewer.viewport().width()


def test_where_there_is_no_room_for_both_the_lists_take_the_place_of_the_page(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    lists = named(window, QListView, "Leaflets")
    resize(window, 640)
    assert not lists.isVisible()
    press(qtbot, window, "Leaflets")
    assert lists.isVisible()
    assert lists.hasFocus()
    assert not window.frame.viewer.isVisible()
    qtbot.keyClick(lists, Qt.Key.Key_Down)
    qtbot.keyClick(lists, Qt.Key.Key_Return)
    assert not lists.isVisible()
    assert window.frame.viewer.isVisible()


def test_the_leaflet_that_is_open_can_be_chosen_again_where_the_lists_hide_it(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    resize(window, 640)
    press(qtbot, window, "Leaflets")
    window.frame.sidebar.leaflet_chosen.emit("ptsd")
    assert window.frame.viewer.isVisible()


def test_searching_shows_the_lists_where_they_are_hidden(qtbot: QtBot, tmp_path: Path) -> None:
    window = opened(qtbot, tmp_path)
    resize(window, 640)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert named(window, QLineEdit, "Search leaflets").hasFocus()
    qtbot.keyClicks(window.frame.field, "ocd")
    qtbot.keyClick(window.frame.field, Qt.Key.Key_Return)
    assert window.frame.viewer.isVisible()
    assert window.windowTitle().startswith("Obsessive")


@pytest.mark.parametrize("width", WIDTHS)
def test_help_is_one_press_away_at_every_width(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    window = opened(qtbot, tmp_path)
    resize(window, width)
    assert named(window, QPushButton, "Get help now").isVisible()
    press(qtbot, window, "Get help now")
    assert window.windowTitle().startswith("Get help")


def test_lists_and_page_stand_beside_each_other_again_where_there_is_room(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    for width in (640, 1280):
        resize(window, width)
    assert named(window, QListView, "Leaflets").isVisible()
    assert window.frame.viewer.isVisible()
    assert not named(window, QPushButton, "Leaflets").isVisible()


def test_the_lists_grow_with_the_text_and_keep_the_width_they_were_given(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    resize(window, 1900)
    window.frame.columns.widen_side(260)
    for _ in range(3):
        press(qtbot, window, "Larger text")
    settle()
    assert window.frame.columns.sizes()[0] == pytest.approx(260 * 1.5, abs=2)
    window.close()
    again = opened(qtbot, tmp_path, 150)
    again.present()
    assert again.frame.columns.side_width == pytest.approx(260, abs=2)


def test_the_pages_of_a_handout_take_turns_with_what_is_chosen_where_it_is_narrow(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened(qtbot, tmp_path)
    resize(window, 560)
    window.station.actions["add"].trigger()
    settle()
    [preview] = window.findChildren(Preview)
    assert not preview.isVisible()
    press(qtbot, window, "Show the pages")
    assert preview.isVisible()
    press(qtbot, window, "Show what is chosen")
    assert not preview.isVisible()
    window.wait()
