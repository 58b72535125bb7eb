"""Does somebody who searches need help now? English and Spanish at once, whatever is on the screen.

The signs are in `resources/words/crisis.txt`, not in a leaflet, so that no pack takes them away. What was
typed is looked at and forgotten.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kpviewer import paths, words

_WORDS_AT_MOST = 100
_SOUNDED, _SLIPPED, _EDITED = 4, 5, 6
"""Letters from which a word of a sign may be misspelled by its sound, by a letter left out or two in the
wrong order, by any edit; the first letter is always right."""
_STEM = 3
"""Letters at least before a `*`."""
_GAPS = {"..": 3, "...": _WORDS_AT_MOST}
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
"""Letters that stand for one, as in pleeease."""


class _Part(NamedTuple):
    """What may stand at one place of a sign."""

    choices: dict[int, tuple[frozenset[str], tuple[str, ...]]]
    """Number of words → phrases of so many words, and what such phrases may begin with."""
    mark: str = ""
    """`!` before what must not stand here, `?` before what need not."""
    gap: int = 0
    """So many other words may come before."""


class _Sign(NamedTuple):
    parts: list[_Part]
    unless: _Part
    """What is not said anywhere."""
    is_whole: bool
    """Only if nothing else is said."""


class _Signs(NamedTuple):
    by_word: dict[str, list[_Sign]]
    """The first word of a sign, or its first letters and `*` → the signs."""
    vocabulary: frozenset[str]
    """Every word of the signs that may be misspelled."""
    long: dict[str, list[str]]
    """First letter → those that may be misspelled by more than their sound."""
    sounds: dict[str, str]
    """How a word of the vocabulary sounds → the word."""


def is_meant(typed: str) -> bool:
    """Whether these words are those of somebody in danger, misspelled or in a sentence."""
    signs = _signs()
    said = words.read(_DRAWN_OUT.sub(r"\1", typed[: 20 * _WORDS_AT_MOST]))[:_WORDS_AT_MOST]
    meant = [_meant(word, signs) for word in said]
    sentences = [said] if said == meant else [said, meant]
    return any(
        not any(_is_in(sign.unless, sentence) for sentence in sentences)
        for sentence in sentences
        for sign in _found(sentence, signs)
    )


def _found(said: Sequence[str], signs: _Signs) -> Iterator[_Sign]:
    for start, word in enumerate(said):
        for key in (word, word[:_STEM] + "*"):
            for sign in signs.by_word.get(key, ()):
                if (start == 0 or not sign.is_whole) and _matches(sign, 0, said, start):
                    yield sign


def _matches(sign: _Sign, place: int, said: Sequence[str], start: int) -> bool:
    """Whether the words from `start` on are what the sign says from its part at `place` on."""
    if place == len(sign.parts):
        return start == len(said) or not sign.is_whole
    part = sign.parts[place]
    if part.mark == "!":
        return not any(_ends(part, said, start)) and _matches(sign, place + 1, said, start)
    if part.mark == "?" and _matches(sign, place + 1, said, start):
        return True
    return any(
        _matches(sign, place + 1, said, end)
        for begin in range(start, min(start + part.gap + 1, len(said)))
        for end in _ends(part, said, begin)
    )


def _ends(part: _Part, said: Sequence[str], start: int) -> Iterator[int]:
    """Where the part may end, if it begins at `start`."""
    for length, (phrases, beginnings) in part.choices.items():
        if start + length <= len(said):
            phrase = said[start] if length == 1 else " ".join(said[start : start + length])
            if phrase in phrases or phrase.startswith(beginnings):
                yield start + length


def _is_in(part: _Part, said: Sequence[str]) -> bool:
    return any(any(_ends(part, said, start)) for start in range(len(said)))


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
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = signs.long.get(word[0], ())
    alike = process.extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=None)
    return next((known for known, _, _ in alike if _is_slip(word, known)), word)


def _is_slip(word: str, known: str) -> bool:
    """Whether a word that differs by one edit is likely meant to be the known one."""
    return len(known) >= _EDITED or len(word) < len(known) or sorted(word) == sorted(known)


@cache
def _signs() -> _Signs:
    text = (paths.resources() / "words" / "crisis.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    groups: dict[str, list[str]] = {}
    by_word: dict[str, list[_Sign]] = {}
    for line in lines:
        name, is_group, choices = line.partition(": ")
        if is_group:
            groups[name] = _phrases(choices, groups)
            continue
        sign = _sign(line, groups)
        for word in _first_words(sign):
            by_word.setdefault(word, []).append(sign)
    vocabulary = _vocabulary(lines)
    long: dict[str, list[str]] = {}
    for word in vocabulary:
        if len(word) >= _SLIPPED:
            long.setdefault(word[0], []).append(word)
    sounds: dict[str, str] = {}
    for lang in words.LANGUAGES:
        sounds |= zip(words.sound(" ".join(vocabulary), lang).split(), vocabulary, strict=True)
    return _Signs(by_word, frozenset(vocabulary), long, sounds)


def _sign(line: str, groups: dict[str, list[str]]) -> _Sign:
    said, _, unless = line.partition(" unless ")
    parts = []
    gap = 0
    for part in said.removeprefix("= ").split():
        if part in _GAPS:
            gap = _GAPS[part]
            continue
        mark = part[0] if part[0] in "!?" else ""
        parts.append(_Part(_choices(part.removeprefix(mark), groups), mark, gap))
        gap = 0
    return _Sign(parts, _Part(_choices(unless, groups)), is_whole=line.startswith("= "))


def _choices(text: str, groups: dict[str, list[str]]) -> dict[int, tuple[frozenset[str], tuple[str, ...]]]:
    lengths: dict[int, tuple[list[str], list[str]]] = {}
    for phrase in _phrases(text, groups):
        whole, begun = lengths.setdefault(1 + phrase.count(" "), ([], []))
        if phrase.endswith("*"):
            begun.append(phrase[:-1])
        else:
            whole.append(phrase)
    return {length: (frozenset(whole), tuple(begun)) for length, (whole, begun) in lengths.items()}


def _phrases(text: str, groups: dict[str, list[str]]) -> list[str]:
    """The phrases that a notation stands for: a|of_@b is a, of c, of d if b is c|d."""
    phrases: list[str] = []
    for choice in filter(None, text.split("|")):
        steps = [groups[word[1:]] if word.startswith("@") else [word] for word in choice.split("_")]
        phrases += map(" ".join, itertools.product(*steps))
    return phrases


def _first_words(sign: _Sign) -> set[str]:
    """The keys by which it is found: those of its parts up to the first that may not be missing."""
    found: set[str] = set()
    for part in sign.parts:
        for phrases, beginnings in part.choices.values():
            found.update(phrase.split()[0] for phrase in phrases)
            found.update(phrase.split()[0][:_STEM] + "*" for phrase in beginnings)
        if part.mark != "?":
            break
    return found


def _vocabulary(lines: list[str]) -> list[str]:
    written = " ".join(re.sub(r"^\w+: |@\w+| unless ", " ", line) for line in lines)
    return [word for word in dict.fromkeys(re.findall(r"[^\W_]+", written)) if len(word) >= _SOUNDED]
