"""What Orca says to somebody who finds, reads and prints a leaflet by ear: the real one, by its log."""

import contextlib
import os
import re
import shutil
import sys
import threading
import tty
from collections.abc import Iterator

import pytest

from tests import desktop, dispatcher
from tests.cups import PRINTER, Cups
from tests.desktop import Desktop

_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)' ?\{", re.DOTALL)
_AWAKE = "state-changed:sensitive [push button | Add to handout] (1"
"""What Orca learns when the actions of the program have come."""

_MOST_STEPS = 40
"""Key presses to the end of a section."""


class Log:
    """A terminal that Orca logs to: what goes into a file it keeps until it has some thousand letters."""

    def __init__(self) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.path = os.ttyname(self._theirs)
        self._logged = b""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):
            while some := os.read(self._ours, 65_536):
                self._logged += some

    @property
    def text(self) -> str:
        """All that was logged so far."""
        return self._logged.decode(errors="replace")

    def said(self) -> list[str]:
        """All that Orca said so far."""
        return _SAID.findall(self.text)

    def close(self) -> None:
        """When Orca has ended."""
        os.close(self._theirs)
        os.close(self._ours)


class Blind:
    """Somebody who presses keys and listens to Orca, from where they last stopped listening."""

    def __init__(self, place: Desktop, log: Log) -> None:
        self._place = place
        self._log = log
        self._heard = 0

    def hears(self, *told: str) -> None:
        """Waits until Orca says these, as patterns, one behind the other."""
        for words in told:
            self._wait_for(words)

    def _wait_for(self, words: str) -> None:
        desktop.wait_until(
            lambda: self._is_heard(words), lambda: f"never heard {words!r} but {self._unheard}"
        )

    @property
    def _unheard(self) -> list[str]:
        return self._log.said()[self._heard :]

    def _is_heard(self, words: str) -> bool:
        for number, said in enumerate(self._unheard):
            if re.search(words, said):
                self._heard += number + 1
                return True
        return False

    def presses(self, key: str, *told: str) -> None:
        """Presses a key and hears what is told."""
        self._place.press(key)
        self.hears(*told)

    def types(self, text: str, *told: str) -> None:
        """Types a text and hears what is told."""
        self._place.type(text)
        self.hears(*told)

    def presses_until(self, key: str, told: str) -> None:
        """Presses a key, each time when it said something, until that is told."""
        for _ in range(_MOST_STEPS):
            before = self._log.said()
            self._place.press(key)
            self._wait_for_more(before)
            if self._is_heard(told):
                return
        pytest.fail(f"never heard {told!r} but {self._unheard}")

    def _wait_for_more(self, before: list[str]) -> None:
        desktop.wait_until(lambda: self._log.said() != before, lambda: f"silence after {before[-1]!r}")


@pytest.fixture
def blind(print_server: Cups) -> Iterator[Blind]:
    """At a desk where Orca is at work, with a leaflet open."""
    if not shutil.which("orca"):
        pytest.skip("needs orca")
    print_server.clear()
    log = Log()
    with desktop.running() as place, dispatcher.running("quick") as speech:
        place.environment["SPEECHD_ADDRESS"] = speech.address
        place.run("orca", "--debug-file", log.path)
        blind = Blind(place, log)
        blind.hears("^Screen reader on")
        place.run(
            sys.executable, "-m", "kpviewer", "--lang", "en", "safety", CUPS_SERVER=print_server.server
        )
        blind.hears("^Search leaflets text", "^Safety and side effects – kpviewer")
        desktop.wait_until(lambda: _AWAKE in log.text, lambda: "no key does anything")
        yield blind
    log.close()


def test_a_leaflet_is_found_read_and_printed_by_ear(blind: Blind, print_server: Cups) -> None:
    blind.types("nightmares", r"^\d+ results\. Post-traumatic stress disorder")
    blind.presses("Down", r"^Post-traumatic stress disorder \(PTSD\)\. What might ketamine do\?")
    blind.presses("Return", "heading level 2")

    blind.presses("ctrl+Home", "^Post-traumatic stress disorder .* heading level 1")
    blind.presses("Down", "^Evidence: ")
    blind.presses("Down", "^Facts checked ")
    blind.presses("Down", "^In short panel", "^In short")
    blind.presses("Down", r"^List with \d items", "^• .*PTSD")
    blind.presses_until("Down", "^What is it[?] heading level 2")
    blind.presses("Tab", "^source [0-9]+ link")

    blind.presses("ctrl+p", "^Print push button", r"^Ctrl\+P")
    blind.presses("ctrl+p", f"^notification Printed on {PRINTER}")
    assert len(print_server.printed()) == 1


def test_words_are_found_on_the_page_and_a_picture_is_told(blind: Blind) -> None:
    blind.presses("ctrl+f", "^Find on this page")
    blind.types("medicine list ready", "Have the medicine list ready")
    blind.presses("Escape", "^5. Have the medicine list ready")
    blind.presses("Down", "^One person lies on their side on the floor.* image")


def test_keys_are_told_in_a_table(blind: Blind) -> None:
    blind.presses("F1", "^Keyboard shortcuts heading level 1")
    for row in ("To do", "Leaflets", "Home"):
        blind.presses("Down", f"^{row}")
    blind.presses("End")
    blind.presses("Right", r"^Alt\+Home")


def test_words_of_danger_are_answered_with_help(blind: Blind) -> None:
    blind.types("want to die", r"^Get help now\. Help is there right now\. .*\d results")


def test_what_becomes_of_printing_is_told(blind: Blind, print_server: Cups) -> None:
    print_server.obey("jam")
    blind.presses("ctrl+p", "^Print push button")
    blind.presses("ctrl+p", f"^notification Sent to {PRINTER}", "^notification The paper is jammed")
    print_server.obey("print")
    blind.hears(f"^notification Printed on {PRINTER}")

    print_server.do("cupsdisable", PRINTER)
    blind.presses("ctrl+p", f"^notification {PRINTER} is paused")
    print_server.do("cupsenable", PRINTER)
    blind.hears(f"^notification Printed on {PRINTER}")


def test_other_colours_sizes_and_languages_are_told(blind: Blind) -> None:
    blind.presses("ctrl+h", "^Get help now heading level 1")
    blind.presses("ctrl+t", "^notification Dark")
    blind.presses("ctrl+t", "^notification High contrast")
    blind.presses("ctrl+plus", "^notification Text size 115 %")
    blind.presses("ctrl+l", "^notification Español")
