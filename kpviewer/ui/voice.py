"""The process that speaks. `speech` starts it, because an engine may take seconds to come, or hang.

In, a line of JSON each: `{"number": 1, "words": "…", "lang": "en", "rate": 0.0}` says that in place of all
before, `{}` says nothing more. Out, a line each: `ready`; `begun 1`, `ended 1` of what was not cut;
`voiceless 1` if no voice speaks that language, `silent 1` if there is none at all. Ends with its input.
"""

import faulthandler
import json
import sys
import threading
from typing import TypedDict

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal
from PySide6.QtTextToSpeech import QTextToSpeech

_ACCENTS = {"en": "en_US", "es": "es_419"}
"""Where the machine's own locale speaks another language."""
_MISPLACED = "Caribbean"
"""Qt has no region 029, takes this voice of espeak's for American and lists it first."""
_SECONDS_TO_END = 2


class Order(TypedDict, total=False):
    """A line of input; empty for silence."""

    number: int
    words: str
    lang: str
    rate: float


class Voice(QObject):
    """Obeys orders, one at a time.

    The engine's signals do not say which words they are about. So the engine is given new words only when
    it is done with those before, and is told to cut them only when it has begun.
    """

    told = Signal(str)
    input_ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._engine = QTextToSpeech(self)
        self._engine.stateChanged.connect(self._follow)
        self._wanted: Order = {}
        self._current: Order = {}
        self._lang = ""
        self.told.connect(self._obey)
        self.input_ended.connect(self._end)

    def _obey(self, line: str) -> None:
        self._wanted = json.loads(line)
        if not self._current:
            self._begin()
        elif self._engine.state() == QTextToSpeech.State.Speaking:
            self._engine.stop()

    def _begin(self) -> None:
        order = self._wanted
        if not order:
            return
        if order["lang"] != self._lang and not self._speak_language(order["lang"]):
            _report("voiceless" if self._engine.availableLocales() else "silent", order)
            return
        self._current = order
        self._engine.setRate(order["rate"])
        self._engine.say(order["words"])

    def _follow(self, state: QTextToSpeech.State) -> None:
        is_cut = self._current is not self._wanted
        if state == QTextToSpeech.State.Speaking:
            if is_cut:
                self._engine.stop()
            else:
                _report("begun", self._current)
        elif state == QTextToSpeech.State.Ready and self._current:
            ended, self._current = self._current, {}
            if is_cut:
                self._begin()
            else:
                self._wanted = {}
                _report("ended", ended)

    def _speak_language(self, lang: str) -> bool:
        """Take the voice of the machine's own accent if it has that, else of the usual one, else of any."""
        there = {locale.name(): locale for locale in self._engine.availableLocales()}
        wished = (QLocale.system().name(), _ACCENTS.get(lang, ""), *sorted(there))
        name = next((name for name in wished if name in there and name.split("_")[0] == lang), "")
        if not name:
            return False
        self._engine.setLocale(there[name])
        voices = self._engine.availableVoices()
        self._engine.setVoice(next((v for v in voices if _MISPLACED not in v.name()), voices[0]))
        self._lang = lang
        return True

    def _end(self) -> None:
        faulthandler.dump_traceback_later(_SECONDS_TO_END, exit=True)  # if the engine hangs
        self._engine.stop()
        QCoreApplication.quit()


def _report(event: str, order: Order) -> None:
    print(event, order["number"], flush=True)


def _listen(voice: Voice) -> None:
    for line in sys.stdin:
        voice.told.emit(line)
    voice.input_ended.emit()


def main() -> int:
    """Speak until the input ends."""
    application = QCoreApplication([])
    QLocale.setDefault(QLocale("en_US"))  # an engine that is to speak "C" reports an error
    voice = Voice()
    print("ready", flush=True)
    threading.Thread(target=_listen, args=(voice,), daemon=True).start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
