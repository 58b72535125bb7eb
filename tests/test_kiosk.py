"""The kiosk: what visitors see, touch and leave behind, which is nothing."""

import gc
import os
import re
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QScrollBar
from pytestqt.qtbot import QtBot

from kpviewer import library
from kpviewer.library import HELP, Library
from kpviewer.ui.card import Card
from kpviewer.ui.hits import HitList
from kpviewer.ui.kiosk import keyboard
from kpviewer.ui.kiosk.attract import Attract
from kpviewer.ui.kiosk.cards import Cards
from kpviewer.ui.kiosk.still_there import StillThere
from kpviewer.ui.kiosk.style import LEAST_TARGET
from kpviewer.ui.kiosk.window import KioskWindow
from tests.conftest import Author
from tests.kiosk import (
    ACROSS,
    SMALL,
    UPRIGHT,
    Left,
    Open,
    begun,
    buttons,
    key,
    log,
    opened,
    press,
    sheet,
    tap,
    the,
    words,
)

Key = Qt.Key
MEDICINES = re.compile(r"ketamin|spravato|naltrexon|sertralin|paroxetin", re.IGNORECASE)


@pytest.fixture
def kiosk(qtbot: QtBot, bundled: Library) -> Open:
    return lambda *given, **policy: opened(qtbot, bundled, *given, **policy)


@pytest.fixture
def window(kiosk: Open) -> KioskWindow:
    return begun(kiosk())


# Between visits


def test_between_visits_it_says_touch_to_start_and_the_conditions_in_each_language(kiosk: Open) -> None:
    window = kiosk(clinic__name="Riverside")
    said = words(the(window, Attract))
    for part in ("Riverside", "Touch to start", "Toque para empezar", "PTSD", "TEPT", "OCD", "TOC"):
        assert part in said
    assert not MEDICINES.search(said)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("size", [UPRIGHT, ACROSS, SMALL])
def test_between_visits_the_cards_fill_the_screen_that_there_is(
    kiosk: Open, size: tuple[int, int], percent: int
) -> None:
    window = kiosk(display__text_size=percent)
    window.resize(*size)
    attract = the(window, Attract)
    QApplication.processEvents()
    first, second = (card.geometry() for card in attract.findChildren(Card))
    assert (first.top() == second.top()) == (size != UPRIGHT)
    assert [bar.maximum() for bar in attract.findChildren(QScrollBar)] == [0, 0]
    assert first.united(second).width() > 0.5 * window.width()
    assert first.height() > 0.1 * window.height()


def test_between_visits_it_names_some_conditions_however_many_there_are(
    qtbot: QtBot, pack: Path, write: Author
) -> None:
    for number in range(40):
        write(f"sleep-{number}", title=f"Sleep {number}")
    window = opened(qtbot, library.load([pack]))
    english, spanish = the(window, Attract).findChildren(Card)
    assert english.accessibleDescription().count("·") == 7
    assert spanish.accessibleDescription().count("·") == 4


def test_it_moves_from_time_to_time_to_spare_the_panel(kiosk: Open, qtbot: QtBot) -> None:
    window = kiosk(kiosk__attract_seconds=0.01)
    card = the(window, Attract).findChildren(Card)[0]
    places = set()

    def moved() -> bool:
        places.add(card.mapTo(window, QPoint()).toTuple())
        return len(places) >= 4

    qtbot.waitUntil(moved)
    assert all(window.rect().contains(QPoint(*place)) for place in places)


def test_a_touch_anywhere_starts_a_visit(kiosk: Open, qtbot: QtBot) -> None:
    window = kiosk()
    tap(qtbot, the(window, Attract), QPoint(5, 5))
    assert sheet(window) is None
    assert window.station.frame.isEnabled()


def test_a_key_starts_a_visit(kiosk: Open, qtbot: QtBot) -> None:
    window = kiosk()
    qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_A)
    assert sheet(window) is None
    assert window.station.frame.field.text() == ""


