"""What visitors of a kiosk print, and what they are told of it."""

import re

import pytest
from pytestqt.qtbot import QtBot

from kpviewer import spooler
from kpviewer.library import Library
from kpviewer.ui.kiosk import taking_home, visitor_job
from kpviewer.ui.kiosk.print_sheet import PrintSheet
from kpviewer.ui.kiosk.window import KioskWindow
from kpviewer.ui.status_line import StatusLine
from tests.cups import PRINTER, Cups
from tests.kiosk import UPRIGHT, Open, begun, buttons, log, opened, press, sheet, the, words
from tests.test_printing import printer

__all__ = ["printer"]  # a fixture

LONG_MS = 60_000


@pytest.fixture
def kiosk(qtbot: QtBot, bundled: Library) -> Open:
    def open_(**policy: object) -> KioskWindow:
        settings: dict[str, object] = {"print__printer": PRINTER} | policy
        window = begun(opened(qtbot, bundled, UPRIGHT, "en", **settings))
        window.open("questions-to-ask")
        return window

    return open_


@pytest.fixture
def window(kiosk: Open) -> KioskWindow:
    return kiosk()


def told(window: KioskWindow) -> str:
    return "".join(words(line) for line in window.findChildren(StatusLine) if line.isVisible())


def test_it_asks_once_and_says_how_many_pages_come_out_where(window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Print")
    asked = the(window, PrintSheet)
    assert re.search(rf"^\d pages on {PRINTER}$", words(asked), re.MULTILINE)
    assert buttons(asked)["Print"].hasFocus()


def test_large_print_takes_more_pages(window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Print")
    usual = the(window, PrintSheet)._pages
    press(qtbot, the(window, PrintSheet), "Large print")
    assert the(window, PrintSheet)._pages > usual
    assert f"{the(window, PrintSheet)._pages} pages on {PRINTER}" in words(the(window, PrintSheet))


def test_not_now_prints_nothing(window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Print")
    press(qtbot, the(window, PrintSheet), "Not now")
    assert sheet(window) is None
    assert not window._taking_home.is_printing


def test_more_pages_than_a_visit_has_are_refused(kiosk: Open, qtbot: QtBot) -> None:
    window = kiosk(print__max_pages_per_visit=1)
    press(qtbot, window, "Print")
    asked = the(window, PrintSheet)
    assert re.search(r"It has \d pages\. For this visit 1 page is left\.", words(asked))
    assert list(buttons(asked)) == ["Close"]


def test_where_the_policy_forbids_it_there_is_no_button(kiosk: Open) -> None:
    window = kiosk(print__enabled=False)
    assert "Print" not in buttons(window)
    window.station.actions["print"].trigger()
    assert sheet(window) is None


def test_nothing_can_be_printed_at_home(window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Home")
    assert "Print" not in buttons(window)


def agree(window: KioskWindow, qtbot: QtBot) -> None:
    press(qtbot, window, "Print")
    press(qtbot, the(window, PrintSheet), "Print")


def test_it_goes_straight_to_the_printer_under_a_neutral_title(
    printer: Cups, window: KioskWindow, qtbot: QtBot
) -> None:
    agree(window, qtbot)
    assert window._taking_home.is_printing
    assert window._is_busy()
    qtbot.waitUntil(lambda: f"Printed on {PRINTER}." in told(window), timeout=LONG_MS)
    assert not window._taking_home.is_printing
    assert window.station.session.printed_pages > 1
    assert "questions" not in log().lower()


def test_between_two_handouts_there_is_a_pause(
    printer: Cups, window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(window._taking_home, "_now", lambda: now)
    agree(window, qtbot)
    press(qtbot, window, "Print")
    assert "The printer is still at work." in words(the(window, PrintSheet))
    press(qtbot, the(window, PrintSheet), "Close")
    qtbot.waitUntil(lambda: window._taking_home._job is None, timeout=LONG_MS)
    press(qtbot, window, "Print")
    assert "The printer is still at work." in words(the(window, PrintSheet))
    press(qtbot, the(window, PrintSheet), "Close")
    now += taking_home.PAUSE_SECONDS
    press(qtbot, window, "Print")
    assert "Print" in buttons(the(window, PrintSheet))


def test_a_fault_is_said_in_plain_words(printer: Cups, window: KioskWindow, qtbot: QtBot) -> None:
    printer.do("cupsdisable", PRINTER)
    agree(window, qtbot)
    qtbot.waitUntil(lambda: "is paused. Please ask a member of staff." in told(window), timeout=LONG_MS)
    assert not window._is_busy()
    printer.do("cupsenable", PRINTER)
    qtbot.waitUntil(lambda: f"Printed on {PRINTER}." in told(window), timeout=LONG_MS)


def test_what_is_not_printed_in_time_is_taken_back(
    printer: Cups, window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visitor_job, "TAKE_BACK_SECONDS", 0.1)
    printer.do("cupsdisable", PRINTER)
    agree(window, qtbot)
    qtbot.waitUntil(lambda: "did not print it in time" in told(window), timeout=LONG_MS)
    assert spooler._run("lpstat", "-o", PRINTER).stdout == ""
    assert "taken back" in log()


def test_the_next_visitor_is_not_told_what_became_of_it(
    printer: Cups, window: KioskWindow, qtbot: QtBot
) -> None:
    agree(window, qtbot)
    window.end_visit()
    window.begin_visit()
    qtbot.waitUntil(lambda: window._taking_home._job is None, timeout=LONG_MS)
    assert told(window) == ""


def test_without_a_print_service_it_says_so(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    agree(window, qtbot)
    qtbot.waitUntil(lambda: "Please ask a member of staff." in told(window), timeout=LONG_MS)
