"""How the program looks: its tokens, its icons, and what gives way where there is no room."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QImage, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kpviewer import paths
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui import icon, theme, window_style
from kpviewer.ui.bar import Bar
from kpviewer.ui.button import Button
from kpviewer.ui.look import Look
from kpviewer.ui.page import PageDocument
from kpviewer.ui.theme import Theme
from kpviewer.ui.tick_box import TickBox
from kpviewer.ui.window import Window
from tests.test_screens import desk

ICONS = sorted((paths.resources() / "icons").glob("*.svg"))
OF_ONE_STYLE = [path for path in ICONS if not path.stem.startswith("tick-")]
"""The ticks are named by Qt's style sheets, which cannot colour them."""


def test_type_grows_by_a_quarter_from_step_to_step() -> None:
    scale = (theme.SMALL, theme.BODY, theme.HEADING, theme.DISPLAY, theme.TITLE)
    for smaller, larger in itertools.pairwise(scale):
        assert larger / smaller == pytest.approx(1.25, abs=0.01)
    for half, below in ((theme.CONTROL, theme.SMALL), (theme.LARGE, theme.BODY)):
        assert half / below == pytest.approx(1.25**0.5, abs=0.01)


@pytest.mark.parametrize("path", OF_ONE_STYLE, ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_one_style(path: Path) -> None:
    drawn = ElementTree.parse(path).getroot()
    assert (drawn.get("viewBox"), drawn.get("stroke"), drawn.get("fill")) == (
        "0 0 24 24",
        "currentColor",
        "none",
    )
    assert (drawn.get("stroke-linecap"), drawn.get("stroke-linejoin")) == ("round", "round")
    assert {child.tag.rpartition("}")[2] for child in drawn} == {"path"}


@pytest.mark.parametrize("ratio", [1, 2, 3])
def test_an_icon_has_its_ink_and_is_sharp_on_every_screen(qtbot: QtBot, ratio: int) -> None:
    shown = icon.picture("pause", "#A12B24", icon.GRID, ratio)
    assert (shown.width(), shown.devicePixelRatio()) == (icon.GRID * ratio, ratio)
    assert "#a12b24" in _inks(shown.toImage())


def test_a_button_takes_the_ink_of_its_icon_from_the_style_sheet(qtbot: QtBot) -> None:
    button = Button("Pause", "pause")
    qtbot.addWidget(button)
    for colours in theme.THEMES.values():
        button.setStyleSheet(window_style.sheet(colours, 1))
        button.ensurePolished()
        assert colours.ink.lower() in _inks(button.icon().pixmap(20, 20).toImage())


def _inks(shown: QImage) -> set[str]:
    """The colours of all pixels that are not seen through."""
    pixels = (shown.pixelColor(x, y) for x in range(shown.width()) for y in range(shown.height()))
    return {pixel.name() for pixel in pixels if pixel.alpha() > 200}


def test_a_folded_button_keeps_its_name(qtbot: QtBot) -> None:
    button = Button("Print", "print")
    qtbot.addWidget(button)
    button.fold(True)
    assert (button.text(), button.accessibleName()) == ("", "Print")
    button.say("Print 2")
    assert (button.text(), button.accessibleName()) == ("", "Print 2")
    button.fold(False)
    assert button.text() == "Print 2"


def test_a_button_shows_an_ampersand_as_it_is(qtbot: QtBot) -> None:
    button = Button("Pain & sleep")
    qtbot.addWidget(button)
    assert (button.text(), button.accessibleName()) == ("Pain && sleep", "Pain & sleep")
    assert button.shortcut().isEmpty()


def test_a_button_without_an_icon_never_loses_its_words(qtbot: QtBot) -> None:
    button = Button("Done")
    qtbot.addWidget(button)
    button.fold(True)
    assert button.text() == "Done"


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[QWidget]:
    buttons = [Button(words, "home") for words in ("Home", "Language", "Print")]
    made = Bar(buttons[:1], buttons[1:])
    made.give_way([], buttons[:2], buttons[1:2])
    window, place = QWidget(), QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(window_style.sheet(theme.LIGHT, 1))
    place.setParent(window)
    place.setLayout(made)
    made.dress(1)
    window.show()
    resize(place, 800)
    yield place
    window.close()


def resize(shown: QWidget, width: int) -> None:
    shown.resize(width, 60)
    line(shown).activate()


def line(shown: QWidget) -> Bar:
    found = shown.layout()
    assert isinstance(found, Bar)
    return found


def test_where_there_is_no_room_words_go_first_and_then_buttons(shown: QWidget, qtbot: QtBot) -> None:
    *buttons, more = shown.findChildren(Button)
    seen = []
    for width in range(800, 0, -4):
        resize(shown, width)
        seen.append(([button.text() for button in buttons], buttons[1].isVisible(), more.isVisible()))
    assert list(dict.fromkeys(map(str, seen))) == [
        "(['Home', 'Language', 'Print'], True, False)",
        "(['', 'Language', 'Print'], True, False)",
        "(['', '', 'Print'], True, False)",
        "(['', '', 'Print'], False, True)",
    ]


def test_what_a_bar_has_no_room_for_is_in_its_menu_and_works(shown: QWidget, qtbot: QtBot) -> None:
    buttons = shown.findChildren(Button)[:3]
    resize(shown, 100)
    with qtbot.waitSignal(buttons[1].clicked):
        [entry] = line(shown).menu().actions()
        entry.trigger()
    assert entry.text() == "Language"


def test_a_button_that_is_not_offered_takes_no_room_and_never_comes_by_itself(
    shown: QWidget, qtbot: QtBot
) -> None:
    buttons = shown.findChildren(Button)[:3]
    buttons[1].hide()
    for width in (100, 800):
        resize(shown, width)
        assert not buttons[1].isVisible()


def test_all_spaces_are_multiples_of_the_step() -> None:
    at_rest = re.sub(r"[^{}]+:focus {[^}]*}", "", window_style.sheet(theme.LIGHT, 1))
    spaces = re.findall(r"(?:padding|margin|spacing)[\w-]*:([^;}]+)", at_rest)
    lengths = {int(length) for said in spaces for length in re.findall(r"(\d+)px", said)}
    assert not {length for length in lengths if length > theme.LIGHT.ring and length % theme.STEP}


@pytest.mark.parametrize("colours", theme.THEMES.values(), ids=[*theme.THEMES])
@pytest.mark.parametrize("kind", ["", "primary", "help"])
def test_the_ring_makes_no_button_larger(qtbot: QtBot, colours: Theme, kind: str) -> None:
    button = Button("Print", "print")
    qtbot.addWidget(button)
    button.setObjectName(kind)
    button.setStyleSheet(window_style.sheet(colours, 1))
    button.show()
    at_rest = button.sizeHint()
    button.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    assert button.sizeHint() == at_rest


def test_the_title_of_a_call_out_hangs_beside_its_icon(qtbot: QtBot) -> None:
    page = PageDocument(QTextDocument(), theme.LIGHT, 1)
    page.show(f'<aside class="note"><p class="title">{"A long title. " * 20}</p><p>Words.</p></aside>')
    page.document.setTextWidth(600)
    block = page.document.begin().next()
    assert block.text().startswith("A long title.")
    page.document.documentLayout().blockBoundingRect(block)  # lays it out first
    lines = [block.layout().lineAt(number).x() for number in range(block.layout().lineCount())]
    beside = block.next().layout().lineAt(0).x()
    assert len(lines) > 2
    assert {*lines} == {beside + 32}


@pytest.fixture
def look(tmp_path: Path, qtbot: QtBot) -> Look:
    QApplication.setPalette(QPalette())
    return Look(Settings(), QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat))