def test_a_language_touched_between_visits_is_that_of_the_visit(kiosk: Open, qtbot: QtBot) -> None:
    window = kiosk()
    press(qtbot, window, "Toque para empezar")
    assert sheet(window) is None
    assert window.station.session.lang == "es"
    assert "TEPT" in buttons(window)


def test_a_visit_may_begin_with_a_leaflet(kiosk: Open) -> None:
    window = begun(kiosk(kiosk__start="safety"))
    assert window.station.page
    assert window.station.page.slug == "safety"
    window.end_visit()
    window.begin_visit()
    assert window.station.page.slug == "safety"


# On the screen


def test_home_offers_every_leaflet_and_names_no_medicine(window: KioskWindow) -> None:
    [home] = window.findChildren(Cards)
    assert home.isVisible()
    assert len(home.findChildren(Card)) == 10
    assert not MEDICINES.search(words(window))


@pytest.mark.parametrize("size", [UPRIGHT, ACROSS, SMALL])
def test_language_size_contrast_and_help_are_the_first_to_tab_to_and_always_in_sight(
    kiosk: Open, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = begun(kiosk(size))
    window.station.frame.setFocus()
    stops = []
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget() or window, Key.Key_Tab)
        stops.append((QApplication.focusWidget() or window).accessibleName())
    first = ["English", "Español", "Smaller text", "Larger text", "Contrast"]
    assert [stop for stop in stops if stop != "Listen"][:7] == [*first, "Get help now", "Done"]
    for open_ in (lambda: None, lambda: window.open("ptsd"), lambda: window.open(HELP)):
        open_()
        QApplication.processEvents()
        for name in [*first, "Get help now", "Done"]:
            part = buttons(window)[name]
            assert window.rect().contains(part.rect().translated(part.mapTo(window, QPoint())))


@pytest.mark.parametrize("size", [UPRIGHT, SMALL])
@pytest.mark.parametrize("steps", [0, 5, 9])
def test_nothing_to_touch_is_small_or_cut_off(kiosk: Open, size: tuple[int, int], steps: int) -> None:
    window = begun(kiosk(size, print__printer="front-desk"))
    window.station.session.look.zoom(steps) if steps else None
    station = window.station
    for show in (
        lambda: None,
        lambda: station.frame.keyboard.show(),
        lambda: station.frame.field.setText("I want to die"),
        lambda: window.open("ptsd"),
        lambda: station.frame.say("Printed."),
        lambda: station.actions["print"].trigger(),
        lambda: window._warn(20),
        lambda: window._ask_pin(),
        lambda: window.say_fault(""),
    ):
        show()
        QApplication.processEvents()
        for name, part in buttons(sheet(window) or window).items():
            assert min(part.width(), part.height()) >= LEAST_TARGET, name
            if not isinstance(part, Card):
                assert window.rect().contains(part.rect().translated(part.mapTo(window, QPoint()))), name


@pytest.mark.parametrize("size", [UPRIGHT, ACROSS, SMALL])
def test_no_page_scrolls_sideways(kiosk: Open, size: tuple[int, int]) -> None:
    window = begun(kiosk(size))
    for percent in (0, 9):
        window.station.session.look.zoom(percent) if percent else None
        for slug in ("ptsd", "questions-to-ask", HELP):
            window.open(slug)
            assert window.width() <= size[0]
            assert window.station.frame.viewer.horizontalScrollBar().maximum() == 0


def test_contrast_is_on_or_off(window: KioskWindow, qtbot: QtBot) -> None:
    look = window.station.session.look
    press(qtbot, window, "Contrast")
    assert look.has_contrast
    assert buttons(window)["Contrast"].isChecked()
    press(qtbot, window, "Contrast")
    assert not look.has_contrast


def test_the_language_changes_where_the_visitor_is(window: KioskWindow, qtbot: QtBot) -> None:
    window.open("ptsd")
    press(qtbot, window, "Español")
    qtbot.waitUntil(lambda: "TEPT" in window.windowTitle())
    assert buttons(window)["Español"].isChecked()
    assert not buttons(window)["English"].isChecked()


