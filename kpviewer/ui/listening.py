"""Listening: from the page that is open to words that are heard, one sentence after the other."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kpviewer import voices
from kpviewer.sentence import Sentence
from kpviewer.ui import actions, script
from kpviewer.ui.frame import Frame
from kpviewer.ui.listen_bar import ListenBar
from kpviewer.ui.memory import Memory
from kpviewer.ui.session import Session
from kpviewer.ui.speech import Speech

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_SPEEDS = 7
_USUAL_SPEED = 4
_RATE_STEP = 0.2
_SPEED = "speech.speed"


class Listening(QObject):
    """Reads the page of a frame aloud, marks the sentence that is said, and shows a bar meanwhile.

    Signals:
        voice_lost(): a language turned out to have no voice here; the reader was told.
    """

    voice_lost = Signal()

    def __init__(self, frame: Frame, session: Session, do: "Mapping[str, QAction]", memory: Memory) -> None:
        """`do` are the actions of the window, by name."""
        super().__init__(frame)
        self._frame = frame
        self._look = session.look
        self._do = do
        self._memory = memory
        try:
            self._speed = min(max(int(str(memory.value(_SPEED))), 1), _SPEEDS)
        except ValueError:
            self._speed = _USUAL_SPEED
        self._has_voice = not voices.advice()
        self._voiceless = session.voiceless
        self._sentences: Sequence[Sentence] = ()
        self._next = 0
        self._lang = ""
        self._is_paused = False
        self._is_telling = False
        self._speech = Speech(self)
        self._speech.begun.connect(self._show_sentence)
        self._speech.ended.connect(self._go_on)
        self._speech.silent.connect(self._say_silent)
        self._speech.voiceless.connect(self._say_voiceless)
        frame.viewer.words_changed.connect(self.stop)
        self._enable_actions()

    @cached_property
    def _bar(self) -> ListenBar:
        bar = ListenBar({name: self._do[name] for name in actions.LISTENING})
        bar.dress(self._look.unit)
        bar.show_starting()
        self._frame.put_below_page(bar)
        return bar

    def can_read(self, lang: str) -> bool:
        """Whether that language should have a voice, for all that is known."""
        return self._has_voice and lang not in self._voiceless

    def read(self, lang: str) -> None:
        """Read, in place of what is being read, from the first sentence that begins in view."""
        self.stop()
        sentences = script.sentences(self._frame.viewer.document(), lang)
        here = self._frame.viewer.first_character()
        self._sentences = [one for one in sentences if one.start >= here] or sentences[-1:]
        self._lang, self._next = lang, 0
        self._bar.show_speed(self._speed, _SPEEDS)
        self._bar.show()
        self._enable_actions()
        self._say()

    @property
    def is_speaking(self) -> bool:
        """Something is being said, or about to be; not while it is paused."""
        return self._is_telling or bool(self._sentences and not self._is_paused)

    def tell(self, words: str, lang: str) -> None:
        """Say words of the program's own, in place of what is being read."""
        self.stop()
        if self.can_read(lang):
            self._is_telling, self._lang = True, lang
            self._speech.say(words, lang, self._rate)

    def pause(self) -> None:
        """Stop in the sentence; the second time go on from its start.

        The engine is not asked to pause: speech-dispatcher would hush every program, a screen reader too.
        """
        if self._is_paused:
            self._bar.show_reading()
            self._say()
        else:
            self._is_paused = True
            self._speech.stop()
            self._bar.show_paused()

    def stop(self) -> None:
        """Be silent; nothing happens if nothing is said."""
        if self._is_telling:
            self._is_telling = False
            self._speech.stop()
        if not self._sentences:
            return
        self._sentences = ()
        self._speech.stop()
        self._frame.viewer.unmark()
        if self._bar.isAncestorOf(self._frame.focusWidget()):
            self._frame.viewer.setFocus()
        self._bar.hide()
        self._enable_actions()

    def change_speed(self, steps: int) -> None:
        """Faster by so many steps; the sentence starts again, so that the new speed is heard."""
        speed = min(max(self._speed + steps, 1), _SPEEDS)
        if speed == self._speed:
            return
        self._speed = speed
        self._memory.setValue(_SPEED, speed)
        self._bar.show_speed(speed, _SPEEDS)
        if not self._is_paused:
            self._say()

    def dress(self) -> None:
        """Take on the look."""
        if "_bar" in self.__dict__:
            self._bar.dress(self._look.unit)

    def end(self) -> None:
        """Be silent for good."""
        self.stop()
        self._speech.close()

    def _enable_actions(self) -> None:
        is_reading = bool(self._sentences)
        for name in actions.LISTENING:
            self._do[name].setEnabled(is_reading)
        self._do["clear"].setEnabled(not is_reading)  # it has the key of "stop"

    def _say(self) -> None:
        self._is_paused = False
        self._speech.say(self._sentences[self._next].words, self._lang, self._rate)

    @property
    def _rate(self) -> float:
        return (self._speed - _USUAL_SPEED) * _RATE_STEP

    def _show_sentence(self) -> None:
        if self._is_telling:
            return
        sentence = self._sentences[self._next]
        self._bar.show_reading()
        self._frame.viewer.mark(sentence.start, sentence.end)

    def _go_on(self) -> None:
        if self._is_telling:
            self._is_telling = False
            return
        self._next += 1
        if self._next < len(self._sentences):
            self._say()
        else:
            self.stop()

    def _say_silent(self) -> None:
        self._lose_voice(self.tr("The voice of this machine does not answer."))

    def _say_voiceless(self) -> None:
        self._lose_voice(self.tr("This machine has no voice for the language of this leaflet."))

    def _lose_voice(self, problem: str) -> None:
        self._voiceless.add(self._lang)
        self.stop()
        self.voice_lost.emit()
        self._frame.say(problem)