def test_the_look_is_that_of_the_system_as_it_changes(look: Look, qtbot: QtBot) -> None:
    assert look.colours is theme.LIGHT
    with qtbot.waitSignal(look.changed):
        look.take_system(Qt.ColorScheme.Dark)
    assert (look.colours, look.said) == (theme.DARK, "As the system")


def test_a_theme_that_was_chosen_stays_whatever_the_system_does(look: Look) -> None:
    look.next_theme()
    look.take_system(Qt.ColorScheme.Light)
    assert (look.colours, look.said) == (theme.DARK, "Dark")


def test_the_themes_come_round_to_that_of_the_system(look: Look) -> None:
    seen = []
    for _ in range(4):
        look.next_theme()
        seen.append(look.theme)
    assert seen == ["dark", "contrast", "light", "system"]


def test_the_window_has_the_icon_of_the_program(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window(Settings(), QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat), "en")
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.first_painted):
        window.show()
    assert not window.windowIcon().pixmap(256).isNull()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_at_1280_pixels_no_button_but_that_of_the_theme_goes_without_words(
    lang: str, qtbot: QtBot, tmp_path: Path, bundled: Library
) -> None:
    window = desk(qtbot, tmp_path, bundled, lang)
    window.resize(1280, 800)
    named = {name: window.frame.buttons[name] for name in ("home", "language", "add", "print")}
    assert {name: button.text() for name, button in named.items()} == {
        name: button.words for name, button in named.items()
    }


@pytest.mark.parametrize(("lang", "said"), [("en", "Get help now"), ("es", "Obtenga ayuda ahora")])
@pytest.mark.parametrize("size", [(640, 480), (800, 600), (1280, 800)])
def test_in_large_text_and_a_small_window_help_keeps_its_words(
    size: tuple[int, int], lang: str, said: str, qtbot: QtBot, tmp_path: Path, bundled: Library
) -> None:
    window = desk(qtbot, tmp_path, bundled, lang, 200)
    window.resize(*size)
    button = window.frame.buttons["help"]
    assert (button.isVisible(), button.text()) == (True, said)


def test_a_box_to_tick_asks_for_the_same_whatever_its_lines(qtbot: QtBot) -> None:
    box = TickBox("Each leaflet starts on a right-hand page, for two-sided paper")
    qtbot.addWidget(box)
    box.setStyleSheet(window_style.handout_sheet(theme.LIGHT, 2))
    box.setFont(theme.font(2 * theme.CONTROL))
    box.show()
    asked = set()
    for width in range(80, 1200):
        box.resize(width, 300)
        hints = (box.sizeHint(), box.minimumSizeHint())
        asked.add((*(hint.toTuple() for hint in hints), box.heightForWidth(379)))
    assert len(asked) == 1