def test_text_grows_to_250_percent_and_no_further(window: KioskWindow, qtbot: QtBot) -> None:
    look = window.station.session.look
    small = look.unit
    for _ in range(30):
        press(qtbot, window, "Larger text")
    assert look.unit == pytest.approx(2.5 * small)


def test_a_finger_scrolls_the_page_and_opens_nothing(kiosk: Open, qtbot: QtBot) -> None:
    window = begun(kiosk((780, 780)))  # gestures end at the edge of the screen
    window.open("ptsd")
    viewer = window.station.frame.viewer
    area, bar = viewer.viewport(), viewer.verticalScrollBar()
    qtbot.mousePress(area, Left, pos=QPoint(300, 480))
    for y in range(460, 60, -20):
        qtbot.mouseMove(area, QPoint(300, y))
        qtbot.wait(5)
    qtbot.mouseRelease(area, Left, pos=QPoint(300, 60))
    qtbot.waitUntil(lambda: bar.value() > 300)
    assert window.station.page
    assert window.station.page.slug == "ptsd"
    assert not viewer.textCursor().hasSelection()


def test_the_pointer_is_seen_only_while_there_is_a_mouse(window: KioskWindow) -> None:
    def shape() -> Qt.CursorShape | None:
        shown = QApplication.overrideCursor()
        return shown.shape() if shown else None

    def after(source: Qt.MouseEventSource) -> Qt.CursorShape | None:
        place, none = QPointF(5, 5), Qt.MouseButton.NoButton
        held = Qt.KeyboardModifier.NoModifier
        move = QMouseEvent(QEvent.Type.MouseMove, place, place, place, none, none, held, source)
        QApplication.sendEvent(window.windowHandle(), move)
        return shape()

    sources = Qt.MouseEventSource
    assert shape() == Qt.CursorShape.BlankCursor
    assert after(sources.MouseEventNotSynthesized) is None
    assert after(sources.MouseEventSynthesizedByQt) == Qt.CursorShape.BlankCursor
    window.wait()
    assert shape() is None


def test_a_link_can_be_tapped(window: KioskWindow, qtbot: QtBot) -> None:
    window.open("ptsd")
    viewer = window.station.frame.viewer
    viewer.setFocus()
    address, place = _first_link(window)
    assert address
    with qtbot.waitSignal(viewer.anchorClicked) as heard:
        qtbot.mouseClick(viewer.viewport(), Left, pos=place)
    assert isinstance(heard.args, list)
    assert heard.args[0] == QUrl(address)


def test_a_tap_beside_a_link_is_for_the_link_and_a_tap_far_from_all_for_none(
    window: KioskWindow, qtbot: QtBot
) -> None:
    window.open("ptsd")
    viewer = window.station.frame.viewer
    viewer.setFocus()
    address, place = _first_link(window)
    heard: list[QUrl] = []
    viewer.anchorClicked.connect(heard.append)
    qtbot.mouseClick(viewer.viewport(), Left, pos=QPoint(place.x(), 60))
    while viewer.anchorAt(place):
        place -= QPoint(0, 1)
    beside = place - QPoint(0, 10)
    qtbot.mouseClick(viewer.viewport(), Left, pos=beside)
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [QUrl(address)]


def _first_link(window: KioskWindow) -> tuple[str, QPoint]:
    viewer = window.station.frame.viewer
    for y in range(0, viewer.viewport().height(), 12):
        for x in range(0, viewer.viewport().width(), 12):
            if address := viewer.anchorAt(QPoint(x, y)):
                return address, QPoint(x + 4, y + 4)
    return "", QPoint()


# Searching


def field(window: KioskWindow) -> QLineEdit:
    return window.station.frame.field


def test_the_keyboard_appears_when_the_field_is_touched(window: KioskWindow, qtbot: QtBot) -> None:
    assert not window.station.frame.keyboard.isVisible()
    qtbot.mouseClick(field(window), Left)
    assert window.station.frame.keyboard.isVisible()


def test_whoever_types_on_a_real_keyboard_needs_none_on_the_screen(
    window: KioskWindow, qtbot: QtBot
) -> None:
    qtbot.mouseClick(field(window), Left)
    qtbot.keyClicks(field(window), "sad")
    assert not window.station.frame.keyboard.isVisible()
    assert field(window).text() == "sad"


