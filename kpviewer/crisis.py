"""Does somebody who searches need help now? English and Spanish at once, whatever is on the screen.

The signs are in `resources/words/crisis.txt`, not in a leaflet, so that no pack takes them away. What was
typed is looked at and forgotten.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kpviewer import paths, words

_WORDS_AT_MOST = 100
_SOUNDED, _EDITED = 4, 6
"""Letters from which a word of a sign may be misspelled by its sound, or by one edit."""
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
"""The letters of pleeease that are one."""
_GAPS = {"..": 3, "...": _WORDS_AT_MOST}
_LEAD = 3
"""Letters by which the first word of a sign is looked up."""

_Choices = dict[int, tuple[frozenset[str], tuple[str, ...]]]
"""Number of words → the phrases of so many words, and what such phrases may begin with."""


class _Part(NamedTuple):
    """What may stand at one place of a sign."""

    mark: str
    """`!` before what must not stand there, `?` before what need not."""
    gap: int
    """So many other words at most come before it."""
    choices: _Choices

    def ends(self, said: Sequence[str], start: int) -> Iterator[int]:
        """Where it ends, if it begins at `start`."""
        for length, (phrases, beginnings) in self.choices.items():
            phrase = " ".join(said[start : start + length])
            if start + length <= len(said) and (phrase in phrases or phrase.startswith(beginnings)):
                yield start + length


class _Sign(NamedTuple):
    parts: tuple[_Part, ...]
    is_whole: bool
    """Only if nothing else is said."""
    unless: _Part | None


class _Signs(NamedTuple):
    whole: list[_Sign]
    anywhere: dict[str, list[_Sign]]
    """The first letters of a sign → the signs."""
    vocabulary: frozenset[str]
    """Every word of the signs that may be misspelled."""
    long: list[str]
    """Those that may be misspelled by any edit."""
    sounds: dict[str, str]
    """How a word of the vocabulary sounds → the word."""


def is_meant(typed: str) -> bool:
    """Whether these words are those of somebody in danger, misspelled or in a sentence."""
    signs = _signs()
    said = words.read(_DRAWN_OUT.sub(r"\1", typed[: 20 * _WORDS_AT_MOST]))[:_WORDS_AT_MOST]
    meant = [_meant(word, signs) for word in said]
    texts = [said] if said == meant else [said, meant]
    return any(
        not (sign.unless and any(_is_said(sign.unless, text) for text in texts))
        for text in texts
        for sign in _found(text, signs)
    )


def _found(said: Sequence[str], signs: _Signs) -> Iterator[_Sign]:
    for sign in signs.whole:
        if _matches(sign, 0, said, 0):
            yield sign
    for start, word in enumerate(said):
        for sign in signs.anywhere.get(word[:_LEAD], ()):
            if _matches(sign, 0, said, start):
                yield sign


def _matches(sign: _Sign, place: int, said: Sequence[str], start: int) -> bool:
    """Whether the words from `start` on are what the sign says from `place` on."""
    if place == len(sign.parts):
        return start == len(said) or not sign.is_whole
    part = sign.parts[place]
    if part.mark == "!":
        return not any(part.ends(said, start)) and _matches(sign, place + 1, said, start)
    if part.mark == "?" and _matches(sign, place + 1, said, start):
        return True
    return any(
        _matches(sign, place + 1, said, end)
        for begin in range(start, min(start + part.gap + 1, len(said)))
        for end in part.ends(said, begin)
    )


def _is_said(part: _Part, said: Sequence[str]) -> bool:
    return any(any(part.ends(said, start)) for start in range(len(said)))


def _meant(word: str, signs: _Signs) -> str:
    """The word of a sign that this one misspells; itself if there is none."""
    if word in signs.vocabulary or len(word) < _SOUNDED:
        return word
    if words.is_filler(word):
        return word
    for lang in words.LANGUAGES:
        heard = signs.sounds.get(words.sound(word, lang))
        if heard:
            return heard
    if len(word) < _EDITED:
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extractOne(word, signs.long, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


@cache
def _signs() -> _Signs:
    text = (paths.resources() / "words" / "crisis.txt").read_text("utf-8")
    groups: dict[str, list[str]] = {}
    signs = []
    for line in text.splitlines():
        name, colon, choices = line.partition(": ")
        if colon and not line.startswith("#"):
            groups[name] = _choices(choices, groups)
        elif line and not line.startswith("#"):
            signs.append(_sign(line, groups))
    whole = [sign for sign in signs if sign.is_whole]
    anywhere: dict[str, list[_Sign]] = {}
    for sign in signs:
        if not sign.is_whole:
            for lead in _leads(sign.parts[0]):
                anywhere.setdefault(lead, []).append(sign)
    known = {word for sign in signs for part in (*sign.parts, sign.unless) if part for word in _words(part)}
    vocabulary = frozenset(word for word in known if len(word) >= _SOUNDED)
    long = [word for word in vocabulary if len(word) >= _EDITED]
    sounds = {words.sound(word, lang): word for lang in words.LANGUAGES for word in vocabulary}
    return _Signs(whole, anywhere, vocabulary, long, sounds)


