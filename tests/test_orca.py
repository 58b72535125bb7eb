"""What Orca says to somebody who starts the program without seeing: the real one, by its log of speech."""

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import desktop, dispatcher

_SAID = re.compile(r"SPEECH OUTPUT: '(.*?)' ?\{", re.DOTALL)


class Ear:
    """Listens to Orca, from where it last stopped."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._heard = 0

    def said(self) -> list[str]:
        """All that Orca said so far."""
        return _SAID.findall(self._log.read_text(errors="replace")) if self._log.exists() else []

    def wait_for(self, words: str) -> None:
        """Until Orca says those words, as a pattern, behind all that was waited for before."""

        def is_heard() -> bool:
            said = self.said()
            for number in range(self._heard, len(said)):
                if re.search(words, said[number]):
                    self._heard = number + 1
                    return True
            return False

        desktop.wait_until(is_heard, lambda: f"never heard {words!r} but {self.said()[self._heard :]}")


@pytest.fixture
def ear() -> Iterator[Ear]:
    """Orca at work, and then the program."""
    if not shutil.which("orca"):
        pytest.skip("needs orca")
    with desktop.running() as place, dispatcher.running("quick") as speech:
        place.environment["SPEECHD_ADDRESS"] = speech.address
        log = place.folder / "orca.log"
        place.run("orca", "--debug-file", str(log))
        ear = Ear(log)
        ear.wait_for("^Screen reader on")
        place.run(sys.executable, "-m", "kpviewer", "--lang", "en", "safety")
        yield ear


def test_it_says_at_the_start_where_the_keyboard_is_and_what_is_open(ear: Ear) -> None:
    ear.wait_for("^Search leaflets text")
    ear.wait_for("^Safety and side effects – kpviewer")
