"""The program on the real bus of assistive technology, asked by another process."""

import json
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import dropwhile, takewhile
from pathlib import Path
from typing import Any

import pytest

from tests import desktop
from tests.desktop import Desktop

CLIENT = Path(__file__).parent / "atspi_client.py"

Told = dict[str, Any]


class Listener:
    """Collects what the program reports."""

    def __init__(self, place: Desktop) -> None:
        self._client = place.run(desktop.PYTHON, str(CLIENT), "events", is_heard=True)
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._collect, daemon=True).start()
        assert self._lines.get(timeout=desktop.PATIENCE_SECONDS) == "ready\n"

    def _collect(self) -> None:
        assert self._client.stdout
        for line in self._client.stdout:
            self._lines.put(line)

    def wait_for(self, is_wanted: Callable[[Told], bool]) -> Told:
        """The first event that is wanted of those that nobody waited for yet."""
        heard: list[Told] = []
        while True:
            try:
                told: Told = json.loads(self._lines.get(timeout=desktop.PATIENCE_SECONDS))
            except queue.Empty:
                pytest.fail(f"never reported; heard instead: {heard}")
            if is_wanted(told):
                return told
            heard.append(told)

    def wait_for_focus(self, role: str, name: str = "") -> Told:
        return self.wait_for(
            lambda told: (
                told["type"] == "object:state-changed:focused"
                and told["detail"] == 1
                and told["role"] == role
                and name in told["name"]
            )
        )

    def wait_for_words(self, words: str) -> str:
        """What is said of where the keyboard is, when it has those words in it."""
        told = self.wait_for(
            lambda told: (
                told["type"] == "object:property-change:accessible-description" and words in told["said"]
            )
        )
        return str(told["said"])


class Running:
    """The program, seen through the bus; `seen` is what it consisted of once its page was there."""

    def __init__(self, place: Desktop) -> None:
        self.press, self.type = place.press, place.type
        self._environment = place.environment
        self.listener = Listener(place)
        self.seen: list[Told] = []

    def is_open(self) -> bool:
        """Whether by now there is a window that says what is open, with a page."""
        done = subprocess.run(
            [desktop.PYTHON, str(CLIENT), "tree", "kpviewer"],
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=desktop.PATIENCE_SECONDS,
        )
        self.seen = [json.loads(line) for line in done.stdout.splitlines()]
        frames = [thing["name"] for thing in self.seen if thing["role"] == "frame"]
        return done.returncode == 0 and frames != ["kpviewer"] and bool(self.page("heading"))

    def shown(self) -> list[Told]:
        """What is on the screen."""
        return [thing for thing in self.seen if "showing" in thing["states"]]

    def page(self, role: str) -> list[Told]:
        """What there is of that role in the leaflet, on the screen or further down."""
        inside = dropwhile(lambda thing: thing["name"] != "Leaflet text", self.seen)
        depth = next(inside, {"depth": 0})["depth"]
        parts = takewhile(lambda thing: thing["depth"] > depth, inside)
        return [thing for thing in parts if thing["role"] == role]


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """Started once, with a leaflet open: each test finds the window as the one before left it."""
    with desktop.running() as place:
        desktop.skip_without_pyatspi()
        command = (sys.executable, "-m", "kpviewer", "--lang", "en", "safety")
        program = Running(place)
        place.run(*command, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        desktop.wait_until(program.is_open, lambda: f"no page in {program.seen}")
        yield program


def test_window_lists_fields_and_buttons_have_their_roles_and_names(running: Running) -> None:
    buttons = {
        *("Home", "Back", "Forward", "Smaller text", "Larger text", "Theme", "Language"),
        *("Add to handout", "Print", "Get help now"),
    }
    assert {(thing["role"], thing["name"]) for thing in running.shown()} >= {
        ("frame", "Safety and side effects – kpviewer"),
        ("text", "Search leaflets"),
        ("document frame", "Leaflet text"),
        ("list", "Leaflets"),
        ("list", "On this page"),
        *(("push button", name) for name in buttons),
    }


def test_all_that_takes_the_keyboard_has_a_name(running: Running) -> None:
    takers = [thing for thing in running.shown() if "focusable" in thing["states"]]
    controls = [thing for thing in takers if thing["role"] != "paragraph"]
    assert len(controls) > 10
    assert [thing for thing in controls if not thing["name"]] == []


def test_the_page_has_headings_with_their_levels(running: Running) -> None:
    levels = {thing["name"]: thing["attributes"] for thing in running.page("heading")}
    assert "level:1" in levels["Safety and side effects"]
    assert "level:2" in levels["What are the serious risks?"]
    assert "level:3" in levels["Sleepiness and slow breathing"]


def test_the_page_has_lists_with_items(running: Running) -> None:
    assert len(running.page("list item")) > len(running.page("list")) > 1


def test_the_page_has_links_that_say_where_they_lead(running: Running) -> None:
    names = {thing["name"] for thing in running.page("link")}
    assert names >= {"What is ketamine psychotherapy?", "source 1"}


def test_the_page_has_a_picture_that_says_what_it_shows(running: Running) -> None:
    [picture] = running.page("image")
    assert picture["name"].startswith("One person lies on their side on the floor")


def test_tab_reaches_a_link_and_says_its_name(running: Running) -> None:
    running.press("ctrl+h")
    running.listener.wait_for_focus("heading", "Get help now")
    running.press("Tab")
    assert running.listener.wait_for_focus("link")["name"] == "source 1"


def test_a_search_says_how_much_it_found(running: Running) -> None:
    running.press("ctrl+k")
    running.listener.wait_for_focus("text", "Search leaflets")
    running.type("nightmares")
    assert re.match(r"\d+ results?\. Post-traumatic stress", running.listener.wait_for_words("result"))


def test_what_others_see_change_is_said(running: Running) -> None:
    running.press("ctrl+plus")
    assert running.listener.wait_for_words("Text size") == "Text size 115 %"
