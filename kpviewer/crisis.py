"""Does somebody who searches need help now? English and Spanish at once, whatever is on the screen.

The signs are in `resources/words/crisis.txt`, not in a leaflet, so that no pack takes them away. What was
typed is looked at and forgotten.
"""

import re
from functools import cache
from typing import NamedTuple

from kpviewer import paths, words

_WORDS_AT_MOST = 100
_SOUNDED, _EDITED = 4, 6
"""Letters from which a word of a sign may be misspelled by its sound, or by one edit."""


class _Signs(NamedTuple):
    whole: frozenset[str]
    anywhere: re.Pattern[str]
    vocabulary: frozenset[str]
    """Every word of the signs that may be misspelled."""
    sounds: dict[str, str]
    """How such a word sounds → the word."""


def is_meant(typed: str) -> bool:
    """Whether these words are those of somebody in danger, misspelled or in a sentence."""
    signs = _signs()
    said = words.read(typed[: 20 * _WORDS_AT_MOST])[:_WORDS_AT_MOST]
    meant = [_meant(word, signs) for word in said]
    return any(
        sentence in signs.whole or signs.anywhere.search(sentence)
        for sentence in (" ".join(said), " ".join(meant))
    )


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

    long = [known for known in signs.vocabulary if len(known) >= _EDITED]
    found = process.extractOne(word, long, scorer=OSA.distance, score_cutoff=1)
    return found[0] if found else word


@cache
def _signs() -> _Signs:
    text = (paths.resources() / "words" / "crisis.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    whole = frozenset(line.lstrip("= ") for line in lines if line.startswith("="))
    signs = [line for line in lines if not line.startswith("=")]
    anywhere = re.compile(rf"\b(?:{'|'.join(map(_pattern, signs))})")
    vocabulary = {word for word in re.findall(r"[^\W_]+", " ".join(lines)) if len(word) >= _SOUNDED}
    sounds = {words.sound(word, lang): word for lang in words.LANGUAGES for word in vocabulary}
    return _Signs(whole, anywhere, frozenset(vocabulary), sounds)


def _pattern(sign: str) -> str:
    """A sign as a regular expression, to be searched among words with single spaces."""
    pattern = ""
    for part in sign.split():
        choices = part.lstrip("!").replace("_", " ").replace("*", r"\w*")
        if part == "..":
            pattern += r"(?:\w+ ){0,3}"
        elif part.startswith("!"):
            pattern += f"(?!(?:{choices})\\b)"
        else:
            pattern += f"(?:{choices})(?: |$)"
    return pattern
