"""Where words stand in a text, and the piece of the text that shows them best."""

import re
from collections.abc import Iterable, Iterator, Sequence

from kpviewer.words import fold

_LENGTH, _BEFORE = 150, 40
"""Of a snippet, and of what it shows before the first match; in characters."""


_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_JOINTS = re.compile("[-'’]")


class Marks:
    """Words to be marked wherever they stand."""

    def __init__(self, folded: Iterable[str]) -> None:
        """`folded`: words as `words.read` gives them."""
        self._words = frozenset(folded)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Start and end of each marked word, in order."""
        return list(self._spans(text)) if self._words else []

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for match in _WORD.finditer(fold(text)):
            word, start = match[0], match.start()
            if word in self._words:
                yield match.span()
            elif word.isalnum():
                continue
            elif _JOINTS.sub("", word) in self._words:
                yield match.span()
            else:
                for part in _JOINTS.split(word):
                    if part in self._words:
                        yield start, start + len(part)
                    start += len(part) + 1


def occurrences(text: str, typed: str) -> list[tuple[int, int]]:
    """Start and end of each place where a text says what was typed; accents and case do not matter."""
    parts = [re.escape(part) for part in fold(typed).split()]
    return [match.span() for match in re.finditer(r"\s+".join(parts), fold(text))] if parts else []


def snippet(text: str, marks: Marks) -> str:
    """The piece of `text` with the most different marked words, these between `[` and `]`.

    Brackets of the text itself become round.
    """
    text = text.replace("[", "(").replace("]", ")")
    spans = marks.find(text)
    start = max(_start(text, spans), 0)
    end = len(text) if len(text) - start <= _LENGTH else text.rfind(" ", start, start + _LENGTH)
    end = end if end > start else start + _LENGTH
    piece, last = "", start
    for left, right in spans:
        if last <= left and right <= end:
            piece += f"{text[last:left]}[{text[left:right]}]"
            last = right
    piece += text[last:end]
    return f"{'…' if start else ''}{piece}{'…' if end < len(text) else ''}"


def _start(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """Where the piece with the most different marked words begins, at a word."""
    best, most = 0, 0
    for left, _ in spans:
        start = max(left - _BEFORE, 0)
        shown = {fold(text[a:b]) for a, b in spans if start <= a and b <= start + _LENGTH}
        if len(shown) > most:
            best, most = start, len(shown)
    return text.find(" ", best) + 1 if best else 0
