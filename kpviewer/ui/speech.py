"""Speech: one sentence at a time, said by a process of its own. See `voice`."""

import json
import sys

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

START_SECONDS = 20
"""Until the engine must have come: it asks for all voices, which alone may take some seconds."""
LEAST_SECONDS = 3
"""Until a word must have been said; more is allowed for long sentences."""
SIGNS_A_SECOND = 14
_SIGNS_FOR_A_DIGIT = 4
_SECONDS_TO_END = 1


class Speech(QObject):
    """Says sentences, and notices when nothing is heard.

    Signals:
        begun(): what was given to `say` is being said.
        ended(): it was said to its end.
        silent(): the engine does not come, or does not say it in the time that it takes.
        voiceless(): no voice speaks the language.
    """

    begun = Signal()
    ended = Signal()
    silent = Signal()
    voiceless = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._is_ready = False
        self._number = 0
        self._seconds = 0.0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._give_up)
        self._ends = {"ended": self.ended, "silent": self.silent, "voiceless": self.voiceless}

    def say(self, words: str, lang: str, rate: float) -> None:
        """Say that in place of what is being said; `rate` from -1 (slow) over 0 (usual) to 1 (fast)."""
        self._number += 1
        digits = sum(sign.isdigit() for sign in words)
        signs = len(words) + _SIGNS_FOR_A_DIGIT * digits
        self._seconds = LEAST_SECONDS + 2 * signs / SIGNS_A_SECOND / 2**rate
        if not self._process:
            self._start()
        self._wait()
        self._tell({"number": self._number, "words": words, "lang": lang, "rate": rate})

    def stop(self) -> None:
        """Be silent."""
        self._number += 1
        self._patience.stop()
        self._tell({})

    def close(self) -> None:
        """Be silent for good; returns when no process is left."""
        self._let_go()
        for process in self.findChildren(QProcess):
            if not process.waitForFinished(_SECONDS_TO_END * 1000):
                process.kill()
                process.waitForFinished()

    def _start(self) -> None:
        self._is_ready = False
        self._process = process = QProcess(self)
        process.readyReadStandardOutput.connect(self._hear)
        process.finished.connect(self._lose)
        process.errorOccurred.connect(self._lose)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.start(sys.executable, ["-m", "kpviewer.ui.voice"])

    def _let_go(self) -> None:
        """The process ends with its input; if its engine hangs that takes two seconds."""
        self._patience.stop()
        process, self._process = self._process, None
        if process:
            process.finished.disconnect(self._lose)
            process.errorOccurred.disconnect(self._lose)
            process.finished.connect(process.deleteLater)
            process.closeWriteChannel()

    def _tell(self, order: dict[str, object]) -> None:
        if self._process:
            self._process.write(json.dumps(order).encode() + b"\n")

    def _wait(self) -> None:
        self._patience.start(round((self._seconds if self._is_ready else START_SECONDS) * 1000))

    def _hear(self) -> None:
        while self._process and self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode()
            event, _, number = line.strip().partition(" ")
            if event == "ready":
                self._is_ready = True
                if self._patience.isActive():
                    self._wait()
            elif number == str(self._number):
                self._answer(event)

    def _answer(self, event: str) -> None:
        if event == "begun":
            self._wait()
            self.begun.emit()
        else:
            self._patience.stop()
            self._ends[event].emit()

    def _lose(self) -> None:
        """The process ended by itself."""
        if self._patience.isActive():
            self._give_up()
        else:
            self._let_go()

    def _give_up(self) -> None:
        self._let_go()
        self.silent.emit()
