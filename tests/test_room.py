"""Whether every word has room: in Spanish, and in a language longer than any and from right to left."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kpviewer import library, paths
from kpviewer.library import Library
from kpviewer.settings import Settings
from kpviewer.ui.card import Card
from kpviewer.ui.icon import icon, picture
from kpviewer.ui.kiosk.window import KioskWindow
from kpviewer.ui.notice import UnseenNotice
from kpviewer.ui.rows import Rows
from kpviewer.ui.tick_box import TickBox
from kpviewer.ui.window import Window
from tests import kiosk, pseudo
from tests.test_screens import VISIT
from tests.test_window import memory

Screen = Callable[[Window, QtBot], None]


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Library, Path]]:
    """Leaflets in the language that nobody speaks, and its translation."""
    folder = tmp_path_factory.mktemp("strange")
    pseudo.write_pack(folder / "pack")
    pseudo.write_translation(folder / "i18n")
    loaded = library.load([folder / "pack"], folder / "cache")
    yield loaded, folder / "i18n"
    loaded.close()


@pytest.fixture(params=[100, 200])
def percent(request: pytest.FixtureRequest) -> int:
    size: int = request.param
    return size


@pytest.fixture(params=["es", pseudo.LANG])
def window(
    request: pytest.FixtureRequest,
    strange: tuple[Library, Path],
    percent: int,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Window]:
    """At 1280 x 800, in that language and text size."""
    if request.param == pseudo.LANG:
        monkeypatch.setattr(paths, "translations", lambda: strange[1])
    settings = Settings()
    settings.put({"display.text_size": percent}, "policy")
    made = Window(settings, memory(tmp_path), request.param)
    qtbot.addWidget(made)
    made.show_library(strange[0])
    assert made._session.lang == request.param
    made.open_first("")
    made.resize(1280, 800)
    with qtbot.waitSignal(made.first_painted):
        made.show()
    yield made
    made.wait()


# The screens


def home(window: Window, qtbot: QtBot) -> None:
    pass


def leaflet(window: Window, qtbot: QtBot) -> None:
    window.open("ptsd")


def lists(window: Window, qtbot: QtBot) -> None:
    window.open("ptsd")
    window.station.actions["lists"].trigger()


def hits(window: Window, qtbot: QtBot) -> None:
    look_for(window, qtbot, "ketamine")


def nothing_found(window: Window, qtbot: QtBot) -> None:
    look_for(window, qtbot, "zzzzqqx")


def crisis(window: Window, qtbot: QtBot) -> None:
    look_for(window, qtbot, "kill myself")


def find_bar(window: Window, qtbot: QtBot) -> None:
    window.open("ptsd")
    window.station.actions["find"].trigger()
    qtbot.keyClicks(QApplication.focusWidget(), "therapy")


def handout(window: Window, qtbot: QtBot) -> None:
    for slug in ("ptsd", "ocd", "safety"):
        window.open(slug)
        window.station.actions["add"].trigger()
    [panel] = [window.station._handing_out.panel]
    panel._chosen._choose.setChecked(True)
    qtbot.waitUntil(lambda: panel._sheet is not None)


def term(window: Window, qtbot: QtBot) -> None:
    window.open("ptsd")
    page = window.station.page
    assert page
    start = page.html.index("kp:glossary#") + len("kp:glossary#")
    window.station._explain(page.html[start : page.html.index('"', start)], 60, 70)


def listen_bar(window: Window, qtbot: QtBot) -> None:
    window.open("ptsd")
    bar = window.station._listening._bar
    bar.show_speed(4, 7)
    bar.show()


def status_line(window: Window, qtbot: QtBot) -> None:
    window.open("ptsd")
    window.say_fault("")


def keys(window: Window, qtbot: QtBot) -> None:
    window.station.actions["keys"].trigger()


def about(window: Window, qtbot: QtBot) -> None:
    window.station.actions["about"].trigger()


SCREENS: tuple[Screen, ...] = (
    home,
    leaflet,
    lists,
    hits,
    nothing_found,
    crisis,
    find_bar,
    handout,
    term,
    listen_bar,
    status_line,
    keys,
    about,
)


def look_for(window: Window, qtbot: QtBot, words: str) -> None:
    window.station.actions["search"].trigger()
    qtbot.keyClicks(window.frame.field, words)


# What must be true of each


def clipped(window: QWidget) -> Iterator[str]:
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not isinstance(label, UnseenNotice):
            room = label.contentsRect()
            if label.wordWrap():
                words = re.split(r"[\s\u200b-]+", label.text())
                widest = max(label.fontMetrics().horizontalAdvance(word) for word in words)
                if widest > room.width() or label.heightForWidth(label.width()) > label.height():
                    yield f"label {label.text()!r}"
            elif label.sizeHint().width() > label.width():
                yield f"label {label.text()!r}"
            yield from outside(label, label.text())
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            hint = button.sizeHint()
            if isinstance(button, Card | TickBox):
                hint.setWidth(button.minimumSizeHint().width())
                hint.setHeight(button.heightForWidth(button.width()))
            if hint.width() > button.width() or hint.height() > button.height():
                yield f"button {button.accessibleName()!r}"
            yield from outside(button, button.accessibleName())


def cut_rows(window: QWidget) -> Iterator[str]:
    """Rows of lists that Qt would end in dots, by the room that it gives to their words."""
    for view in window.findChildren(QListView):
        delegate = view.itemDelegate()
        if not view.isVisible() or not isinstance(delegate, Rows):
            continue
        for row in range(view.model().rowCount()):
            index = view.model().index(row, 0)
            option = QStyleOptionViewItem()
            view.initViewItemOption(option)
            option.rect = view.visualRect(index)
            delegate.initStyleOption(option, index)
            room = view.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, view)
            margin = view.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, option, view) + 1
            inner = QRect(0, 0, room.width() - 2 * margin, 10_000)
            taken = option.fontMetrics.boundingRect(inner, Qt.TextFlag.TextWordWrap, option.text)
            if taken.height() > room.height() or taken.width() > inner.width():
                yield f"row {option.text!r}"


def outside(widget: QWidget, words: str) -> Iterator[str]:
    """What a widget around it cuts off; what can be scrolled to does not count."""
    around = widget.parentWidget()
    while around and not isinstance(around.parentWidget(), QAbstractScrollArea):
        place = QRect(widget.mapTo(around, QPoint()), widget.size())
        if not around.rect().contains(place):
            yield f"{words!r} reaches out of {type(around).__name__}"
            return
        around = around.parentWidget() if not around.isWindow() else None


def scrolls_sideways(window: QWidget) -> Iterator[str]:
    for area in window.findChildren(QAbstractScrollArea):
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0:
            yield type(area).__name__


EXACT = r"\.md:|^[✓!✗] |^clinic\.name = "
"""What is said as on the command line: by the proof-reader, of a machine, of settings."""


def plain(window: QWidget) -> Iterator[str]:
    """What controls say that nobody translated, but for languages and what is exact."""
    controls: list[QLabel | QAbstractButton] = [
        *window.findChildren(QLabel),
        *window.findChildren(QAbstractButton),
    ]
    for control in controls:
        if control.isVisible():
            for words in (control.text(), control.accessibleName(), control.toolTip()):
                if re.search("[a-z]{2}", words) and not re.search(rf"{pseudo.MARK}|{EXACT}", words):
                    yield words


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_word_is_cut_off_and_nothing_scrolls_sideways(
    screen: Screen, window: Window, qtbot: QtBot, percent: int
) -> None:
    screen(window, qtbot)
    for _ in range(3):
        QApplication.processEvents()
    assert [*clipped(window), *cut_rows(window), *scrolls_sideways(window)] == []
    assert window.size() == QSize(1280, 800)


@pytest.mark.parametrize("window", [pseudo.LANG], indirect=True)
@pytest.mark.parametrize("percent", [100])
@pytest.mark.parametrize("screen", [*{*SCREENS} - {term}], ids=lambda screen: screen.__name__)
def test_no_word_is_left_in_english(screen: Screen, window: Window, qtbot: QtBot, percent: int) -> None:
    screen(window, qtbot)
    QApplication.processEvents()
    assert {*plain(window)} <= {"English", "Español", pseudo.LANG}


@pytest.mark.parametrize("window", [pseudo.LANG], indirect=True)
@pytest.mark.parametrize("percent", [100])
def test_what_is_written_from_right_to_left_starts_at_the_right(
    window: Window, qtbot: QtBot, percent: int
) -> None:
    leaflet(window, qtbot)
    frame = window.frame

    def left(widget: QWidget) -> int:
        return widget.mapTo(window, QPoint()).x()

    assert left(frame.outline) < left(frame.viewer) + frame.viewer.column.left()
    assert left(frame.viewer) < left(frame.sidebar)
    assert left(frame.buttons["print"]) < left(frame.buttons["home"])


@pytest.mark.parametrize("window", [pseudo.LANG], indirect=True)
@pytest.mark.parametrize("percent", [100])
def test_arrows_point_where_reading_goes(window: Window, percent: int) -> None:
    arrow = picture("back", "#000000", 24).toImage()
    shown = icon("back", "#000000", "#000000", 24).pixmap(24).toImage().convertToFormat(arrow.format())
    assert shown == arrow.transformed(QTransform.fromScale(-1, 1))


# In a waiting room


def visited(
    qtbot: QtBot, strange: tuple[Library, Path], size: tuple[int, int], lang: str, percent: int
) -> KioskWindow:
    """With a visitor, in that language and text size."""
    policy = {"display__text_size": percent, "print__printer": "front"}
    window = kiosk.opened(qtbot, strange[0], size, lang, **policy)
    return kiosk.begun(window, lang)


@pytest.mark.parametrize(
    ("size", "lang", "percent"),
    [((1280, 800), "es", 100), (kiosk.UPRIGHT, pseudo.LANG, 100), ((1280, 800), pseudo.LANG, 200)],
    ids=["across", "upright", "large text"],
)
@pytest.mark.parametrize("screen", VISIT)
def test_no_word_is_cut_off_in_a_kiosk(
    screen: str,
    size: tuple[int, int],
    lang: str,
    percent: int,
    strange: tuple[Library, Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if lang == pseudo.LANG:
        monkeypatch.setattr(paths, "translations", lambda: strange[1])
    window = visited(qtbot, strange, size, lang, percent)
    VISIT[screen](window, qtbot)
    for _ in range(3):
        QApplication.processEvents()
    shown = kiosk.sheet(window) or window
    assert [*clipped(shown), *cut_rows(shown), *scrolls_sideways(shown)] == []
    assert window.size() == QSize(*size)


@pytest.mark.parametrize("screen", sorted({*VISIT} - {"between visits", "fault"}))
def test_no_word_of_a_kiosk_is_left_in_english(
    screen: str, strange: tuple[Library, Path], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "translations", lambda: strange[1])
    window = visited(qtbot, strange, kiosk.UPRIGHT, pseudo.LANG, 100)
    VISIT[screen](window, qtbot)
    QApplication.processEvents()
    assert {*plain(kiosk.sheet(window) or window)} <= {"English", "Español", pseudo.LANG}
