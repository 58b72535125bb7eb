"""What visitors of a kiosk hear."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kpviewer.library import Library
from kpviewer.ui.kiosk.still_there import StillThere
from kpviewer.ui.kiosk.window import KioskWindow
from tests import dispatcher
from tests.dispatcher import Dispatcher
from tests.kiosk import begun, buttons, opened, press, sheet

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def server() -> Iterator[Dispatcher]:
    with dispatcher.running("slow") as running:
        yield running


@pytest.fixture
def window(
    server: Dispatcher, qtbot: QtBot, bundled: Library, monkeypatch: pytest.MonkeyPatch
) -> KioskWindow:
    monkeypatch.setenv("SPEECHD_ADDRESS", server.address)
    policy: dict[str, object] = {"kiosk__idle_seconds": 0.2, "kiosk__warn_seconds": 60}
    return begun(opened(qtbot, bundled, (780, 780), "en", **policy))


def test_home_is_heard_and_hushed_by_the_same_button(window: KioskWindow, qtbot: QtBot) -> None:
    speech = window.station._listening._speech
    with qtbot.waitSignal(speech.begun, timeout=PATIENCE_MS):
        press(qtbot, window, "Listen")
    assert window.station.is_speaking
    press(qtbot, window, "Listen")
    assert not window.station.is_speaking


def test_what_was_found_is_heard_in_place_of_home(
    window: KioskWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    speech = window.station._listening._speech
    said: list[str] = []
    say = speech.say

    def noted(words: str, lang: str, rate: float) -> None:
        said.append(words)
        say(words, lang, rate)

    monkeypatch.setattr(speech, "say", noted)
    window.station.frame.field.setText("nightmares")
    with qtbot.waitSignal(speech.begun, timeout=PATIENCE_MS):
        press(qtbot, window, "Listen")
    assert "PTSD" in said[0]
    assert "nightmares" in said[0].lower()
    assert window.station.frame.question not in said[0]


def test_nobody_is_asked_while_a_leaflet_is_read_aloud(window: KioskWindow, qtbot: QtBot) -> None:
    window.open("ptsd")
    speech = window.station._listening._speech
    asked: list[int] = []
    window._clock.warned.connect(asked.append)
    for _ in range(2):
        with qtbot.waitSignal(speech.begun, timeout=PATIENCE_MS):
            press(qtbot, window, "Listen")
    assert asked == []
    press(qtbot, window, "Stop")
    qtbot.waitUntil(lambda: isinstance(sheet(window), StillThere))


def test_whoever_listened_hears_the_question(window: KioskWindow, qtbot: QtBot) -> None:
    speech = window.station._listening._speech
    with qtbot.waitSignal(speech.begun, timeout=PATIENCE_MS):
        press(qtbot, window, "Listen")
    press(qtbot, window, "Listen")
    with qtbot.waitSignal(speech.begun, timeout=PATIENCE_MS):
        qtbot.waitUntil(lambda: isinstance(sheet(window), StillThere))


def test_whoever_did_not_listen_hears_nothing(window: KioskWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: isinstance(sheet(window), StillThere))
    assert not window.station.is_speaking


def test_the_next_visitor_hears_nothing_either(window: KioskWindow, qtbot: QtBot) -> None:
    window.open("ptsd")
    press(qtbot, window, "Listen")
    window.end_visit()
    assert not window.station.is_speaking
    window.begin_visit()
    assert "Stop" not in buttons(window)
    window._warn(20)
    assert not window.station.is_speaking