def test_the_keyboard_types_erases_and_goes(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(field(window), Left)
    for name in ("s", "o", "Space", "s", "a", "d", "Delete the last letter"):
        qtbot.mouseClick(key(window, name), Left)
    assert field(window).text() == "so sa"
    qtbot.mouseClick(key(window, "Close the keyboard"), Left)
    assert not window.station.frame.keyboard.isVisible()


def test_a_letter_that_is_held_offers_its_accents(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyboard, "HOLD_SECONDS", 0.01)
    qtbot.mouseClick(field(window), Left)
    qtbot.mousePress(key(window, "n"), Left)
    qtbot.waitUntil(lambda: "ñ" in buttons(window.station.frame.keyboard))
    assert field(window).text() == ""
    qtbot.mouseClick(key(window, "ñ"), Left)
    assert field(window).text() == "ñ"
    qtbot.waitUntil(lambda: "ñ" not in buttons(window.station.frame.keyboard))


def test_the_keyboard_changes_its_keys_as_often_as_anybody_likes(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(field(window), Left)
    for sign in "1q" * 10:
        qtbot.mouseClick(buttons(window.station.frame.keyboard)[_change(window)], Left)
        _wait_for_key(window, qtbot, sign)


def _wait_for_key(window: KioskWindow, qtbot: QtBot, sign: str) -> None:
    qtbot.waitUntil(lambda: sign in buttons(window.station.frame.keyboard))


def test_in_spanish_the_keyboard_has_its_letter_and_its_signs(kiosk: Open, qtbot: QtBot) -> None:
    window = begun(kiosk(), "es")
    qtbot.mouseClick(field(window), Left)
    assert "ñ" in buttons(window.station.frame.keyboard)
    qtbot.mouseClick(buttons(window.station.frame.keyboard)[_change(window)], Left)
    qtbot.waitUntil(lambda: {"¿", "¡", "9"} <= set(buttons(window.station.frame.keyboard)))


def _change(window: KioskWindow) -> str:
    """The name of the key that leads from letters to signs, or back."""
    shown = buttons(window.station.frame.keyboard)
    [name] = [name for name, one in shown.items() if one.text() in ("123", "abc")]
    return name


@pytest.mark.parametrize("size", [UPRIGHT, ACROSS, SMALL])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_keyboard_covers_neither_what_is_typed_nor_the_first_hit(
    kiosk: Open, qtbot: QtBot, size: tuple[int, int], percent: int
) -> None:
    window = begun(kiosk(size, display__text_size=percent))
    qtbot.mouseClick(field(window), Left)
    for letter in "trauma":
        qtbot.mouseClick(key(window, letter), Left)
    QApplication.processEvents()
    frame = window.station.frame
    [hits] = frame.findChildren(HitList)
    row = hits.visualRect(hits.model().index(0, 0))
    top = frame.keyboard.mapTo(window, QPoint()).y()
    assert hits.viewport().mapTo(window, row.bottomLeft()).y() < top
    assert field(window).mapTo(window, field(window).rect().bottomLeft()).y() < top
    assert hits.viewport().rect().contains(row)


def test_back_leads_from_a_hit_to_the_hits_and_home_forgets_them(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(window), "trauma")
    qtbot.keyClick(field(window), Key.Key_Return)
    assert window.station.page
    assert not field(window).isVisible()
    press(qtbot, window, "Back")
    assert window.station.frame.shows_hits
    assert field(window).text() == "trauma"
    qtbot.keyClick(field(window), Key.Key_Return)
    press(qtbot, window, "Home")
    assert not window.station.frame.shows_hits
    assert field(window).text() == ""


def test_words_of_danger_put_help_above_all(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(window), "I want to die")
    press(qtbot, window, "Get help now")
    assert window.station.page
    assert window.station.page.slug == HELP


# The end of a visit


def test_after_a_while_it_asks_whether_somebody_reads_and_then_ends_the_visit(
    kiosk: Open, qtbot: QtBot
) -> None:
    window = kiosk(kiosk__idle_seconds=0.1, kiosk__warn_seconds=0.3)
    begun(window)
    window.open("ptsd")
    qtbot.waitUntil(lambda: isinstance(sheet(window), StillThere))
    assert "Are you still reading?" in words(the(window, StillThere))
    assert buttons(the(window, StillThere))["Keep reading"].hasFocus()
    qtbot.waitUntil(lambda: isinstance(sheet(window), Attract))
    assert window.station.page is None


def test_it_counts_down(window: KioskWindow) -> None:
    for left in (20, 19):
        window._warn(left)
        assert f"{left} seconds" in words(the(window, StillThere))


@pytest.mark.parametrize("answer", ["Return", "a letter", "Keep reading", "beside the question"])
def test_any_touch_or_key_goes_on_as_often_as_needed(kiosk: Open, qtbot: QtBot, answer: str) -> None:
    window = begun(kiosk(kiosk__idle_seconds=0.05, kiosk__warn_seconds=60))
    window.open("ptsd")
    for _ in range(12):
        qtbot.waitUntil(lambda: isinstance(sheet(window), StillThere))
        focused = QApplication.focusWidget()
        assert focused
        if answer == "Keep reading":
            press(qtbot, the(window, StillThere), answer)
        elif answer == "beside the question":
            tap(qtbot, the(window, StillThere), QPoint(3, 3))
        else:
            qtbot.keyClick(focused, Key.Key_Return if answer == "Return" else Key.Key_X)
        assert sheet(window) is None
    assert window.station.page


def test_tab_leads_from_one_answer_to_the_other(window: KioskWindow, qtbot: QtBot) -> None:
    window._warn(20)
    asked = the(window, StillThere)
    qtbot.keyClick(asked.focused, Key.Key_Tab)
    assert buttons(asked)["Done"].hasFocus()
    qtbot.keyClick(buttons(asked)["Done"], Key.Key_Return)
    assert isinstance(sheet(window), Attract)


def test_nobody_is_asked_while_they_listen(
    kiosk: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = begun(kiosk(kiosk__idle_seconds=0.02, kiosk__warn_seconds=60))
    monkeypatch.setattr(type(window.station), "is_speaking", property(lambda _: True))
    seen: list[int] = []
    window._clock.warned.connect(seen.append)
    end = time.monotonic() + 0.3
    qtbot.waitUntil(lambda: time.monotonic() > end)
    assert seen == []
    monkeypatch.setattr(type(window.station), "is_speaking", property(lambda _: False))
    qtbot.waitUntil(lambda: seen != [])


def test_done_ends_it_at_once(window: KioskWindow, qtbot: QtBot) -> None:
    window.open("ptsd")
    press(qtbot, window, "Done")
    assert isinstance(sheet(window), Attract)
    assert window.station.page is None


def _visit(window: KioskWindow, qtbot: QtBot) -> None:
    """As much as somebody can leave behind."""
    window.begin_visit("es")
    qtbot.keyClicks(field(window), "trauma")
    qtbot.keyClick(field(window), Key.Key_Return)
    window.open("ocd")
    station = window.station
    for name in ("larger", "larger", "contrast"):
        station.actions[name].trigger()
    station.session.draft.slugs.append("ptsd")
    station.session.printed_pages = 7
    station.session.has_listened = True
    QGuiApplication.clipboard().setText("my words")


def test_nothing_of_one_visitor_is_left_for_the_next(kiosk: Open, qtbot: QtBot, tmp_path: Path) -> None:
    window = kiosk()
    before = _state(window)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    _visit(window, qtbot)
    kept: list[weakref.ref[object]] = [weakref.ref(window.station.session), weakref.ref(window.station)]
    window.station.actions["done"].trigger()
    assert _state(window) == before
    assert QGuiApplication.clipboard().text() == ""
    qtbot.waitUntil(lambda: gc.collect() >= 0 and not any(one() for one in kept))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == files


def _state(window: KioskWindow) -> dict[str, object]:
    session, frame = window.station.session, window.station.frame
    return {
        "lang": session.lang,
        "page": window.station.page,
        "back": session.history.can_go_back or session.history.can_go_forward,
        "typed": frame.field.text(),
        "undo": frame.field.isUndoAvailable() or frame.field.isRedoAvailable(),
        "marks": session.marks.find("trauma"),
        "size": session.look.unit,
        "colours": session.look.colours,
        "handout": session.has_handout,
        "pages": session.printed_pages,
        "listened": session.has_listened,
        "remembered": dict(window._memory._values),
        "text": frame.viewer.toPlainText(),
        "sheet": type(sheet(window)),
    }


def test_no_viewport_is_styled_for_qt_would_keep_its_style_for_ever(window: KioskWindow) -> None:
    window.end_visit()
    window._warn(20)
    styled = Qt.WidgetAttribute.WA_StyledBackground
    areas = window.findChildren(QAbstractScrollArea)
    assert {"home", "wayOn", "outline"} <= {area.objectName() for area in areas}
    assert not [area for area in areas if area.viewport().testAttribute(styled)]


def test_nothing_that_was_typed_is_in_the_log(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(field(window), "zyxwvut")
    window.end_visit()
    assert "zyxwvut" not in log()


# On its screen

SCREENS = """{"screens": [
  {"name": "one", "x": 0, "y": 0, "width": 800, "height": 600, "logicalDpi": 96, "dpr": 1},
  {"name": "two", "x": 800, "y": 0, "width": 1080, "height": 1920, "logicalDpi": 96, "dpr": 1}
]}"""
PLACES = """
import sys
from PySide6.QtWidgets import QApplication
from kpviewer import library
from kpviewer.settings import Settings
from kpviewer.ui import app
from kpviewer.ui.kiosk.window import KioskWindow

qt = app.start_desk()
settings = Settings()
settings.put({"kiosk.screen": sys.argv[1]}, "policy")
window = KioskWindow(settings, "en", lambda: library.all_folders([]))
window.present()
qt.processEvents()
for one in sorted(qt.topLevelWidgets(), key=lambda one: one is not window):
    if one.isVisible():
        print(type(one).__name__, one.screen().name(), one.isFullScreen())
window.wait()
"""


@pytest.mark.parametrize(("named", "used"), [("two", "two"), ("", "one"), ("gone", "one")])
def test_it_fills_the_screen_that_the_policy_names_and_blanks_the_others(
    tmp_path: Path, named: str, used: str
) -> None:
    (tmp_path / "screens.json").write_text(SCREENS)
    platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
    done = subprocess.run(
        [sys.executable, "-c", PLACES, named],
        env={**os.environ, "QT_QPA_PLATFORM": platform},
        capture_output=True,
        text=True,
        check=True,
    )
    other = "one" if used == "two" else "two"
    assert done.stdout.splitlines() == [f"KioskWindow {used} True", f"QWidget {other} True"]


# Another library


@pytest.fixture
def older(pack: Path, write: Author) -> Library:
    write("ptsd")
    return library.load([pack])


@pytest.fixture
def newer(older: Library, pack: Path, write: Author) -> Library:
    """With one leaflet more."""
    write("sleep")
    return library.load([pack])


def test_whoever_reads_goes_on_with_the_leaflets_that_they_have(
    qtbot: QtBot, older: Library, newer: Library
) -> None:
    window = begun(opened(qtbot, older))
    window.open("ptsd")
    window.show_library(newer)
    assert window.station.library is older
    window.end_visit()
    window.begin_visit()
    assert window.station.library is newer


def test_between_visits_the_new_leaflets_are_there_at_once(
    qtbot: QtBot, older: Library, newer: Library
) -> None:
    window = opened(qtbot, older)
    window.show_library(newer)
    window.begin_visit()
    assert window.station.library is newer


def test_leaflets_that_broke_are_replaced_under_the_readers_eyes(
    qtbot: QtBot, older: Library, newer: Library
) -> None:
    window = begun(opened(qtbot, older))
    window.library_damaged.emit()
    window.show_library(newer)
    assert window.station.library is newer
